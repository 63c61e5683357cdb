import { nameHepaticBranches } from "../naming/name-hepatic-branches.ts";
import { namePortalBranches } from "../naming/name-portal-branches.ts";
import { ownShapes, shapesBeyond, type TerritoryShape } from "../naming/territory-shape.ts";
import { attachTerritory } from "../territories.ts";
import type { Territory, VesselTree } from "../vessel-tree.ts";
import { numberBranches } from "./number-branches.ts";
import { type TracedVessel, traceVesselTree, type VesselInput } from "./trace-vessel-tree.ts";

/** A named tree with what it supplies. */
export interface SuppliedVessel extends TracedVessel {
  readonly territory: Territory;
}

/**
 * Traces a vessel mask, attaches the organ to it, numbers its branches by territory and names them.
 *
 * @returns undefined if the mask is empty
 */
export function vesselTreeWithTerritory(
  input: VesselInput,
  method: Territory["method"] = "geodesic",
): SuppliedVessel | undefined {
  const traced = traceVesselTree(input);
  if (!traced) return undefined;
  const territory = attachTerritory(input.organ, traced.tree, { kernels: input.kernels, method });
  return { ...traced, tree: numberedAndNamed(input, traced.tree, territory), territory };
}

function numberedAndNamed({ kind, organ }: VesselInput, traced: VesselTree, territory: Territory): VesselTree {
  const shapes = ownShapes(organ.grid, traced, territory);
  const tree = numberBranches(
    traced,
    shapes.map(({ voxels }) => voxels),
  );
  if ((kind !== "portal" && kind !== "hepatic") || !shapes.some(({ voxels }) => voxels > 0)) return tree;
  const own: TerritoryShape[] = [];
  tree.points.branch.forEach((branch, point) => {
    own[branch] = shapes[traced.points.branch[point]!]!;
  });
  const shaped = { tree, own, beyond: shapesBeyond(tree, own) };
  return kind === "portal" ? namePortalBranches(shaped) : nameHepaticBranches(shaped);
}
