import { type Grid, maskSurfaceVoxels } from "@cantlie/volume";
import { anatomyCaution } from "./anatomy-error.ts";
import type { AnatomyCaution } from "./liver-anatomy.ts";
import { vesselContact } from "./vessel-contact.ts";

/**
 * Labels of two vessels that run side by side touch by a voxel or two; the ostium of a main hepatic vein is wider. Portal veins of a
 * real liver and of phantoms do not touch the cava at all; with portal and hepatic masks exchanged they do over 10 to 12 mm.
 */
const SIDE_BY_SIDE_MM = 5;

/** A caution if a portal vein mask, cut to the organ grid, opens into the cava or holds it: a portal vein never does. */
export function portalTouchesCava(portal: Uint8Array, cava: Uint8Array, grid: Grid): AnatomyCaution[] {
  const surface = Array.from(maskSurfaceVoxels(portal, grid));
  const contact = vesselContact({ voxels: surface, surface }, cava, grid);
  if (contact === undefined || contact.contactMm <= SIDE_BY_SIDE_MM) return [];
  return [
    anatomyCaution("anatomy/portal-touches-cava", {
      found: `a portal vein that touches the cava over ${contact.contactMm.toFixed(0)} mm`,
      expected: `portal vein and cava apart, or touching over at most ${SIDE_BY_SIDE_MM} mm`,
      probably:
        "the masks of portal and hepatic veins exchanged, or a portal vein mask that holds the cava: inflow and outflow of every plan would be wrong",
      details: { contactMm: contact.contactMm },
    }),
  ];
}
