import { referenceKernels, voxelsToMl } from "@cantlie/volume";
import { beforeAll, describe, expect, test } from "vitest";
import { evaluatePlan } from "../src/evaluate-plan.ts";
import { evaluateOnParcels } from "../src/parcels/evaluate-on-parcels.ts";
import type { Parcels } from "../src/parcels/parcels.ts";
import { planResection } from "../src/plan-resection.ts";
import { prepareEvaluation } from "../src/prepared-anatomy.ts";
import { searchParetoSet } from "../src/search/branch-and-bound.ts";
import { chooseShown, DISTINCT_SHARE } from "../src/search/choose-shown.ts";
import { type FindPlansLimits, type FoundPlans, findPlans } from "../src/search/find-plans.ts";
import { neededCandidates } from "../src/search/needed-candidates.ts";
import { OBJECTIVE_NAMES, type Objectives, objectivesOf } from "../src/search/objectives.ts";
import { parcelProblem } from "../src/search/parcel-problem.ts";
import { planOfFound } from "../src/search/plan-of-found.ts";
import { planShape, shapeDifference } from "../src/search/plan-shape.ts";
import type { SearchLimits } from "../src/search/search-limits.ts";
import { voxelsInRuns } from "../src/voxel-runs.ts";
import { DEFAULT_CANDIDATE_LIMITS } from "./candidate-limits.ts";
import { randomNumbers } from "./draw.ts";
import { idealLiver } from "./ideal-liver.ts";

const SEARCH: SearchLimits = {
  marginWantedMm: 10,
  marginAutomaticMinimumMm: 5,
  maxCuts: 5,
  maxAblations: 5,
  wantedRemnantMl: 300,
  budget: 200_000,
};
const LIMITS: FindPlansLimits = { candidates: DEFAULT_CANDIDATE_LIMITS, search: SEARCH, shown: { least: 3, most: 7 } };

/** Segments 6, 8, 3 and a former site in 4. */
const LESIONS = [
  { centreMm: [-62, 5, -15], radiusMm: 9 },
  { centreMm: [-25, -5, 22], radiusMm: 10 },
  { centreMm: [45, 5, -10], radiusMm: 7 },
  { centreMm: [12, -22, -12], radiusMm: 5, status: "disappeared" },
] as const;

let found: FoundPlans;
let parcels: Parcels;

beforeAll(() => {
  const prepared = prepareEvaluation(idealLiver({ spacingMm: [4, 4, 4], lesions: LESIONS }), referenceKernels);
  found = findPlans(prepared, LIMITS);
  parcels = found.parcels;
}, 120_000);

function valuesOf(objectives: Objectives): number[] {
  return OBJECTIVE_NAMES.map((name) => objectives[name]);
}

/** All sets of candidates that some function from lesions to candidates holding them uses. */
function allPlans(lesions: readonly number[], allowed: readonly number[]): number[][] {
  const plans = new Map<string, number[]>();
  const assign = (at: number, chosen: readonly number[]): void => {
    if (at === lesions.length) {
      const plan = [...new Set(chosen)].sort((a, b) => a - b);
      plans.set(plan.join(), plan);
      return;
    }
    for (const n of allowed) if (parcels.candidates[n]!.lesions.includes(lesions[at]!)) assign(at + 1, [...chosen, n]);
  };
  assign(0, []);
  return [...plans.values()];
}

function objectivesOfPlan(
  plan: readonly number[],
  limits: SearchLimits,
): { readonly values: number[]; readonly isAllowed: boolean } {
  const voxelMl = voxelsToMl(parcels.prepared.anatomy.grid, 1);
  const evaluation = evaluateOnParcels(parcels, plan, limits);
  const count = (kind: string): number => plan.filter((n) => parcels.candidates[n]!.treatment.kind === kind).length;
  const treatments = { surveilled: count("surveillance"), ablated: count("ablation") };
  return {
    values: valuesOf(objectivesOf(evaluation, treatments, { limits, voxelMl })),
    isAllowed:
      evaluation.cuts <= limits.maxCuts && evaluation.deadVoxels * voxelMl <= 10 && treatments.ablated <= limits.maxAblations,
  };
}

function randomCandidates(seed: number, perLesion: number): number[] {
  const random = randomNumbers(seed);
  const chosen = new Set<number>();
  for (const lesion of [0, 1, 2, 3]) {
    const holding = parcels.candidates.flatMap(({ lesions }, n) => (lesions.includes(lesion) ? [n] : []));
    for (let n = 0; n < perLesion; n++) chosen.add(holding[Math.floor(random() * holding.length)]!);
  }
  return [...chosen].sort((a, b) => a - b);
}

describe("search on parcels", () => {
  test("finds exactly the vectors that enumeration of all assignments leaves, for 40 random choices of candidates", () => {
    let plans = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const allowed = randomCandidates(seed, 4);
      const limits = { ...SEARCH, maxCuts: 2 + (seed % 4), wantedRemnantMl: 250 + 10 * seed };
      const vectors = allPlans([0, 1, 2, 3], allowed).flatMap((plan) => {
        const { values, isAllowed } = objectivesOfPlan(plan, limits);
        return isAllowed ? [values] : [];
      });
      const isBeaten = (one: readonly number[]): boolean =>
        vectors.some((other) => other.every((value, n) => value <= one[n]!) && other.some((value, n) => value < one[n]!));
      const best = [...new Set(vectors.filter((one) => !isBeaten(one)).map((one) => one.join()))].sort();
      const search = searchParetoSet(parcels, limits, { allowed });
      expect(search.complete).toBe(true);
      expect(search.pareto.map(({ objectives }) => valuesOf(objectives).join()).sort(), `choice ${seed}`).toEqual(best);
      plans += best.length;
    }
    // a search that finds one plan each would pass for the wrong reason
    expect(plans).toBeGreaterThan(200);
  });

  test("no bound of a partial plan is above what its completions reach", () => {
    const random = randomNumbers(5);
    const lesions = [0, 1, 2, 3];
    const allowed = parcels.candidates.map((_, n) => n);
    const problem = parcelProblem(parcels, { lesions, allowed, limits: SEARCH });
    const facts = { limits: SEARCH, voxelMl: problem.voxelMl };
    const none = { surveilled: 0, ablated: 0 };
    for (let round = 0; round < 400; round++) {
      const positions = [...new Set(Array.from({ length: 4 }, () => Math.floor(random() * problem.order.length)))].sort(
        (a, b) => a - b,
      );
      const whole = positions.map((at) => problem.order[at]!);
      const part = whole.slice(0, 2);
      const isHeld = (lesion: number, by: readonly number[]): boolean =>
        by.some((n) => parcels.candidates[n]!.lesions.includes(lesion));
      // lesions that the whole holds and the part does not: the part is completed to the whole
      const unheld = lesions.filter((lesion) => !isHeld(lesion, part) && isHeld(lesion, whole));
      const bound = problem.bound(part, positions[1]! + 1, {
        unheld,
        quick: problem.quickBound(part, positions[1]! + 1, unheld),
      });
      const full = problem.evaluate(whole);
      const [least, reached] = [objectivesOf(bound, none, facts), objectivesOf(full, none, facts)];
      for (const name of OBJECTIVE_NAMES)
        expect(least[name], `${name} of ${part.join()} in ${whole.join()}`).toBeLessThanOrEqual(reached[name]);
      expect(bound.deadVoxels).toBeLessThanOrEqual(full.deadVoxels);
    }
  });

  test("shows 3 to 7 distinct plans that are the union of their candidates, each with its reason", () => {
    expect(found.shown.length).toBeGreaterThanOrEqual(3);
    expect(found.shown.length).toBeLessThanOrEqual(7);
    expect(found.shown[0]!.shown.reason).toBe("leads");
    for (const { plan, shown } of found.shown) {
      const [stage] = plan.stages;
      // the refit changes voxels by intention: without it the plan takes exactly what the search judged
      const { refitMm: _, ...unfitted } = stage!;
      expect(voxelsInRuns(planResection(parcels.prepared, unfitted))).toBe(shown.found.evaluation.resectedVoxels);
      const margins = evaluatePlan(parcels.prepared, { ...plan, stages: [unfitted] }).at(-1)!.margins;
      expect(margins.every(({ kind }) => kind !== "not-removed")).toBe(true);
      expect(shown.because.length).toBeGreaterThan(10);
      expect(plan.newWorldName ?? "H").toMatch(/^H/);
    }
  });

  test("where too few are as safe as the leading one, the next are shown with what their margins lack", () => {
    const [leader] = found.search.pareto;
    const narrower = found.search.pareto.filter(
      ({ objectives }) => objectives.belowMinimum > leader!.objectives.belowMinimum && objectives.shortfall === 0,
    );
    expect(narrower.length).toBeGreaterThan(0);
    const shown = chooseShown([leader!, ...narrower], {
      parcels,
      lesions: parcels.prepared.anatomy.lesions.map(({ id }) => id),
      voxelMl: voxelsToMl(parcels.prepared.anatomy.grid, 1),
      wantedRemnantMl: SEARCH.wantedRemnantMl,
      shown: LIMITS.shown,
    });
    expect(shown.length).toBeGreaterThan(1);
    expect(shown.length).toBeLessThanOrEqual(LIMITS.shown.least);
    expect(shown[0]!.found).toBe(leader);
    for (const { because } of shown.slice(1)) expect(because).toMatch(/\d more lesions? ha(s|ve) a margin below the least$/);
  });

  test("no two shown plans are one operation, and none leaves less liver or margin than the leading one has to", () => {
    const shapes = found.shown.map(({ shown }) => planShape(parcels, shown.found.candidates));
    shapes.forEach((shape, n) => {
      for (const other of shapes.slice(n + 1))
        expect(shapeDifference(parcels, shape, other)).toBeGreaterThanOrEqual(DISTINCT_SHARE);
    });
    const [leader] = found.shown;
    for (const { shown } of found.shown) {
      expect(shown.found.objectives.shortfall).toBeLessThanOrEqual(leader!.shown.found.objectives.shortfall);
      expect(shown.found.objectives.belowMinimum).toBeLessThanOrEqual(leader!.shown.found.objectives.belowMinimum);
    }
    const families = found.shown.map(({ plan }) => plan.family);
    expect(new Set(families)).toEqual(new Set(["resection", "ablation-based"]));
  });

  test("the difference of two plans is 0 for one plan, 1 for plans of other places, and tells ablation from resection", () => {
    const at = (id: string): number => parcels.candidates.findIndex((candidate) => candidate.id === id);
    const shape = (id: string) => planShape(parcels, [at(id)]);
    expect(shapeDifference(parcels, shape("wedge-L1-10-mm"), shape("wedge-L1-10-mm"))).toBe(0);
    expect(shapeDifference(parcels, shape("wedge-L1-10-mm"), shape("wedge-L4-10-mm"))).toBe(1);
    expect(shapeDifference(parcels, shape("wedge-L1-10-mm"), shape("ablation-L1-10-mm"))).toBe(1);
    const [wide, narrow] = [shape("wedge-L1-10-mm"), shape("wedge-L1-5-mm")];
    const share = shapeDifference(parcels, wide, narrow);
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThan(1);
    expect(shapeDifference(parcels, narrow, wide)).toBe(share);
  });

  test("a plan leaves out what its other candidates do as well", () => {
    const at = (id: string): number => parcels.candidates.findIndex((candidate) => candidate.id === id);
    const candidates = [at("wedge-L1-5-mm"), at("wedge-L1-10-mm"), at("surveillance-L4"), at("wedge-L4-10-mm")];
    expect(candidates).not.toContain(-1);
    const plan = planOfFound(parcels, { candidates: neededCandidates(parcels, candidates, SEARCH), id: "x", why: "" });
    expect(plan.name).toBe("wedges of L1 and L4 with 10 mm");
    expect(plan.stages[0]!.surveil).toEqual([]);
    expect(plan.family).toBe("resection");
  });

  test("names what keeps it from a plan, and what would do", () => {
    const none = searchParetoSet(parcels, { ...SEARCH, maxCuts: 0, maxAblations: 0 });
    expect(none.pareto).toEqual([]);
    expect(none.obstacles.map(({ code }) => code)).toContain("search/too-many-cuts");
    expect(none.obstacles[0]!.loosenedBy).toMatch(/^\d cuts? would do/);
  });

  test("leaves a lesion that no candidate holds and plans the others all the same, saying so", () => {
    const allowed = parcels.candidates.flatMap(({ lesions }, n) => (lesions.includes(1) ? [] : [n]));
    const refused = (id: string, message: string) => ({ id, name: id, code: "candidate/refused", message });
    const search = searchParetoSet(parcels, SEARCH, {
      allowed,
      notOffered: [
        refused("wedge-L2-10-mm", "a trunk runs through it"),
        refused("wedge-L2-5-mm", "a trunk runs through it"),
        refused("wedge-L1-10-mm", "no access"),
        refused("ablation-L2", "too large"),
      ],
    });
    expect(search.impossible).toEqual([1]);
    expect(search.obstacles).toMatchObject([
      {
        code: "search/no-candidate",
        message: "no candidate treats L2 as a whole (L2: a trunk runs through it; L2: too large)",
      },
    ]);
    expect(search.pareto.length).toBeGreaterThan(0);
    for (const { left } of search.pareto) expect(left).toEqual([1]);
  });

  test("refuses limits that are no numbers", () => {
    expect(() => searchParetoSet(parcels, { ...SEARCH, maxCuts: -1 })).toThrow("maxCuts is -1");
    expect(() => searchParetoSet(parcels, { ...SEARCH, marginWantedMm: Number.NaN })).toThrow(RangeError);
  });
});
