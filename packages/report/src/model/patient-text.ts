import type { PlanEntry } from "@cantlie/workup";
import type { ReportInput } from "../report-input.ts";
import { enumerate, formatMl } from "./format.ts";
import { unknownText } from "./unknown.ts";

/** "Patient: 64 years, male, 176 cm, 82 kg; estimated liver 1743 mL (Vauthey)", with what is not stated. */
export function patientText(patient: ReportInput["patient"], lead: PlanEntry | undefined): string {
  const facts = [
    { name: "age", text: patient?.ageYears === undefined ? undefined : `${patient.ageYears}\u00a0years` },
    { name: "sex", text: patient?.sex },
    { name: "height", text: patient?.heightCm === undefined ? undefined : `${patient.heightCm}\u00a0cm` },
    { name: "weight", text: patient?.weightKg === undefined ? undefined : `${patient.weightKg}\u00a0kg` },
  ];
  const stated = facts.flatMap(({ text }) => text ?? []);
  const open = facts.filter(({ text }) => text === undefined).map(({ name }) => name);
  const parts = [
    ...(stated.length > 0 ? [stated.join(", ")] : []),
    ...(open.length > 0 ? [`${enumerate(open)} not stated`] : []),
    ...(lead ? [`estimated liver ${estimatedLiver(lead)}`] : []),
  ];
  return `Patient: ${parts.join("; ")}.`;
}

function estimatedLiver({ findings }: PlanEntry): string {
  const finding = findings.find(({ rule }) => rule === "VOL-VAUTHEY-2002");
  if (!finding) return "not told";
  if (finding.value !== undefined) return `${formatMl(finding.value)} (Vauthey)`;
  if (finding.kind === "not-applicable")
    return `not given by the Vauthey formula${finding.because ? `: ${finding.because}` : ""}`;
  return unknownText(finding.missing ?? []);
}
