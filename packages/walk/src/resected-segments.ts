import { type CouinaudMap, SEGMENT_VALUE, type Segment } from "@cantlie/anatomy";
import { type StageEvaluation, VOXEL_STATE } from "@cantlie/planning";
import { type Grid, voxelsToMl } from "@cantlie/volume";
import type { PlanEntry } from "@cantlie/workup";

type ResectedSegments = NonNullable<PlanEntry["stages"][number]["resectedSegments"]>;

/** What one operation takes of each Couinaud segment: its stage less the stage before it. Segments that lose nothing are absent. */
export function resectedSegments(
  stage: StageEvaluation,
  before: StageEvaluation | undefined,
  { couinaud, grid }: { readonly couinaud: CouinaudMap; readonly grid: Grid },
): ResectedSegments {
  const taken = resectedByValue(stage, couinaud);
  const takenBefore = before && resectedByValue(before, couinaud);
  const parts = Object.entries(couinaud.segmentMl).flatMap(([segment, wholeMl]) => {
    const value = SEGMENT_VALUE[segment as Segment];
    const voxels = taken[value]! - (takenBefore?.[value] ?? 0);
    const volumeMl = voxelsToMl(grid, voxels);
    // the quotient of two sums of the same voxels may pass 1 by rounding
    return voxels > 0 ? [[segment, { volumeMl, takenFraction: Math.min(1, volumeMl / wholeMl) }]] : [];
  });
  return Object.fromEntries(parts) as ResectedSegments;
}

function resectedByValue({ state: { first, length, state } }: StageEvaluation, { values }: CouinaudMap): Uint32Array {
  const counts = new Uint32Array(10);
  for (let run = 0; run < first.length; run++)
    if (state[run] === VOXEL_STATE.resected)
      for (let voxel = first[run]!; voxel < first[run]! + length[run]!; voxel++) counts[values[voxel]!]!++;
  return counts;
}
