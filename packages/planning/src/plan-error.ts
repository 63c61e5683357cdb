/** Why a plan cannot be drawn or evaluated on this anatomy. */
export type PlanErrorCode =
  | "plan/unknown-branch"
  | "plan/unknown-lesion"
  | "plan/reference-moved"
  | "plan/no-couinaud"
  | "plan/unknown-segment"
  | "plan/no-territory"
  | "plan/lesion-not-in-image"
  | "plan/wedge-no-access"
  | "plan/wedge-at-hilum"
  | "plan/outside-organ"
  | "plan/dead-liver-left"
  | "plan/degenerate-surface"
  | "plan/nothing-resected"
  | "plan/all-or-nothing"
  | "plan/conflict";

/** A plan that does not fit the anatomy it is meant for. The message says what was found, expected, and probably meant. */
export class PlanError extends Error {
  readonly code: PlanErrorCode;
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(code: PlanErrorCode, message: string, details: Readonly<Record<string, string | number | boolean>> = {}) {
    super(message);
    this.name = "PlanError";
    this.code = code;
    this.details = details;
  }
}
