import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { type LiverOperation, lackingOperation, type PlannedOperation, POSTEROSUPERIOR, type Segment } from "./operation.ts";

export const DIF_IMM: Rule = {
  id: "DIF-IMM-2018",
  source: { authors: "Kawaguchi Y et al.", year: 2018, where: "Ann Surg 267:13" },
  verification: "V3",
  population: "laparoscopic resections",
  reservation:
    "flagged: which operation belongs to which group was not read in the paper; validation for robots is thin (58 patients)",
};

type Grade = 1 | 2 | 3;

/** Operations whose grade does not depend on the segment; those of the sections that the paper does not name are absent. */
const GRADES: Partial<Readonly<Record<LiverOperation, Grade>>> = {
  partial: 1,
  "left lateral sectionectomy": 1,
  "left hemihepatectomy": 2,
  "right posterior sectionectomy": 3,
  "right hemihepatectomy": 3,
  "central hepatectomy": 3,
  "right trisectionectomy": 3,
  "left trisectionectomy": 3,
};

/** What another author gave to operations that this classification does not name (Morise 2024). */
const PERSONAL_SERIES: Partial<Readonly<Record<LiverOperation, number>>> = {
  "left medial sectionectomy": 2,
  "right anterior sectionectomy": 3,
};

const GROUPS = ["I", "II", "III"] as const;

/** Difficulty of a laparoscopic resection by its kind: I, II or III. Segment 4 as a whole is not classified. */
export function imm(operation: PlannedOperation): Finding {
  const name = operation.operation;
  const unclassified = name === undefined ? undefined : unclassifiedBecause(name, operation.segments);
  if (unclassified !== undefined) return notApplicable(DIF_IMM, unclassified);
  const missing = lackingOperation(operation, name === "segmentectomy" ? ["segments"] : ["operation"]);
  if (missing.length > 0) return unknown(DIF_IMM, missing);
  const grade = GRADES[name!] ?? segmentectomyGrade(operation.segments!);
  return known(DIF_IMM, {
    value: grade,
    unit: "grade",
    group: GROUPS[grade - 1]!,
    severity: grade === 3 ? "caution" : "info",
    because: name === "segmentectomy" ? `segmentectomy ${operation.segments!.join(", ")}` : name!,
  });
}

function unclassifiedBecause(name: LiverOperation, segments: readonly Segment[] | undefined): string | undefined {
  const other = PERSONAL_SERIES[name];
  if (other !== undefined) return `unclassified by IMM: ${name} (${other} in one personal series)`;
  return name === "segmentectomy" && segments?.includes("4") ? "unclassified by IMM: segment 4 as a whole" : undefined;
}

/** The hardest segment decides. */
function segmentectomyGrade(segments: readonly Segment[]): Grade {
  return segments.some((segment) => POSTEROSUPERIOR.includes(segment)) ? 3 : 2;
}
