import type { ParcelEvaluation } from "../parcels/parcel-evaluation.ts";
import type { Objectives } from "./objectives.ts";

/** A set of candidates that no other beats. */
export interface FoundPlan {
  /** positions in `parcels.candidates`, ascending */
  readonly candidates: readonly number[];
  readonly objectives: Objectives;
  readonly evaluation: ParcelEvaluation;
  /** positions in `anatomy.lesions` of those that it leaves although they need treatment, since no candidate holds them */
  readonly left: readonly number[];
}
