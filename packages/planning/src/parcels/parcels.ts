import type { TreeKind } from "@cantlie/anatomy";
import type { Candidate } from "../candidates/candidate.ts";
import type { ClassRuns } from "../voxel-classes.ts";
import type { BitSet } from "./bit-set.ts";

/**
 * The organ in pieces that no candidate divides: two voxels are of one parcel if the same candidates take both, the same candidates
 * cut off both in each tree, and lesion, Couinaud segment, trunk wall and pedicle are the same. Whatever is asked of a set of candidates
 * is then a union of parcels, so that bit sets answer exactly what voxels would.
 */
export interface Parcels {
  readonly candidates: readonly Candidate[];
  readonly count: number;
  /** organ voxels of each parcel */
  readonly voxels: Int32Array;
  /** position in `anatomy.lesions` plus one; 0 for liver */
  readonly lesion: Uint16Array;
  /** Couinaud value of each parcel; 0 without a Couinaud map */
  readonly segment: Uint8Array;
  /** 0, or n where the parcel is lumen or wall of `prepared.trunks.list[n - 1]` */
  readonly trunk: Uint16Array;
  /** all organ voxels as runs of one parcel */
  readonly runs: ClassRuns;
  /** one per candidate */
  readonly ofCandidate: readonly CandidateParcels[];
  /** one per lesion: parcels that a margin can end at, by the least distance of their voxels, ascending */
  readonly reach: readonly ParcelReach[];
  /** pairs of parcels that share faces */
  readonly faces: ParcelFaces;
}

export interface CandidateParcels {
  /** removed or ablated */
  readonly taken: BitSet;
  /** cut off in each tree, whether taken or not */
  readonly lost: Readonly<Partial<Record<TreeKind, BitSet>>>;
}

export interface ParcelReach {
  /** what lies outside the list is farther than this, mm */
  readonly reachMm: number;
  readonly parcel: Int32Array;
  readonly distanceMm: Float32Array;
}

export interface ParcelFaces {
  /** `a[n]` < `b[n]` */
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** sum of the areas of the voxel faces between them: more than the smooth surface by its staircase */
  readonly areaMm2: Float64Array;
}
