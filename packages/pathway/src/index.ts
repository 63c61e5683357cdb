export { assessOperation, type OperationReason, reasonsAfterOperation } from "./operation/after-operation.ts";
export { checkOperationRecord } from "./operation/check-operation-record.ts";
export type { FieldProblem } from "./operation/field-problem.ts";
export type {
  BileLeakTest,
  DrainReport,
  HaemostasisReport,
  OperationRecord,
  PathologyLesion,
  PathologyReport,
  ResectionReport,
  UltrasoundLesion,
  UltrasoundReport,
  VesselContact,
} from "./operation/operation-record.ts";
export { type DatedStep, type DatedTimeline, type DatedVisit, dateTimeline, type PlannedDays } from "./timeline/date-timeline.ts";
export { makeTimeline } from "./timeline/make-timeline.ts";
export type {
  Conflict,
  ConflictCode,
  FollowUpVisit,
  Interval,
  LiverOperationId,
  PathwayFacts,
  Step,
  StepId,
  Stretch,
  Timeline,
} from "./timeline/timeline.ts";
