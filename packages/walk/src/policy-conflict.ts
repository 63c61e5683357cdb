import { type LiverAnatomy, SEGMENT_VALUE, type Segment } from "@cantlie/anatomy";
import { type BranchReference, type StageEvaluation, VOXEL_STATE } from "@cantlie/planning";

/** What the policy says must stay. */
export interface KeptByPolicy {
  readonly vessels: readonly BranchReference[];
  readonly segments: readonly Segment[];
}

/** Less than this of a segment is the raggedness of its border, as planning has it for candidates. */
const BORDER_SHARE = 0.05;

/** What of `kept` a plan cuts off or takes, in words; undefined where it takes nothing of it. */
export function policyConflict(evaluation: StageEvaluation, anatomy: LiverAnatomy, kept: KeptByPolicy): string | undefined {
  const vessel = kept.vessels.find((reference) => isCutOff(reference, evaluation, anatomy));
  if (vessel !== undefined) return `it would cut off ${vessel.tree} branch ${vessel.branch}, which the policy keeps`;
  const segment = kept.segments.find((one) => takenShare(one, evaluation, anatomy) >= BORDER_SHARE);
  return segment === undefined ? undefined : `it would take part of segment ${segment}, which the policy keeps`;
}

/** A branch is cut off where it or any branch between it and its root is cut. */
function isCutOff({ tree, branch }: BranchReference, { cutVessels }: StageEvaluation, { trees }: LiverAnatomy): boolean {
  const branches = trees[tree]?.branches ?? [];
  const cut = new Set<string>(cutVessels.filter((vessel) => vessel.tree === tree).map((vessel) => vessel.branch));
  let at = branches.find(({ id }) => id === branch);
  while (at !== undefined) {
    if (cut.has(at.id)) return true;
    at = at.parent === undefined ? undefined : branches[at.parent];
  }
  return false;
}

function takenShare(segment: Segment, { state }: StageEvaluation, { couinaud }: LiverAnatomy): number {
  if (couinaud === undefined) return 0;
  const values: readonly number[] = segment === "4" ? [SEGMENT_VALUE["4"], SEGMENT_VALUE["4b"]] : [SEGMENT_VALUE[segment]];
  let [all, taken] = [0, 0];
  state.state.forEach((fate, run) => {
    const end = state.first[run]! + state.length[run]!;
    for (let voxel = state.first[run]!; voxel < end; voxel++) {
      if (!values.includes(couinaud.values[voxel]!)) continue;
      all++;
      if (fate === VOXEL_STATE.resected) taken++;
    }
  });
  return all > 0 ? taken / all : 0;
}
