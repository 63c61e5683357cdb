import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createKernels, type Grid, referenceKernels } from "../src/index.ts";
import { indices, labelledGrid } from "./random-volume.ts";

/** Components by flooding from each voxel in turn. */
function flood(mask: Uint8Array, grid: Grid, farthest: number): Uint32Array {
  const labels = new Uint32Array(mask.length);
  let count = 0;
  mask.forEach((value, seed) => {
    if (value === 0 || labels[seed] !== 0) return;
    count++;
    const reached = [seed];
    labels[seed] = count;
    for (const voxel of reached)
      mask.forEach((other, neighbour) => {
        if (other === 0 || labels[neighbour] !== 0) return;
        const steps = indices(voxel, grid).map((at, axis) => Math.abs(at - indices(neighbour, grid)[axis as 0]));
        if (Math.max(...steps) > 1 || steps.reduce((a, b) => a + b) > farthest) return;
        labels[neighbour] = count;
        reached.push(neighbour);
      });
  });
  return labels;
}

describe.each([
  ["reference", referenceKernels],
  ["compiled", createKernels()],
] as const)("%s kernels", (_, kernels) => {
  test.each([
    [6, 1],
    [18, 2],
    [26, 3],
  ] as const)(
    "components of connectivity %i are those found by flooding, numbered by their first voxel",
    (connectivity, steps) => {
      const property = fc.property(labelledGrid(6, 1), ({ grid, labels }) => {
        const components = kernels.connectedComponents(labels, grid, connectivity);
        const expected = flood(labels, grid, steps);
        expect(components.labels).toEqual(expected);
        const sizes = Array.from(
          { length: Math.max(0, ...expected) },
          (_, label) => expected.filter((at) => at === label + 1).length,
        );
        expect([...components.sizes]).toEqual(sizes);
      });
      fc.assert(property, { seed: 4, numRuns: 40 });
    },
  );

  test("another connectivity is refused", () => {
    const property = fc.property(labelledGrid(3, 1), ({ grid, labels }) => {
      expect(() => kernels.connectedComponents(labels, grid, 8 as 6)).toThrow(
        new RangeError("connectivity is 8, expected 6, 18 or 26"),
      );
    });
    fc.assert(property, { seed: 5, numRuns: 1 });
  });
});
