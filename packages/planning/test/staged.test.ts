import type { BranchId } from "@cantlie/anatomy";
import { referenceKernels } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { type CandidateLimits, evaluatePlan, makeCandidates, type Plan, prepareEvaluation } from "../src/index.ts";
import { makeParcels } from "../src/parcels/make-parcels.ts";
import { searchParetoSet } from "../src/search/branch-and-bound.ts";
import { occlusionChoices } from "../src/staged/occlusion-choices.ts";
import { stagedPlan } from "../src/staged/staged-plan.ts";
import { type StagedLimits, stagedPlans } from "../src/staged/staged-plans.ts";
import type { Sphere } from "./build-anatomy.ts";
import { idealLiver } from "./ideal-liver.ts";

/** Six on the right, too many for separate cuts; one in segment 4 and one in segment 3. */
const RIGHT: readonly Sphere[] = [
  { centreMm: [-60, 5, 20], radiusMm: 9 },
  { centreMm: [-60, 5, -18], radiusMm: 9 },
  { centreMm: [-25, -5, 25], radiusMm: 9 },
  { centreMm: [-22, -10, -22], radiusMm: 9 },
  { centreMm: [-35, 15, 0], radiusMm: 8 },
  { centreMm: [-70, 20, 0], radiusMm: 7 },
];
const LEFT: readonly Sphere[] = [
  { centreMm: [42, -12, -12], radiusMm: 4 },
  { centreMm: [14, -28, 8], radiusMm: 4 },
];
const MARGINS = { marginWantedMm: 10, marginAutomaticMinimumMm: 5 };
const CANDIDATES: CandidateLimits = {
  ...MARGINS,
  hilumClearanceMm: 10,
  ablation: { largestLesionMm: 30, mostZones: 5, ductDistanceMm: 10, marginMm: 10, marginMinimumMm: 5 },
  keepVessels: [],
  keepSegments: [],
};
/** What the ideal liver's left side, with segment 1 and without lesions, does not quite reach. */
const LIMITS: StagedLimits = {
  ...MARGINS,
  wantedRemnantMl: 330,
  leastAfterFirstMl: 330,
  maxCuts: 2,
  maxAblations: 0,
  estimatedLiverMl: 750,
  expectedGrowthMl: {},
  mostRelativeGrowth: 1,
  occludedBefore: [],
};

function liver(lesions: readonly Sphere[]) {
  const prepared = prepareEvaluation(idealLiver({ spacingMm: [4, 4, 4], lesions }), referenceKernels);
  const { candidates } = makeCandidates(prepared, CANDIDATES);
  return { prepared, candidates, parcels: makeParcels(prepared, candidates) };
}
const made = liver([...RIGHT, ...LEFT]);
const { prepared, parcels } = made;
const { plans } = stagedPlans(made, LIMITS);
const ofRight = plans.filter(({ second }) => second === "right-hemihepatectomy");
const leading = plans[0]!;

/** As drawn: the volumes of a staged plan are those before its cuts are made smooth. */
function asDrawn(plan: Plan): Plan {
  const stages = plan.stages.map((stage) => {
    const { refitMm: _, ...drawn } = stage;
    return drawn;
  });
  return { ...plan, stages };
}

describe("[STG-01] six lesions on the right, two on the left, and too little left side", () => {
  test("no operation in one stage leaves enough, whatever is combined, at the least margin", () => {
    const least = { ...CANDIDATES, marginWantedMm: 5, ablation: { ...CANDIDATES.ablation, largestLesionMm: 1 } };
    const search = {
      marginWantedMm: 5,
      marginAutomaticMinimumMm: 5,
      maxCuts: 2,
      maxAblations: 0,
      wantedRemnantMl: 330,
      budget: 200_000,
    };
    // to take a vein costs liver in every plan, and never spares any
    const candidates = makeCandidates(prepared, least).candidates.filter(({ id }) => !id.includes("-taking-"));
    const small = makeParcels(prepared, candidates);
    const found = searchParetoSet(small, search);
    expect(found.complete).toBe(true);
    expect(found.pareto.length).toBeGreaterThan(0);
    for (const { objectives } of found.pareto) expect(objectives.shortfall).toBeGreaterThan(0);
  });

  test("the leading plan clears the left side, occludes the right portal vein, and takes the right side", () => {
    expect(leading.plan).toMatchObject({ family: "two-stage", origin: "search", newWorldName: "H3′4′5678" });
    expect(leading.plan.name).toBe("wedges of L7 and L8 with 10 mm; then portal vein embolisation; then right hemihepatectomy");
    const [first, second] = leading.plan.stages;
    const branch = prepared.anatomy.trees.portal!.branches.find(({ name }) => name === "right portal vein")!;
    expect(first!.occlude).toEqual([{ tree: "portal", branch: branch.id, atMm: branch.atMm }]);
    expect(first!.occlusion).toEqual({ kind: "PVE", segment4: false });
    expect(second!.resections).toMatchObject([{ kind: "segments", segments: ["5", "6", "7", "8"] }]);
  });

  test("voxels find what parcels found: enough living liver after the first operation, the remnant after the second", () => {
    for (const { plan, livingAfterFirstMl, functionalRemnantMl, growthNeededMl, growthNeededPoints } of ofRight) {
      const [first, last] = evaluatePlan(prepared, asDrawn(plan)) as [
        ReturnType<typeof evaluatePlan>[0],
        ReturnType<typeof evaluatePlan>[0],
      ];
      expect(first.volumes.functionalRemnantFullCongestionMl!).toBeCloseTo(livingAfterFirstMl, 6);
      expect(livingAfterFirstMl).toBeGreaterThanOrEqual(LIMITS.leastAfterFirstMl);
      expect(last.volumes.functionalRemnantFullCongestionMl!).toBeCloseTo(functionalRemnantMl, 6);
      expect(functionalRemnantMl).toBeLessThan(330);
      expect(growthNeededMl).toBeCloseTo(330 - functionalRemnantMl, 9);
      expect(growthNeededPoints!).toBeCloseTo((100 * growthNeededMl) / 750, 9);
    }
  });

  test("[FLR-01] the remnant after both operations is as sure as after one that takes the same: vessels decided on early stay decided", () => {
    const stages = asDrawn(leading.plan).stages.map((stage) => ({ ...stage, occlude: [] }));
    const inTwo = evaluatePlan(prepared, { ...leading.plan, stages }).at(-1)!;
    const both = { ...stages[1]!, resections: stages.flatMap(({ resections }) => resections) };
    const [inOne] = evaluatePlan(prepared, { ...leading.plan, stages: [both] });
    expect(stages[0]!.resections.some(({ keep = [] }) => keep.length > 0)).toBe(true);
    expect(inTwo.volumes.functionalRemnantMl).toBe(inOne!.volumes.functionalRemnantMl);
    expect(inTwo.uncertainty).toEqual(inOne!.uncertainty);
  });

  test("occlusion costs no functional liver before the second operation, and all of its territory is gone afterwards", () => {
    const [first, last] = evaluatePlan(prepared, asDrawn(leading.plan));
    const without = asDrawn(leading.plan);
    const [unoccluded] = evaluatePlan(prepared, {
      ...without,
      stages: without.stages.map((stage) => ({ ...stage, occlude: [] })),
    });
    expect(first!.volumes.functionalRemnantMl).toBe(unoccluded!.volumes.functionalRemnantMl);
    expect(first!.volumes.occludedMl!).toBeGreaterThan(250);
    expect(last!.volumes.occludedMl ?? 0).toBeLessThan(10);
  });

  test("the side that stays is free of lesions after the first operation, with margins; after the second one all are gone", () => {
    for (const { plan } of plans) {
      const [first, last] = evaluatePlan(prepared, asDrawn(plan));
      const second = parcels.candidates.find(({ id }) => plan.id.startsWith(`two-stage-${id}-`))!;
      prepared.anatomy.lesions.forEach(({ id }, n) => {
        const margin = first!.margins.find(({ lesion }) => lesion === id)!;
        if (second.lesions.includes(n)) return;
        expect(margin.kind, `${plan.id} ${id}`).toBe("resected");
        expect(margin.parenchymalMm!).toBeGreaterThanOrEqual(MARGINS.marginAutomaticMinimumMm);
      });
      expect(last!.clearsDisease, plan.id).toBe(true);
    }
  });

  test("cuts that are made smooth change the remnant by little, and leave no lesion", () => {
    const last = evaluatePlan(prepared, leading.plan).at(-1)!;
    expect(last.clearsDisease).toBe(true);
    // a wedge's surface of some 15 cm² in voxels of 4 mm, moved by a quarter of a voxel on average: 2 mL each, and a hemihepatectomy's cut
    expect(Math.abs(last.volumes.functionalRemnantFullCongestionMl! - leading.functionalRemnantMl)).toBeLessThan(15);
  });
});

describe("techniques", () => {
  const kinds = (second: string) =>
    plans.filter((one) => one.second === second).map(({ occlusion }) => `${occlusion.kind}${occlusion.segment4 ? "+4" : ""}`);

  test("of a right hemihepatectomy: embolisation, ligation, with the hepatic vein, with the liver parted", () => {
    expect(kinds("right-hemihepatectomy")).toEqual(["PVE", "PVL", "LVD", "ALPPS"]);
    const lvd = ofRight.find(({ occlusion }) => occlusion.kind === "LVD")!;
    const veins = lvd.plan.stages[0]!.occlude.filter(({ tree }) => tree === "hepatic").map(({ branch }) => branch);
    const right = prepared.anatomy.trees.hepatic!.branches.find(
      ({ name, parent }) => name === "right hepatic vein" && parent === undefined,
    )!;
    const middle = prepared.anatomy.trees.hepatic!.branches.find(
      ({ name, parent }) => name === "middle hepatic vein" && parent === undefined,
    )!;
    expect(veins).toContain(right.id);
    // it drains the side that stays, too
    expect(veins).not.toContain(middle.id);
    expect(ofRight.at(-1)!.plan.why).toContain("parts the liver along the later cut");
  });

  test("of a resection of segment 4 too: embolisation without and with its branches, which leave from the left portal vein", () => {
    const trisectionectomy = parcels.candidates.find(({ id }) => id === "right-trisectionectomy")!;
    const choices = occlusionChoices(prepared, trisectionectomy.runs);
    expect(choices.map(({ occlusion, names }) => [occlusion.kind, occlusion.segment4, ...names])).toEqual([
      ["PVE", false, "right portal vein"],
      ["PVE", true, "right portal vein", "segment 4 branch"],
      ["PVL", true, "right portal vein", "segment 4 branch"],
      ["LVD", true, "right portal vein", "segment 4 branch", "right hepatic vein", "middle hepatic vein"],
      ["ALPPS", true, "right portal vein", "segment 4 branch"],
    ]);
    expect(choices[1]!.occlude).toHaveLength(3);
  });

  test("is named with segment 4 where most of that is occluded, and else with a part of it", () => {
    const second = parcels.candidates.filter(({ id }) => id === "right-trisectionectomy");
    const [without, all] = occlusionChoices(prepared, second[0]!.runs);
    const some = { ...all!, occlusion: { ...all!.occlusion, segment4: false } };
    const names = [without!, all!, some].map((choice) => stagedPlan(prepared, { first: [], second, choice }).name);
    expect(names).toEqual([
      "portal vein embolisation; then right trisectionectomy",
      "portal vein embolisation with segment 4; then right trisectionectomy",
      "portal vein embolisation with a part of segment 4; then right trisectionectomy",
    ]);
  });

  test("not of a resection that takes no whole side", () => {
    for (const id of [
      "right-posterior-sectionectomy",
      "bisegmentectomy-7-8",
      "left-lateral-sectionectomy",
      "central-hepatectomy",
    ]) {
      const candidate = parcels.candidates.find((one) => one.id === id);
      if (candidate !== undefined) expect(occlusionChoices(prepared, candidate.runs), id).toEqual([]);
    }
  });

  test("without a lesion on the side that stays no operation is made for a ligature", () => {
    const { plans: clear } = stagedPlans(liver(RIGHT), LIMITS);
    const right = clear.filter(({ second }) => second === "right-hemihepatectomy");
    expect(right.map(({ occlusion }) => occlusion.kind)).toEqual(["PVE", "LVD", "ALPPS"]);
    expect(right[0]!.plan.stages[0]!.resections).toEqual([]);
    expect(right[0]!.plan.name).toBe("portal vein embolisation; then right hemihepatectomy");
  });

  test("[GRO-02] one whose expected growth would not do is not offered; of the others growth stays unknown", () => {
    const needed = leading.growthNeededMl;
    const hopeless = stagedPlans(made, { ...LIMITS, expectedGrowthMl: { PVE: [0, needed - 1], PVL: [0, needed - 1] } }).plans;
    const kinds = hopeless.filter(({ second }) => second === "right-hemihepatectomy").map(({ occlusion }) => occlusion.kind);
    expect(kinds).toEqual(["LVD", "ALPPS"]);
    for (const plan of hopeless) expect(plan).not.toHaveProperty("expectedGrowthMl");
    const hopeful = stagedPlans(made, { ...LIMITS, expectedGrowthMl: { PVE: [10, needed + 1] } }).plans;
    expect(hopeful[0]!.expectedGrowthMl).toEqual([10, needed + 1]);
  });
});

describe("no plan in two stages, and why", () => {
  const because = (limits: Partial<StagedLimits>, of = made) => {
    const found = stagedPlans(of, { ...LIMITS, ...limits });
    expect(found.plans).toEqual([]);
    return found.because;
  };

  test("a body that nobody measured", () => {
    expect(because({ wantedRemnantMl: undefined })).toContain("height and weight");
  });

  test("a remnant that is large enough today", () => {
    expect(because({ wantedRemnantMl: 20 })).toContain("too small");
  });

  test("a first operation that would leave too little", () => {
    expect(because({ leastAfterFirstMl: 720 })).toContain("cannot be treated first");
  });

  test("a remnant that would have to grow by more than was ever seen, whatever the technique", () => {
    const share = leading.growthNeededMl / leading.functionalRemnantMl;
    expect(stagedPlans(made, { ...LIMITS, mostRelativeGrowth: share + 1e-9 }).plans[0]!.plan.id).toBe(leading.plan.id);
    const told = because({ mostRelativeGrowth: 0.01 });
    expect(told).toContain("more than may be hoped for");
    // how near the nearest comes is told on the plan that leaves most, with what it needs as a share of itself
    const [, leavesMl, wantedMl, percent] = /(\d+) of (\d+) mL, which would have to grow by (\d+) % of itself/.exec(told!)!;
    const mostMl = Math.max(...plans.map(({ functionalRemnantMl }) => functionalRemnantMl));
    // at least what an offered one leaves: only the best three are offered
    expect(Number(leavesMl)).toBeGreaterThanOrEqual(Math.round(mostMl));
    expect(Number(leavesMl)).toBeLessThan(LIMITS.wantedRemnantMl!);
    expect(Number(wantedMl)).toBe(LIMITS.wantedRemnantMl);
    // half a millilitre of 300 is lost in rounding what it leaves: a fifth of a point, and half of one in rounding the share
    expect(Math.abs(Number(percent) - 100 * (LIMITS.wantedRemnantMl! / Number(leavesMl) - 1))).toBeLessThan(0.75);
  });

  test("growth beyond all that may be hoped for", () => {
    const some = [0, 10] as const;
    expect(because({ expectedGrowthMl: { PVE: some, PVL: some, LVD: some, ALPPS: some } })).toContain(
      "more than may be hoped for",
    );
  });

  test("no second operation that the policy allows", () => {
    const wedges = parcels.candidates.filter(({ id }) => id.startsWith("wedge"));
    expect(stagedPlans({ parcels, candidates: wedges }, LIMITS)).toMatchObject({
      plans: [],
      because: expect.stringContaining("no second operation"),
    });
  });

  test("no lesion, or a benign one", () => {
    expect(because({}, liver([]))).toContain("lesions");
    expect(because({}, liver([{ ...RIGHT[0]!, status: "benign" }]))).toContain("lesions");
  });

  test("a liver whose portal branches are occluded already: the second operation is planned as one", () => {
    expect(because({ occludedBefore: [{ tree: "portal", branch: "P2" as BranchId }] })).toContain("occluded already");
  });

  test("an occluded branch that does not exist is refused", () => {
    expect(() => stagedPlans(made, { ...LIMITS, occludedBefore: [{ tree: "portal", branch: "P99" as BranchId }] })).toThrow(
      expect.objectContaining({ code: "plan/unknown-branch" }),
    );
  });
});
