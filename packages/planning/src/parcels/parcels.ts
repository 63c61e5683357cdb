import type { TreeKind } from "@cantlie/anatomy";
import type { Candidate } from "../candidates/candidate.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import type { ClassRuns } from "../voxel-classes.ts";
import type { BitSet } from "./bit-set.ts";
import type { BitWeights } from "./bit-weights.ts";
import type { CutPoint } from "./cut-points.ts";
import type { PlanUnion } from "./plan-union.ts";

/**
 * The organ in pieces that no candidate divides: two voxels are of one parcel if the same candidates take both in the same connected
 * piece, the same candidates cut off both in each tree, and lesion, Couinaud segment and pedicle are the same. Whatever is asked of a set of
 * candidates is then a union of parcels, so that bit sets answer exactly what voxels would.
 */
export interface Parcels {
  readonly prepared: PreparedAnatomy;
  readonly candidates: readonly Candidate[];
  readonly count: number;
  /** organ voxels of each parcel */
  readonly voxels: Int32Array;
  /** sums of `voxels` */
  readonly weights: BitWeights;
  /** position in `anatomy.lesions` plus one; 0 for liver */
  readonly lesion: Uint16Array;
  /** Couinaud value of each parcel, ascending; 0 without a Couinaud map */
  readonly segment: Uint8Array;
  /** all organ voxels as runs of one parcel */
  readonly runs: ClassRuns;
  /** parcels that work if nothing is done: neither tumour nor of portal branches or hepatic veins that were blocked before */
  readonly workingBefore: BitSet;
  /** parcels of liver: no tumour */
  readonly liver: BitSet;
  /** parcels fed by portal branches that were blocked before: undrained or not, they live on the artery */
  readonly blocked: BitSet;
  /** one per lesion; empty where it has no voxel in the image */
  readonly ofLesion: readonly BitSet[];
  /** one per lesion: positions of the candidates that decide to watch it */
  readonly surveilledBy: readonly (readonly number[])[];
  /** one per candidate: what it does alone */
  readonly ofCandidate: readonly PlanUnion[];
  /** one per lesion */
  readonly reach: readonly ParcelReach[];
  /** one per value of `prepared.trunks.at`: the candidates that cut that trunk; no member for 0 */
  readonly trunkCutBy: readonly BitSet[];
  readonly pedicles: readonly ParcelPedicle[];
  /** pairs of neighbours that some candidate parts */
  readonly faces: ParcelFaces;
  readonly components: ParcelComponents;
  /** one per candidate: where it divides vessels, thickest first */
  readonly cutPoints: readonly (readonly CutPoint[])[];
  /** segments that can remain, with the parcels of each; undefined without segments, portal or hepatic tree */
  readonly segments: readonly SegmentParcels[] | undefined;
}

/** What a margin of one lesion can end at; nothing farther than `prepared.lesionReach[lesion].reachMm` is listed. */
export interface ParcelReach {
  /** liver apart from trunks, nearest first; one parcel stands for all that the same candidates take */
  readonly liver: { readonly parcel: Int32Array; readonly distanceMm: Float32Array };
  /** lumen and wall of trunks, nearest first; `trunk` as in `prepared.trunks.at` */
  readonly trunks: { readonly parcel: Int32Array; readonly distanceMm: Float32Array; readonly trunk: Int32Array };
  /** pedicles outside the liver, nearest first: positions in `Parcels.pedicles` */
  readonly pedicles: readonly { readonly group: number; readonly distanceMm: number }[];
  /** distance to the cava; Infinity without one within reach */
  readonly cavaMm: number;
}

/** A pedicle outside the liver. */
export interface ParcelPedicle {
  readonly tree: TreeKind;
  /** what is attached at or beyond it */
  readonly beyond: BitSet;
  readonly voxelsBeyond: number;
}

/** Pairs of neighbouring groups of parcels; a group is what the same candidates take. */
export interface ParcelFaces {
  readonly count: number;
  /** sums of the areas of the voxel faces between the two: more than the smooth surface by its staircase, mm² */
  readonly areasMm2: BitWeights;
}

/** Connected pieces (26 neighbours) of each resection alone. */
export interface ParcelComponents {
  /** one per candidate and one past the last: its first component */
  readonly start: Int32Array;
  readonly voxels: Int32Array;
  readonly parcels: readonly BitSet[];
  /** components that each overlaps or touches, itself among them */
  readonly touching: readonly BitSet[];
}

export interface SegmentParcels {
  /** 1 to 8: 4a and 4b are one */
  readonly number: number;
  /** parcels of the segment lie from `from` to `end` - 1 */
  readonly from: number;
  readonly end: number;
  readonly voxels: number;
}
