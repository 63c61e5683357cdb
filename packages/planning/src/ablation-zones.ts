import type { LiverAnatomy } from "@cantlie/anatomy";
import { indexToWorld, voxelCount } from "@cantlie/volume";
import { visitBallRows } from "./ball-rows.ts";
import { lesionNumber } from "./lesion-reference.ts";
import type { Ablation } from "./plan.ts";

/** Ellipsoids of ablated tissue, one byte per voxel of the organ grid; undefined without ablations. @throws PlanError */
export function ablationZones(anatomy: LiverAnatomy, ablations: readonly Ablation[]): Uint8Array | undefined {
  if (ablations.length === 0) return undefined;
  const zones = new Uint8Array(voxelCount(anatomy.grid));
  for (const ablation of ablations) {
    const [rx, ry, rz] = ablation.radiiMm;
    if (!(rx > 0 && ry > 0 && rz > 0))
      throw new RangeError(`radiiMm is [${ablation.radiiMm.join(", ")}], expected three positive numbers`);
    const lesion = anatomy.lesions[lesionNumber(anatomy, ablation.lesion)]!;
    const centre = ablation.centreMm ?? lesion.centroidMm;
    visitBallRows(anatomy.grid, centre, Math.max(rx, ry, rz), (first, end) => {
      for (let voxel = first; voxel < end; voxel++) {
        const at = indexToWorld(anatomy.grid, voxel);
        const inside = ((at[0] - centre[0]) / rx) ** 2 + ((at[1] - centre[1]) / ry) ** 2 + ((at[2] - centre[2]) / rz) ** 2 <= 1;
        if (inside && anatomy.organ[voxel] !== 0) zones[voxel] = 1;
      }
    });
  }
  return zones;
}
