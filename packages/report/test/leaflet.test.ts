import { CURE_OUTCOMES, FOLLOW_UP, FOLLOW_UP_TEMPLATE, GROWTH_FACTS, RECOVERY_FACTS } from "@cantlie/clinical";
import type { PlanEntry } from "@cantlie/workup";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { composeLeaflet, type LeafletInput, type LeafletModel, leafletFigures, leafletHtml, leafletTypst } from "../src/index.ts";
import { segmentsWords, shareWords, sideWords } from "../src/leaflet/liver-words.ts";
import { ofHundred } from "../src/leaflet/published-facts.ts";
import { BOWEL, LEAFLET_CASES, leafletCase, madeLeaflet } from "./leaflet-cases.ts";
import { leafletTexts } from "./leaflet-reading-grade.ts";
import { TOOLS } from "./made-report.ts";

const caseOf = (name: string): LeafletInput => LEAFLET_CASES.find(([one]) => one === name)![1]();
const textOf = (model: LeafletModel): string => leafletTexts(model).join("\n");
const section = (model: LeafletModel, id: string): string =>
  textOf({ ...model, title: "", intendedUse: "", sections: model.sections.filter((one) => one.id === id) });

describe("what goes and what stays", () => {
  test("shares in words are within a twentieth of the share, and what goes and stays make a whole", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 0.9, noNaN: true }), (fraction) => {
        const [goes, stays] = [shareNamed(shareWords(fraction)), shareNamed(shareWords(1 - fraction))];
        expect(Math.abs(goes - fraction)).toBeLessThanOrEqual(0.05 + 1e-9);
        // at the very middle between two words, either may be taken
        if (Math.abs(goes - fraction) < 0.0249) expect(goes + stays).toBeCloseTo(1, 9);
      }),
      { seed: 20260310 },
    );
  });

  test("a share that is no share is refused", () => {
    expect(() => shareWords(1.2)).toThrow(RangeError);
    expect(() => shareWords(Number.NaN)).toThrow(RangeError);
  });

  test.each([
    [["5", "8"], "the right side", "the front part of the right side"],
    [["6", "7"], "the right side", "the back part of the right side"],
    [["2", "3"], "the left side", "the outer part of the left side"],
    [["4a", "4b"], "the left side", "the inner part of the left side"],
    [["5", "6", "7", "8"], "the right side", "the right side"],
    [["4", "5", "8"], "both sides", "the middle part"],
    [["3", "6"], "both sides", "a part of both sides"],
  ])("segments %j are on the patient's own side", (segments, side, part) => {
    expect([sideWords(segments), segmentsWords(segments)]).toEqual([side, part]);
  });

  test("volumes and counts are those of plan.json", () => {
    const input = caseOf("right side and a wedge, bowel");
    const plan = section(madeLeaflet(input), "plan");
    const { resectedMl, ablatedMl } = input.document.plans[0]!.volumes;
    const tens = (ml: number) => `${Math.round(ml / 10) * 10}\u00a0mL`;
    expect(plan).toContain(`(${tens(resectedMl + ablatedMl)} of ${tens(input.document.anatomy.liverVolumeMl)})`);
    expect(plan).toContain("takes out the right side of your liver");
    expect(plan).toContain("cuts out one tumour");
  });

  test("tumours on the patient's right are ringed in the left half of the picture, and it says so", () => {
    const input = caseOf("wedges, bowel");
    const [now] = leafletFigures(input, TOOLS).liver;
    const centres = [...now!.svg.matchAll(/<circle cx="([\d.]+)"[^>]*stroke="#111111"/g)].map((match) => Number(match[1]));
    const rightFirst = input.document.anatomy.lesions.map(({ centroidMm }) => centroidMm[0]);
    expect(centres).toHaveLength(rightFirst.length);
    const middleMm = -20; // of the synthetic liver
    centres.forEach((xPx, n) => {
      expect(xPx < now!.widthPx / 2).toBe(rightFirst[n]! < middleMm);
    });
    expect(now!.svg).toContain("← your right");
  });
});

describe("a plan in two stages", () => {
  test("tells what makes the liver grow, how long it takes, and how many get no further", () => {
    const plan = section(madeLeaflet(caseOf("two stages with PVE, bowel")), "plan");
    expect(plan).toMatch(/two operations/);
    expect(plan).toMatch(/blocks the vein/);
    expect(plan).toMatch(/6 to 8 weeks/);
    expect(plan).toMatch(/Of 100 people, 20 to 40 never get to the second operation/);
  });

  test("names no time where none is published for the technique", () => {
    expect(section(madeLeaflet(caseOf("two stages with PVL, bowel")), "plan")).toMatch(/Your team will tell you how long/);
  });
});

describe("no operation is promised", () => {
  test.each(["no plan at all", "no plan leaves enough liver", "tumours left", "usually not offered"])("[CLI-03] %s", (name) => {
    const model = madeLeaflet(caseOf(name));
    const text = textOf(model);
    expect(text).toMatch(/does not promise you an operation/);
    expect(text).toMatch(/not the last word/);
    expect(text).not.toMatch(/unresectable|inoperable|cannot be (operated|cured)|hopeless/i);
    expect(model.sections.map(({ id }) => id)).not.toEqual(expect.arrayContaining(["plan"]));
    expect(model.title).not.toMatch(/operation/i);
    expect(model.sections.find(({ id }) => id === "harm" || id === "outlook")).toBeUndefined();
  });

  test("a plan that the meeting chose is told, though it was not the first", () => {
    const input = caseOf("no plan leaves enough liver");
    const { id, name } = input.document.plans[2]!;
    const model = madeLeaflet({ ...input, planId: id });
    expect(section(model, "plan").toLowerCase()).toContain(name.toLowerCase());
    expect(() => madeLeaflet({ ...input, planId: "no-such-plan" })).toThrow(RangeError);
  });
});

describe("other plans", () => {
  const toldOthers = (change: Partial<PlanEntry>): string => {
    const input = caseOf("wedges, bowel");
    const [lead, ...others] = input.document.plans;
    const plans = [lead!, { ...others[0]!, ...change }];
    const model = madeLeaflet({ ...input, document: { ...input.document, plans, order: plans.map(({ id }) => id) } });
    return section(model, "plan");
  };
  const judged = (group: "sufficient" | "insufficient"): Partial<PlanEntry> => {
    const { findings } = caseOf("wedges, bowel").document.plans[1]!;
    const severity = group === "sufficient" ? "info" : "warning";
    return {
      clearsDisease: true,
      findings: findings.map((finding) => (finding.rule === "FLR-SUFFICIENCY" ? { ...finding, group, severity } : finding)),
    };
  };

  test("[CLI-03] one that leaves a tumour or too little liver is not offered to the patient to choose", () => {
    expect(toldOthers(judged("sufficient"))).toContain("one other plan to choose from");
    expect(toldOthers({ ...judged("sufficient"), clearsDisease: false })).not.toContain("to choose from");
    expect(toldOthers(judged("insufficient"))).not.toContain("to choose from");
  });
});

test("the name of a tumour at the liver's dome stays inside the picture", () => {
  const input = caseOf("wedges, bowel");
  const { lesions } = input.document.anatomy;
  const high = lesions.map((lesion) => ({ ...lesion, largestDiameterMm: 400 }));
  const document = { ...input.document, anatomy: { ...input.document.anatomy, lesions: high } };
  const [now] = leafletFigures({ ...input, document }, TOOLS).liver;
  const heights = [...now!.svg.matchAll(/<text[^>]* y="(-?[\d.]+)"[^>]*>L\d/g)].map((match) => Number(match[1]));
  expect(heights.length).toBeGreaterThanOrEqual(lesions.length);
  for (const y of heights) expect(y).toBeGreaterThanOrEqual(21);
});

describe("figures", () => {
  test("how many of 100: whole people, a half as a range", () => {
    expect([0.045, 0.03, 0.443, 102 / 612, 0.255].map(ofHundred)).toEqual(["4 to 5", "3", "44", "17", "25 to 26"]);
  });

  test("survival after colorectal metastases is told study by study, the sobering ones too", () => {
    const model = madeLeaflet(caseOf("wedges, bowel"));
    const table = model.sections.flatMap(({ blocks }) => blocks).find((block) => block.kind === "table")!;
    const told = CURE_OUTCOMES.filter(({ outcome }) => /^(alive after 10 years|(5|10)-year overall survival)/.test(outcome));
    const cells = table.rows.flatMap(({ cells: row }) => row).filter((cell) => cell !== "not told");
    expect(cells.sort()).toEqual(told.map(({ value }) => ofHundred(value)).sort());
    expect(section(model, "outlook")).toMatch(/does not tell what will happen to you/);
  });

  test.each(["a territory, lung", "odd segments and a drawn part, breast", "wedges, nothing said of the patient"])(
    "[CLI-01] nothing of colorectal cancer is told to another: %s",
    (name) => {
      const model = madeLeaflet(caseOf(name));
      expect(model.sources.filter((source) => /Tomlinson|Creasy|Cucchetti|Kanas|EORTC|local policy/.test(source))).toEqual([]);
      expect(section(model, "outlook")).toMatch(/Ask (your team|what is known)/);
    },
  );

  test.each(LEAFLET_CASES)("each number comes from plan.json or from what is published: %s", (_name, make) => {
    const input = make();
    const allowed = new Set([...publishedNumbers(), ...planNumbers(input)]);
    const strange = numbersIn(textOf(madeLeaflet(input))).filter((number) => !allowed.has(number));
    expect(strange).toEqual([]);
  });

  test("every source is listed once and referred to", () => {
    const model = madeLeaflet(caseOf("two stages with PVE, bowel"));
    const html = leafletHtml(model);
    expect(new Set(model.sources).size).toBe(model.sources.length);
    model.sources.forEach((_source, n) => {
      expect(html).toContain(`href="#source-${n + 1}"`);
      expect(html).toContain(`id="source-${n + 1}"`);
    });
    expect(html).not.toContain("#source-0");
  });
});

describe("contacts", () => {
  const hospital = { schemaVersion: 1, name: "Northfield", phone: "0161 496 0000", emergencyPhone: "999" } as const;

  test("are those of hospital.json, and lines to fill in for what is not there", () => {
    const lines = (input: LeafletInput) =>
      madeLeaflet(input)
        .sections.find(({ id }) => id === "contact")!
        .blocks.flatMap((block) => (block.kind === "lines" ? block.lines : []));
    const given = lines({ ...leafletCase(undefined), hospital }).filter(({ value }) => value !== undefined);
    expect(given).toEqual([
      { label: "Hospital", value: "Northfield" },
      { label: "Phone", value: "0161 496 0000" },
      { label: "Day and night", value: "999" },
    ]);
    expect(lines(leafletCase(undefined)).every(({ value }) => value === undefined)).toBe(true);
  });

  test("the box for who checked it is always empty", () => {
    const blocks = madeLeaflet(caseOf("wedges, bowel")).sections.at(-1)!.blocks;
    expect(blocks).toEqual([{ kind: "lines", lines: [{ label: "Checked by (name)" }, { label: "Date" }] }]);
  });
});

test("[USE-01] the statement of intended use stands on the page and in the PDF's source", () => {
  const model = madeLeaflet(caseOf("no plan at all"));
  for (const text of [leafletHtml(model), leafletTypst(model).source]) expect(text).toContain(model.intendedUse);
});

test("[PRV-01] the patient's name, birth date and number stand in the heading and nowhere else", () => {
  const input = { ...caseOf("wedges, bowel"), patient: BOWEL };
  const model = madeLeaflet(input);
  const { patientName, birthDate, patientId } = input.heading!;
  for (const secret of [patientName!, birthDate!, patientId!]) {
    expect(leafletHtml(model).split(secret)).toHaveLength(2);
    expect(textOf(model)).not.toContain(secret);
  }
});

test("the same input gives the same bytes", () => {
  const make = (input: LeafletInput) => composeLeaflet(input, leafletFigures(input, TOOLS));
  const [one, other] = [make(caseOf("wedges, bowel")), make(caseOf("wedges, bowel"))];
  expect(leafletHtml(one)).toBe(leafletHtml(other));
  expect(leafletTypst(one)).toEqual(leafletTypst(other));
});

function shareNamed(words: string): number {
  const values: Readonly<Record<string, number>> = {
    "a tenth": 0.1,
    "a fifth": 0.2,
    "a quarter": 0.25,
    "a third": 1 / 3,
    "two fifths": 0.4,
    half: 0.5,
    "three fifths": 0.6,
    "two thirds": 2 / 3,
    "three quarters": 0.75,
    "four fifths": 0.8,
    "nine tenths": 0.9,
  };
  return values[words.replace("about ", "")]!;
}

function numbersIn(text: string): number[] {
  return (text.match(/\d+(\.\d+)?/g) ?? []).map(Number);
}

/** As written in what is published, and whole people of 100. */
function publishedNumbers(): number[] {
  const texts = [
    ...RECOVERY_FACTS.map(({ text }) => text),
    ...GROWTH_FACTS.map(({ figure }) => figure),
    ...CURE_OUTCOMES.flatMap(({ era = "", outcome, source }) => [era, outcome, source]),
    ...FOLLOW_UP_TEMPLATE.map(({ because }) => because),
    FOLLOW_UP.source.locator!,
  ];
  const people = CURE_OUTCOMES.flatMap(({ value, patients = 0 }) => [patients, ...numbersIn(ofHundred(Math.min(1, value)))]);
  // 100 people are the denominator; 68 have no complication of 100, of whom 32 have one; 4 and 6 weeks are told beside days;
  // of Adam's 1452 patients 36 and 23 of 100, of the trial on chemotherapy 35 and 28, of that on ablation 7 and 20
  return [...texts.flatMap(numbersIn), ...people, 100, 100 - 32, 4, 6, 1452, 36, 23, 3, 35, 28, 7, 20];
}

function planNumbers({ document }: LeafletInput): number[] {
  const { anatomy, plans } = document;
  const tens = (ml: number) => Math.round(ml / 10) * 10;
  return [
    tens(anatomy.liverVolumeMl),
    ...plans.map(({ volumes }) => tens(volumes.resectedMl + volumes.ablatedMl)),
    ...plans.flatMap(({ name }) => numbersIn(name)),
    ...anatomy.lesions.flatMap(({ id, largestDiameterMm }) => [...numbersIn(id), Math.round(largestDiameterMm / 5) / 2]),
    plans.length - 1,
  ];
}
