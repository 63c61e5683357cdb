import type { LesionId } from "@cantlie/anatomy";
import type { Stage } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { voxelsInBoth } from "./run-algebra.ts";
import { type VoxelRuns, voxelsInRuns } from "./voxel-runs.ts";

/** A lesion of which a voxel is neither resected nor ablated is `surveilled` where the stage says so, otherwise `left`. */
export type LesionTreatment = "resected" | "ablated" | "surveilled" | "left";

/** What becomes of each lesion, in the lesions' order. @param treated what is resected or ablated */
export function lesionTreatment(
  { anatomy, lesionRuns }: PreparedAnatomy,
  { surveil }: Pick<Stage, "surveil">,
  { resected, treated }: { readonly resected: VoxelRuns; readonly treated: VoxelRuns },
): LesionTreatment[] {
  const watched = new Set<LesionId>(surveil.map(({ lesion }) => lesion));
  return anatomy.lesions.map(({ id }, n) => {
    const voxels = voxelsInRuns(lesionRuns[n]!);
    if (voxels > 0 && voxelsInBoth(lesionRuns[n]!, resected) === voxels) return "resected";
    if (voxels > 0 && voxelsInBoth(lesionRuns[n]!, treated) === voxels) return "ablated";
    return watched.has(id) ? "surveilled" : "left";
  });
}
