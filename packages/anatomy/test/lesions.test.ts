import { type Vector3, worldPoint } from "@cantlie/geometry";
import { type Grid, makeGrid, maskSurfaceVoxels, referenceKernels, voxelDiagonalMm, voxelToWorld } from "@cantlie/volume";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyLesionNotes } from "../src/apply-lesion-notes.ts";
import { checkLesions } from "../src/check-lesions.ts";
import { lesionInstances } from "../src/lesion-instances.ts";
import { measureLesions } from "../src/measure-lesions.ts";

const GRID = makeGrid([60, 50, 30], [1, 1, 2], worldPoint(0, 0, 0), [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
]);

/** 1 where `inside` holds, by voxel centre. */
function draw(grid: Grid, inside: (place: Vector3) => boolean): Uint8Array {
  const [ni, nj, nk] = grid.size;
  const mask = new Uint8Array(ni * nj * nk);
  for (let k = 0, at = 0; k < nk; k++)
    for (let j = 0; j < nj; j++) for (let i = 0; i < ni; i++, at++) if (inside(voxelToWorld(grid, i, j, k))) mask[at] = 1;
  return mask;
}

const ball = (centre: Vector3, radiusMm: number) => (place: Vector3) =>
  Math.hypot(place[0] - centre[0], place[1] - centre[1], place[2] - centre[2]) <= radiusMm;

/** an organ that leaves 4 mm free all around */
const ORGAN = draw(GRID, ([x, y, z]) => x >= 4 && x <= 55 && y >= 4 && y <= 45 && z >= 4 && z <= 53);

function measured(lesions: Uint8Array, more: Partial<Parameters<typeof measureLesions>[1]> = {}) {
  const { lesions: noted } = applyLesionNotes(lesionInstances(lesions, GRID, referenceKernels), [], { organ: ORGAN, grid: GRID });
  const lesionLabels = new Uint16Array(lesions.length);
  noted.forEach(({ voxels }, at) => {
    for (const voxel of voxels) lesionLabels[voxel] = at + 1;
  });
  return measureLesions(noted, {
    grid: GRID,
    organ: ORGAN,
    organSurface: maskSurfaceVoxels(ORGAN, GRID),
    lesionLabels,
    vessels: {},
    trees: {},
    ...more,
  });
}

describe("lesions", () => {
  test("[LES-01] lists every component, the single voxel too, largest first, and counts the tiny ones", () => {
    const lesions = draw(GRID, (place) => ball([20, 20, 20], 7)(place) || ball([40, 30, 40], 9)(place));
    lesions[30 + 60 * (10 + 50 * 5)] = 1;
    const found = measured(lesions);
    expect(found.map(({ id }) => id)).toEqual(["L1", "L2", "L3"]);
    expect(found.map(({ volumeMl }) => volumeMl)).toEqual([...found.map(({ volumeMl }) => volumeMl)].sort((a, b) => b - a));
    expect(found[2]!.volumeMl).toBeCloseTo(0.002, 12);
    const cautions = checkLesions(lesionInstances(lesions, GRID, referenceKernels), { liver: ORGAN, organ: ORGAN, grid: GRID });
    expect(cautions).toMatchObject([{ code: "anatomy/tiny-lesions", details: { count: 1 } }]);
  });

  test("counts voxels that share only a corner as one lesion", () => {
    const lesions = new Uint8Array(ORGAN.length);
    for (const step of [0, 1, 2]) lesions[20 + step + 60 * (20 + step + 50 * (10 + step))] = 1;
    expect(measured(lesions)).toHaveLength(1);
  });

  test("[LES-01] names a lesion apart from the liver, not one that touches it by a corner", () => {
    const apart = new Uint8Array(ORGAN.length);
    apart[1 + 60 * (1 + 50 * 10)] = 1;
    const touching = new Uint8Array(ORGAN.length);
    touching[3 + 60 * (3 + 50 * 10)] = 1;
    const codes = (mask: Uint8Array) =>
      checkLesions(lesionInstances(mask, GRID, referenceKernels), { liver: ORGAN, organ: ORGAN, grid: GRID }).map(
        ({ code }) => code,
      );
    expect(codes(apart)).toContain("anatomy/lesion-outside-liver");
    expect(codes(touching)).toEqual(["anatomy/tiny-lesions"]);
  });

  test("size and place of a ball, at any place of the grid", () => {
    const within = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(within, within, within, fc.double({ min: 6, max: 12, noNaN: true }), (dx, dy, dz, radiusMm) => {
        const centre: Vector3 = [30 + dx, 25 + dy, 28 + 2 * dz];
        const [lesion] = measured(draw(GRID, ball(centre, radiusMm)));
        const trueMl = ((4 / 3) * Math.PI * radiusMm ** 3) / 1000;
        // counting voxel centres errs by 8.2 % at worst, where the ball sits symmetric to the voxels (radii from 6 to 12 in steps of .001)
        expect(Math.abs(lesion!.volumeMl / trueMl - 1)).toBeLessThan(0.09);
        // between voxel faces: at most a voxel's diagonal too long, and voxel centres fall short of a ball by less than one voxel
        for (const diameterMm of [lesion!.largestDiameterMm, lesion!.axialDiameterMm]) {
          expect(diameterMm - 2 * radiusMm).toBeLessThan(voxelDiagonalMm(GRID));
          expect(diameterMm - 2 * radiusMm).toBeGreaterThan(-1);
        }
        expect(Math.hypot(...lesion!.centroidMm.map((value, axis) => value - centre[axis]!))).toBeLessThan(0.3);
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  test("distances to a vessel, the cava and the capsule", () => {
    // ball of 6 mm at x = 20; a vessel wall at x = 36, the cava's at y = 40, the organ ends behind x = 4 (last voxel centre)
    const lesion = draw(GRID, ball([20, 20, 28], 6));
    const portal = draw(GRID, ([x, y]) => x >= 36 && x <= 39 && y >= 18 && y <= 22);
    const cava = draw(GRID, ([x, y]) => y >= 40 && y <= 44 && x >= 18 && x <= 22);
    const { nearest } = measured(lesion, { vessels: { portal }, cava })[0]!;
    // voxel 26 is the last of the ball, 36 the first of the vessel: nine voxels of 1 mm between them
    expect(nearest.portal).toEqual({ distanceMm: 9 });
    expect(nearest.cava).toEqual({ distanceMm: 13 });
    // voxel 14 is the first of the ball, 3 the first outside: ten voxels between them
    expect(nearest.capsule).toEqual({ distanceMm: 10 });
    expect(nearest.hepatic).toBeUndefined();
  });

  test("contact is the longest connected stretch of vessel beside the lesion", () => {
    // a slab of lesion between two vessels along y: one touches it for 20 mm, the other for 6 mm
    const lesion = draw(GRID, ([x, y, z]) => x >= 20 && x <= 25 && y >= 10 && y <= 29 && z === 28);
    const portal = draw(GRID, ([x, y, z]) => z === 28 && ((x === 26 && y >= 2) || (x === 19 && y >= 27 && y <= 40)));
    const { nearest } = measured(lesion, { vessels: { portal } })[0]!;
    expect(nearest.portal!.distanceMm).toBe(0);
    // vessel voxels y = 9 to 30 lie within one voxel of the lesion: 22 mm from face to face
    expect(nearest.portal!.contactMm).toBeCloseTo(22, 6);
  });

  test("a vessel inside the lesion is in contact with it", () => {
    const lesion = draw(GRID, ball([30, 25, 28], 12));
    const portal = draw(GRID, ball([30, 25, 28], 2));
    const { nearest } = measured(lesion, { vessels: { portal } })[0]!;
    expect(nearest.portal!.distanceMm).toBe(0);
    expect(nearest.portal!.contactMm).toBeGreaterThan(4);
  });
});

describe("lesion notes", () => {
  const mask = draw(GRID, ball([20, 20, 20], 7));
  const instances = lesionInstances(mask, GRID, referenceKernels);
  const apply = (notes: Parameters<typeof applyLesionNotes>[1]) =>
    applyLesionNotes(instances, notes, { organ: ORGAN, grid: GRID });

  test("give a lesion of the mask its status, up to 3 mm away", () => {
    const { lesions, cautions } = apply([{ atMm: [29.5, 20, 20], status: "benign", reviewedBy: "radiologist" }]);
    expect(lesions).toMatchObject([{ status: "benign", origin: "mask", reviewedBy: "radiologist" }]);
    expect(cautions).toEqual([]);
  });

  test("add a disappeared lesion as the ball that it was, within the organ and behind the others", () => {
    const { lesions, cautions } = apply([{ atMm: [40, 30, 30], status: "disappeared", diameterMm: 14 }]);
    expect(lesions).toHaveLength(2);
    expect(lesions[1]).toMatchObject({ status: "disappeared", origin: "note" });
    expect(lesions[1]!.volumeMl).toBeCloseTo(((4 / 3) * Math.PI * 7 ** 3) / 1000, 1);
    expect(cautions).toEqual([]);
    const atEdge = apply([{ atMm: [4, 30, 30], status: "disappeared", diameterMm: 14 }]).lesions[1]!;
    expect(atEdge.voxels.every((at) => ORGAN[at] === 1)).toBe(true);
  });

  test("never take voxels of another lesion", () => {
    const { lesions } = apply([{ atMm: [33, 20, 20], status: "disappeared", diameterMm: 20 }]);
    const first = new Set(lesions[0]!.voxels);
    expect(lesions[1]!.voxels.some((at) => first.has(at))).toBe(false);
  });

  test("that fit no lesion are named, not guessed", () => {
    const { lesions, cautions } = apply([
      { atMm: [45, 40, 20], status: "visible" },
      { atMm: [-80, 0, 0], status: "disappeared", diameterMm: 10 },
      { atMm: [45, 40, 40], status: "disappeared" },
    ]);
    expect(lesions).toHaveLength(2);
    expect(cautions.map(({ code }) => code)).toEqual([
      "anatomy/note-without-lesion",
      "anatomy/note-without-lesion",
      "anatomy/disappeared-lesion-without-size",
    ]);
  });
});
