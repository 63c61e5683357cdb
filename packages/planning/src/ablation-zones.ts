import { indexToWorld } from "@cantlie/volume";
import { visitBallRows } from "./ball-rows.ts";
import { lesionNumber } from "./lesion-reference.ts";
import type { Ablation } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { intersectRuns, runsOfStretches } from "./run-algebra.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/** The organ's voxels within ellipsoids of ablated tissue; undefined without ablations. @throws PlanError */
export function ablationZones(
  { anatomy, organRuns }: Pick<PreparedAnatomy, "anatomy" | "organRuns">,
  ablations: readonly Ablation[],
): VoxelRuns | undefined {
  if (ablations.length === 0) return undefined;
  const stretches: number[] = [];
  for (const ablation of ablations) {
    const [rx, ry, rz] = ablation.radiiMm;
    if (!(rx > 0 && ry > 0 && rz > 0))
      throw new RangeError(`radiiMm is [${ablation.radiiMm.join(", ")}], expected three positive numbers`);
    const lesion = anatomy.lesions[lesionNumber(anatomy, ablation.lesion)]!;
    const centre = ablation.centreMm ?? lesion.centroidMm;
    const isInside = (voxel: number): boolean => {
      const at = indexToWorld(anatomy.grid, voxel);
      return ((at[0] - centre[0]) / rx) ** 2 + ((at[1] - centre[1]) / ry) ** 2 + ((at[2] - centre[2]) / rz) ** 2 <= 1;
    };
    visitBallRows(anatomy.grid, centre, Math.max(rx, ry, rz), (first, end) => {
      // an ellipsoid is convex: it meets a row in one stretch
      let [from, to] = [first, end];
      while (from < to && !isInside(from)) from++;
      while (from < to && !isInside(to - 1)) to--;
      if (from < to) stretches.push(from, to);
    });
  }
  return intersectRuns(organRuns, runsOfStretches(anatomy.grid, stretches));
}
