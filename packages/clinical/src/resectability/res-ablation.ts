import { type AnyFinding, type GroupOutcome, notApplicable, type Rule, stated, unknown } from "../finding.ts";
import { notColorectal } from "../prognosis/metastatic-disease.ts";
import { type Criterion, failed, lackingFor, whether } from "./criteria.ts";
import type { PlannedDisease, PlannedLesion } from "./planned-disease.ts";
import { notBeyondResection } from "./res-3class.ts";
import { sphereMl } from "./res-margin.ts";

export const RES_ABLATION: Rule = {
  id: "RES-ABLATION",
  source: {
    authors: "van der Lei S et al. (COLLISION)",
    year: 2025,
    where: "Lancet Oncol 26:187",
    doi: "10.1016/S1470-2045(24)00660-0",
    locator:
      "eligible: at most 10 metastases, all of at most 3 cm, none outside the liver, ECOG 0 to 2, resectable and ablatable",
  },
  verification: "V2",
  population: "148 and 148 patients with colorectal metastases of at most 3 cm",
};

const MOST_LESIONS = 10;
const LARGEST_MM = 30;
const LEAST_MARGIN_MM = 5;
const INTENDED_MARGIN_MM = 10;
/** Deeper than the widest wanted margin a wedge costs more liver than the lesion is worth. Derived, not published. */
const DEEP_MM = 10;
/** No distance was read anywhere: within it a person is asked to look. */
const REVIEW_NEAR_DUCTS_MM = 10;

/** Whether ablation is an evidence-based alternative, and for which lesions. */
export function ablationAlternative(disease: PlannedDisease): AnyFinding {
  const refused = notColorectal(disease);
  if (refused !== undefined) return notApplicable(RES_ABLATION, refused);
  const criteria = eligibility(disease);
  const against = failed(criteria);
  if (against.length > 0)
    return stated(RES_ABLATION, { group: "outside COLLISION", because: `not fulfilled: ${against.join("; ")}` });
  const missing = lackingFor(criteria);
  if (missing.length > 0) return unknown(RES_ABLATION, missing);
  return stated(RES_ABLATION, {
    group: "ablation is an evidence-based alternative",
    because: lesionAdvice(disease.lesions),
    outcomes: OUTCOMES,
    cautions: CAUTIONS,
  });
}

function eligibility(disease: PlannedDisease): Criterion[] {
  const { lesionCount, largestMm, extrahepatic, ecog } = disease;
  return [
    {
      name: `at most ${MOST_LESIONS} metastases`,
      holds: whether(lesionCount, (count) => count <= MOST_LESIONS),
      paths: ["metastases.count"],
    },
    { name: "all of at most 3 cm", holds: whether(largestMm, (mm) => mm <= LARGEST_MM), paths: ["metastases.largestMm"] },
    {
      name: "no disease outside the liver",
      holds: whether(extrahepatic, (sites) => sites.length === 0),
      paths: ["metastases.extrahepatic"],
    },
    { name: "ECOG 0 to 2", holds: whether(ecog, (grade) => grade <= 2), paths: ["reserve.ecog"] },
    notBeyondResection(disease),
  ];
}

function lesionAdvice(lesions: readonly PlannedLesion[] | undefined): string {
  if (lesions === undefined || lesions.length === 0) return "as to number, size and spread; where the lesions lie was not judged";
  return lesions.map((lesion) => `${lesion.id}: ${[depth(lesion), ducts(lesion), zone(lesion)].join(", ")}`).join("; ");
}

function depth({ capsuleDistanceMm }: PlannedLesion): string {
  if (capsuleDistanceMm === undefined) return "depth not known";
  return capsuleDistanceMm >= DEEP_MM ? "deep" : "near the capsule";
}

function ducts({ hilumDistanceMm }: PlannedLesion): string {
  if (hilumDistanceMm === undefined) return "distance to the central ducts not known";
  return hilumDistanceMm <= REVIEW_NEAR_DUCTS_MM ? "near the central ducts: to be reviewed" : "away from the central ducts";
}

function zone({ largestMm }: PlannedLesion): string {
  const { diameterMm, volumeMl } = ablationZone(largestMm, LEAST_MARGIN_MM);
  return `a zone of at least ${diameterMm.toFixed(0)} mm (${volumeMl.toFixed(1)} mL), ${(largestMm + 2 * INTENDED_MARGIN_MM).toFixed(0)} mm intended`;
}

/** The sphere that burns a round lesion with a margin around it. */
export function ablationZone(lesionMm: number, marginMm: number): { readonly diameterMm: number; readonly volumeMl: number } {
  const diameterMm = lesionMm + 2 * marginMm;
  return { diameterMm, volumeMl: sphereMl(diameterMm) };
}

const CAUTIONS = [
  "overall survival hazard ratio 1.05; in the abstract for ASCO 2024 1.042 (0.689 to 1.576), p 0.846",
  "local control hazard ratio 0.13 as reported: few events and a wide interval, not to be taken as significant",
  "stopped early after a median of 28.9 months",
  `a margin of ${LEAST_MARGIN_MM} mm around the lesion is required; ${INTENDED_MARGIN_MM} mm intended is not confirmed`,
  "beside vessels over 3 mm heat is carried away; in pigs with radiofrequency, not with microwaves",
] as const;

const TRIAL = { basis: "observed", unit: "fraction", patients: 148, source: "COLLISION (2025)", verification: "V1" } as const;
/** Said of all 296 patients in a press release of the trial's hospital. */
const RELEASE = { ...TRIAL, source: "Amsterdam UMC on COLLISION", verification: "V2" } as const;

const OUTCOMES: readonly GroupOutcome[] = [
  { ...TRIAL, group: "ablation", outcome: "serious adverse events", value: 0.07 },
  { ...TRIAL, group: "resection", outcome: "serious adverse events", value: 0.2 },
  { ...RELEASE, group: "ablation", outcome: "death from treatment", value: 0 },
  { ...RELEASE, group: "resection", outcome: "death from treatment", value: 0.021 },
];
