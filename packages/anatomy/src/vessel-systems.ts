import type { WorldPoint } from "@cantlie/geometry";
import { type Kernels, maskSurfaceVoxels, voxelIndexAt } from "@cantlie/volume";
import { anatomyCaution } from "./anatomy-error.ts";
import { closestVoxels, voxelBlocks } from "./closest-voxels.ts";
import type { FramedLabels } from "./frame-organ.ts";
import type { AnatomyCaution } from "./liver-anatomy.ts";
import { rightLeftSplit } from "./naming/right-left-split.ts";
import { ontoGrid } from "./onto-grid.ts";
import { portalTouchesCava } from "./portal-cava-contact.ts";
import type { VesselInput } from "./trees/trace-vessel-tree.ts";
import { type SuppliedVessel, vesselTreeWithTerritory } from "./trees/vessel-tree-with-territory.ts";
import type { Territory, TreeKind, VesselTree } from "./vessel-tree.ts";
import { vesselsExchanged } from "./vessels-exchanged.ts";

/** What the vessel labels tell. What was not labelled, or cannot be traced, is absent. */
export interface VesselSystems {
  /** lumina on the organ grid; hepatic without the cava */
  readonly vessels: Readonly<Partial<Record<TreeKind, Uint8Array>>>;
  readonly cava?: Uint8Array;
  readonly trees: Readonly<Partial<Record<TreeKind, VesselTree>>>;
  readonly territories: Readonly<Partial<Record<TreeKind, Territory>>>;
  readonly hilarBifurcationMm?: WorldPoint;
  readonly cautions: readonly AnatomyCaution[];
}

const LABEL_OF = { portal: "portalVein", hepatic: "hepaticVein", bile: "bileDuct", artery: "artery" } as const;

/** A vessel this far from the organ supplies nothing in it: label borders are uncertain by a voxel or two, mm. */
const APART_MM = 3;

/**
 * Centreline points inside the organ below which a tree supplies none of it. A ragged border or a lesion across a vessel that was cut
 * out of the liver mask gives one or two; a vessel that feeds a liver has dozens at any voxel size.
 */
const COURSE_POINTS = 5;

/** The lumen of a vessel 14 mm long and 3 mm thick: what supplies less is too small to move a border between territories. */
const LOOSE_ML = 0.1;

/**
 * Traces several vessels that do not depend on each other, in the order of `inputs`. A host with threads may run them at once:
 * inputs without their kernels, and results, are plain data.
 */
export type SupplyVessels = (
  inputs: readonly VesselInput[],
  method: Territory["method"],
) => readonly (SuppliedVessel | undefined)[];

/** One after the other. */
export const supplyVesselsInTurn: SupplyVessels = (inputs, method) =>
  inputs.map((input) => vesselTreeWithTerritory(input, method));

export interface VesselOptions {
  readonly kernels: Kernels;
  readonly method: Territory["method"];
  readonly supplyVessels: SupplyVessels;
}

/** Trees and territories of every labelled vessel. Masks are traced whole, because the hilum outside the organ connects them. */
export function vesselSystems(framed: FramedLabels, { kernels, method, supplyVessels }: VesselOptions): VesselSystems {
  const { grid } = framed.frame;
  const organ = { grid, values: framed.organ };
  const vessels: Partial<Record<TreeKind, Uint8Array>> = {};
  const trees: Partial<Record<TreeKind, VesselTree>> = {};
  const territories: Partial<Record<TreeKind, Territory>> = {};
  const cautions: AnatomyCaution[] = [];
  const inputs: VesselInput[] = [];
  for (const kind of ["portal", "hepatic", "bile", "artery"] as const) {
    const vessel = framed.whole[LABEL_OF[kind]];
    if (vessel === undefined) continue;
    const ownCava = kind === "hepatic" && framed.whole.cava ? { cava: framed.whole.cava } : {};
    if (isApart(framed.masks[LABEL_OF[kind]], framed)) cautions.push(apartFromOrgan(kind));
    else inputs.push({ kind, vessel, organ, kernels, ...ownCava });
  }

  let cava = framed.masks.cava;
  supplyVessels(inputs, method).forEach((supplied, n) => {
    const { kind, vessel } = inputs[n]!;
    if (supplied === undefined || supplied.tree.points.count === 0) {
      cautions.push(notTraced(kind));
      return;
    }
    if (supplied.cava) cava ??= ontoGrid({ grid: vessel.grid, values: supplied.cava }, grid);
    const lumen = ontoGrid({ grid: vessel.grid, values: supplied.lumen }, grid);
    vessels[kind] = kind === "hepatic" && cava ? without(lumen, cava) : lumen;
    if (supplied.tree.points.voxel.filter((voxel) => voxel >= 0 && framed.organ[voxel] === 1).length < COURSE_POINTS) {
      cautions.push(suppliesNothing(kind));
      return;
    }
    trees[kind] = supplied.tree;
    territories[kind] = supplied.territory;
    const loose = supplied.tree.loosePieces.filter(
      ({ volumeMl, atMm }) => volumeMl >= LOOSE_ML && framed.organ[voxelIndexAt(grid, atMm)] === 1,
    );
    if (loose.length > 0) cautions.push(inPieces(kind, loose));
  });
  if (framed.masks.portalVein && cava) cautions.push(...portalTouchesCava(framed.masks.portalVein, cava, grid));
  const split = trees.portal && territories.portal && rightLeftSplit(trees.portal, territories.portal);
  cautions.push(...vesselsExchanged(trees.hepatic, split?.bifurcationMm));
  return {
    vessels,
    ...(cava ? { cava } : {}),
    trees,
    territories,
    ...(split ? { hilarBifurcationMm: split.bifurcationMm } : {}),
    cautions,
  };
}

function isApart(mask: Uint8Array | undefined, framed: FramedLabels): boolean {
  if (mask === undefined || !mask.includes(1)) return true;
  if (mask.some((inside, at) => inside === 1 && framed.organ[at] === 1)) return false;
  const { grid } = framed.frame;
  const wall = voxelBlocks(maskSurfaceVoxels(mask, grid), grid);
  const capsule = voxelBlocks(maskSurfaceVoxels(framed.organ, grid), grid);
  return closestVoxels(wall, capsule)!.gapMm > APART_MM;
}

/** A hepatic vein mask may hold the cava even where that has a label of its own. */
function without(lumen: Uint8Array, cava: Uint8Array): Uint8Array {
  for (let at = 0; at < lumen.length; at++) if (cava[at] !== 0) lumen[at] = 0;
  return lumen;
}

function apartFromOrgan(kind: TreeKind): AnatomyCaution {
  return anatomyCaution("anatomy/vessels-outside-liver", {
    found: `a label "${LABEL_OF[kind]}" that lies wholly outside the liver`,
    expected: "a vessel that enters the liver",
    probably: "another structure, or a label of another image; what depends on this tree is unknown",
    details: { label: LABEL_OF[kind] },
  });
}

/** Such a tree would lose 0 mL in every plan, as if that were known. */
function suppliesNothing(kind: TreeKind): AnatomyCaution {
  return anatomyCaution("anatomy/vessels-outside-liver", {
    found: `a label "${LABEL_OF[kind]}" that touches the liver but has no course inside it`,
    expected: "a liver mask that holds its vessels, and vessels labelled into the liver",
    probably:
      "vessels that were cut out of the liver mask, or labelled only up to the hilum; what depends on this tree is unknown",
    details: { label: LABEL_OF[kind] },
  });
}

/** What a piece would supply goes to its neighbours, as if it were not there. */
function inPieces(kind: TreeKind, loose: VesselTree["loosePieces"]): AnatomyCaution {
  const volumeMl = loose.reduce((sum, piece) => sum + piece.volumeMl, 0);
  const places = loose.map(({ atMm }) => `(${atMm.map(Math.round).join(", ")})`).join(", ");
  return anatomyCaution("anatomy/vessels-in-pieces", {
    found: `a label "${LABEL_OF[kind]}" with ${loose.length} piece${loose.length > 1 ? "s" : ""} of ${volumeMl.toFixed(1)} mL that nothing joins to its root, near ${places} mm`,
    expected: "one tree, with gaps of at most 10 mm",
    probably:
      kind === "hepatic"
        ? "a vein with an ostium of its own where the cava is not labelled, or a vein not labelled up to the cava; its liver is counted to its neighbours"
        : "a vessel with a gap in its label; its liver is counted to its neighbours",
    details: { label: LABEL_OF[kind], pieces: loose.length, volumeMl },
  });
}

function notTraced(kind: TreeKind): AnatomyCaution {
  return anatomyCaution("anatomy/vessels-not-traced", {
    found: `a label "${LABEL_OF[kind]}" in which no tree can be followed`,
    expected: "a branching vessel",
    probably: "a few stray voxels, or the cava without its veins; what depends on this tree is unknown",
    details: { label: LABEL_OF[kind] },
  });
}
