import { voxelCount } from "@cantlie/volume";
import { checkStage } from "./check-stage.ts";
import { keepVessels, takeVessels } from "./kept-vessels.ts";
import type { Stage } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { addResection } from "./resection-mask.ts";

/**
 * R of one stage: the union of its resections and the vessels that it takes, minus the vessels that it keeps. 1 where resected, one byte per voxel of the
 * organ grid.
 *
 * @throws PlanError as `checkStage` and `resectionMask` do
 */
export function planResection(prepared: PreparedAnatomy, stage: Stage): Uint8Array {
  checkStage(prepared.anatomy, stage);
  const resected = new Uint8Array(voxelCount(prepared.anatomy.grid));
  for (const resection of stage.resections) addResection(prepared, resected, resection);
  takeVessels(prepared, resected, stage.take ?? []);
  keepVessels(prepared, resected, stage.keep);
  return resected;
}
