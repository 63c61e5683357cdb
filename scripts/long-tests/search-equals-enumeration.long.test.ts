import { createKernels } from "@cantlie/volume";
import { afterAll, describe, expect, test } from "vitest";
import { type ComparedSearch, compareSearch } from "../../packages/planning/test/oracle/search-against-enumeration.ts";
import { table, writePart } from "./write-part.ts";

/*
 * Search on 300 random small livers against every plan that there is: all functions from lesions to candidates, each judged on voxels by an
 * evaluation that shares no code with the product.
 */

const LIVERS = 300;
const kernels = createKernels();
const compared: { readonly lesions: number; readonly result: ComparedSearch }[] = [];
const began = performance.now();

describe("search against every plan there is, judged on voxels", () => {
  test.each(Array.from({ length: LIVERS }, (_, n) => n + 1))("random liver %i", (seed) => {
    // three lesions in two livers of three, four in the third
    const lesions = seed % 3 === 0 ? 4 : 3;
    const result = compareSearch(seed, { kernels, lesions, perLesion: 5 });
    compared.push({ lesions, result });
    expect(result.judgedOtherwise.slice(0, 5)).toEqual([]);
    expect(result.missed).toEqual([]);
    expect(result.dominated).toEqual([]);
  });
});

afterAll(() => {
  if (compared.length === 0) return;
  const rows = [3, 4].map((lesions) => {
    const results = compared.filter((one) => one.lesions === lesions).map(({ result }) => result);
    const total = (of: (result: ComparedSearch) => number): number => results.reduce((sum, result) => sum + of(result), 0);
    return [
      lesions,
      results.length,
      Math.round(total(({ candidates }) => candidates) / results.length),
      total(({ plans }) => plans),
      total(({ allowed }) => allowed),
      total(({ pareto }) => pareto),
      total(({ missed }) => missed.length),
      total(({ dominated }) => dominated.length),
      total(({ judgedOtherwise }) => judgedOtherwise.length),
      total(({ evaluations }) => evaluations),
    ];
  });
  writePart("search-equals-enumeration", {
    title: "Search against every plan there is",
    seconds: (performance.now() - began) / 1000,
    text:
      `${LIVERS} random livers of voxels of 6 mm with random vessels, lesions, limits and candidates, at most five of which hold a lesion. Every function from ` +
      "lesions to candidates that hold them is a plan; each is judged voxel by voxel by an evaluation that shares no code with the product. " +
      "Found are the plans that search shows on the Pareto set of the nine objectives.\n\n" +
      table(
        [
          "lesions",
          "livers",
          "candidates, mean",
          "plans judged",
          "within the limits",
          "on the Pareto set",
          "missed by search",
          "found but beaten",
          "judged otherwise on parcels",
          "evaluations by search",
        ],
        rows,
      ),
  });
});
