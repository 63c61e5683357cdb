import { voxelCount } from "@cantlie/volume";
import { absorbDeadLiver } from "./dead-liver.ts";
import { keepVessels, takeVessels } from "./kept-vessels.ts";
import type { Resection, Stage } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { addResection } from "./resection-mask.ts";
import { runsWithin, type VoxelRuns } from "./voxel-runs.ts";

/**
 * The organ voxels that one resection takes in the end: as drawn, with the vessels that it takes, without those that it keeps, and,
 * where it is closed, with the liver that it would leave without inflow or bile. R of a plan is the union of its finished resections.
 *
 * @throws PlanError as `resectionMask` and `absorbDeadLiver` do
 */
export function finishedResection(prepared: PreparedAnatomy, resection: Resection): VoxelRuns {
  const drawn = new Uint8Array(voxelCount(prepared.anatomy.grid));
  addResection(prepared, drawn, resection);
  takeVessels(prepared, drawn, resection.take ?? []);
  keepVessels(prepared, drawn, resection.keep ?? []);
  const resected = resection.closed ? absorbDeadLiver(prepared, drawn, stageKeeping(resection)).resected : drawn;
  return runsWithin(prepared.organRuns, resected);
}

function stageKeeping({ keep = [] }: Resection): Stage {
  return { resections: [], keep, reconstruct: [], ablations: [], surveil: [], occlude: [] };
}
