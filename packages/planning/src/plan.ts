import type { BranchId, LesionId, Segment, TreeKind } from "@cantlie/anatomy";
import type { BezierPatch, Plane, Vector3, WorldPoint } from "@cantlie/geometry";

export interface BranchReference {
  readonly tree: TreeKind;
  readonly branch: BranchId;
  /** where the branch was when the plan was made; refused if it has moved more than 3 mm */
  readonly atMm?: WorldPoint;
}

export interface LesionReference {
  readonly lesion: LesionId;
  readonly atMm?: WorldPoint;
}

/** What becomes of the vessels at the cut of one resection, and of the liver that it would leave dead. A drawn resection says nothing of it. */
export interface ResectionFinish {
  /** vessels that stay in the remnant with their wall, although the resection as drawn would take them */
  readonly keep?: readonly BranchReference[];
  /** vessels within 5 mm of the cut that go with the specimen, also where the resection as drawn would just miss them */
  readonly take?: readonly BranchReference[];
  /** liver that the resection leaves without inflow or bile goes with it */
  readonly closed?: true;
}

/** One way of saying which part of the organ goes, and how it is finished. */
export type Resection = ResectionShape & ResectionFinish;

/** Lesions that an anatomical resection takes with a margin where they reach beyond it. */
export interface Extension {
  readonly around?: readonly LesionWithMargin[];
}

export interface LesionWithMargin extends LesionReference {
  readonly marginMm: number;
}

export type ResectionShape =
  | ({ readonly kind: "segments"; readonly segments: readonly Segment[] } & Extension)
  | ({
      readonly kind: "territory";
      readonly tree: TreeKind;
      readonly branches: readonly BranchId[];
      readonly atMm?: readonly WorldPoint[];
    } & Extension)
  /** `mergedWith`: further lesions that one wedge takes with the first */
  | ({ readonly kind: "wedge"; readonly marginMm: number; readonly mergedWith?: readonly LesionReference[] } & LesionReference)
  | { readonly kind: "surface"; readonly plane: Plane }
  | { readonly kind: "surface"; readonly bezier: BezierPatch; readonly resectedSide: "positive" | "negative" }
  /** one byte per voxel of the organ grid, non-zero where resected; `name` says where it was drawn, such as a file's name */
  | { readonly kind: "drawn"; readonly mask: Uint8Array; readonly name?: string };

export interface Ablation extends LesionReference {
  /** semi-axes along x, y, z of LPS */
  readonly radiiMm: Vector3;
  /** default: the lesion's centroid */
  readonly centreMm?: WorldPoint;
}

/** One operation. */
export interface Stage {
  readonly resections: readonly Resection[];
  /** vessels that stay in the remnant whatever the resections take */
  readonly keep: readonly BranchReference[];
  readonly reconstruct: readonly BranchReference[];
  readonly ablations: readonly Ablation[];
  readonly surveil: readonly LesionReference[];
  /** branches that are blocked between this stage and the next: portal ones, and with combined venous occlusion hepatic ones too */
  readonly occlude: readonly BranchReference[];
  /** how `occlude` is done; absent where nobody said so */
  readonly occlusion?: Occlusion;
  /** the cut is made smooth before it is measured: standard deviation of the Gaussian, mm; absent: it is measured as drawn */
  readonly refitMm?: number;
}

/** A way to make the liver grow that is to stay. */
export interface Occlusion {
  /**
   * PVE: embolisation of portal branches. PVL: their ligation in the first operation. LVD (liver venous deprivation): embolisation of the
   * hepatic veins of the same side as well. ALPPS: ligation, and the liver is parted along the later cut in the first operation.
   */
  readonly kind: "PVE" | "PVL" | "LVD" | "ALPPS";
  /** whether branches of segment 4 are blocked too */
  readonly segment4: boolean;
}

export interface Plan {
  readonly id: string;
  /** Brisbane 2000 name, or a description */
  readonly name: string;
  readonly newWorldName?: string;
  readonly origin: "search" | "standard" | "drawn";
  readonly family: "resection" | "ablation-based" | "two-stage";
  readonly why: string;
  /** lesions that could not be treated in the plan's way */
  readonly leftOut?: readonly { readonly lesion: LesionId; readonly because: string }[];
  readonly stages: readonly Stage[];
}
