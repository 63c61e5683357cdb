import { IDENTITY3, type Vector3, worldPoint } from "@cantlie/geometry";
import fc from "fast-check";
import { type Grid, makeGrid, voxelCount } from "../src/index.ts";

/** Spacings that tie often (equal, or in simple ratios) and such that never do. */
const spacingMm = fc.oneof(fc.constantFrom(0.5, 0.7, 1, 1.4, 2.1), fc.double({ min: 0.3, max: 3, noNaN: true }));

/** A right-handed grid along the patient's axes of at most `longest` voxels along each axis. */
export function smallGrid(longest: number): fc.Arbitrary<Grid> {
  const size = fc.tuple(
    fc.integer({ min: 1, max: longest }),
    fc.integer({ min: 1, max: longest }),
    fc.integer({ min: 1, max: longest }),
  );
  return fc
    .tuple(size, fc.tuple(spacingMm, spacingMm, spacingMm))
    .map(([n, h]) => makeGrid(n, h, worldPoint(3, -4.5, 17.25), IDENTITY3));
}

/** A grid and random labels on it, from almost none to almost all voxels labelled, values 0 .. `highest`. */
export function labelledGrid(longest: number, highest: number): fc.Arbitrary<{ grid: Grid; labels: Uint8Array }> {
  return fc
    .tuple(smallGrid(longest), fc.constantFrom(0.01, 0.1, 0.3, 0.6, 0.95), fc.integer({ min: 1, max: 2 ** 31 - 1 }))
    .map(([grid, density, seed]) => {
      const random = seededRandom(seed);
      const labels = Uint8Array.from({ length: voxelCount(grid) }, () =>
        random() < density ? 1 + Math.floor(random() * highest) : 0,
      );
      return { grid, labels };
    });
}

/** Numbers from 0 to 1, the same for the same seed (Lehmer's generator, MINSTD). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** i, j, k of a flat index. */
export function indices(index: number, grid: Grid): Vector3 {
  const i = index % grid.size[0];
  const rest = (index - i) / grid.size[0];
  const j = rest % grid.size[1];
  return [i, j, (rest - j) / grid.size[1]];
}

/** Distance between the centres of two voxels, mm. */
export function betweenMm(a: number, b: number, grid: Grid): number {
  const p = indices(a, grid);
  const q = indices(b, grid);
  return Math.hypot(...([0, 1, 2] as const).map((axis) => (p[axis] - q[axis]) * grid.spacingMm[axis]));
}

/** A cube of `n` voxels a side, `spacingMm` apart, for closed forms. */
export function cubeGrid(n: number, spacing: number | Vector3): Grid {
  return makeGrid([n, n, n], typeof spacing === "number" ? [spacing, spacing, spacing] : spacing, worldPoint(0, 0, 0), IDENTITY3);
}
