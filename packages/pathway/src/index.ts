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
