import { closedResection } from "./closed-resection.ts";
import { drawnResection } from "./drawn-resection.ts";
import { keptVessels, takenVessels } from "./kept-vessels.ts";
import type { Resection } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { subtractRuns, uniteRuns } from "./run-algebra.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/**
 * The organ voxels that one resection takes in the end: as drawn, with the vessels that it takes, without those that it keeps, and,
 * where it is closed, with the liver that it would leave without inflow or bile. R of a plan is the union of its finished resections.
 *
 * @throws PlanError as `drawnResection` and `closedResection` do
 */
export function finishedResection(prepared: PreparedAnatomy, resection: Resection): VoxelRuns {
  const open = openResection(prepared, resection);
  return resection.closed ? closedResection(prepared, open, resection.keep ?? []) : open;
}

/** The same before it is closed. */
export function openResection(prepared: PreparedAnatomy, resection: Resection): VoxelRuns {
  const { grid } = prepared.anatomy;
  const { keep = [], take = [] } = resection;
  const drawn = drawnResection(prepared, resection);
  const withTaken = take.length > 0 ? uniteRuns(grid, drawn, takenVessels(prepared, drawn, take)) : drawn;
  return keep.length > 0 ? subtractRuns(withTaken, keptVessels(prepared, keep)) : withTaken;
}
