import type { ChemotherapyLine } from "../chemotherapy/chemotherapy-line.ts";
import type { MetastaticDisease, Mutation } from "../prognosis/metastatic-disease.ts";

/** Disease outside the liver, as in patient.json `metastases.extrahepatic`. */
export interface ExtrahepaticDisease {
  readonly site: "lung" | "bone" | "peritoneum" | "node" | "other";
  readonly lesions?: number | undefined;
  readonly resectable?: boolean | undefined;
}

/** The disease, and what one plan does about it in plain numbers; absent is not known. */
export interface PlannedDisease extends MetastaticDisease {
  readonly extrahepatic?: readonly ExtrahepaticDisease[] | undefined;
  readonly braf?: Mutation | undefined;
  readonly ecog?: number | undefined;
  /** highest CEA before treatment */
  readonly ceaPeakUgPerL?: number | undefined;
  readonly petMetabolicVolumeMl?: number | undefined;
  readonly chemotherapy?: readonly ChemotherapyLine[] | undefined;
  /** calendar days, `2026-03-10` */
  readonly diagnosedOn?: string | undefined;
  readonly firstSeenOn?: string | undefined;
  readonly primaryResectedOn?: string | undefined;
  readonly primaryInPlace?: boolean | undefined;
  /** the day that the plan is judged on */
  readonly planningOn?: string | undefined;

  /** share of the organ that is tumour */
  readonly tumourFraction?: number | undefined;
  /** Couinaud segments with disease, 4a and 4b as one */
  readonly segmentsWithDisease?: number | undefined;
  readonly bothPortalVeinsInvolved?: boolean | undefined;
  readonly allHepaticVeinsInvolved?: boolean | undefined;
  readonly lesions?: readonly PlannedLesion[] | undefined;

  /** every lesion is resected, ablated, or only watched by decision */
  readonly clearsDisease?: boolean | undefined;
  /** most segments that remain side by side with inflow, outflow and bile */
  readonly adjacentRemainingSegments?: number | undefined;
  /** functional remnant of the estimated liver volume */
  readonly sFlrFraction?: number | undefined;
  /** the remnant is to grow, and to be measured again, before the last operation */
  readonly awaitsGrowth?: boolean | undefined;
  readonly stages?: number | undefined;
  readonly portalOcclusion?: boolean | undefined;
  readonly ablations?: number | undefined;
  readonly veinReconstructions?: number | undefined;
  /** three or more contiguous segments are resected */
  readonly majorHepatectomy?: boolean | undefined;
  /** least of all treated lesions to liver that stays */
  readonly leastParenchymalMarginMm?: number | undefined;
  /** least of all treated lesions to a vessel that stays; absent where none is near */
  readonly leastVascularMarginMm?: number | undefined;
  /** false where a margin is below what imaging and execution can promise */
  readonly marginsPredictable?: boolean | undefined;
  /** bowel and liver in one operation */
  readonly simultaneousBowel?: boolean | undefined;
  readonly bowelOperation?: "minor" | "major" | undefined;
}

/** What ablation asks of one lesion. */
export interface PlannedLesion {
  readonly id: string;
  readonly largestMm: number;
  readonly capsuleDistanceMm?: number | undefined;
  /** to the ducts at the hilum */
  readonly hilumDistanceMm?: number | undefined;
}
