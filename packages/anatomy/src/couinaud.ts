import type { Kernels } from "@cantlie/volume";
import type { FramedLabels } from "./frame-organ.ts";
import { importedCouinaud } from "./imported-couinaud.ts";
import type { AnatomyCaution, CouinaudMap } from "./liver-anatomy.ts";
import type { VesselSystems } from "./vessel-systems.ts";

/**
 * Couinaud's segments from the best source there is: an imported map, else named portal branches, else landmark planes.
 * Absent with a caution if there is none of them.
 */
export function couinaudSegments(
  framed: FramedLabels,
  { kernels }: VesselSystems & { kernels: Kernels },
): { couinaud?: CouinaudMap; cautions: readonly AnatomyCaution[] } {
  const { grid } = framed.frame;
  if (framed.couinaud) {
    const imported = importedCouinaud(framed.couinaud, framed.organ, { grid, kernels });
    return "values" in imported ? { couinaud: imported, cautions: [] } : { cautions: [imported] };
  }
  return { cautions: [] };
}
