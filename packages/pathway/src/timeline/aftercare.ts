import { citationText, FIRST_VISIT_WEEKS, FOLLOW_UP, type FollowUpRule, followUpDates, RECOVERY_FACTS } from "@cantlie/clinical";
import { follows } from "./follows.ts";
import type { FollowUpVisit, Interval, LiverOperationId, Stretch, Timeline } from "./timeline.ts";

/** From one operation on the liver over intensive care and ward to discharge, and what waits for that. */
export function staysAfter(operation: LiverOperationId, operations: readonly LiverOperationId[]): Interval[] {
  const isLast = operation === operations.at(-1);
  const [ward, discharge] = [`${operation}-ward`, `${operation}-discharge`] as const;
  return [
    {
      ...follows(operation, ward, "about a day in intensive care"),
      atLeastDays: 1,
      source: inHospital.source,
      verification: inHospital.verification,
      cautions: ["flagged: a length that no number was read for"],
    },
    follows(ward, discharge, "several days on the ward; nobody goes home from intensive care"),
    ...(isLast
      ? [follows(discharge, "first-visit", "follow-up begins after discharge"), firstVisit(operation)]
      : [
          follows(ward, "stage-2", "the second operation is a new one"),
          follows(discharge, "stage-2", "discharged before the second operation"),
        ]),
  ];
}

const inHospital = RECOVERY_FACTS.find(({ text }) => text.includes("intensive care"))!;
const atHome = RECOVERY_FACTS.find(({ when }) => when === "at home")!;

function firstVisit(operation: LiverOperationId): Interval {
  const [earliestWeeks, latestWeeks] = FIRST_VISIT_WEEKS;
  return {
    from: operation,
    to: "first-visit",
    atLeastDays: 7 * earliestWeeks,
    atMostDays: 7 * latestWeeks,
    floorDays: 0,
    because: `first visit after ${earliestWeeks} to ${latestWeeks} weeks: healing, pathology, what comes next`,
    source: citationText(FOLLOW_UP.source),
    verification: FOLLOW_UP.verification,
    cautions: LOCAL_POLICY,
  };
}

const LOCAL_POLICY: readonly string[] = FOLLOW_UP.reservation === undefined ? [] : [FOLLOW_UP.reservation];

/** What lasts days or months without a number that was read. */
export function stretchesAfter(operations: readonly LiverOperationId[]): Stretch[] {
  return operations.flatMap((operation): Stretch[] => [
    { after: `${operation}-ward`, what: "on the ward", inWords: "several days", ...readIn(inHospital) },
    { after: operation, what: "recovery", inWords: "months until the patient feels as before", ...readIn(atHome) },
  ]);
}

function readIn({ source, verification }: (typeof RECOVERY_FACTS)[number]): Pick<Stretch, "source" | "verification"> {
  return { source, verification };
}

/** What a template asks for after the last operation on the liver, by month. */
export function followUpAfter(after: LiverOperationId, template: readonly FollowUpRule[]): Timeline["followUp"] {
  return {
    after,
    visits: visitsOf(template),
    source: citationText(FOLLOW_UP.source),
    verification: FOLLOW_UP.verification,
    cautions: LOCAL_POLICY,
  };
}

/** Any day serves to ask the template for its months. */
function visitsOf(template: readonly FollowUpRule[]): FollowUpVisit[] {
  return followUpDates("2000-01-01", template).map(({ month, what }) => ({ month, what }));
}
