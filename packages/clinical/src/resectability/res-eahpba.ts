import { daysBetween, monthsLater } from "../calendar-day.ts";
import { type AnyFinding, notApplicable, type Rule, stated, unknown } from "../finding.ts";
import { notColorectal } from "../prognosis/metastatic-disease.ts";
import type { PlannedDisease } from "./planned-disease.ts";

export const RES_EAHPBA: Rule = {
  id: "RES-EAHPBA-2023",
  source: {
    authors: "Siriwardena AK et al.",
    year: 2023,
    where: "Br J Surg",
    doi: "10.1093/bjs/znad124",
    locator: "terms for the time at which metastases are found",
  },
  verification: "V1",
  population: "colorectal metastases of the liver",
};

export type TimeOfMetastases = "synchronous" | "early metachronous" | "late metachronous";

const EARLY_MONTHS = 12;
/** Staging takes weeks: what it finds in them was there when the primary was. */
const STAGING_DAYS = 30;

/**
 * Synchronous on or before the day of the primary's diagnosis, early metachronous until the same day a year later.
 *
 * @throws RangeError if one of them is no calendar day
 */
export function timeOfMetastases(diagnosedOn: string, firstSeenOn: string): TimeOfMetastases {
  if (daysBetween(diagnosedOn, firstSeenOn) <= 0) return "synchronous";
  return daysBetween(firstSeenOn, monthsLater(diagnosedOn, EARLY_MONTHS)) >= 0 ? "early metachronous" : "late metachronous";
}

/** When the metastases were found, in the words agreed in 2023. */
export function timeOfMetastasesTerm(disease: PlannedDisease): AnyFinding {
  const refused = notColorectal(disease);
  if (refused !== undefined) return notApplicable(RES_EAHPBA, refused);
  const missing = lackingDates(disease);
  if (missing.length > 0) return unknown(RES_EAHPBA, missing);
  const group = timeOfMetastases(disease.diagnosedOn!, disease.firstSeenOn!);
  return stated(RES_EAHPBA, {
    group,
    because: `metastases seen ${disease.firstSeenOn}, primary diagnosed ${disease.diagnosedOn}`,
    cautions: [...stagingCaution(disease), ONE_GROUP],
  });
}

const ONE_GROUP = "a disease-free interval under 12 months, as scores count it, merges synchronous and early metachronous";

/** Paths of the days that terms for time need and `disease` lacks. */
export function lackingDates({ diagnosedOn, firstSeenOn }: PlannedDisease): string[] {
  return [
    ...(diagnosedOn === undefined ? ["primary.diagnosedOn"] : []),
    ...(firstSeenOn === undefined ? ["metastases.firstSeenOn"] : []),
  ];
}

/** Called metachronous by days that the staging of the primary may have taken. */
export function stagingCaution({ diagnosedOn, firstSeenOn }: PlannedDisease): string[] {
  const days = daysBetween(diagnosedOn!, firstSeenOn!);
  if (days <= 0 || days > STAGING_DAYS) return [];
  return [`seen ${days} days after the diagnosis: if the primary's staging found them, they are synchronous`];
}
