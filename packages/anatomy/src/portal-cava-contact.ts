import { type Grid, maskSurfaceVoxels } from "@cantlie/volume";
import { anatomyCaution } from "./anatomy-error.ts";
import type { AnatomyCaution } from "./liver-anatomy.ts";
import { longestStretch } from "./vessel-contact.ts";
import { faceSteps, isAtBorder } from "./voxel-body.ts";

/**
 * Labels of two vessels that run side by side may share the faces of a voxel or two; a hepatic vein opens into the cava over more.
 * With portal and hepatic masks of phantoms exchanged, veins only 4 mm wide share faces with the cava along 6 mm.
 */
const SIDE_BY_SIDE_MM = 5;

/** A caution if a portal vein mask, cut to the organ grid, opens into the cava or holds it: a portal vein never does. */
export function portalTouchesCava(portal: Uint8Array, cava: Uint8Array, grid: Grid): AnatomyCaution[] {
  const steps = faceSteps(grid);
  const touched = new Set<number>();
  for (const at of maskSurfaceVoxels(portal, grid)) {
    if (cava[at] !== 0) touched.add(at);
    if (!isAtBorder(at, grid)) for (const step of steps) if (cava[at + step] !== 0) touched.add(at + step);
  }
  const contactMm = longestStretch(touched, grid)?.contactMm ?? 0;
  if (contactMm <= SIDE_BY_SIDE_MM) return [];
  return [
    anatomyCaution("anatomy/portal-touches-cava", {
      found: `a portal vein that touches the cava over ${contactMm.toFixed(0)} mm`,
      expected: `portal vein and cava apart, or side by side over at most ${SIDE_BY_SIDE_MM} mm`,
      probably:
        "the masks of portal and hepatic veins exchanged, or a portal vein mask that holds the cava: inflow and outflow of every plan would be wrong",
      details: { contactMm },
    }),
  ];
}
