import type { LiverAnatomy } from "@cantlie/anatomy";
import { worldPoint } from "@cantlie/geometry";
import { voxelIndexAt } from "@cantlie/volume";
import type { PlanEntry } from "@cantlie/workup";

export type EntryMargin = PlanEntry["margins"][number];

/** The narrower of the margins at vessels and at liver, mm; Infinity where nothing within reach bounds either. */
export function leastMarginMm({ parenchymalMm = Infinity, vascularMm = Infinity }: EntryMargin): number {
  return Math.min(parenchymalMm, vascularMm);
}

/** Where the narrower margin ends, LPS; undefined where nothing bounds it. */
export function leastMarginAtMm(margin: EntryMargin): readonly [number, number, number] | undefined {
  return endsAtVessel(margin) ? margin.vascularAtMm : margin.parenchymalAtMm;
}

/** What it ends at in words: "middle hepatic vein", "cava", "pedicle outside the liver"; undefined in liver that stays. */
export function leastMarginPlace(anatomy: LiverAnatomy, margin: EntryMargin): string | undefined {
  if (endsAtVessel(margin)) {
    const branches = Object.values(anatomy.trees).flatMap((tree) => tree?.branches ?? []);
    const name = branches.find(({ id }) => id === margin.vessel)?.name ?? "unnamed";
    return name === "unnamed" ? `vessel ${margin.vessel}` : name;
  }
  const atMm = leastMarginAtMm(margin);
  if (atMm === undefined) return undefined;
  const voxel = voxelIndexAt(anatomy.grid, worldPoint(...atMm));
  // masks of liver and cava may overlap
  if (voxel >= 0 && anatomy.cava?.[voxel]) return "cava";
  return voxel >= 0 && anatomy.organ[voxel] !== 0 ? undefined : "pedicle outside the liver";
}

function endsAtVessel({ parenchymalMm = Infinity, vascularMm = Infinity }: EntryMargin): boolean {
  return vascularMm <= parenchymalMm && vascularMm < Infinity;
}
