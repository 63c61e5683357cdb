import { IDENTITY3, type Vector3, worldPoint } from "@cantlie/geometry";
import { makeGrid, referenceKernels, voxelCount, voxelToWorld } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { type Camera, project, toScreen, towardsViewer, VIEW_DIRECTIONS, type ViewDirection } from "../src/figures/camera.ts";
import { clearLayer, emptyLayer, rasterise, valueAt } from "../src/figures/rasterise.ts";
import { displaySurface, type Surface } from "../src/figures/surface.ts";

const GRID = makeGrid([60, 60, 60], [1, 1, 1], worldPoint(-29.5, -29.5, -29.5), IDENTITY3);
const SMOOTHING_ROUNDS = 6;

function sphere(centreMm: Vector3, radiusMm: number): Surface {
  const values = new Uint8Array(voxelCount(GRID));
  for (let k = 0, at = 0; k < 60; k++)
    for (let j = 0; j < 60; j++)
      for (let i = 0; i < 60; i++, at++) {
        const place = voxelToWorld(GRID, i, j, k);
        if (Math.hypot(place[0] - centreMm[0], place[1] - centreMm[1], place[2] - centreMm[2]) <= radiusMm) values[at] = 1;
      }
  return displaySurface({ values, grid: GRID }, referenceKernels, SMOOTHING_ROUNDS);
}

function camera(direction: ViewDirection): Camera {
  return { direction, centreMm: worldPoint(0, 0, 0), pxPerMm: 4, widthPx: 240, heightPx: 240 };
}

test("a layer that was cleared shows nothing of what was drawn before", () => {
  const layer = emptyLayer(240, 240);
  rasterise(layer, toScreen(sphere([0, 0, 0], 20), camera(VIEW_DIRECTIONS[0]!)), true);
  clearLayer(layer);
  expect(layer.depth.every((depth) => depth === Infinity)).toBe(true);
  expect(layer.meshes).toEqual([]);
});

const [ANTERIOR, INFERIOR, RIGHT] = VIEW_DIRECTIONS as [ViewDirection, ViewDirection, ViewDirection];

describe("rasterise", () => {
  test("a sphere's silhouette has the area of its disc in every direction", () => {
    for (const direction of VIEW_DIRECTIONS) {
      const layer = emptyLayer(240, 240);
      rasterise(layer, toScreen(sphere([0, 0, 0], 20), camera(direction)), true);
      const covered = layer.depth.reduce((sum, depth) => sum + (depth < Infinity ? 1 : 0), 0) / 16;
      // Voxels of 1 mm and smoothing move the surface by well under 0.3 mm: 2 · 0.3 / 20 = 3 % of the area.
      expect(Math.abs(covered / (Math.PI * 400) - 1)).toBeLessThan(0.03);
    }
  });

  test("the nearer of two spheres hides the farther, whichever is drawn first", () => {
    const near = sphere([0, -12, 0], 8);
    const far = sphere([0, 12, 0], 8);
    for (const order of [
      [near, far],
      [far, near],
    ]) {
      const layer = emptyLayer(240, 240);
      for (const surface of order) rasterise(layer, toScreen(surface, camera(ANTERIOR)), true);
      expect(order[layer.mesh[120 + 120 * 240]!]).toBe(near);
      expect(layer.depth[120 + 120 * 240]).toBeCloseTo(-20, 0);
    }
  });

  test("how far a sphere faces the viewer falls off as √(1 − (r/R)²)", () => {
    const layer = emptyLayer(240, 240);
    rasterise(layer, toScreen(sphere([0, 0, 0], 20), camera(ANTERIOR)), true);
    const facing = (at: number) => valueAt(layer, at, layer.meshes[0]!.facing);
    expect(facing(120 + 120 * 240)).toBeGreaterThan(0.97);
    // 12 mm of 20 mm from the middle: √(1 − 0.36) = 0.8. Normals on single voxels scatter, so a whole circle is averaged.
    const circle = Array.from({ length: 60 }, (_, step) => {
      const angle = (2 * Math.PI * step) / 60;
      return facing(Math.round(120 + 48 * Math.cos(angle)) + 240 * Math.round(120 + 48 * Math.sin(angle)));
    });
    expect(Math.abs(circle.reduce((sum, value) => sum + value, 0) / 60 - 0.8)).toBeLessThan(0.04);
  });
});

describe("camera", () => {
  test("the patient's left is on the right of the views from the front and from below", () => {
    for (const direction of [ANTERIOR, INFERIOR]) {
      expect(project(camera(direction), [10, 0, 0]).xPx).toBeGreaterThan(project(camera(direction), [-10, 0, 0]).xPx);
      expect(direction.letters.right).toBe("L");
      expect(direction.letters.left).toBe("R");
    }
  });

  test("every letter stands on the side where that direction of LPS is seen, and the viewer where the name says", () => {
    const directionOf: Readonly<Record<string, Vector3>> = {
      L: [1, 0, 0],
      R: [-1, 0, 0],
      P: [0, 1, 0],
      A: [0, -1, 0],
      S: [0, 0, 1],
      I: [0, 0, -1],
    };
    for (const direction of VIEW_DIRECTIONS) {
      const middle = project(camera(direction), [0, 0, 0]);
      const seen = (letter: string) => project(camera(direction), directionOf[letter]!);
      expect(seen(direction.letters.right).xPx).toBeGreaterThan(middle.xPx);
      expect(seen(direction.letters.left).xPx).toBeLessThan(middle.xPx);
      expect(seen(direction.letters.top).yPx).toBeLessThan(middle.yPx);
      expect(seen(direction.letters.bottom).yPx).toBeGreaterThan(middle.yPx);
    }
    expect(towardsViewer(ANTERIOR)).toEqual([0, -1, 0]);
    expect(towardsViewer(INFERIOR).map((part) => part + 0)).toEqual([0, 0, -1]);
    expect(towardsViewer(RIGHT).map((part) => part + 0)).toEqual([-1, 0, 0]);
  });
});

test("smoothing for display keeps a sphere's volume within 2 %", () => {
  const { positionsMm, triangles } = sphere([0, 0, 0], 20);
  let sixfold = 0;
  for (let i = 0; i < triangles.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((n) => [...positionsMm.subarray(3 * triangles[i + n]!, 3 * triangles[i + n]! + 3)]) as [
      number[],
      number[],
      number[],
    ];
    sixfold +=
      a[0]! * (b[1]! * c[2]! - b[2]! * c[1]!) - a[1]! * (b[0]! * c[2]! - b[2]! * c[0]!) + a[2]! * (b[0]! * c[1]! - b[1]! * c[0]!);
  }
  // Surface nets of a ball of this size lose about 1 % by cutting corners; smoothing must not add to it noticeably.
  expect(Math.abs(sixfold / 6 / ((4 / 3) * Math.PI * 8000) - 1)).toBeLessThan(0.02);
});
