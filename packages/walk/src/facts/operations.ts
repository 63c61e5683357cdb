import type { LiverOperation, Segment } from "@cantlie/clinical";
import { NAMED_RESECTIONS } from "@cantlie/planning";
import type { AssessedPlan } from "./assessed-case.ts";
import { largestAdjacentGroup } from "./remnant-facts.ts";

type StageEntry = AssessedPlan["stages"][number];

/** One operation of a plan in plain facts. */
export interface PlannedLiverOperation {
  readonly stage: StageEntry;
  /** lesions that this operation resects */
  readonly lesions: readonly string[];
  /** undefined where it cannot be told which segments go, or where nothing is resected */
  readonly operation: LiverOperation | undefined;
  /** those that lose tissue; undefined without a Couinaud map */
  readonly segments: readonly Segment[] | undefined;
  /** those that lose at least half; undefined without a Couinaud map */
  readonly lostSegments: readonly Segment[] | undefined;
}

/** The stages in which something is resected or ablated, in order; one that only occludes vessels is no operation. */
export function operationsOf({ stages }: AssessedPlan): PlannedLiverOperation[] {
  return stages.flatMap((stage, n) => {
    if (stage.resections.length + stage.ablations.length === 0) return [];
    const [segments, lostSegments] = [segmentsFrom(stage, BORDER_FRACTION), segmentsFrom(stage, LOST_FRACTION)];
    return [
      {
        stage,
        lesions: resectedHere(stage, stages[n - 1]),
        operation: operationName(stage, lostSegments),
        segments: segments?.length === 0 ? segmentsFrom(stage, 0) : segments,
        lostSegments,
      },
    ];
  });
}

/** The operation of a plan that takes most liver; undefined where nothing is resected. */
export function mainOperation(plan: AssessedPlan): PlannedLiverOperation | undefined {
  const taken = plan.stages.map((stage, n) => stage.volumes.resectedMl - (plan.stages[n - 1]?.volumes.resectedMl ?? 0));
  const largest = plan.stages[taken.indexOf(Math.max(...taken))];
  return operationsOf(plan).find(({ stage }) => stage === largest && stage.resections.length > 0);
}

/** Whether three or more segments that hang together are lost; undefined without a Couinaud map. */
export function isMajor({ lostSegments }: PlannedLiverOperation): boolean | undefined {
  return lostSegments === undefined ? undefined : largestAdjacentGroup(lostSegments) >= 3;
}

/** Less of a segment is the raggedness of a border, as names of resections have it. */
const BORDER_FRACTION = 0.05;
/** With half of it a segment is lost: what remains counts from half on as well. */
const LOST_FRACTION = 0.5;

function segmentsFrom({ resectedSegments }: StageEntry, fraction: number): Segment[] | undefined {
  if (resectedSegments === undefined) return undefined;
  const taken = Object.entries(resectedSegments).filter(([, part]) => part !== undefined && part.takenFraction >= fraction);
  return taken.map(([segment]) => segment as Segment);
}

function resectedHere({ margins }: StageEntry, before: StageEntry | undefined): string[] {
  const earlier = new Set(before?.margins.filter(({ kind }) => kind === "resected").map(({ lesion }) => lesion));
  return margins.filter(({ lesion, kind }) => kind === "resected" && !earlier.has(lesion)).map(({ lesion }) => lesion);
}

/**
 * Wedges are partial whatever they take. Else the largest named operation within the lost segments: what goes beyond it makes the
 * operation harder, not another one.
 */
function operationName({ resections }: StageEntry, lost: readonly Segment[] | undefined): LiverOperation | undefined {
  if (resections.length === 0) return undefined;
  if (resections.every(({ kind }) => kind === "wedge")) return "partial";
  if (lost === undefined) return undefined;
  const whole = new Set<string>(lost);
  if (whole.has("4a") && whole.has("4b")) whole.add("4");
  const named = LARGEST_FIRST.find((name) => segmentsOf(name).every((segment) => whole.has(segment)));
  return named ?? (whole.size > 0 ? "segmentectomy" : "partial");
}

const LARGEST_FIRST = [
  "right trisectionectomy",
  "left trisectionectomy",
  "right hemihepatectomy",
  "left hemihepatectomy",
  "central hepatectomy",
  "right posterior sectionectomy",
  "right anterior sectionectomy",
  "left lateral sectionectomy",
  "left medial sectionectomy",
] as const satisfies readonly LiverOperation[];

function segmentsOf(name: LiverOperation): readonly string[] {
  return NAMED_RESECTIONS.find(({ brisbane }) => brisbane === name)!.segments;
}
