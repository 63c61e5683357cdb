import { voxelsToMl } from "@cantlie/volume";
import { DEAD_LIVER_LIMIT_ML } from "../closed-resection.ts";
import type { ResectionFinish, ResectionShape } from "../plan.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { uniteRuns } from "../run-algebra.ts";
import { type VoxelRuns, voxelsInRuns } from "../voxel-runs.ts";
import type { Candidate } from "./candidate.ts";
import { resectionCandidate } from "./resection-candidate.ts";

/** What is drawn and not yet decided on. */
export interface UnsettledResection {
  readonly id: string;
  readonly name: string;
  readonly shape: ResectionShape;
  /** organ voxels within its shape */
  readonly drawn: VoxelRuns;
}

/**
 * Closes a resection with the vessels that were decided on. Where it takes more dead liver than a plan may leave, vessels are decided on once more with that
 * liver gone: one that served it alone is no longer followed, one that passes through it is.
 *
 * @param decide what is kept and taken, from R before any vessel is kept
 * @throws PlanError as `finishDrawn` does
 */
export function settledCandidate(
  prepared: PreparedAnatomy,
  { id, name, shape, drawn }: UnsettledResection,
  decide: (resected: VoxelRuns) => Pick<ResectionFinish, "keep" | "take">,
): Candidate {
  const { grid } = prepared.anatomy;
  const closedWith = (resected: VoxelRuns): Candidate =>
    resectionCandidate(prepared, { id, name, resection: { ...shape, ...decide(resected), closed: true }, drawn });
  const first = closedWith(drawn);
  const { runs, open = runs } = first;
  const isLittle = voxelsToMl(grid, voxelsInRuns(runs) - voxelsInRuns(open)) <= DEAD_LIVER_LIMIT_ML;
  return isLittle ? first : closedWith(uniteRuns(grid, drawn, runs));
}
