import type { ChemotherapyLine, OcclusionTechnique, Severity, Verification } from "@cantlie/clinical";

/** An operation on the liver. */
export type LiverOperationId = "operation" | "stage-1" | "stage-2";

/** One thing that happens on a day. */
export type StepId =
  | "chemotherapy"
  | "bevacizumab"
  | "occlusion"
  | "re-scan"
  | LiverOperationId
  | "bowel"
  | `${LiverOperationId}-ward`
  | `${LiverOperationId}-discharge`
  | "first-visit";

/** What is planned for one patient; absent is not known, or not planned. */
export interface PathwayFacts {
  /** chemotherapy before the operation, in order; as in patient.json */
  readonly chemotherapy?: readonly ChemotherapyLine[] | undefined;
  readonly stages: 1 | 2;
  /** how the liver that stays is made to grow: before one operation, or with or after the first of two */
  readonly occlusion?: OcclusionTechnique | undefined;
  /** the operation on the bowel that is still to come, against that on the liver; `between` the two on the liver; absent without one */
  readonly bowel?: "before" | "with" | "between" | "after" | "undecided" | undefined;
}

/** A step of the timeline. */
export interface Step {
  readonly id: StepId;
  readonly what: string;
  /** the day, where the facts tell it */
  readonly on?: string;
  /** path in patient.json of the day that is needed and is not there, or in words what has to be decided before it has one; whatever follows has no day then */
  readonly needs?: string;
}

/** How long one step has to be after another, and why. */
export interface Interval {
  readonly from: StepId;
  readonly to: StepId;
  readonly atLeastDays: number;
  /** absent where no upper limit was read */
  readonly atMostDays?: number;
  /** below this an interval that is too short is a warning and no mere caution */
  readonly floorDays: number;
  readonly because: string;
  /** where the numbers come from; absent where they say no more than what comes first */
  readonly source?: string;
  readonly verification?: Verification;
  readonly cautions: readonly string[];
}

/** A stretch of time that is told in words, because no text that was read gives a number. */
export interface Stretch {
  readonly after: StepId;
  readonly what: string;
  readonly inWords: string;
  readonly source: string;
  readonly verification: Verification;
}

/** Examinations at one month after the last operation on the liver. */
export interface FollowUpVisit {
  readonly month: number;
  readonly what: readonly string[];
}

/** What is wrong with the order or the days, in words. */
export interface Conflict {
  readonly code: ConflictCode;
  /** the earlier one first, as it should be; one alone where its own day is at fault */
  readonly steps: readonly StepId[];
  readonly severity: Severity;
  readonly because: string;
}

export type ConflictCode =
  /** a step stands before the one that it follows */
  | "timeline/out-of-order"
  | "timeline/too-early"
  | "timeline/too-late"
  /** what must pass before and what must not have passed leave no day */
  | "timeline/no-day-fits"
  | "timeline/bevacizumab-with-bowel";

/** The way of one patient through treatment as intervals, without days. */
export interface Timeline {
  /** in the order in which they happen; what falls on one day stands in the order of work */
  readonly steps: readonly Step[];
  readonly intervals: readonly Interval[];
  readonly stretches: readonly Stretch[];
  /** a hospital's template, labelled local policy */
  readonly followUp: {
    readonly after: LiverOperationId;
    readonly visits: readonly FollowUpVisit[];
    readonly source: string;
    readonly verification: Verification;
    readonly cautions: readonly string[];
  };
  /** what is wrong whatever the days */
  readonly conflicts: readonly Conflict[];
}
