import { closedResection } from "./closed-resection.ts";
import { drawnResection } from "./drawn-resection.ts";
import { keptVessels, takenVessels } from "./kept-vessels.ts";
import type { Resection, ResectionFinish } from "./plan.ts";
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
  return finishDrawn(prepared, drawnResection(prepared, resection), resection).runs;
}

/** What a resection takes in the end, and what it took before it was closed. */
export interface FinishedRuns {
  readonly runs: VoxelRuns;
  /** the same as `runs` where it is not closed */
  readonly open: VoxelRuns;
}

/** `finishedResection` for what is drawn already, so that it can be finished in more than one way. */
export function finishDrawn(prepared: PreparedAnatomy, drawn: VoxelRuns, finish: ResectionFinish): FinishedRuns {
  const { grid } = prepared.anatomy;
  const { keep = [], take = [], closed } = finish;
  const kept = keptVessels(prepared, keep);
  const withTaken = take.length > 0 ? uniteRuns(grid, drawn, takenVessels(prepared, drawn, take)) : drawn;
  const open = subtractRuns(withTaken, kept);
  return { runs: closed ? closedResection(prepared, open, kept) : open, open };
}
