import type { BranchId, LesionId, Segment } from "@cantlie/anatomy";
import { worldPoint } from "@cantlie/geometry";
import { describe, expect, test } from "vitest";
import type { Candidate } from "../src/candidates/candidate.ts";
import type { CutVessel, LesionMargin } from "../src/evaluation.ts";
import { type ComparedPlan, comparePlans } from "../src/search/compare-plans.ts";
import { describePlan } from "../src/search/describe-plan.ts";

const lesion = (n: number) => `L${n}` as LesionId;

function wedge(n: number, marginMm: number, others: readonly number[] = []): Pick<Candidate, "name" | "treatment"> {
  const mergedWith = others.map((other) => ({ lesion: lesion(other) }));
  return {
    name: `one wedge of ${[n, ...others].map(lesion).join(", ")} with ${marginMm} mm`,
    treatment: {
      kind: "resection",
      resection: { kind: "wedge", lesion: lesion(n), marginMm, ...(others.length > 0 && { mergedWith }) },
    },
  };
}

const segmentectomy: Pick<Candidate, "name" | "treatment"> = {
  name: "segmentectomy 8",
  treatment: { kind: "resection", resection: { kind: "segments", segments: ["8"] } },
};
const ablation = (n: number): Pick<Candidate, "name" | "treatment"> => ({
  name: "",
  treatment: { kind: "ablation", ablation: { lesion: lesion(n), radiiMm: [15, 15, 15] } },
});
const surveillance = (n: number): Pick<Candidate, "name" | "treatment"> => ({
  name: "",
  treatment: { kind: "surveillance", lesion: { lesion: lesion(n) } },
});

describe("name of a found plan", () => {
  test("names wedges, ablations and surveillance together", () => {
    expect(describePlan([ablation(2), wedge(4, 10), segmentectomy, wedge(1, 10)])).toBe(
      "segmentectomy 8, wedges of L1 and L4 with 10 mm, ablation of L2",
    );
    expect(describePlan([wedge(10, 5), wedge(2, 5), wedge(1, 5), surveillance(3)])).toBe(
      "wedges of L1, L2 and L10 with 5 mm, surveillance of L3",
    );
    expect(describePlan([wedge(1, 5, [2]), wedge(3, 10)])).toBe("one wedge of L1, L2 with 5 mm, wedge of L3 with 10 mm");
  });

  test("names each anatomical operation once, with all lesions that it is extended around", () => {
    const extended = (
      base: string,
      segments: readonly string[],
      [n, marginMm, ending = ""]: readonly [number, number, string?],
    ) => ({
      name: `${base} extended around L${n} with ${marginMm} mm${ending}`,
      treatment: {
        kind: "resection" as const,
        resection: {
          kind: "segments" as const,
          segments: segments as readonly Segment[],
          around: [{ lesion: lesion(n), marginMm }],
        },
      },
    });
    const six = extended("segmentectomy 8", ["8"], [6, 5]);
    const two = extended("segmentectomy 8", ["8"], [2, 5, ", taking the middle hepatic vein"]);
    expect(describePlan([six, two])).toBe("segmentectomy 8 extended around L2 and L6 with 5 mm, taking the middle hepatic vein");
    const section = extended("right anterior sectionectomy", ["5", "8"], [1, 10]);
    expect(describePlan([six, section, wedge(3, 5)])).toBe(
      "right anterior sectionectomy extended around L1 with 10 mm and around L6 with 5 mm, wedge of L3 with 5 mm",
    );
    expect(describePlan([extended("segmentectomy 7", ["7"], [4, 5]), segmentectomy])).toBe(
      "segmentectomy 7 extended around L4 with 5 mm, segmentectomy 8",
    );
  });

  test("refuses to name nothing", () => {
    expect(() => describePlan([])).toThrow(RangeError);
  });
});

const vessel = (name: CutVessel["name"], branch: string, diameterMm: number): CutVessel => ({
  tree: "portal",
  branch: branch as BranchId,
  name,
  diameterMm,
  atMm: worldPoint(0, 0, 0),
});

const resected = (n: number, parenchymalMm: number): LesionMargin => ({
  lesion: lesion(n),
  treatedBy: "resection",
  kind: "resected",
  parenchymalMm,
  predictable: true,
});

const posterior: ComparedPlan = {
  volumes: { resectedMl: 400, remnantMl: 1000, tumourLeftMl: 0, ablatedMl: 0, healthyResectedMl: 380, functionalRemnantMl: 900 },
  margins: [resected(1, 12), resected(2, 9)],
  dividedVessels: [vessel("right posterior portal vein", "P5", 6)],
  cuts: 1,
  transectionAreaMm2: 6000,
  clearsDisease: true,
};
const segment6: ComparedPlan = {
  ...posterior,
  volumes: { ...posterior.volumes, resectedMl: 316, functionalRemnantMl: 984 },
  margins: [resected(1, 12.3), resected(2, 5)],
  dividedVessels: [vessel("segment 6 branch", "P7", 4)],
  cuts: 2,
};

describe("difference between two plans", () => {
  test("says it as a surgeon would", () => {
    expect(comparePlans(segment6, posterior).words).toEqual([
      "keeps 84 mL more functional liver by cutting the segment 6 branch instead of the right posterior portal vein",
      "margin of L2 falls from 9.0 to 5.0 mm",
      "one cut more",
    ]);
    expect(comparePlans(segment6, posterior).givesUp).toEqual(["margin of L2 falls from 9.0 to 5.0 mm", "one cut more"]);
  });

  test("[PLN-04] gives no vessel as the reason of the contrary of what cutting or sparing it does", () => {
    const ablating = { ...segment6, dividedVessels: [] };
    expect(comparePlans({ ...posterior, dividedVessels: [] }, segment6).words).toEqual([
      "loses 84 mL more functional liver",
      "spares the segment 6 branch",
      "margin of L2 grows from 5.0 to 9.0 mm",
      "one cut fewer",
    ]);
    const { words, givesUp } = comparePlans(segment6, { ...posterior, dividedVessels: [] });
    expect(words.slice(0, 2)).toEqual(["keeps 84 mL more functional liver", "cuts the segment 6 branch"]);
    expect(givesUp).toContain("cuts the segment 6 branch");
    expect(comparePlans(ablating, posterior).words[0]).toBe(
      "keeps 84 mL more functional liver by sparing the right posterior portal vein",
    );
  });

  test("[PLN-04] tells two places of one vein apart, and never cuts a vein instead of itself", () => {
    const vein = (branch: string, diameterMm: number): CutVessel => ({
      ...vessel("middle hepatic vein", branch, diameterMm),
      tree: "hepatic",
    });
    const [far, near] = [
      { ...segment6, dividedVessels: [vein("H66", 4.2)] },
      { ...posterior, dividedVessels: [vein("H64", 8)] },
    ];
    expect(comparePlans(far, near).words[0]).toBe(
      "keeps 84 mL more functional liver by cutting the middle hepatic vein (H66, 4.2 mm) instead of the middle hepatic vein (H64, 8.0 mm)",
    );
  });

  test("[PLN-04] names the vessel at a lesion that one plan keeps and the other takes", () => {
    const sparing: ComparedPlan = { ...posterior, margins: [resected(1, 12), { ...resected(2, 9), vascularMm: 0.2 }] };
    expect(comparePlans(sparing, posterior, { marginWantedMm: 10 })).toMatchObject({
      words: ["keeps a vessel 0.2 mm from L2"],
      givesUp: ["keeps a vessel 0.2 mm from L2"],
    });
    expect(comparePlans(posterior, sparing, { marginWantedMm: 10 })).toMatchObject({
      words: ["keeps no vessel near L2 (0.2 mm otherwise)"],
      givesUp: [],
    });
    // as wide as wanted, or of a lesion that the other plan leaves: nothing that a meeting weighs
    const far: ComparedPlan = { ...posterior, margins: [resected(1, 12), { ...resected(2, 9), vascularMm: 14 }] };
    expect(comparePlans(far, posterior, { marginWantedMm: 10 }).words).toEqual([]);
    const left: ComparedPlan = {
      ...posterior,
      margins: [resected(1, 12), { lesion: lesion(2), treatedBy: "nothing", kind: "not-removed", predictable: false }],
    };
    expect(comparePlans(sparing, left).words).toEqual(["L2 is resected and not left in place"]);
  });

  test("says the contrary the other way round, and each difference speaks against one of the two plans", () => {
    const [there, back] = [comparePlans(segment6, posterior), comparePlans(posterior, segment6)];
    expect(back.words).toEqual([
      "loses 84 mL more functional liver by cutting the right posterior portal vein instead of the segment 6 branch",
      "margin of L2 grows from 5.0 to 9.0 mm",
      "one cut fewer",
    ]);
    expect(there.givesUp.length + back.givesUp.length).toBe(there.words.length);
  });

  test("is silent where nothing differs, and where a figure is not known", () => {
    expect(comparePlans(posterior, posterior)).toEqual({ differences: [], words: [], givesUp: [] });
    const { functionalRemnantMl: _, ...volumes } = segment6.volumes;
    expect(comparePlans({ ...segment6, volumes }, posterior).words).toContain("resects 84 mL less");
  });

  test("does not tell margins apart that are both as wide as wanted", () => {
    const [near, far] = [
      { ...posterior, margins: [resected(1, 14), resected(2, 9)] },
      { ...posterior, margins: [resected(1, 12), resected(2, 8)] },
    ];
    expect(comparePlans(near, far, { marginWantedMm: 10 }).words).toEqual(["margin of L2 grows from 8.0 to 9.0 mm"]);
  });

  test("does not round a difference away: below 10 mm margins have a decimal", () => {
    const { words } = comparePlans({ ...posterior, margins: [resected(1, 12), resected(2, 9.6)] }, posterior);
    expect(words).toEqual(["margin of L2 grows from 9.0 to 9.6 mm"]);
    expect(comparePlans({ ...posterior, margins: [resected(1, 14.2), resected(2, 9)] }, posterior).words).toEqual([
      "margin of L1 grows from 12 to 14 mm",
    ]);
  });

  test("tells other treatments, stages, outflow and area", () => {
    const other: ComparedPlan = {
      ...posterior,
      volumes: { ...posterior.volumes, noOutflowMl: 0 },
      stages: 1,
    };
    const plan: ComparedPlan = {
      ...other,
      volumes: { ...other.volumes, noOutflowMl: 30 },
      margins: [
        resected(1, 12),
        { lesion: lesion(2), treatedBy: "ablation", kind: "ablation", parenchymalMm: 9, predictable: true },
      ],
      stages: 2,
      transectionAreaMm2: 9000,
      dividedVessels: [],
    };
    expect(comparePlans(plan, other).words).toEqual([
      "one operation more",
      "L2 is ablated and not resected",
      "leaves 30 mL more without outflow",
      "spares the right posterior portal vein",
      "30 cm² more cut surface",
    ]);
  });
});
