import type { Candidate } from "../candidates/candidate.ts";
import type { ParcelEvaluation } from "../parcels/parcel-evaluation.ts";
import type { PlanFigures } from "./objectives.ts";

/**
 * What search asks of a liver. A plan is a set of candidates among which every lesion finds one that holds it, and no candidate is
 * there for nothing: the candidates can be given distinct lesions that they hold.
 */
export interface SearchProblem {
  readonly candidates: readonly Pick<Candidate, "lesions" | "treatment">[];
  /** positions in `anatomy.lesions` of those that a plan must hold, each held by some candidate; ascending */
  readonly lesions: readonly number[];
  /** all candidates, in the order in which search decides on them */
  readonly order: readonly number[];
  /** of one voxel */
  readonly voxelMl: number;
  readonly evaluate: (chosen: readonly number[]) => ParcelEvaluation;
  /**
   * No plan of `chosen` and any of `order` from position `open` on has a better figure; its cuts and its dead liver are no fewer.
   *
   * @param rest.unheld lesions that the rest must hold
   * @param rest.quick what `quickBound` says of the same
   */
  readonly bound: (
    chosen: readonly number[],
    open: number,
    rest: { readonly unheld: readonly number[]; readonly quick: QuickFigures },
  ) => PlanFigures;
  /** The figures of `bound` that are found in half the time: beside the others of a part of `chosen` they settle most of what is not worth looking at. */
  readonly quickBound: (chosen: readonly number[], open: number, unheld: readonly number[]) => QuickFigures;
  /** whether a candidate takes nothing that those chosen do not take in the same way */
  readonly isWithin: (candidate: number, chosen: readonly number[]) => boolean;
}

export type QuickFigures = Pick<PlanFigures, "functionalVoxels" | "liverLostVoxels" | "cuts" | "adjacentSegmentsRemain">;
