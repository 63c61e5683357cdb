import type { PatientFile, PlanDocument, PlanEntry } from "@cantlie/workup";
import { segmentPhrase } from "../anatomy-names.ts";
import { enumerate, formatCount, formatMm } from "../format.ts";

/** The disease in one sentence: in the liver as measured, then primary, sites outside, biology and chemotherapy as stated. */
export function diseaseText(document: PlanDocument, patient: PatientFile | undefined, lead: PlanEntry | undefined): string {
  const parts = [
    inLiver(document),
    primaryText(patient, lead),
    outsideText(patient),
    biologyText(patient),
    chemotherapyText(patient?.chemotherapy),
  ].filter((part) => part !== undefined);
  return `Disease: ${parts.join("; ")}.`;
}

function inLiver({ anatomy }: PlanDocument): string {
  const lesions = anatomy.lesions.filter(({ status }) => status !== "benign");
  if (lesions.length === 0) return "no lesion is labelled in the liver";
  const largestMm = Math.max(...lesions.map(({ largestDiameterMm }) => largestDiameterMm));
  const segments = [...new Set(lesions.flatMap((lesion) => lesion.segments))].sort();
  const uncertain = (["disappeared", "indeterminate"] as const).flatMap((status) => {
    const count = lesions.filter((lesion) => lesion.status === status).length;
    return count > 0 ? [`${count} ${status}`] : [];
  });
  const what = `${formatCount(lesions.length, "lesion")} in the liver${uncertain.length > 0 ? ` (${enumerate(uncertain)})` : ""}`;
  const place = segments.length > 0 ? `, ${segmentPhrase(segments)}` : "";
  return `${what}, the largest ${formatMm(largestMm)}${place}`;
}

function primaryText(patient: PatientFile | undefined, lead: PlanEntry | undefined): string {
  const primary = patient?.primary;
  if (primary?.site === undefined) return "site of the primary not stated";
  const { site, side, tStage, nodePositive, inPlace, resectedOn, symptoms = [] } = primary;
  const facts = [
    ...(side ? [side] : []),
    ...(tStage ? [tStage] : []),
    ...(nodePositive === undefined ? [] : [nodePositive ? "node-positive" : "node-negative"]),
    ...(inPlace === undefined ? [] : [inPlace ? "in place" : `resected${resectedOn ? ` ${resectedOn}` : ""}`]),
    ...symptoms,
  ];
  const time = lead?.findings.find(({ rule, kind }) => rule === "RES-EAHPBA-2023" && kind === "known")?.group;
  return `primary ${site}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}${time ? `, ${time}` : ""}`;
}

function outsideText(patient: PatientFile | undefined): string {
  const sites = patient?.metastases?.extrahepatic;
  if (sites === undefined) return "outside the liver not stated";
  if (sites.length === 0) return "none outside the liver";
  return `outside the liver: ${enumerate(sites.map(({ site, lesions }) => (lesions === undefined ? site : `${site} (${lesions})`)))}`;
}

function biologyText(patient: PatientFile | undefined): string | undefined {
  const { kras, nras, braf, msi, ceaUgPerL } = patient?.biology ?? {};
  const gene = (name: string, state: string | undefined) =>
    state === undefined || state === "unknown" ? [] : [`${name} ${state}`];
  const facts = [
    ...gene("KRAS", kras),
    ...gene("NRAS", nras),
    ...gene("BRAF", braf),
    ...(msi === undefined || msi === "unknown" ? [] : [msi === "high" ? "MSI-high" : "microsatellite stable"]),
    ...(ceaUgPerL === undefined ? [] : [`CEA ${ceaUgPerL}\u00a0µg/L`]),
  ];
  return facts.length > 0 ? facts.join(", ") : undefined;
}

function chemotherapyText(lines: PatientFile["chemotherapy"]): string {
  if (lines === undefined) return "chemotherapy not stated";
  if (lines.length === 0) return "no chemotherapy";
  const told = lines.map(({ regimen, cycles, weeks, lastOn, bevacizumab, response }) => {
    const facts = [
      ...(cycles === undefined ? [] : [formatCount(cycles, "cycle")]),
      ...(weeks === undefined ? [] : [formatCount(weeks, "week")]),
      ...(bevacizumab ? ["with bevacizumab"] : []),
      ...(lastOn === undefined ? [] : [`last ${lastOn}`]),
      ...(response === undefined || response === "unknown"
        ? []
        : [response === "stable" ? "stable disease" : response === "progression" ? response : `${response} response`]),
    ];
    return `${regimen}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}`;
  });
  return `chemotherapy ${told.join(", then ")}`;
}
