import { type WorldPoint, worldPoint } from "@cantlie/geometry";
import type { Kernels } from "@cantlie/volume";
import { anatomyCaution } from "./anatomy-error.ts";
import type { FramedLabels } from "./frame-organ.ts";
import { importedCouinaud, incompleteCouinaud } from "./imported-couinaud.ts";
import type { AnatomyCaution, CouinaudMap } from "./liver-anatomy.ts";
import { vesselCouinaud } from "./vessel-couinaud.ts";
import type { VesselSystems } from "./vessel-systems.ts";
import type { VesselTree } from "./vessel-tree.ts";

/**
 * Couinaud's segments from the best source there is: an imported map, else named portal branches, else landmark planes.
 * Absent with a caution if none of them gives a map.
 */
export function couinaudSegments(
  framed: FramedLabels,
  systems: VesselSystems & { readonly kernels: Kernels },
): { couinaud?: CouinaudMap; cautions: readonly AnatomyCaution[] } {
  const cautions: AnatomyCaution[] = [];
  if (framed.couinaud) {
    const imported = importedCouinaud(framed.couinaud, framed.organ, { grid: framed.frame.grid, kernels: systems.kernels });
    if ("values" in imported) return { couinaud: imported, cautions: completed(imported) };
    cautions.push(imported);
  }
  const derived = fromVessels(framed, systems);
  if (derived === undefined) return { cautions: [...cautions, unknown()] };
  if (derived.segmentMl["1"] === undefined) return { couinaud: derived, cautions: [...cautions, withoutSegmentOne()] };
  return { couinaud: derived, cautions: [...cautions, assumedSegmentOne(derived.segmentMl["1"])] };
}

/** A map drawn by hand misses slivers at the surface; more than this is a part of a segment whose border nobody drew. */
const SLIVERS_FRACTION = 0.05;

function completed({ completedMl, segmentMl }: CouinaudMap): AnatomyCaution[] {
  const missing = completedMl / Object.values(segmentMl).reduce((sum, ml) => sum + ml, 0);
  return missing > SLIVERS_FRACTION ? [incompleteCouinaud(missing, "those places took the nearest segment")] : [];
}

function fromVessels(framed: FramedLabels, systems: VesselSystems & { readonly kernels: Kernels }): CouinaudMap | undefined {
  const { trees, territories, vessels, cava, hilarBifurcationMm, kernels } = systems;
  if (!trees.portal || !territories.portal) return undefined;
  const sources = {
    grid: framed.frame.grid,
    organ: framed.organ,
    portal: trees.portal,
    territory: territories.portal,
    ...(trees.hepatic ? { hepatic: trees.hepatic } : {}),
    ...(vessels.hepatic ? { hepaticVeins: vessels.hepatic } : {}),
    ...(cava ? { cava } : {}),
    hilarBifurcationMm: hilarBifurcationMm ?? firstDivision(trees.portal),
    kernels,
  };
  const named = hilarBifurcationMm === undefined ? undefined : vesselCouinaud("portal", sources);
  return named ?? vesselCouinaud("landmarks", sources);
}

/** End of the root branch: where a portal vein divides of which no branch could be named. */
function firstDivision({ points }: VesselTree): WorldPoint {
  const root = points.branch[0]!;
  const end = points.branch.lastIndexOf(root);
  return worldPoint(points.positionMm[3 * end]!, points.positionMm[3 * end + 1]!, points.positionMm[3 * end + 2]!);
}

function unknown(): AnatomyCaution {
  return anatomyCaution("anatomy/couinaud-unknown", {
    found: "no Couinaud map, and portal or hepatic branches that cannot all be named",
    expected: "a Couinaud map, or portal and hepatic veins with their main branches",
    probably: "vessels not labelled far enough into the liver; segments and resections named by them are unknown",
  });
}

function assumedSegmentOne(volumeMl: number): AnatomyCaution {
  return anatomyCaution("anatomy/segment-1-assumed", {
    found: `a segment 1 of ${volumeMl.toFixed(0)} mL placed between cava and hilum by rule`,
    expected: "a labelled segment 1",
    probably: "right in place and rough in extent, because its own branches are too small to be seen",
    details: { volumeMl },
  });
}

function withoutSegmentOne(): AnatomyCaution {
  return anatomyCaution("anatomy/segment-1-assumed", {
    found: "no cava, hepatic veins or left portal vein by which segment 1 could be placed",
    expected: "a labelled segment 1, or these vessels",
    probably: "labels without the cava; what belongs to segment 1 is counted to its neighbours",
  });
}
