import type { PrimarySite } from "../prognosis/metastatic-disease.ts";
import type { ChemotherapyLine } from "./chemotherapy-line.ts";
import type { TumourMeasurements } from "./recist.ts";

/** What was given, what it did to tumour and liver, and when the operation is to be; absent is not known. */
export interface ChemotherapyFacts {
  readonly primarySite?: PrimarySite | undefined;
  /** empty only if somebody says that none was given */
  readonly chemotherapy?: readonly ChemotherapyLine[] | undefined;
  /** calendar day of the planned operation */
  readonly operationOn?: string | undefined;
  /** bowel and liver in one operation */
  readonly simultaneousBowel?: boolean | undefined;
  readonly platelets1e9PerL?: number | undefined;
  readonly astUPerL?: number | undefined;
  readonly astUpperLimitUPerL?: number | undefined;
  /** what a biopsy or a radiologist says of injury by chemotherapy */
  readonly chemotherapyInjury?: "none" | "sinusoidal" | "steatohepatitis" | undefined;
  readonly lesionCount?: number | undefined;
  /** lesions of before that are no longer seen */
  readonly disappearedLesions?: number | undefined;
  /** those of them that the plan only watches */
  readonly surveilledDisappeared?: number | undefined;
  /** null where it is known that none was made */
  readonly mriOn?: string | null | undefined;
  readonly measurements?: TumourMeasurements | undefined;
}

/** Why rules on chemotherapy of colorectal metastases do not apply, if so. */
export function notColorectalPrimary({ primarySite }: ChemotherapyFacts): string | undefined {
  if (primarySite === undefined || primarySite === "colon" || primarySite === "rectum") return undefined;
  return `derived in colorectal metastases; the primary is of another site (${primarySite})`;
}
