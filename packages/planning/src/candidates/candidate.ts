import type { Segment, TreeKind } from "@cantlie/anatomy";
import type { LostSupply } from "../lost-supply.ts";
import type { Ablation, BranchReference, LesionReference, Resection } from "../plan.ts";
import type { VoxelRuns } from "../voxel-runs.ts";

/**
 * One way of treating some lesions, made once on voxels. A plan of the search is a set of candidates: its R is the union of the
 * resections among them. What a tree no longer reaches is a union as well (a point is lost if some point between
 * it and its root lies in R), so nothing about a set of candidates has to be followed along the trees again.
 */
export interface Candidate {
  /** unique on one liver and made from what the candidate is, such as `wedge-L1-10-mm`: the same labels give the same ids */
  readonly id: string;
  /** for the name of a plan, such as "wedge of L1 with 10 mm" */
  readonly name: string;
  readonly treatment:
    | { readonly kind: "resection"; readonly resection: Resection }
    | { readonly kind: "ablation"; readonly ablation: Ablation }
    | { readonly kind: "surveillance"; readonly lesion: LesionReference };
  /** positions in `anatomy.lesions` of what it removes or ablates as a whole, or watches; ascending */
  readonly lesions: readonly number[];
  /** organ voxels that it removes or ablates; none for surveillance */
  readonly runs: VoxelRuns;
  /** the same of a resection before it was closed, where that is known */
  readonly open?: VoxelRuns;
  /** what each tree with a territory no longer reaches once it is removed; empty unless it is a resection */
  readonly lost: Readonly<Partial<Record<TreeKind, LostSupply>>>;
}

/** A candidate that this liver or the policy does not allow, and why. */
export interface CandidateNotOffered {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

/** Numbers of the policy that candidates depend on. */
export interface CandidateLimits {
  readonly marginWantedMm: number;
  readonly marginAutomaticMinimumMm: number;
  readonly hilumClearanceMm: number;
  readonly ablation: {
    readonly largestLesionMm: number;
    readonly mostZones: number;
    /** least distance of a lesion from first-order pedicles and the bifurcation, where the central ducts run */
    readonly ductDistanceMm: number;
    /** zones reach this far beyond the lesion; and at least this far where the first is not possible */
    readonly marginMm: number;
    readonly marginMinimumMm: number;
  };
  /** vessels that no automatic plan may cut, and segments that it may not touch */
  readonly keepVessels: readonly BranchReference[];
  readonly keepSegments: readonly Segment[];
}
