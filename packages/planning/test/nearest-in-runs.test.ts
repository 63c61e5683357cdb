import { distanceMm, worldPoint } from "@cantlie/geometry";
import { indexToWorld } from "@cantlie/volume";
import fc from "fast-check";
import { expect, test } from "vitest";
import { nearestInRuns } from "../src/nearest-in-runs.ts";
import { runsOf } from "../src/voxel-runs.ts";

const grid = {
  size: [7, 6, 5],
  spacingMm: [0.6, 0.9, 2],
  originMm: worldPoint(-3, 2, 10),
  direction: [
    [1, 0, 0],
    [0, 0, 1],
    [0, -1, 0],
  ],
} as const;

test("finds what looking at every voxel finds, within the distance asked for, from inside and outside the grid", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 210, maxLength: 210, max: 9 }),
      fc.tuple(
        fc.double({ min: -6, max: 4, noNaN: true }),
        fc.double({ min: -10, max: 4, noNaN: true }),
        fc.double({ min: 7, max: 17, noNaN: true }),
      ),
      fc.double({ min: 0, max: 12, noNaN: true }),
      (values, [x, y, z], withinMm) => {
        const mask = values.map((value) => (value === 0 ? 1 : 0));
        const place = worldPoint(x, y, z);
        const found = nearestInRuns(grid, runsOf(grid, mask))(place, withinMm);
        let leastMm = Infinity;
        mask.forEach((value, voxel) => {
          if (value === 1) leastMm = Math.min(leastMm, distanceMm(place, indexToWorld(grid, voxel)));
        });
        if (leastMm > withinMm) expect(found).toBe(-1);
        else {
          expect(mask[found]).toBe(1);
          // two voxels may be as near but for rounding
          expect(distanceMm(place, indexToWorld(grid, found))).toBeCloseTo(leastMm, 9);
        }
      },
    ),
    { seed: 11, numRuns: 300 },
  );
});
