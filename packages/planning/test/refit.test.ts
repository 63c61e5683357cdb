import { IDENTITY3, planeThrough, type Vector3, worldPoint } from "@cantlie/geometry";
import { indexToWorld, makeGrid, referenceKernels, voxelCount } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { evaluateStage, maskOfRuns, planResection, prepareEvaluation, type Resection, type Stage } from "../src/index.ts";
import { anatomyOf, type Sphere } from "./build-anatomy.ts";
import { normalFrom, randomNumbers, stageOf } from "./draw.ts";
import { idealLiver } from "./ideal-liver.ts";

/** A ball of liver with a radius of 30 mm around the origin. */
const grid = makeGrid([44, 44, 44], [1.5, 1.5, 1.5], worldPoint(-32.25, -32.25, -32.25), IDENTITY3);
const places = Array.from({ length: voxelCount(grid) }, (_, voxel) => indexToWorld(grid, voxel));
const organ = Uint8Array.from(places, (at) => (Math.hypot(...at) <= 30 ? 1 : 0));
const ball = (lesions: readonly Sphere[] = []) => prepareEvaluation(anatomyOf({ grid, organ, lesions }), referenceKernels);
const liver = ball();

function measured(prepared: typeof liver, resection: Resection, refitMm?: number) {
  const stage: Stage = { ...stageOf([resection]), ...(refitMm !== undefined && { refitMm }) };
  const resected = planResection(prepared, stage);
  return { evaluation: evaluateStage(prepared, resected, stage), mask: maskOfRuns(prepared.anatomy.grid, resected) };
}

const drawn = (isIn: (at: Vector3) => boolean): Resection => ({
  kind: "drawn",
  mask: Uint8Array.from(places, (at) => (isIn(at) ? 1 : 0)),
});

describe("a refitted cut", () => {
  test("that was a plane stays it: no voxel farther than one voxel's half diagonal from the plane changes sides", () => {
    const random = randomNumbers(5);
    for (let n = 0; n < 5; n++) {
      const plane = planeThrough(worldPoint(10 * random() - 5, 0, 0), normalFrom(random));
      const before = measured(liver, { kind: "surface", plane });
      const after = measured(liver, { kind: "surface", plane }, 2);
      before.mask.forEach((value, voxel) => {
        if (value === after.mask[voxel]) return;
        const at = places[voxel]!;
        const awayMm = plane.normal.reduce((sum, x, axis) => sum + x * (at[axis]! - plane.pointMm[axis]!), 0);
        // where a plane leaves the ball at a slant, the tissue on either side is not alike: the cut bends by less than a sigma there
        const isInside = Math.hypot(...at) < 30 - 3 * 2;
        expect(Math.abs(awayMm)).toBeLessThanOrEqual(isInside ? Math.hypot(1.5, 1.5, 1.5) / 2 : 2);
      });
      // the voxels of a slice of 28 cm² and 0.5 mm, far more than rounding moves
      expect(Math.abs(after.evaluation.volumes.resectedMl - before.evaluation.volumes.resectedMl)).toBeLessThan(1.4);
    }
  });

  test("that was a staircase has nearly the area of the plane that it stands for, and what is reported is what is there", () => {
    const normal: Vector3 = [Math.SQRT1_2, Math.SQRT1_2, 0];
    // steps of 9 mm along x: faces of 6 mm blocks no longer average them away
    const stairs = drawn(([x, y]) => normal[0] * (9 * Math.floor(x / 9) + 4.5) + normal[1] * (9 * Math.floor(y / 9) + 4.5) > 0);
    const before = measured(liver, stairs).evaluation;
    const after = measured(liver, stairs, 4);
    const trueMm2 = Math.PI * 30 ** 2;
    const errorOf = (areaMm2: number): number => Math.abs(areaMm2 / trueMm2 - 1);
    expect(errorOf(before.transectionAreaMm2)).toBeGreaterThan(0.1);
    expect(errorOf(after.evaluation.transectionAreaMm2)).toBeLessThan(errorOf(before.transectionAreaMm2) / 2);
    expect(Math.abs(after.evaluation.volumes.resectedMl / before.volumes.resectedMl - 1)).toBeLessThan(0.03);
    const voxels = after.mask.reduce((sum, value) => sum + value, 0);
    expect(after.evaluation.volumes.resectedMl).toBeCloseTo((voxels * 3.375) / 1000, 9);
  });

  test("lets no margin fall and gives no lesion back", () => {
    const random = randomNumbers(8);
    for (let n = 0; n < 8; n++) {
      const centreMm: Vector3 = [10 * random() - 5, 10 * random() - 5, 10 * random() - 5];
      const lesioned = ball([{ centreMm, radiusMm: 4 }]);
      // the lesion with a ragged rim: the Gaussian would take off every spike
      const ragged = drawn((at) => Math.hypot(at[0] - centreMm[0], at[1] - centreMm[1], at[2] - centreMm[2]) <= 6 + 9 * random());
      const [before] = measured(lesioned, ragged).evaluation.margins;
      const after = measured(lesioned, ragged, 3);
      const [margin] = after.evaluation.margins;
      expect(before!.kind).toBe("resected");
      expect(margin!.kind).toBe("resected");
      expect(margin!.parenchymalMm!).toBeGreaterThanOrEqual(before!.parenchymalMm!);
      for (const voxel of lesioned.lesionVoxels[0]!) expect(after.mask[voxel]).toBe(1);
    }
  });

  test("cuts the same vessels and cuts off the same tissue", () => {
    const prepared = prepareEvaluation(idealLiver(), referenceKernels);
    const right: Resection = { kind: "segments", segments: ["5", "6", "7", "8"] };
    const [before, after] = [measured(prepared, right).evaluation, measured(prepared, right, 3).evaluation];
    expect(after.cutVessels).toEqual(before.cutVessels);
    expect(after.volumes.resectedMl).not.toBe(before.volumes.resectedMl);
    expect(after.transectionAreaMm2).toBeLessThan(1.02 * before.transectionAreaMm2);
  });

  test("needs a positive width", () => {
    expect(() =>
      measured(
        liver,
        drawn(([x]) => x > 0),
        0,
      ),
    ).toThrow(/refitMm is 0/);
  });
});
