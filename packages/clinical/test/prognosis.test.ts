import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  assessPrognosis,
  fong,
  game,
  konopke,
  type MetastaticDisease,
  modifiedClinicalScore,
  nagashima,
  nagashimaPoints,
  nordlinger,
  nordlingerPostoperative,
  tumourBurden,
} from "../src/index.ts";
import { burdenZone } from "../src/prognosis/prog-tbs.ts";
import examples from "./fixtures/worked-examples.json" with { type: "json" };
import { answer, at, BEST, group, outcomes } from "./metastatic-disease-facts.ts";

describe("PROG-FONG-1999", () => {
  test("PROG-FONG-1999 of pN+, 6 months, 4 tumours, 3.5 cm, CEA 45", () => {
    const worked = { nodePositive: true, diseaseFreeIntervalMonths: 6, lesionCount: 4, largestMm: 35, ceaUgPerL: 45 };
    expect(fong({ ...BEST, ...worked })).toMatchObject({
      value: examples["Fong pN+,6mo,4,3.5cm,45"],
      unit: "points",
      group: "high (3 to 5)",
      because: "node-positive primary; disease-free for under 12 months; 2 or more metastases",
    });
  });
  test.each([
    [{}, 0],
    [{ nodePositive: true }, 1],
    [{ diseaseFreeIntervalMonths: 12 }, 0],
    [{ diseaseFreeIntervalMonths: 11.9 }, 1],
    [{ diseaseFreeIntervalMonths: undefined, isSynchronous: true }, 1],
    [{ lesionCount: 2 }, 1],
    [{ largestMm: 50 }, 0],
    [{ largestMm: 50.1 }, 1],
    [{ ceaUgPerL: 200 }, 0],
    [{ ceaUgPerL: 200.1 }, 1],
    [{ nodePositive: true, diseaseFreeIntervalMonths: 0, lesionCount: 9, largestMm: 90, ceaUgPerL: 900 }, 5],
  ] as const)("PROG-FONG-1999 with %o is %i", (change, points) => expect(at(fong, change)).toBe(points));
  test("PROG-FONG-1999 is low to 2 points", () => {
    expect(fong(BEST)).toMatchObject({ group: "low (0 to 2)", because: "none of its items" });
    expect(fong({ ...BEST, lesionCount: 2 })).toMatchObject({ because: "2 or more metastases" });
    expect(group(fong, { nodePositive: true, lesionCount: 2 })).toBe("low (0 to 2)");
    expect(group(fong, { nodePositive: true, lesionCount: 2, largestMm: 60 })).toBe("high (3 to 5)");
  });
  test("PROG-FONG-1999 prints no survival by score", () => {
    for (const lesionCount of [1, 4]) {
      const shown = outcomes(fong({ ...BEST, lesionCount, nodePositive: true, largestMm: 60, ceaUgPerL: 900 }));
      expect(shown.map(({ group, value, patients }) => [group, value, patients])).toEqual([
        ["all resected", 0.37, 1001],
        ["all resected", 0.22, 1001],
        ["all resected", 0.028, 1001],
      ]);
    }
  });
});

describe("PROG-NORDLINGER-1996", () => {
  test.each([
    [{ ageYears: 60 }, 0],
    [{ ageYears: 60.5 }, 1],
    [{ tStage: "T4" }, 1],
    [{ tStage: "T4a" }, 1],
    [{ tStage: "T4b" }, 1],
    [{ nodePositive: true }, 1],
    [{ diseaseFreeIntervalMonths: 24 }, 0],
    [{ diseaseFreeIntervalMonths: 23.9 }, 1],
    [{ lesionCount: 3 }, 0],
    [{ lesionCount: 4 }, 1],
    [{ largestMm: 50 }, 0],
    [{ largestMm: 51 }, 1],
  ] as const)("PROG-NORDLINGER-1996 with %o is %i", (change, points) => expect(at(nordlinger, change)).toBe(points));

  const TWO = { ageYears: 70, nodePositive: true } as const;
  const FOUR = { ...TWO, tStage: "T4", lesionCount: 5 } as const;
  const SIX = { ...FOUR, largestMm: 70, diseaseFreeIntervalMonths: 3 } as const;
  test("PROG-NORDLINGER-1996 bands of six items before and seven after the operation", () => {
    expect(group(nordlinger, TWO)).toBe("low (0 to 2)");
    expect(group(nordlinger, { ...TWO, tStage: "T4" })).toBe("intermediate (3 to 4)");
    expect(group(nordlinger, FOUR)).toBe("intermediate (3 to 4)");
    expect(group(nordlinger, { ...FOUR, largestMm: 70 })).toBe("high (5 to 6)");
    expect(at(nordlinger, SIX)).toBe(6);
    expect(at(nordlingerPostoperative, { ...SIX, marginMm: 10 })).toBe(6);
    expect(at(nordlingerPostoperative, { ...SIX, marginMm: 9.9 })).toBe(7);
    expect(group(nordlingerPostoperative, { ...SIX, marginMm: 0 })).toBe("high (5 to 7)");
    expect(nordlingerPostoperative(BEST)).toMatchObject({ kind: "not-applicable", because: expect.stringContaining("margin") });
  });
  test("PROG-NORDLINGER-1996 is flagged, and a stage that nobody could tell is missing", () => {
    expect(nordlinger(BEST).cautions[0]).toMatch(/^flagged/);
    expect(nordlinger({ ...BEST, tStage: "TX" })).toMatchObject({ missing: ["primary.tStage"] });
  });
});

describe("PROG-KONOPKE-2009", () => {
  test.each([
    [{ lesionCount: 3, ceaUgPerL: 199.9 }, 0, "low (0)"],
    [{ lesionCount: 4 }, 1, "intermediate (1)"],
    [{ ceaUgPerL: 200 }, 1, "intermediate (1)"],
    [{ isSynchronous: true }, 1, "intermediate (1)"],
    [{ isSynchronous: true, lesionCount: 4 }, 2, "high (2 to 3)"],
    [{ isSynchronous: true, lesionCount: 4, ceaUgPerL: 300 }, 3, "high (2 to 3)"],
  ])("PROG-KONOPKE-2009 with %o is %i", (change, points, expected) => {
    expect(at(konopke, change)).toBe(points);
    expect(group(konopke, change)).toBe(expected);
  });
  test("PROG-KONOPKE-2009 asks for the dates", () =>
    expect(konopke({ ...BEST, isSynchronous: undefined })).toMatchObject({
      missing: ["primary.diagnosedOn", "metastases.firstSeenOn"],
    }));
});

describe("PROG-NAGASHIMA-2006", () => {
  const RESECTABLE = { extrahepatic: [{ resectable: true }] };
  test("PROG-NAGASHIMA-2006 of pN+, under 12 months, multiple", () => {
    const finding = nagashima({ ...BEST, nodePositive: true, diseaseFreeIntervalMonths: 11, lesionCount: 2 });
    expect(answer(finding)).toBeCloseTo(examples["Nagashima pN+,DFI<12,n>1"], 10);
    expect(finding).toMatchObject({ group: "A", unit: "score" });
  });
  test.each([
    [{ nodePositive: true }, 0.60034],
    [{ tStage: "T4" }, 0.54877],
    [{ largestMm: 50.1 }, 1.35657],
    [RESECTABLE, 1.1943],
    [{ diseaseFreeIntervalMonths: 11.9 }, 0.67838],
    [{ lesionCount: 2 }, 0.85412],
    [{ largestMm: 50, diseaseFreeIntervalMonths: 12, lesionCount: 1 }, 0],
  ] as const)("PROG-NAGASHIMA-2006 with %o is %f", (change, score) => expect(at(nagashima, change)).toBeCloseTo(score, 10));
  test("PROG-NAGASHIMA-2006 grades", () => {
    const b = { nodePositive: true, largestMm: 60, ...RESECTABLE } as const; // 3.15
    expect(group(nagashima, { largestMm: 60, ...RESECTABLE })).toBe("A"); // 2.55
    expect(group(nagashima, b)).toBe("B");
    expect(group(nagashima, { ...b, lesionCount: 2, diseaseFreeIntervalMonths: 3 })).toBe("B"); // 4.68
    expect(group(nagashima, { ...b, lesionCount: 2, diseaseFreeIntervalMonths: 3, tStage: "T4" })).toBe("C"); // 5.23
  });
  test.each([
    [{}, 0, "0 to 1"],
    [{ diseaseFreeIntervalMonths: 0 }, 0, "0 to 1"],
    [{ tStage: "T4" }, 1, "0 to 1"],
    [{ tStage: "T4", nodePositive: true }, 2, "2 to 3"],
    [{ tStage: "T4", nodePositive: true, lesionCount: 2 }, 3, "2 to 3"],
    [{ tStage: "T4", nodePositive: true, lesionCount: 2, largestMm: 51 }, 4, "4 or more"],
    [{ tStage: "T4", nodePositive: true, lesionCount: 2, largestMm: 51, ...RESECTABLE }, 5, "4 or more"],
  ] as const)("PROG-NAGASHIMA-2006-POINTS with %o is %i", (change, points, expected) => {
    expect(at(nagashimaPoints, change)).toBe(points);
    expect(group(nagashimaPoints, change)).toBe(expected);
  });
  test("PROG-NAGASHIMA-2006 is refused where disease outside the liver cannot be resected, and asks where it is not told", () => {
    for (const rule of [nagashima, nagashimaPoints]) {
      expect(rule({ ...BEST, extrahepatic: [{ resectable: true }, { resectable: false }] }).kind).toBe("not-applicable");
      expect(rule({ ...BEST, extrahepatic: [{ resectable: true }, {}] })).toMatchObject({
        missing: ["metastases.extrahepatic[1].resectable"],
      });
      expect(rule({ ...BEST, extrahepatic: undefined })).toMatchObject({ missing: ["metastases.extrahepatic"] });
      expect(rule(BEST).cautions.join()).toContain("two scores were published");
    }
  });
});

describe("PROG-TBS-2018", () => {
  test.each([
    [35, 4, examples["TBS 3.5cm n4"], "zone 2"],
    [20, 1, examples["TBS 2cm n1"], "zone 1"],
    [60, 8, examples["TBS 6cm n8"], "zone 3"],
  ])("PROG-TBS-2018 of %i mm and %i", (largestMm, lesionCount, stated, zone) => {
    const finding = tumourBurden({ ...BEST, largestMm, lesionCount });
    expect(Math.abs(answer(finding) - stated)).toBeLessThanOrEqual(0.0005);
    expect(finding).toMatchObject({ group: zone, unit: "score" });
  });
  // with one lesion the score is 3 at √8 cm and 9 at √80 cm
  test.each([
    [Math.sqrt(8) * 10 - 0.001, "zone 1"],
    [Math.sqrt(8) * 10 + 0.001, "zone 2"],
    [Math.sqrt(80) * 10 - 0.001, "zone 2"],
    [Math.sqrt(80) * 10 + 0.001, "zone 3"],
  ])("PROG-TBS-2018 of one lesion of %f mm is in %s", (largestMm, zone) => expect(group(tumourBurden, { largestMm })).toBe(zone));
  test.each([
    [2.999, 1],
    [3, 2],
    [8.999, 2],
    [9, 3],
  ])("PROG-TBS-2018: %f is in zone %i", (score, zone) => expect(burdenZone(score)).toBe(zone));
  test("PROG-TBS-2018 names what is missing", () =>
    expect(tumourBurden({})).toMatchObject({ missing: ["primary.site", "metastases.count", "metastases.largestMm"] }));
  test("PROG-TBS-2018 grows with size and with number", () => {
    const property = fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 200 }), (lesionCount, largestMm) => {
      const value = at(tumourBurden, { lesionCount, largestMm });
      expect(at(tumourBurden, { lesionCount: lesionCount + 1, largestMm })).toBeGreaterThan(value);
      expect(at(tumourBurden, { lesionCount, largestMm: largestMm + 1 })).toBeGreaterThan(value);
    });
    fc.assert(property, { seed: 1, numRuns: 50 });
  });
});

describe("PROG-GAME-2018", () => {
  test("PROG-GAME-2018 of KRAS mutant, CEA 12, pN+, 3.5 cm × 4", () => {
    const worked = { kras: "mutant", ceaUgPerL: 12, nodePositive: true, largestMm: 35, lesionCount: 4 } as const;
    expect(game({ ...BEST, ...worked })).toMatchObject({
      value: examples["GAME KRAS,12,pN+,3.5cm x4"],
      group: "medium (2 to 3)",
    });
  });
  test.each([
    [{}, 0],
    [{ kras: "mutant" }, 1],
    [{ nras: "mutant" }, 0],
    [{ ceaUgPerL: 19.9 }, 0],
    [{ ceaUgPerL: 20 }, 1],
    [{ nodePositive: true }, 1],
    [{ lesionCount: 2 }, 0],
    [{ lesionCount: 3 }, 1],
    [{ lesionCount: 8, largestMm: 30 }, 1],
    [{ lesionCount: 9 }, 2],
    [{ extrahepatic: [{}] }, 2],
    [{ kras: "mutant", ceaUgPerL: 20, nodePositive: true, lesionCount: 9, extrahepatic: [{}] }, 7],
  ] as const)("PROG-GAME-2018 with %o is %i", (change, points) => expect(at(game, change)).toBe(points));
  test.each([
    [{ kras: "mutant" }, "low (0 to 1)", 68.1],
    [{ kras: "mutant", nodePositive: true }, "medium (2 to 3)", 46.7],
    [{ kras: "mutant", extrahepatic: [{}] }, "medium (2 to 3)", 46.7],
    [{ nodePositive: true, kras: "mutant", extrahepatic: [{}] }, "high (4 to 7)", 32.4],
  ] as const)("PROG-GAME-2018 with %o is %s", (change, expected, months) => {
    expect(group(game, change)).toBe(expected);
    const own = outcomes(game({ ...BEST, ...change })).filter(({ holdsPatient }) => holdsPatient);
    expect(own.map(({ basis }) => basis)).toEqual(["observed", "observed"]);
    expect(own[0]).toMatchObject({ value: months, unit: "months", verification: "V1" });
  });
  test("PROG-GAME-2018 names what is missing, an unknown mutation too", () =>
    expect(game({ primarySite: "rectum", kras: "unknown" })).toMatchObject({
      missing: [
        "biology.kras",
        "biology.ceaUgPerL",
        "primary.nodePositive",
        "metastases.count",
        "metastases.largestMm",
        "metastases.extrahepatic",
      ],
    }));
});

describe("PROG-MCS-2019", () => {
  test.each([
    [{}, 0],
    [{ kras: "mutant" }, 1],
    [{ nras: "mutant" }, 1],
    [{ kras: "mutant", nras: "mutant" }, 1],
    [{ kras: "mutant", nras: "unknown" }, 1],
    [{ nodePositive: true }, 1],
    [{ largestMm: 50 }, 0],
    [{ largestMm: 51 }, 1],
    [{ largestMm: 51, nodePositive: true, nras: "mutant" }, 3],
  ] as const)("PROG-MCS-2019 with %o is %i", (change, points) => expect(at(modifiedClinicalScore, change)).toBe(points));
  test("PROG-MCS-2019 shows no survival; wild needs both genes", () => {
    expect(outcomes(modifiedClinicalScore(BEST))).toEqual([]);
    expect(modifiedClinicalScore({ ...BEST, nras: undefined })).toMatchObject({ missing: ["biology.nras"] });
    expect(modifiedClinicalScore({ ...BEST, kras: "unknown" })).toMatchObject({ missing: ["biology.kras"] });
  });
});

describe("all of them", () => {
  const IDS = [
    "PROG-FONG-1999",
    "PROG-GAME-2018",
    "PROG-MCS-2019",
    "PROG-TBS-2018",
    "PROG-NORDLINGER-1996",
    "PROG-NORDLINGER-1996-POSTOPERATIVE",
    "PROG-KONOPKE-2009",
    "PROG-NAGASHIMA-2006",
    "PROG-NAGASHIMA-2006-POINTS",
    "PROG-PLATO-2026-GAME",
    "PROG-PLATO-2026-FONG",
    "PROG-PLATO-2026-MCS",
    "PROG-NUMBER",
    "PROG-CURE",
  ];
  test("come in fixed order", () => expect(assessPrognosis({}).map(({ rule }) => rule)).toEqual(IDS));

  test.each(["breast", "stomach", "oesophagus", "lung", "skin", "other"] as const)(
    "[CLI-01] are refused for metastases of %s, whatever is known",
    (primarySite) => {
      for (const disease of [{ primarySite }, { ...BEST, primarySite }])
        for (const finding of assessPrognosis(disease))
          expect(finding).toMatchObject({ kind: "not-applicable", because: expect.stringContaining(primarySite) });
    },
  );
  test("[CLI-01] are asked for without a site, and not told without metastases", () => {
    for (const finding of assessPrognosis({ ...BEST, primarySite: undefined }).slice(0, 12))
      if (finding.kind !== "not-applicable") expect(finding).toMatchObject({ kind: "unknown", missing: ["primary.site"] });
    for (const finding of assessPrognosis({ ...BEST, lesionCount: 0 })) expect(finding.kind).toBe("not-applicable");
  });

  const NODES = IDS.filter((id) => !/TBS|KONOPKE|NUMBER|CURE/.test(id));
  const COUNTED = ["FONG", "GAME", "TBS", "NORDLINGER", "KONOPKE", "NAGASHIMA"];
  test.each([
    ["nodePositive", "primary.nodePositive", NODES],
    ["tStage", "primary.tStage", ["NORDLINGER", "NAGASHIMA"]],
    ["ageYears", "ageYears", ["NORDLINGER"]],
    ["diseaseFreeIntervalMonths", "metastases.diseaseFreeIntervalMonths", ["FONG", "NORDLINGER", "2006"]],
    ["lesionCount", "metastases.count", COUNTED],
    ["largestMm", "metastases.largestMm", ["FONG", "GAME", "MCS", "TBS", "NORDLINGER", "NAGASHIMA"]],
    ["ceaUgPerL", "biology.ceaUgPerL", ["FONG", "GAME", "KONOPKE"]],
    ["kras", "biology.kras", ["GAME", "MCS"]],
    ["nras", "biology.nras", ["MCS"]],
    ["extrahepatic", "metastases.extrahepatic", ["GAME", "NAGASHIMA"]],
    ["primarySite", "primary.site", IDS.filter((id) => !/NUMBER|CURE/.test(id))],
  ])("[CLI-01] without %s alone, those that need it name %s", (input, path, needing) => {
    const lacking = assessPrognosis({ ...BEST, marginMm: 5, [input]: undefined }).flatMap((finding) =>
      finding.kind === "unknown" ? [[finding.rule, finding.missing]] : [],
    );
    const isNeeding = (id: string) =>
      needing.some((part) => id.includes(part)) && !(input === "diseaseFreeIntervalMonths" && id.endsWith("POINTS"));
    expect(lacking).toEqual(IDS.filter(isNeeding).map((id) => [id, [path]]));
  });

  test("only outcomes that were read are shown, each with its source", () => {
    const shown = assessPrognosis({ ...BEST, marginMm: 5 }).flatMap(outcomes);
    expect(shown.length).toBeGreaterThan(20);
    for (const { verification, source, unit, value } of shown) {
      expect(["V1", "V2"]).toContain(verification);
      expect(source).not.toBe("");
      if (unit === "fraction") expect(value).toBeLessThanOrEqual(1);
    }
  });

  test("no point score falls when the disease is worse", () => {
    const rules = [fong, game, modifiedClinicalScore, nordlinger, konopke, nagashima, nagashimaPoints, tumourBurden];
    const worse: MetastaticDisease[] = [
      { nodePositive: true },
      { tStage: "T4" },
      { ageYears: 70 },
      { lesionCount: 12 },
      { largestMm: 80 },
      { ceaUgPerL: 500 },
      { kras: "mutant" },
      { nras: "mutant" },
      { isSynchronous: true, diseaseFreeIntervalMonths: 0 },
      { extrahepatic: [{ resectable: true }] },
    ];
    const property = fc.property(fc.subarray(worse), fc.constantFrom(...worse), (changes, more) => {
      const disease = Object.assign({ ...BEST }, ...changes) as MetastaticDisease;
      for (const rule of rules) expect(answer(rule({ ...disease, ...more }))).toBeGreaterThanOrEqual(answer(rule(disease)));
    });
    fc.assert(property, { seed: 1, numRuns: 100 });
  });
});
