import type { Lesion } from "@cantlie/anatomy";
import { IDENTITY3, worldPoint } from "@cantlie/geometry";
import { indexToWorld, makeGrid, referenceKernels } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { evaluateStage, type PlanError, planResection, prepareEvaluation, wedgeMask } from "../src/index.ts";
import { anatomyOf, maskOf } from "./build-anatomy.ts";
import { stageOf } from "./draw.ts";
import { idealLiver } from "./ideal-liver.ts";

/** A block of liver whose capsule is accessible only where `isOpen` says so. */
function block(depthMm: number, isOpen: (x: number, y: number, z: number) => boolean) {
  const grid = makeGrid([84, 84, 84], [1, 1, 1], worldPoint(-42, -42, -2), IDENTITY3);
  const organ = maskOf(grid, ([x, y, z]) => Math.abs(x) <= 40 && Math.abs(y) <= 40 && z >= 0 && z <= 80);
  const anatomy = anatomyOf({
    grid,
    organ,
    lesions: [{ centreMm: [0, 0, depthMm], radiusMm: 6 }],
    inaccessibleCapsule: maskOf(
      grid,
      ([x, y, z]) => (Math.abs(x) >= 40 || Math.abs(y) >= 40 || z <= 0 || z >= 80) && !isOpen(x, y, z),
    ),
  });
  return prepareEvaluation(anatomy, referenceKernels);
}

const onTop = (_x: number, _y: number, z: number): boolean => z <= 0;

describe("a wedge", () => {
  test("opens only to accessible capsule, with a mouth at least as wide as it is deep", () => {
    const prepared = block(20, onTop);
    const { grid, inaccessibleCapsule } = prepared.anatomy;
    const wedge = wedgeMask(prepared, prepared.anatomy.lesions[0]!.id, 10);
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

  test("has the margin that it was drawn with", () => {
    const prepared = block(20, onTop);
    for (const marginMm of [3, 5, 10]) {
      const stage = stageOf([{ kind: "wedge", lesion: prepared.anatomy.lesions[0]!.id, marginMm }]);
      const { margins, clearsDisease, cuts } = evaluateStage(prepared, planResection(prepared, stage), stage);
      expect(margins[0]!.parenchymalMm!).toBeGreaterThan(marginMm);
      // the next voxel outside is at most a diagonal farther
      expect(margins[0]!.parenchymalMm!).toBeLessThan(marginMm + Math.sqrt(3));
      expect(clearsDisease).toBe(true);
      expect(cuts).toBe(1);
    }
  });

  test("may have a margin of up to 50 mm, as wide as asked", () => {
    const prepared = block(20, onTop);
    const [{ id }] = prepared.anatomy.lesions as [Lesion];
    for (const marginMm of [18, 19, 30]) {
      const stage = stageOf([{ kind: "wedge", lesion: id, marginMm }]);
      const { margins } = evaluateStage(prepared, planResection(prepared, stage), stage);
      expect(margins[0]!.parenchymalMm!).toBeGreaterThan(marginMm);
      expect(margins[0]!.parenchymalMm!).toBeLessThan(marginMm + Math.sqrt(3));
    }
    // all of the block but its corners lies within 50 mm of a lesion 20 mm under the middle of its top
    const { grid, organ } = prepared.anatomy;
    const wedge = wedgeMask(prepared, id, 50);
    const missed = organ.filter((inside, voxel) => {
      const [x, y, z] = indexToWorld(grid, voxel);
      return inside === 1 && wedge[voxel] === 0 && Math.hypot(x, y, z - 20) < 6 + 50;
    });
    expect(missed).toHaveLength(0);
  });

  test("goes the longer way where the nearest capsule cannot be reached", () => {
    const prepared = block(30, (x) => x >= 40);
    const wedge = wedgeMask(prepared, prepared.anatomy.lesions[0]!.id, 5);
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

  test("is refused by code where no capsule can be reached", () => {
    const closed = block(20, () => false);
    expect(() => wedgeMask(closed, closed.anatomy.lesions[0]!.id, 5)).toThrow(
      expect.objectContaining({ name: "PlanError", code: "plan/wedge-no-access" }) as PlanError,
    );
  });

  test("never leaves a larger functional remnant when its margin is wider", () => {
    const prepared = prepareEvaluation(idealLiver({ lesions: [{ centreMm: [-60, 0, -15], radiusMm: 8 }] }), referenceKernels);
    const functionalMl = [0, 2, 4, 6, 8, 10, 12].map((marginMm) => {
      const stage = stageOf([{ kind: "wedge", lesion: prepared.anatomy.lesions[0]!.id, marginMm }]);
      return evaluateStage(prepared, planResection(prepared, stage), stage).volumes.functionalRemnantMl!;
    });
    expect(functionalMl).toEqual(functionalMl.toSorted((a, b) => b - a));
    expect(functionalMl[0]!).toBeGreaterThan(functionalMl.at(-1)!);
  });
});
