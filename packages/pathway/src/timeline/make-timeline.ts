import { FOLLOW_UP_TEMPLATE, type FollowUpRule } from "@cantlie/clinical";
import { followUpAfter, staysAfter, stretchesAfter } from "./aftercare.ts";
import { bowelIntervals, bowelWithBevacizumab } from "./bowel.ts";
import { growthIntervals, isInFirstOperation } from "./growth-intervals.ts";
import type { Interval, LiverOperationId, PathwayFacts, Step, StepId, Timeline } from "./timeline.ts";
import { washoutIntervals, washoutSteps } from "./washout.ts";

/**
 * The steps of one patient's treatment with the intervals between them, each with its reason and source. Days come later, from
 * `dateTimeline`.
 *
 * @param template what follow-up a hospital wants
 * @throws RangeError if facts contradict each other
 */
export function makeTimeline(facts: PathwayFacts, template: readonly FollowUpRule[] = FOLLOW_UP_TEMPLATE): Timeline {
  checkFacts(facts);
  const operations = liverOperations(facts);
  const last = operations.at(-1)!;
  const steps = stepsInOrder(facts, operations);
  const ids = new Set(steps.map(({ id }) => id));
  const intervals: Interval[] = [
    ...washoutIntervals(operations[0]!, facts),
    ...growthIntervals(facts),
    ...bowelIntervals(facts, operations),
    ...operations.flatMap((operation) => staysAfter(operation, operations)),
  ];
  return {
    steps,
    intervals: intervals.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    stretches: stretchesAfter(operations),
    followUp: followUpAfter(last, template),
    conflicts: bowelWithBevacizumab(facts, operations[0]!),
  };
}

function checkFacts({ stages, bowel, occlusion }: PathwayFacts): void {
  if (stages !== 1) return;
  if (bowel === "between")
    throw new RangeError('bowel is "between", expected "before", "with" or "after": there is one operation on the liver');
  if (occlusion === "ALPPS") throw new RangeError('occlusion is "ALPPS", expected another for one stage: ALPPS has two');
}

function liverOperations({ stages }: PathwayFacts): LiverOperationId[] {
  return stages === 1 ? ["operation"] : ["stage-1", "stage-2"];
}

/** Every step after all that it waits for. */
function stepsInOrder(facts: PathwayFacts, operations: readonly LiverOperationId[]): Step[] {
  const { occlusion, bowel } = facts;
  const when = (there: boolean, ...ids: readonly StepId[]) => (there ? ids : []);
  const [first, second] = operations as [LiverOperationId, LiverOperationId?];
  const withFirst = second !== undefined && occlusion !== undefined && isInFirstOperation(occlusion);
  const ids: StepId[] = [
    ...when(bowel === "before" || bowel === "undecided", "bowel"),
    ...when(second === undefined && occlusion !== undefined, "occlusion", "re-scan"),
    first,
    ...when(withFirst, "occlusion"),
    ...when(bowel === "with", "bowel"),
    `${first}-ward`,
    // between the operations of ALPPS most patients stay in hospital
    ...when(occlusion !== "ALPPS", `${first}-discharge`),
    ...when(bowel === "between", "bowel"),
    ...when(second !== undefined && occlusion !== undefined && !withFirst, "occlusion"),
    ...when(second !== undefined && occlusion !== undefined, "re-scan"),
    ...when(second !== undefined, "stage-2", "stage-2-ward", "stage-2-discharge"),
    ...when(bowel === "after", "bowel"),
    "first-visit",
  ];
  return [...washoutSteps(facts), ...ids.map((id) => stepOf(id, facts))];
}

function stepOf(id: StepId, facts: PathwayFacts): Step {
  const isUndecided = id === "bowel" && facts.bowel === "undecided";
  return { id, what: nameOf(id, facts), ...(isUndecided && { needs: "order of bowel and liver" }) };
}

function nameOf(id: StepId, { occlusion, bowel }: PathwayFacts): string {
  if (id.endsWith("-ward")) return `from intensive care to the ward${stageOf(id)}`;
  if (id.endsWith("-discharge")) return `discharge${stageOf(id)}`;
  const names: Partial<Record<StepId, string>> = {
    occlusion: OCCLUSIONS[occlusion ?? "PVE"],
    "re-scan": "scan of the grown remnant",
    operation: "operation on the liver",
    "stage-1": "first operation on the liver",
    "stage-2": "second operation on the liver",
    bowel: BOWEL_NAMES[bowel ?? "before"],
    "first-visit": "first visit after the operation",
  };
  return names[id] ?? id;
}

function stageOf(id: StepId): string {
  if (id.startsWith("operation")) return "";
  return id.startsWith("stage-1") ? " after the first operation" : " after the second operation";
}

const BOWEL_NAMES = {
  before: "operation on the bowel",
  between: "operation on the bowel",
  after: "operation on the bowel",
  with: "operation on the bowel, together with the liver",
  undecided: "operation on the bowel, of which nobody has decided whether before, with or after the liver",
} as const;

const OCCLUSIONS = {
  PVE: "embolisation of portal branches (PVE)",
  PVL: "ligation of portal branches (PVL)",
  LVD: "embolisation of portal and hepatic veins (LVD)",
  ALPPS: "ligation and parting of the liver (ALPPS)",
} as const;
