import type { WorldPoint } from "@cantlie/geometry";
import { anatomyCaution } from "./anatomy-error.ts";
import type { AnatomyCaution } from "./liver-anatomy.ts";
import type { VesselTree } from "./vessel-tree.ts";

/**
 * Hepatic veins leave through the top of the liver, below the diaphragm; the portal vein divides at the hilum on its underside.
 * Where the highest ostium lies below the portal division the two masks were probably exchanged.
 */
export function vesselsExchanged(hepatic: VesselTree | undefined, hilarBifurcationMm: WorldPoint | undefined): AnatomyCaution[] {
  if (hepatic === undefined || hilarBifurcationMm === undefined || hepatic.roots.length === 0) return [];
  const highestMm = Math.max(...hepatic.roots.map((root) => hepatic.points.positionMm[3 * root + 2]!));
  const aboveMm = highestMm - hilarBifurcationMm[2];
  if (aboveMm > 0) return [];
  return [
    anatomyCaution("anatomy/vessels-exchanged", {
      found: `hepatic veins whose highest opening lies ${Math.round(-aboveMm)} mm below the division of the portal vein`,
      expected: "hepatic veins that leave through the top of the liver, above the hilum",
      probably:
        "the masks of portal vein and hepatic veins were given in each other's place; no number of inflow or outflow may be used",
      details: { aboveMm },
    }),
  ];
}
