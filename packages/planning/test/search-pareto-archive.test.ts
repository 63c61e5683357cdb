import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeParetoArchive } from "../src/search/pareto-archive.ts";

const vectors = (components: number) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: components, maxLength: components }), { maxLength: 120 });

const isAsSmall = (a: readonly number[], b: readonly number[]): boolean => a.every((value, n) => value <= b[n]!);

/** Each vector that no other is as small as; of equal ones the first. */
function paretoSet(all: readonly (readonly number[])[]): string[] {
  return all
    .filter((one, n) => !all.some((other, m) => m !== n && isAsSmall(other, one) && (!isAsSmall(one, other) || m < n)))
    .map((one) => one.join())
    .sort();
}

describe("Pareto archive", () => {
  test.each([1, 2, 4, 9])("holds what comparing all pairs leaves, with %i components", (components) => {
    fc.assert(
      fc.property(vectors(components), (all) => {
        const archive = makeParetoArchive<number>(components);
        all.forEach((vector, n) => {
          archive.insert(Int32Array.from(vector), n);
        });
        const members = archive.members();
        expect(members.map(({ vector }) => vector.join()).sort()).toEqual(paretoSet(all));
        for (const { vector, item } of members) expect(Array.from(vector)).toEqual(all[item]);
        expect(archive.size).toBe(members.length);
        const sums = members.map(({ vector }) => vector.reduce((sum, value) => sum + value, 0));
        expect(sums).toEqual([...sums].sort((a, b) => a - b));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test("covers exactly what some vector inserted before is as small as", () => {
    fc.assert(
      fc.property(vectors(4), vectors(4), (inserted, asked) => {
        const archive = makeParetoArchive<number>(4);
        for (const vector of inserted) {
          const wasCovered = archive.covers(Int32Array.from(vector));
          expect(archive.insert(Int32Array.from(vector), 0)).toBe(!wasCovered);
        }
        for (const vector of asked)
          expect(archive.covers(Int32Array.from(vector))).toBe(inserted.some((one) => isAsSmall(one, vector)));
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  test("keeps thousands of members", () => {
    const archive = makeParetoArchive<number>(2);
    for (let n = 0; n < 3000; n++) archive.insert(Int32Array.of(n, 3000 - n), n);
    expect(archive.size).toBe(3000);
    expect(archive.covers(Int32Array.of(1500, 1500))).toBe(true);
    expect(archive.covers(Int32Array.of(1500, 1499))).toBe(false);
    expect(archive.insert(Int32Array.of(0, 0), -1)).toBe(true);
    expect(archive.members()).toEqual([{ vector: Int32Array.of(0, 0), item: -1 }]);
  });

  test("refuses vectors of another length", () => {
    expect(() => makeParetoArchive<number>(3).covers(Int32Array.of(1, 2))).toThrow(RangeError);
  });
});
