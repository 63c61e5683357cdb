import type { WorldPoint } from "@cantlie/geometry";

export type TreeKind = "portal" | "hepatic" | "bile" | "artery";

/** `P1`, `H3`, `B2`, `A4`: letter of the tree, number in preorder by territory volume. */
export type BranchId = string & { readonly branchId: unique symbol };

export type PortalBranchName =
  | "main portal trunk"
  | "right portal vein"
  | "left portal vein"
  | "right anterior portal vein"
  | "right posterior portal vein"
  | "segment 2 branch"
  | "segment 3 branch"
  | "segment 4 branch"
  | "segment 5 branch"
  | "segment 6 branch"
  | "segment 7 branch"
  | "segment 8 branch";

export type HepaticBranchName =
  | "right hepatic vein"
  | "middle hepatic vein"
  | "left hepatic vein"
  | "common trunk of middle and left hepatic veins"
  | "inferior right hepatic vein";

export type BranchName = PortalBranchName | HepaticBranchName | "unnamed";

/**
 * Centreline of one vessel mask, oriented from its roots: a forest of points, each of which knows the point before it.
 * Points are ordered so that a parent always stands before its children; a loop from first to last walks downstream
 * (for veins: away from the cava).
 */
export interface CentrelinePoints {
  readonly count: number;
  /** x, y, z of each point: patient LPS, mm */
  readonly positionMm: Float32Array;
  /** radius of the vessel at each point, mm */
  readonly radiusMm: Float32Array;
  /** the point before it towards the root; -1 at a root */
  readonly parent: Int32Array;
  /** index into `VesselTree.branches` of the branch that the point belongs to */
  readonly branch: Int32Array;
  /** flat index of the voxel of the organ grid (see `LiverAnatomy.grid`) that holds the point; -1 outside that grid */
  readonly voxel: Int32Array;
}

/** A run of centreline between two branchings (or a root and a branching, or a branching and an end). */
export interface VesselBranch {
  readonly id: BranchId;
  /** index into `VesselTree.branches`; undefined at a root */
  readonly parent: number | undefined;
  readonly children: readonly number[];
  readonly name: BranchName;
  /** 0..1; 0 where unnamed */
  readonly nameConfidence: number;
  /** 0 for a trunk at the root, +1 at each division; for the portal tree right and left are 1, sectional branches 2 */
  readonly order: number;
  readonly lengthMm: number;
  readonly meanRadiusMm: number;
  /** a point at the middle of the branch, by which a reference to it is checked */
  readonly atMm: WorldPoint;
  /** 0 for the piece of the mask that holds the main root; other pieces were joined (see `joinedOverMm`) or stand alone */
  readonly piece: number;
  /** length of the gap over which a piece of the mask was joined to the tree at or within this branch, if one was; the widest of them */
  readonly joinedOverMm?: number;
}

export interface VesselTree {
  readonly kind: TreeKind;
  readonly points: CentrelinePoints;
  readonly branches: readonly VesselBranch[];
  /** indices of the root points */
  readonly roots: readonly number[];
  /** pieces of the mask that could not be joined to any root: their volume and place; they supply nothing in `points` */
  readonly loosePieces: readonly { readonly volumeMl: number; readonly atMm: WorldPoint }[];
  /** known variants found, e.g. "portal trifurcation", "right posterior branch from the main trunk", "inferior right hepatic vein" */
  readonly variants: readonly string[];
}

/** Where each voxel of the organ is attached to one tree. Arrays have one value per voxel of the organ grid. */
export interface Territory {
  readonly method: "geodesic" | "euclidean";
  /** index of the centreline point that the voxel is attached to; -1 outside the organ, or where no path leads to the tree */
  readonly point: Int32Array;
  /** 1 where another branch is at most 1.1 times as far */
  readonly ambiguous: Uint8Array;
  /** organ voxels that no path inside the organ reaches: they took the nearest point in a straight line (or -1 if the tree has none) */
  readonly unreachedVoxels?: number;
}
