import { voxelCount } from "@cantlie/volume";
import { checkStage } from "./check-stage.ts";
import { keepVessels, takeVessels } from "./kept-vessels.ts";
import type { Stage } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { resectionMask } from "./resection-mask.ts";

/**
 * R of one stage: the union of its resections and the vessels that it takes, minus the vessels that it keeps. 1 where resected, one byte per voxel of the
 * organ grid.
 *
 * @throws PlanError as `checkStage` and `resectionMask` do
 */
export function planResection(prepared: PreparedAnatomy, stage: Stage): Uint8Array {
  checkStage(prepared.anatomy, stage);
  const [first, ...others] = stage.resections.map((resection) => resectionMask(prepared, resection));
  const resected = first ?? new Uint8Array(voxelCount(prepared.anatomy.grid));
  for (const mask of others) for (const voxel of prepared.organVoxels) if (mask[voxel] !== 0) resected[voxel] = 1;
  takeVessels(prepared, resected, stage.take ?? []);
  keepVessels(prepared, resected, stage.keep);
  return resected;
}
