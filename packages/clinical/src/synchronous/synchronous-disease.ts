import type { PlannedDisease } from "../resectability/planned-disease.ts";

/** Disease whose primary is still in place; absent is not known. */
export interface SynchronousDisease extends PlannedDisease {
  /** what the primary does to the patient; empty only if somebody says that it does nothing */
  readonly primarySymptoms?: readonly ("obstruction" | "bleeding" | "perforation")[] | undefined;
  /** radiotherapy of a rectal primary */
  readonly rectalRadiotherapy?: "none" | "planned" | "done" | undefined;
}
