import { signedSideOfPatch, worldPoint } from "@cantlie/geometry";
import { indexToWorld, makeGrid, referenceKernels } from "@cantlie/volume";
import { expect, test } from "vitest";
import { drawnResection, maskOfRuns, prepareEvaluation } from "../src/index.ts";
import { anatomyOf } from "./build-anatomy.ts";
import { randomNumbers } from "./draw.ts";

const grid = makeGrid([30, 26, 20], [2, 2, 3], worldPoint(-30, -26, -30), [
  [0, 1, 0],
  [1, 0, 0],
  [0, 0, 1],
]);
const prepared = prepareEvaluation(anatomyOf({ grid, organ: new Uint8Array(30 * 26 * 20).fill(1) }), referenceKernels);

test("every voxel lies on the side of a Bézier patch that its own distance tells, also beyond the patch's border", () => {
  const random = randomNumbers(11);
  for (let n = 0; n < 6; n++) {
    // patches smaller than the organ, bulging by up to 12 mm
    const pointsMm = [0, 1, 2, 3].map((row) =>
      [0, 1, 2, 3].map((column) => worldPoint(-18 + 12 * row, -18 + 12 * column, 24 * random() - 12)),
    );
    const side = (resectedSide: "positive" | "negative") =>
      maskOfRuns(grid, drawnResection(prepared, { kind: "surface", bezier: { pointsMm }, resectedSide }));
    const taken = side("positive");
    const other = side("negative");
    let wrong = 0;
    taken.forEach((value, voxel) => {
      const distanceMm = signedSideOfPatch({ pointsMm }, indexToWorld(grid, voxel));
      if (value !== (distanceMm > 0 ? 1 : 0) || other[voxel] !== (distanceMm < 0 ? 1 : 0)) wrong++;
    });
    expect(wrong).toBe(0);
  }
});
