import type { PostoperativeDay } from "@cantlie/clinical";

/** What was found and done in one operation, and what came after; absent is not known. */
export interface OperationRecord {
  /** calendar days such as `2026-03-10` */
  readonly operatedOn?: string | undefined;
  readonly dischargedOn?: string | undefined;
  /** id of the plan in plan.json that was to be followed, and which of its operations this was */
  readonly plan?: string | undefined;
  readonly stage?: number | undefined;
  readonly ultrasound?: UltrasoundReport | undefined;
  readonly resection?: ResectionReport | undefined;
  readonly haemostasis?: HaemostasisReport | undefined;
  readonly bileLeakTest?: BileLeakTest | undefined;
  readonly drain?: DrainReport | undefined;
  readonly bloodLossMl?: number | undefined;
  /** all times together that inflow was clamped */
  readonly inflowClampedMinutes?: number | undefined;
  readonly inrBefore?: number | undefined;
  readonly bilirubinBeforeUmolPerL?: number | undefined;
  /** results of the first days, as in patient.json */
  readonly postoperative?: readonly PostoperativeDay[] | undefined;
  readonly pathology?: PathologyReport | undefined;
}

/** Ultrasound on the liver itself, in theatre. */
export interface UltrasoundReport {
  readonly done: boolean;
  readonly contrast?: boolean | undefined;
  readonly lesions?: readonly UltrasoundLesion[] | undefined;
}

export interface UltrasoundLesion {
  /** id in plan.json; absent for a lesion that nobody knew of */
  readonly lesion?: string | undefined;
  readonly finding: "seen" | "not seen" | "new";
  readonly sizeMm?: number | undefined;
  /** Couinaud, 1 to 8 */
  readonly segment?: number | undefined;
  readonly vessels?: readonly VesselContact[] | undefined;
  readonly done: "resected" | "ablated" | "left";
}

export interface VesselContact {
  /** such as "right hepatic vein" */
  readonly vessel: string;
  readonly relation: "apart" | "touching" | "invaded";
  readonly distanceMm?: number | undefined;
}

export interface ResectionReport {
  readonly extent: "as planned" | "more" | "less" | "other" | "nothing resected";
  /** wanted where it was not as planned */
  readonly because?: string | undefined;
  /** segments resected whole */
  readonly segments?: readonly number[] | undefined;
  readonly wedges?: number | undefined;
  readonly specimenMassG?: number | undefined;
}

export interface HaemostasisReport {
  readonly checked: boolean;
  readonly how?: readonly ("inspection" | "clamp released" | "venous pressure raised" | "sealant" | "sutures")[] | undefined;
  readonly bleeding?: "none" | "stopped" | "packed" | undefined;
}

/** Whether the cut surface was tested for bile, and with what. */
export interface BileLeakTest {
  readonly done: boolean;
  readonly how?:
    | "inspection"
    | "gauze"
    | "saline"
    | "air"
    | "dye"
    | "lipid emulsion"
    | "fluorescence"
    | "cholangiography"
    | undefined;
  readonly leak?: "none" | "closed" | "left" | undefined;
}

export interface DrainReport {
  readonly placed: boolean;
  /** day after the operation */
  readonly removedOnDay?: number | undefined;
}

export interface PathologyReport {
  readonly reportedOn?: string | undefined;
  /** R1 vascular: the tumour was peeled off a vessel; R1 parenchymal: less than 1 mm of liver; R2: tumour was left */
  readonly status?: "R0" | "R1 vascular" | "R1 parenchymal" | "R2" | undefined;
  readonly lesions?: readonly PathologyLesion[] | undefined;
  readonly nodesExamined?: number | undefined;
  readonly nodesPositive?: number | undefined;
  /** of the liver around */
  readonly steatosis?: "none" | "mild" | "moderate" | "severe" | undefined;
  readonly chemotherapyInjury?: "none" | "sinusoidal" | "steatohepatitis" | undefined;
}

export interface PathologyLesion {
  /** id in plan.json; absent where pathology could not tell */
  readonly lesion?: string | undefined;
  readonly sizeMm?: number | undefined;
  readonly marginMm?: number | undefined;
  /** share of the tumour that is alive, 0..1: what chemotherapy left */
  readonly viableFraction?: number | undefined;
}
