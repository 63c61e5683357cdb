import { boundingBox, cropGrid, cropValues, pasteValues } from "./crop.ts";
import type { Grid } from "./grid.ts";
import type { Kernels } from "./kernels.ts";

/**
 * All voxels whose centre lies within `radiusMm` of a foreground voxel's centre; 1 inside, 0 outside. Radius 0 gives the mask itself.
 *
 * @throws RangeError if `mask` does not have one value per voxel of `grid`, or the radius is negative or not finite
 */
export function dilateMm(kernels: Kernels, mask: Uint8Array, grid: Grid, radiusMm: number): Uint8Array {
  if (!(radiusMm >= 0) || !Number.isFinite(radiusMm))
    throw new RangeError(`radius is ${radiusMm} mm, expected a number from 0 up`);
  const dilated = new Uint8Array(mask.length);
  const box = boundingBox(mask, grid, radiusMm);
  if (!box) return dilated;
  const distanceMm = kernels.distanceToMaskMm(cropValues(mask, grid, box), cropGrid(grid, box));
  // distances are float32, so the radius is rounded alike: 3 voxels of 0.7 mm are within 2.1 mm
  const limitMm = Math.fround(radiusMm);
  pasteValues(
    dilated,
    Uint8Array.from(distanceMm, (mm) => (mm <= limitMm ? 1 : 0)),
    grid,
    box,
  );
  return dilated;
}
