import { branchSet } from "../branch-reference.ts";
import { finishDrawn } from "../finished-resection.ts";
import { lostSupplies } from "../lost-supply.ts";
import type { Resection } from "../plan.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { voxelsInBoth } from "../run-algebra.ts";
import { type VoxelRuns, voxelsInRuns } from "../voxel-runs.ts";
import type { Candidate } from "./candidate.ts";

/** A resection with its name, drawn and not yet finished. */
export interface ResectionDraft {
  readonly id: string;
  readonly name: string;
  readonly resection: Resection;
  /** organ voxels within its shape */
  readonly drawn: VoxelRuns;
}

/**
 * Finishes a resection and finds what it removes and cuts off; what lies beyond a vessel that will be reconstructed is not cut off.
 *
 * @throws PlanError as `finishDrawn` does
 */
export function resectionCandidate(prepared: PreparedAnatomy, { id, name, resection, drawn }: ResectionDraft): Candidate {
  const { runs, open } = finishDrawn(prepared, drawn, resection);
  return {
    id,
    name,
    treatment: { kind: "resection", resection },
    lesions: lesionsWithin(prepared, runs),
    runs,
    open,
    lost: lostSupplies(prepared, runs, { restored: (kind) => branchSet(prepared.anatomy, kind, prepared.reconstruct) }),
  };
}

/** Positions in `anatomy.lesions` of those that lie wholly in `runs`, ascending. */
export function lesionsWithin({ lesionRuns }: PreparedAnatomy, runs: VoxelRuns): number[] {
  return lesionRuns.flatMap((lesion, n) => {
    const voxels = voxelsInRuns(lesion);
    return voxels > 0 && voxelsInBoth(lesion, runs) === voxels ? [n] : [];
  });
}
