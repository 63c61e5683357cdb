import { assessPostoperative, type Finding, type Severity, type Verification } from "@cantlie/clinical";
import type { OperationRecord, UltrasoundLesion } from "./operation-record.ts";

/** Grades of liver failure, bile leak and bleeding, 50-50 and the peak of bilirubin, from the results of the first days. */
export function assessOperation({ postoperative, inrBefore, bilirubinBeforeUmolPerL }: OperationRecord): Finding[] {
  return assessPostoperative({ days: postoperative, inrBefore, bilirubinBeforeUmolPerL });
}

/** Something that theatre or pathology found which the meeting or follow-up has to take up. */
export interface OperationReason {
  readonly leadsTo: "meeting" | "follow-up";
  readonly severity: Severity;
  readonly because: string;
  /** where it rests on more than the record itself */
  readonly source?: string;
  readonly verification?: Verification;
}

/**
 * What an operation leaves to take up, gravest first.
 *
 * @param plannedLesions ids of the lesions in plan.json, each of which the record should account for
 */
export function reasonsAfterOperation(record: OperationRecord, plannedLesions: readonly string[]): OperationReason[] {
  const reasons = [
    ...leftLesions(record),
    ...unmentioned(record, plannedLesions),
    ...newLesions(record),
    ...margin(record),
    ...nodes(record),
    ...bileLeft(record),
    ...liverInjury(record),
  ];
  const grave: readonly Severity[] = ["warning", "caution", "info"];
  return reasons.sort((a, b) => grave.indexOf(a.severity) - grave.indexOf(b.severity));
}

function leftLesions({ ultrasound, pathology }: OperationRecord): OperationReason[] {
  const left = (ultrasound?.lesions ?? []).filter(({ done }) => done === "left");
  const there = left.filter(({ finding }) => finding !== "not seen");
  const gone = left.filter(({ finding }) => finding === "not seen");
  return [
    ...(there.length > 0
      ? [
          meeting(
            "warning",
            `disease is left in the liver: ${there.map(nameOf).join(", ")} ${there.length > 1 ? "were" : "was"} seen and neither resected nor ablated`,
          ),
        ]
      : []),
    ...(pathology?.status === "R2" ? [meeting("warning", "pathology calls the resection R2: tumour was left")] : []),
    ...(gone.length > 0
      ? [
          {
            leadsTo: "follow-up" as const,
            severity: "warning" as const,
            because: `the sites of ${gone.map(nameOf).join(", ")} are watched: not seen in theatre either is not cured; 36 % of watched lesions grew again`,
            source: "Eur J Surg Oncol (2023), 158 patients",
            verification: "V1" as const,
          },
        ]
      : []),
  ];
}

function unmentioned({ ultrasound }: OperationRecord, plannedLesions: readonly string[]): OperationReason[] {
  const told = new Set((ultrasound?.lesions ?? []).map(({ lesion }) => lesion));
  const silent = plannedLesions.filter((lesion) => !told.has(lesion));
  return silent.length === 0
    ? []
    : [
        meeting(
          "warning",
          `the record says nothing of ${silent.join(", ")}: whether the plan was carried out on them is not known`,
        ),
      ];
}

function newLesions({ ultrasound }: OperationRecord): OperationReason[] {
  const count = (ultrasound?.lesions ?? []).filter(({ finding }) => finding === "new").length;
  return count === 0
    ? []
    : [
        meeting(
          "caution",
          `${count} lesion${count > 1 ? "s" : ""} found in theatre that nobody knew of: scores by number are to be made again`,
        ),
      ];
}

const MARGIN = {
  "R1 parenchymal": { severity: "caution", rate: "19.6" },
  "R1 vascular": { severity: "info", rate: "4.3" },
} as const;

function margin({ pathology }: OperationRecord): OperationReason[] {
  const status = pathology?.status;
  if (status !== "R1 parenchymal" && status !== "R1 vascular") return [];
  const { severity, rate } = MARGIN[status];
  return [
    {
      leadsTo: "follow-up",
      severity,
      because: `${status}: the disease came back at the margin in ${rate} % of such patients, in 5.3 % after R0; contrary: unrelated to R1 in 345 patients of Bern and Berlin`,
      source: "Viganò L et al., Ann Surg Oncol (2016); doi 10.1245/s10434-015-5009-y; 226 patients",
      verification: "V1",
    },
  ];
}

function nodes({ pathology }: OperationRecord): OperationReason[] {
  const positive = pathology?.nodesPositive ?? 0;
  return positive === 0
    ? []
    : [meeting("warning", `${positive} lymph node${positive > 1 ? "s" : ""} with tumour: disease outside the liver`)];
}

function bileLeft({ bileLeakTest, haemostasis }: OperationRecord): OperationReason[] {
  return [
    ...(bileLeakTest?.leak === "left" ? [meeting("warning", "a leak of bile was seen on the cut and not closed")] : []),
    ...(haemostasis?.bleeding === "packed"
      ? [meeting("warning", "bleeding was packed: another operation removes the packs")]
      : []),
  ];
}

function liverInjury({ pathology }: OperationRecord): OperationReason[] {
  const found = [
    ...(pathology?.steatosis !== undefined && pathology.steatosis !== "none" ? [`${pathology.steatosis} steatosis`] : []),
    ...(pathology?.chemotherapyInjury !== undefined && pathology.chemotherapyInjury !== "none"
      ? [`${pathology.chemotherapyInjury === "sinusoidal" ? "sinusoidal injury" : "steatohepatitis"} by chemotherapy`]
      : []),
  ];
  return found.length === 0
    ? []
    : [meeting("info", `pathology of the liver around: ${found.join(", ")}; it counts when another resection is judged`)];
}

function meeting(severity: Severity, because: string): OperationReason {
  return { leadsTo: "meeting", severity, because };
}

function nameOf({ lesion, segment }: UltrasoundLesion): string {
  return lesion ?? (segment === undefined ? "a new lesion" : `a new lesion in segment ${segment}`);
}
