import { type Vector3, worldPoint } from "@cantlie/geometry";
import { type Grid, makeGrid, maskSurfaceVoxels, referenceKernels, voxelToWorld } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { type CapsuleSurroundings, inaccessibleCapsule } from "../src/inaccessible-capsule.ts";

const GRID = makeGrid([60, 60, 50], [2, 2, 2], worldPoint(0, 0, 0), [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
]);

function draw(inside: (place: Vector3) => boolean, grid: Grid = GRID): Uint8Array {
  const [ni, nj, nk] = grid.size;
  const mask = new Uint8Array(ni * nj * nk);
  for (let k = 0, at = 0; k < nk; k++)
    for (let j = 0; j < nj; j++) for (let i = 0; i < ni; i++, at++) if (inside(voxelToWorld(grid, i, j, k))) mask[at] = 1;
  return mask;
}

const distance = (a: Vector3, b: Vector3) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
const ball = draw((place) => distance(place, [60, 60, 50]) <= 34);
const around = { grid: GRID, vessels: [], kernels: referenceKernels };

function held(organ: Uint8Array, more: Partial<CapsuleSurroundings> = {}): Uint8Array {
  return inaccessibleCapsule(organ, { ...around, organSurface: maskSurfaceVoxels(organ, GRID), ...more });
}

/** Places of the inaccessible voxels. */
function places(mask: Uint8Array): Vector3[] {
  return Array.from(mask.keys())
    .filter((at) => mask[at] === 1)
    .map((at) => voxelToWorld(GRID, at % 60, Math.floor(at / 60) % 60, Math.floor(at / 3600)));
}

describe("inaccessibleCapsule", () => {
  test("is empty on a ball that faces nothing", () => {
    expect(held(ball).includes(1)).toBe(false);
  });

  test("holds the walls of a fissure, but not of a wide gap, from 3 mm down", () => {
    // two halves of a block, 60 mm deep, with a gap between them
    const block = (gapMm: number) =>
      draw(
        ([x, y, z]) => x >= 20 && x <= 98 && y >= 20 && y <= 98 && z >= 20 && z <= 78 && (z < 30 || Math.abs(x - 59) > gapMm / 2),
      );
    const narrow = places(held(block(12)));
    const inGap = narrow.filter(([x]) => Math.abs(x - 59) < 10);
    expect(inGap.length).toBeGreaterThan(0);
    // a ball of 10 mm sinks into a gap of 12 mm by 10 - sqrt(100 - 36) = 2 mm; 3 mm deeper, and a voxel of play
    expect(Math.max(...inGap.map(([, , z]) => z))).toBeLessThanOrEqual(78 - 3);
    expect(Math.max(...inGap.map(([, , z]) => z))).toBeGreaterThanOrEqual(78 - 12);
    // nothing but the gap: the outer faces are free
    expect(narrow.filter(([x]) => Math.abs(x - 59) > 10)).toEqual([]);
    // 30 mm is open down to the corners at its bottom, which the ball does not fill
    const wide = places(held(block(30)));
    expect(wide.every(([, , z]) => z < 45)).toBe(true);
  });

  test("holds what faces a vessel outside the organ, not a vessel inside or one that sticks out by a voxel", () => {
    const vessel = draw(([x, y, z]) => Math.hypot(x - 60, y - 102) <= 6 && z > 0);
    const facing = places(held(ball, { vessels: [vessel] }));
    expect(facing.length).toBeGreaterThan(0);
    for (const place of facing) {
      // the gap between voxel bodies is at most 7 mm, so between centres at most 7 mm and one voxel's diagonal
      expect(Math.hypot(place[0] - 60, place[1] - 102) - 6).toBeLessThanOrEqual(7 + Math.hypot(2, 2, 2));
      expect(place[1]).toBeGreaterThan(60);
    }
    const inside = draw((place) => distance(place, [60, 60, 50]) <= 10);
    expect(held(ball, { vessels: [inside] }).includes(1)).toBe(false);
  });

  test("holds the surface within 10 mm of the hilar bifurcation", () => {
    const hilum = worldPoint(60, 94, 50);
    const near = places(held(ball, { hilarBifurcationMm: hilum }));
    const surface = [...maskSurfaceVoxels(ball, GRID)].filter((at) => {
      const place = voxelToWorld(GRID, at % 60, Math.floor(at / 60) % 60, Math.floor(at / 3600));
      return distance(place, hilum) <= 10;
    });
    expect(near).toHaveLength(surface.length);
    expect(near.length).toBeGreaterThan(20);
  });

  test("holds the face where the image cuts the organ off", () => {
    const cutOff = draw((place) => distance(place, [60, 60, 10]) <= 34);
    const kept = places(held(cutOff));
    expect(kept.filter(([, , z]) => z === 0).length).toBeGreaterThan(500);
    expect(kept.every(([, , z]) => z <= 4)).toBe(true);
  });
});
