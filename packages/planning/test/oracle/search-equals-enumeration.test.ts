import { createKernels } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { enumeratePlans, paretoVectors } from "./enumerate-plans.ts";
import { compareSearch } from "./search-against-enumeration.ts";

/** A sample of what `npm run test:long -- search-equals-enumeration` goes through. */
const SEEDS = Array.from({ length: 20 }, (_, n) => n + 1);

describe("search against every plan there is, judged on voxels", () => {
  const kernels = createKernels();
  test.each(SEEDS)("[PLN-03] random liver %i: every Pareto plan is found, none is beaten", (seed) => {
    const compared = compareSearch(seed, { kernels, lesions: 3, perLesion: 5 });
    expect(compared.judgedOtherwise.slice(0, 5)).toEqual([]);
    expect(compared.missed).toEqual([]);
    expect(compared.dominated).toEqual([]);
    expect(compared.plans).toBeGreaterThan(20);
  });
});

describe("the enumeration itself", () => {
  test("gives each lesion one of the candidates that hold it, and each set once", () => {
    const candidates = [{ lesions: [0] }, { lesions: [0, 1] }, { lesions: [1] }];
    // functions: 0 or 1 for the first lesion, 1 or 2 for the second
    expect(enumeratePlans(candidates, [0, 1])).toEqual([[0, 1], [0, 2], [1], [1, 2]]);
    expect(enumeratePlans(candidates, [0, 1, 2])).toEqual([[0, 1], [0, 2], [1], [1, 2]]);
    expect(enumeratePlans([], [0])).toEqual([]);
  });

  test("keeps what nothing beats", () => {
    const vectors = [
      [1, 2],
      [2, 1],
      [2, 2],
      [1, 2],
    ];
    expect(paretoVectors(vectors)).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });
});
