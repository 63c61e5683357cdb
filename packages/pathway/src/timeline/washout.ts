import {
  BEVACIZUMAB_DEFAULT_DAYS,
  BEVACIZUMAB_FLOOR_DAYS,
  CHEMO_INTERVAL,
  CHEMO_INTERVAL_BEVACIZUMAB,
  CYTOTOXIC_DAYS,
  citationText,
} from "@cantlie/clinical";
import type { Interval, LiverOperationId, PathwayFacts, Step } from "./timeline.ts";

/** The last doses before the operation, with their days or with the path of the day that is missing. */
export function washoutSteps({ chemotherapy = [] }: PathwayFacts): Step[] {
  const placed = chemotherapy.map((line, n) => ({ ...line, path: `chemotherapy[${n}].lastOn` }));
  const bevacizumab = placed
    .filter((line) => line.bevacizumab === true)
    .map(({ bevacizumabLastOn, lastOn, path }) => ({ lastOn: bevacizumabLastOn ?? lastOn, path }));
  return [
    // lines are in order: an earlier one without a day ended before the last
    ...lastDose({ id: "chemotherapy", what: "last dose of chemotherapy" }, placed.slice(-1)),
    ...lastDose({ id: "bevacizumab", what: "last dose of bevacizumab" }, bevacizumab),
  ];
}

interface Dose {
  readonly lastOn?: string | undefined;
  readonly path: string;
}

function lastDose(step: Step, doses: readonly Dose[]): Step[] {
  if (doses.length === 0) return [];
  const unknown = doses.find(({ lastOn }) => lastOn === undefined);
  if (unknown !== undefined) return [{ ...step, needs: unknown.path }];
  // days written year first sort as text
  return [
    {
      ...step,
      on: doses
        .map(({ lastOn }) => lastOn!)
        .sort()
        .at(-1)!,
    },
  ];
}

/** What must pass between the last doses and an operation. */
export function washoutIntervals(first: LiverOperationId, { bowel }: PathwayFacts): Interval[] {
  return [
    {
      from: "chemotherapy",
      to: first,
      atLeastDays: CYTOTOXIC_DAYS,
      // what was read disagrees, so a shorter interval is never more than a caution
      floorDays: 0,
      because: "4 weeks for the liver to recover from cytotoxic drugs",
      ...published(CHEMO_INTERVAL),
    },
    ...[first, ...(bowel === "before" ? (["bowel"] as const) : [])].map(
      (to): Interval => ({
        from: "bevacizumab",
        to,
        atLeastDays: BEVACIZUMAB_DEFAULT_DAYS,
        floorDays: BEVACIZUMAB_FLOOR_DAYS,
        because: "6 weeks, about two half-lives, for wounds to heal after bevacizumab; 28 days at the very least",
        ...published(CHEMO_INTERVAL_BEVACIZUMAB),
      }),
    ),
  ];
}

function published({
  source,
  verification,
  reservation,
}: typeof CHEMO_INTERVAL): Pick<Interval, "source" | "verification" | "cautions"> {
  return { source: citationText(source), verification, cautions: reservation === undefined ? [] : [reservation] };
}
