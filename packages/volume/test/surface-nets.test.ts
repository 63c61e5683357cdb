import { enclosedVolumeMl, type Matrix3, type Mesh, surfaceAreaMm2, worldPoint } from "@cantlie/geometry";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createKernels, makeGrid, referenceKernels, voxelCount, voxelsToMl } from "../src/index.ts";
import { indices, labelledGrid } from "./random-volume.ts";

const FRAMES: Record<string, Matrix3> = {
  "right-handed": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  "left-handed": [
    [-1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  oblique: [
    [0.8, 0.6, 0],
    [-0.36, 0.48, 0.8],
    [0.48, -0.64, 0.6],
  ],
};

/** Closed: every directed edge is walked as often as its reverse. */
function expectClosed(mesh: Mesh): void {
  const walks = new Map<string, number>();
  for (let at = 0; at < mesh.triangles.length; at += 3)
    for (const [from, to] of [
      [0, 1],
      [1, 2],
      [2, 0],
    ] as const) {
      const [a, b] = [mesh.triangles[at + from]!, mesh.triangles[at + to]!];
      const edge = a < b ? `${a}-${b}` : `${b}-${a}`;
      walks.set(edge, (walks.get(edge) ?? 0) + (a < b ? 1 : -1));
    }
  expect([...walks.values()].every((sum) => sum === 0)).toBe(true);
}

describe.each([
  ["reference", referenceKernels],
  ["compiled", createKernels()],
] as const)("%s kernels", (_, kernels) => {
  test.each(Object.entries(FRAMES))("the surface of any mask is closed and outward on a %s grid", (_, direction) => {
    const property = fc.property(labelledGrid(6, 1), ({ grid, labels }) => {
      const mesh = kernels.surfaceNets(labels, makeGrid(grid.size, grid.spacingMm, worldPoint(-20, 30, 400), direction));
      expectClosed(mesh);
      expect(new Set(mesh.triangles).size).toBe(mesh.positionsMm.length / 3);
      if (mesh.triangles.length > 0) expect(enclosedVolumeMl(mesh)).toBeGreaterThan(0);
    });
    fc.assert(property, { seed: 8, numRuns: 40 });
  });

  test.each(Object.entries(FRAMES))("a ball has its volume, area and place on a %s grid", (_, direction) => {
    const grid = makeGrid([40, 48, 30], [1, 0.8, 1.3], worldPoint(12, -80, 300), direction);
    const radiusMm = 14;
    const mask = Uint8Array.from({ length: voxelCount(grid) }, (_, voxel) => {
      const [i, j, k] = indices(voxel, grid);
      return Math.hypot(i - 19.6, 0.8 * (j - 23.4), 1.3 * (k - 14.7)) <= radiusMm ? 1 : 0;
    });
    const mesh = kernels.surfaceNets(mask, grid);
    const voxelsMl = voxelsToMl(
      grid,
      mask.reduce((sum, value) => sum + value, 0),
    );
    // corners are cut: a voxel-thick shell loses a few per cent of itself
    expect(enclosedVolumeMl(mesh) / voxelsMl).toBeGreaterThan(0.985);
    expect(enclosedVolumeMl(mesh) / voxelsMl).toBeLessThan(1);
    // steps of voxels make the surface rough: up to 5 % more than the ball's
    expect(surfaceAreaMm2(mesh) / (4 * Math.PI * radiusMm ** 2)).toBeGreaterThan(0.99);
    expect(surfaceAreaMm2(mesh) / (4 * Math.PI * radiusMm ** 2)).toBeLessThan(1.05);
    const middle = [0, 1, 2].map((axis) => {
      const along = mesh.positionsMm.filter((_, at) => at % 3 === axis);
      return along.reduce((sum, value) => sum + value, 0) / along.length;
    });
    const expected = [0, 1, 2].map(
      (axis) =>
        grid.originMm[axis]! + direction[0][axis]! * 19.6 + direction[1][axis]! * 0.8 * 23.4 + direction[2][axis]! * 1.3 * 14.7,
    );
    // a quarter of a voxel: the ball is not centred on the grid
    expect(Math.hypot(...middle.map((value, axis) => value - expected[axis]!))).toBeLessThan(0.25);
  });

  test("a mask that fills its grid is closed at the border", () => {
    const grid = makeGrid([3, 4, 5], [1, 1, 1], worldPoint(0, 0, 0), FRAMES["right-handed"]!);
    const mesh = kernels.surfaceNets(new Uint8Array(60).fill(7), grid);
    expectClosed(mesh);
    // vertices at edges and corners of the box are drawn inwards; the faces lie half a voxel beyond the outer centres
    expect(Math.min(...mesh.positionsMm)).toBe(-0.5);
    expect(enclosedVolumeMl(mesh)).toBeGreaterThan(0.045);
    expect(enclosedVolumeMl(mesh)).toBeLessThan(0.06);
  });

  test("an empty mask has no surface", () => {
    const grid = makeGrid([2, 2, 2], [1, 1, 1], worldPoint(0, 0, 0), FRAMES["right-handed"]!);
    expect(kernels.surfaceNets(new Uint8Array(8), grid)).toEqual({
      positionsMm: new Float32Array(0),
      triangles: new Uint32Array(0),
    });
  });
});
