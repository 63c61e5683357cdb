import type { Lesion } from "@cantlie/anatomy";
import { IDENTITY3, worldPoint } from "@cantlie/geometry";
import { indexToWorld, makeGrid, referenceKernels } from "@cantlie/volume";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  evaluateStage,
  maskOfRuns,
  type PlanError,
  type PreparedAnatomy,
  planResection,
  prepareEvaluation,
  runsOf,
  wedgeRuns,
} from "../src/index.ts";
import { marginZone } from "../src/margin-zone.ts";
import { piecesOf } from "../src/pieces.ts";
import { anatomyOf, maskOf, type Sphere } from "./build-anatomy.ts";
import { stageOf } from "./draw.ts";
import { idealLiver } from "./ideal-liver.ts";

type IsOpen = (x: number, y: number, z: number) => boolean;

/** A block of liver, 80 mm on each side, whose capsule is accessible only where `isOpen` says so. */
function block(lesions: readonly Sphere[], isOpen: IsOpen, spacingMm = 1) {
  const size = Math.ceil(84 / spacingMm);
  const grid = makeGrid([size, size, size], [spacingMm, spacingMm, spacingMm], worldPoint(-42, -42, -2), IDENTITY3);
  const organ = maskOf(grid, ([x, y, z]) => Math.abs(x) <= 40 && Math.abs(y) <= 40 && z >= 0 && z <= 80);
  const isSurface: IsOpen = (x, y, z) =>
    Math.abs(x) > 40 - spacingMm || Math.abs(y) > 40 - spacingMm || z < spacingMm || z > 80 - spacingMm;
  return prepareEvaluation(
    anatomyOf({
      grid,
      organ,
      lesions,
      inaccessibleCapsule: maskOf(grid, ([x, y, z]) => isSurface(x, y, z) && !isOpen(x, y, z)),
    }),
    referenceKernels,
  );
}

const deep = (depthMm: number): Sphere[] => [{ centreMm: [0, 0, depthMm], radiusMm: 6 }];
const onTop: IsOpen = (_x, _y, z) => z < 1;
const first = (prepared: PreparedAnatomy): Lesion["id"] => prepared.anatomy.lesions[0]!.id;
const wedgeMask = (prepared: PreparedAnatomy, marginMm: number, lesion = first(prepared)): Uint8Array =>
  maskOfRuns(prepared.anatomy.grid, wedgeRuns(prepared, { lesion, marginMm }));

describe("a wedge", () => {
  test("opens only to accessible capsule, with a mouth at least as wide as it is deep", () => {
    const prepared = block(deep(20), onTop);
    const { grid, inaccessibleCapsule } = prepared.anatomy;
    const wedge = wedgeMask(prepared, 10);
    let [mouthVoxels, deepestMm] = [0, 0];
    wedge.forEach((value, voxel) => {
      if (value === 0) return;
      expect(inaccessibleCapsule[voxel]).toBe(0);
      const z = indexToWorld(grid, voxel)[2];
      if (z <= 0.5) mouthVoxels++;
      deepestMm = Math.max(deepestMm, z);
    });
    // lesion's centre at 20 mm, radius 6, margin 10
    expect(deepestMm).toBeCloseTo(36, 0);
    // a round mouth of that width, of whole voxels
    expect(2 * Math.sqrt(mouthVoxels / Math.PI)).toBeGreaterThanOrEqual(deepestMm - 1);
  });

  test("stays clear of a fissure beside its mouth, and opens as much on the other side", () => {
    const free = block(deep(20), onTop);
    const beside = block(deep(20), (x, y, z) => onTop(x, y, z) && x < 12);
    const { grid, inaccessibleCapsule } = beside.anatomy;
    const wedge = wedgeMask(beside, 5);
    const mouthArea = (mask: Uint8Array) =>
      mask.filter((value, voxel) => value === 1 && indexToWorld(grid, voxel)[2] < 0.5).length;
    const [atFissure] = [wedge.filter((value, voxel) => value === 1 && inaccessibleCapsule[voxel] === 1).length];
    expect(atFissure).toBe(0);
    const farthestX = Math.max(
      ...[...wedge.keys()].filter((voxel) => wedge[voxel] === 1).map((voxel) => indexToWorld(grid, voxel)[0]),
    );
    // the fissure begins at 12 mm and is kept 3 mm away, but for the lesion's own margin of 11 mm round the middle
    expect(farthestX).toBeLessThan(12);
    // the mouth is not in the middle over the lesion; a tenth is what its area is known to
    expect(mouthArea(wedge)).toBeGreaterThanOrEqual(0.9 * mouthArea(wedgeMask(free, 5)));
  });

  test("has the margin that it was drawn with", () => {
    const prepared = block(deep(20), onTop);
    for (const marginMm of [3, 5, 10]) {
      const stage = stageOf([{ kind: "wedge", lesion: first(prepared), marginMm }]);
      const { margins, clearsDisease, cuts } = evaluateStage(prepared, planResection(prepared, stage), stage);
      expect(margins[0]!.parenchymalMm!).toBeGreaterThan(marginMm);
      // the next voxel outside is at most a diagonal farther
      expect(margins[0]!.parenchymalMm!).toBeLessThan(marginMm + Math.sqrt(3));
      expect(clearsDisease).toBe(true);
      expect(cuts).toBe(1);
    }
  });

  test("may have a margin of up to 50 mm, as wide as asked", () => {
    const prepared = block(deep(20), onTop);
    // all of the block but its corners lies within 50 mm of a lesion 20 mm under the middle of its top
    const { grid, organ } = prepared.anatomy;
    for (const marginMm of [18, 19, 30, 50]) {
      const wedge = wedgeMask(prepared, marginMm);
      const missed = organ.filter((inside, voxel) => {
        const [x, y, z] = indexToWorld(grid, voxel);
        return inside === 1 && wedge[voxel] === 0 && Math.hypot(x, y, z - 20) < 6 + marginMm;
      });
      expect(missed).toHaveLength(0);
    }
  });

  test("goes the longer way where the nearest capsule cannot be reached", () => {
    const prepared = block(deep(30), (x) => x >= 39);
    const wedge = wedgeMask(prepared, 5);
    const { grid } = prepared.anatomy;
    let [reachesSide, reachesTop] = [false, false];
    wedge.forEach((value, voxel) => {
      if (value === 0) return;
      const at = indexToWorld(grid, voxel);
      if (at[0] >= 40) reachesSide = true;
      if (at[2] <= 0) reachesTop = true;
    });
    expect(reachesSide).toBe(true);
    expect(reachesTop).toBe(false);
  });

  test("is refused by code where no capsule can be reached, or too little of it", () => {
    const refusal = expect.objectContaining({ name: "PlanError", code: "plan/wedge-no-access" }) as PlanError;
    const closed = block(deep(20), () => false);
    expect(() => wedgeMask(closed, 5)).toThrow(refusal);
    // a hole of 12 mm is no mouth for a wedge 31 mm deep
    const hole = block(deep(20), (x, y, z) => onTop(x, y, z) && Math.hypot(x, y) < 6);
    expect(() => wedgeMask(hole, 5)).toThrow(refusal);
  });

  test("takes nothing across a fissure, where the lesion's other side lies nearer than its margin", () => {
    // a cleft of 2 mm parts the block at x = 8; the lesion's margin of 10 mm would reach past it
    const grid = makeGrid([84, 84, 84], [1, 1, 1], worldPoint(-42, -42, -2), IDENTITY3);
    const isCleft = (x: number) => x > 8 && x < 11;
    const organ = maskOf(grid, ([x, y, z]) => Math.abs(x) <= 40 && Math.abs(y) <= 40 && z >= 0 && z <= 80 && !isCleft(x));
    const anatomy = anatomyOf({
      grid,
      organ,
      lesions: [{ centreMm: [0, 0, 20], radiusMm: 6 }],
      inaccessibleCapsule: maskOf(grid, ([x, _y, z]) => z > 3 && x > 6 && x < 13),
    });
    const prepared = prepareEvaluation(anatomy, referenceKernels);
    const wedge = wedgeMask(prepared, 10);
    expect(wedge.filter((value, voxel) => value === 1 && indexToWorld(grid, voxel)[0] > 8)).toHaveLength(0);
  });

  test("of merged lesions holds the wedge of each in one piece", () => {
    const prepared = block(
      [
        { centreMm: [-14, 0, 14], radiusMm: 6 },
        { centreMm: [14, 0, 14], radiusMm: 6 },
      ],
      onTop,
    );
    const { grid, lesions } = prepared.anatomy;
    const [a, b] = lesions.map(({ id }) => id) as [Lesion["id"], Lesion["id"]];
    const merged = wedgeRuns(prepared, { lesion: a, marginMm: 5, mergedWith: [{ lesion: b }] });
    const mask = maskOfRuns(grid, merged);
    for (const lesion of [a, b])
      expect(wedgeMask(prepared, 5, lesion).every((value, voxel) => value === 0 || mask[voxel] === 1)).toBe(true);
    expect(piecesOf(grid, merged).sizes).toHaveLength(1);
  });

  test("has access, opens nothing that is shut beyond its margin, and holds every narrower one", () => {
    const places = fc.record({
      x: fc.integer({ min: -25, max: 25 }),
      depthMm: fc.integer({ min: 5, max: 30 }),
      radiusMm: fc.integer({ min: 3, max: 8 }),
      shutFromMm: fc.integer({ min: -30, max: 40 }),
    });
    fc.assert(
      fc.property(places, ({ x, depthMm, radiusMm, shutFromMm }) => {
        const prepared = block([{ centreMm: [x, 0, depthMm], radiusMm }], (at, _y, z) => z < 2 && at < shutFromMm, 2);
        const { grid, inaccessibleCapsule } = prepared.anatomy;
        let before: Uint8Array | undefined;
        for (const marginMm of [0, 3, 6, 10]) {
          let wedge: Uint8Array;
          try {
            wedge = wedgeMask(prepared, marginMm);
          } catch (error) {
            expect((error as PlanError).code).toBe("plan/wedge-no-access");
            continue;
          }
          const zone = new Set(marginZone(prepared, 0, marginMm));
          expect([...zone].every((voxel) => wedge[voxel] === 1)).toBe(true);
          expect([...wedge.keys()].filter((v) => wedge[v] === 1 && inaccessibleCapsule[v] === 1 && !zone.has(v))).toEqual([]);
          const open = [...prepared.capsule.voxels].filter((v) => wedge[v] === 1 && inaccessibleCapsule[v] === 0);
          expect(open.length).toBeGreaterThan(0);
          expect(piecesOf(grid, runsOf(grid, wedge)).sizes).toHaveLength(1);
          expect(before?.every((value, voxel) => value === 0 || wedge[voxel] === 1) ?? true).toBe(true);
          before = wedge;
        }
      }),
      { seed: 20261123, numRuns: 25 },
    );
  });

  test("never leaves a larger functional remnant when its margin is wider", () => {
    const prepared = prepareEvaluation(idealLiver({ lesions: [{ centreMm: [-60, 0, -15], radiusMm: 8 }] }), referenceKernels);
    const functionalMl = [0, 2, 4, 6, 8, 10, 12].map((marginMm) => {
      const stage = stageOf([{ kind: "wedge", lesion: first(prepared), marginMm }]);
      return evaluateStage(prepared, planResection(prepared, stage), stage).volumes.functionalRemnantMl!;
    });
    expect(functionalMl).toEqual(functionalMl.toSorted((a, b) => b - a));
    expect(functionalMl[0]!).toBeGreaterThan(functionalMl.at(-1)!);
  });
});
