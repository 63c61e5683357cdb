import { describe, expect, test } from "vitest";
import { OBJECTIVE_NAMES, type Objectives, objectivesOf } from "../src/search/objectives.ts";
import { searchAims } from "../src/search/search-aims.ts";
import type { SearchLimits } from "../src/search/search-limits.ts";
import { searchSets } from "../src/search/search-sets.ts";
import { compareShownOrder } from "../src/search/shown-order.ts";
import { evaluateRow, ROW_LIMITS, type RowLiver, randomRowLiver, rowProblem } from "./row-liver.ts";

const DEAD_CELLS = 2;

/** Every function from lesions to candidates that hold them, one plan after the other. */
function enumeratedPareto(liver: RowLiver, limits: SearchLimits): string[] {
  const plans = new Map<string, readonly number[]>();
  const assign = (lesion: number, chosen: readonly number[]): void => {
    if (lesion === liver.lesions.length) {
      const plan = [...new Set(chosen)].sort((a, b) => a - b);
      plans.set(plan.join(), plan);
      return;
    }
    liver.candidates.forEach(({ lesions }, n) => {
      if (lesions.includes(lesion)) assign(lesion + 1, [...chosen, n]);
    });
  };
  assign(0, []);
  const vectors = [...plans.values()].flatMap((plan) => {
    const evaluation = evaluateRow(liver, plan, limits);
    const count = (kind: string): number => plan.filter((one) => liver.candidates[one]!.treatment.kind === kind).length;
    if (evaluation.cuts > limits.maxCuts || evaluation.deadVoxels > DEAD_CELLS || count("ablation") > limits.maxAblations)
      return [];
    const treatments = { surveilled: count("surveillance"), ablated: count("ablation") };
    return [valuesOf(objectivesOf(evaluation, treatments, { limits, voxelMl: 5 }))];
  });
  const beaten = (one: readonly number[]): boolean =>
    vectors.some((other) => other.every((value, n) => value <= one[n]!) && other.some((value, n) => value < one[n]!));
  return [...new Set(vectors.filter((one) => !beaten(one)).map((one) => one.join()))].sort();
}

function objectivesFrom(values: string): Objectives {
  const numbers = values.split(",").map(Number);
  return Object.fromEntries(OBJECTIVE_NAMES.map((name, n) => [name, numbers[n]])) as unknown as Objectives;
}

function valuesOf(objectives: Objectives): number[] {
  return OBJECTIVE_NAMES.map((name) => objectives[name]);
}

describe("search on rows of cells", () => {
  test("finds exactly the vectors that enumeration of all assignments leaves, on 80 random rows", () => {
    let plans = 0;
    for (let seed = 1; seed <= 80; seed++) {
      const liver = randomRowLiver(seed);
      const search = searchSets(rowProblem(liver), ROW_LIMITS, { deadVoxels: DEAD_CELLS });
      const found = search.found.map(({ objectives }) => valuesOf(objectives).join()).sort();
      expect(found, `row ${seed}`).toEqual(enumeratedPareto(liver, ROW_LIMITS));
      expect(search.complete).toBe(true);
      expect(search.bound).toBeUndefined();
      plans += found.length;
    }
    // a search that finds one plan per row would pass for the wrong reason
    expect(plans).toBeGreaterThan(300);
  });

  test("gives each plan's own figures, holds every lesion, and keeps to the limits", () => {
    for (let seed = 200; seed < 230; seed++) {
      const liver = randomRowLiver(seed);
      for (const { candidates, objectives, evaluation } of searchSets(rowProblem(liver), ROW_LIMITS, { deadVoxels: DEAD_CELLS })
        .found) {
        expect(evaluation).toEqual(evaluateRow(liver, candidates, ROW_LIMITS));
        expect(objectives.cuts).toBeLessThanOrEqual(ROW_LIMITS.maxCuts);
        expect(evaluation.deadVoxels).toBeLessThanOrEqual(DEAD_CELLS);
        liver.lesions.forEach((_, lesion) => {
          expect(candidates.some((one) => liver.candidates[one]!.lesions.includes(lesion))).toBe(true);
        });
      }
    }
  });

  test("a budget stops it, and its bound is as good as every plan that it has not found", () => {
    let stopped = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const liver = randomRowLiver(seed);
      for (const budget of [1, 10, 40]) {
        const limits = { ...ROW_LIMITS, budget };
        const search = searchSets(rowProblem(liver, limits), limits, { deadVoxels: DEAD_CELLS });
        const found = search.found.map(({ objectives }) => valuesOf(objectives).join());
        const missed = enumeratedPareto(liver, limits).filter((vector) => !found.includes(vector));
        if (search.complete) expect(missed).toEqual([]);
        else {
          stopped++;
          const bound = valuesOf(search.bound!);
          for (const vector of missed) expect(vector.split(",").every((value, n) => bound[n]! <= Number(value))).toBe(true);
        }
      }
    }
    expect(stopped).toBeGreaterThan(20);
  });

  test("an aim that is called proven has its best plan among those found, also where the budget stops the rest", () => {
    let [proven, stopped] = [0, 0];
    for (let seed = 1; seed <= 50; seed++) {
      const liver = randomRowLiver(seed);
      const aims = searchAims(5 * liver.cells);
      const all = enumeratedPareto(liver, ROW_LIMITS).map(objectivesFrom);
      for (const budget of [20, 40, 80, 160, 320]) {
        const limits = { ...ROW_LIMITS, budget };
        const search = searchSets(rowProblem(liver, limits), limits, { deadVoxels: DEAD_CELLS, aims });
        if (search.complete) continue;
        stopped++;
        for (const { key } of aims.filter(({ name }) => search.proven.includes(name))) {
          proven++;
          const best = (some: readonly Objectives[]) => some.map(key).sort(compareShownOrder)[0];
          expect(best(search.found.map(({ objectives }) => objectives))).toEqual(best(all));
        }
      }
    }
    expect(stopped).toBeGreaterThan(10);
    expect(proven).toBeGreaterThan(10);
  });

  test("the same row gives the same result, in the same order", () => {
    const once = searchSets(rowProblem(randomRowLiver(7)), ROW_LIMITS, { deadVoxels: DEAD_CELLS });
    expect(searchSets(rowProblem(randomRowLiver(7)), ROW_LIMITS, { deadVoxels: DEAD_CELLS })).toEqual(once);
  });
});
