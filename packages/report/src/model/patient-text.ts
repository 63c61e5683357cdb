import type { PatientFile, PlanEntry } from "@cantlie/workup";
import { enumerate, formatMl } from "./format.ts";
import { unknownText } from "./unknown.ts";

/** "Patient: 64 years, male, 176 cm, 82 kg, ECOG 1, ASA 2; estimated liver 1743 mL (Vauthey)", with what is not stated. */
export function patientText(patient: PatientFile | undefined, lead: PlanEntry | undefined): string {
  const { ageYears, sex, heightCm, weightKg } = patient ?? {};
  const { ecog, asa, frailty, comorbidities = [] } = patient?.reserve ?? {};
  const facts = [
    { name: "age", text: ageYears === undefined ? undefined : `${ageYears}\u00a0years` },
    { name: "sex", text: sex },
    { name: "height", text: heightCm === undefined ? undefined : `${heightCm}\u00a0cm` },
    { name: "weight", text: weightKg === undefined ? undefined : `${weightKg}\u00a0kg` },
    { name: "ECOG", text: ecog === undefined ? undefined : `ECOG\u00a0${ecog}` },
    { name: "ASA", text: asa === undefined ? undefined : `ASA\u00a0${asa}` },
  ];
  const stated = [
    ...facts.flatMap(({ text }) => text ?? []),
    ...(frailty === undefined ? [] : [`frailty\u00a0${frailty}`]),
    ...comorbidities,
  ];
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
