import { type Finding, type GroupOutcome, known, type Rule, unknown } from "../finding.ts";
import { rasMutant } from "../prognosis/metastatic-disease.ts";
import type { PlannedDisease } from "./planned-disease.ts";

export const RES_MARGIN: Rule = {
  id: "RES-MARGIN",
  source: {
    authors: "Viganò L et al.",
    year: 2016,
    where: "Ann Surg Oncol",
    doi: "10.1245/s10434-015-5009-y",
    locator: "R0 from 1 mm; detachment from a vessel is not the same as a cut through tumour-free liver below 1 mm",
  },
  verification: "V1",
  population: "226 patients with resected colorectal metastases",
};

/** From this microscopic margin a resection is called R0. */
export const LEAST_R0_MM = 1;
const WANTED_MM = 10;
const FORCED_MM = 5;

/** What the margins of a plan are called. What pathology finds is another matter. */
export type MarginClass = "R0 planned" | "R0 not predictable" | "R1 vascular planned" | "R1 parenchymal planned";

/** Undefined where the margin to liver is not known; an absent vascular margin means that no vessel is near. */
export function marginClass(disease: PlannedDisease): MarginClass | undefined {
  const { leastParenchymalMarginMm, leastVascularMarginMm, marginsPredictable } = disease;
  if (leastParenchymalMarginMm === undefined) return undefined;
  if (leastParenchymalMarginMm < LEAST_R0_MM) return "R1 parenchymal planned";
  if (leastVascularMarginMm !== undefined && leastVascularMarginMm < LEAST_R0_MM) return "R1 vascular planned";
  return marginsPredictable === false ? "R0 not predictable" : "R0 planned";
}

/** The class of a plan's least margin, in millimetres of the narrower of the two. */
export function plannedMargin(disease: PlannedDisease): Finding {
  const { leastParenchymalMarginMm: parenchymalMm, leastVascularMarginMm: vascularMm } = disease;
  const group = marginClass(disease);
  if (parenchymalMm === undefined || group === undefined) return unknown(RES_MARGIN, ["margins[].parenchymalMm"]);
  return known(RES_MARGIN, {
    value: vascularMm === undefined ? parenchymalMm : Math.min(parenchymalMm, vascularMm),
    unit: "mm",
    group,
    severity: SEVERITY[group],
    because: `${parenchymalMm.toFixed(1)} mm to liver that stays${vascularMm === undefined ? "" : `, ${vascularMm.toFixed(1)} mm to a vessel that stays`}; ${target(parenchymalMm)}`,
    outcomes: OUTCOMES,
    cautions: [
      ...(group === "R1 vascular planned" ? [DETACHMENT] : []),
      ...rasCaution(disease),
      "contrary: in 345 patients of Bern and Berlin recurrence at the margin was unrelated to R1",
    ],
  });
}

const SEVERITY = {
  "R0 planned": "info",
  "R0 not predictable": "caution",
  "R1 vascular planned": "caution",
  "R1 parenchymal planned": "warning",
} as const;

const DETACHMENT = "a planned detachment from a vessel is for a person to confirm";

function target(parenchymalMm: number): string {
  if (parenchymalMm >= WANTED_MM) return `${WANTED_MM} mm are wanted`;
  if (parenchymalMm >= FORCED_MM)
    return `below the ${WANTED_MM} mm wanted: for vessels or the remnant's sake ${FORCED_MM} mm are planned`;
  if (parenchymalMm >= LEAST_R0_MM)
    return `below the ${FORCED_MM} mm planned where vessels or the remnant force it; ${LEAST_R0_MM} mm is the least`;
  return `below the ${LEAST_R0_MM} mm of R0; less only after a good response to chemotherapy`;
}

function rasCaution(disease: PlannedDisease): string[] {
  const { holds, paths } = rasMutant(disease);
  if (holds === true) return ["RAS mutant: wider margins may matter (unverified)"];
  return holds === undefined
    ? [`RAS status is not known (${paths.join(", ")}): wider margins may matter if mutant (unverified)`]
    : [];
}

const VIGANO = {
  outcome: "recurrence at the margin, per patient",
  basis: "observed",
  unit: "fraction",
  source: "Viganò L et al. (2016), 226 patients in all",
  verification: "V1",
} as const;
const ANGELSEN = {
  outcome: "5-year overall survival",
  basis: "observed",
  unit: "fraction",
  source: "Angelsen et al. (2014), 253 patients in all",
  verification: "V1",
} as const;

const OUTCOMES: readonly GroupOutcome[] = [
  { ...VIGANO, group: "R0", value: 0.053 },
  { ...VIGANO, group: "R1 vascular", value: 0.043 },
  { ...VIGANO, group: "R1 parenchymal", value: 0.196 },
  { ...ANGELSEN, group: "R0", value: 0.425 },
  { ...ANGELSEN, group: "R1", value: 0.161 },
];

/** Liver that a margin around a spherical lesion costs beside the lesion itself. */
export function marginShellMl(lesionMm: number, marginMm: number): number {
  return sphereMl(lesionMm + 2 * marginMm) - sphereMl(lesionMm);
}

/** @throws RangeError unless the diameter is 0 or more */
export function sphereMl(diameterMm: number): number {
  if (!(diameterMm >= 0)) throw new RangeError(`diameterMm is ${diameterMm}, expected 0 or more`);
  return (Math.PI * diameterMm ** 3) / 6000;
}
