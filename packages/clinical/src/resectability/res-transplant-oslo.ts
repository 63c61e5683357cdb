import { daysBetween, monthsLater } from "../calendar-day.ts";
import { lastResponsePath, progressedOnLastLine } from "../chemotherapy/chemotherapy-line.ts";
import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { ceaOver, largerThan } from "../prognosis/metastatic-disease.ts";
import { type Criterion, fulfilled, lackingFor } from "./criteria.ts";
import type { PlannedDisease } from "./planned-disease.ts";
import { notPrompted } from "./res-transplant.ts";

export const RES_TRANSPLANT_OSLO: Rule = {
  id: "RES-TRANSPLANT-OSLO",
  source: {
    authors: "Oslo group",
    where: "score before transplantation; World J Transplant 2025;15:104945, table 1",
    locator:
      "one point each: largest over 5.5 cm; progression on chemotherapy; CEA over 80 µg/L; under 2 years since the primary's resection",
  },
  verification: "V2",
  population: "patients transplanted for colorectal metastases",
};

const ACCEPTABLE_POINTS = 2;
const MOST_METABOLIC_ML = 70;

/** Points of the Oslo score, only where a referral for transplantation is prompted. The day of planning stands for that of transplantation. */
export function osloScore(disease: PlannedDisease): Finding {
  const excluded = notPrompted(disease);
  if (excluded !== undefined) return notApplicable(RES_TRANSPLANT_OSLO, excluded);
  const items = osloItems(disease);
  const missing = lackingFor(items);
  if (missing.length > 0) return unknown(RES_TRANSPLANT_OSLO, missing);
  const held = fulfilled(items);
  return known(RES_TRANSPLANT_OSLO, {
    value: held.length,
    unit: "points",
    group: held.length <= ACCEPTABLE_POINTS ? "0 to 2, acceptable" : "3 to 4",
    severity: held.length <= ACCEPTABLE_POINTS ? "info" : "warning",
    because: held.length === 0 ? "none of its items" : held.join("; "),
    outcomes: [
      {
        group: "3 to 4 points",
        outcome: "5-year overall survival",
        basis: "observed",
        value: 0.083,
        unit: "fraction",
        source: "Oslo group's site",
        verification: "V2",
      },
    ],
    cautions: ["CEA in µg/L, which is ng/mL; a table of 2025 prints µg/mL by mistake", metabolicVolume(disease)],
  });
}

function osloItems(disease: PlannedDisease): Criterion[] {
  return [
    largerThan(55, disease),
    {
      name: "progression on chemotherapy",
      holds: progressedOnLastLine(disease.chemotherapy),
      paths: [lastResponsePath(disease.chemotherapy)],
    },
    ceaOver(80, disease),
    soonAfterPrimary(disease),
  ];
}

function soonAfterPrimary({ primaryInPlace, primaryResectedOn, planningOn }: PlannedDisease): Criterion {
  const name = "under 2 years since the primary's resection";
  if (primaryInPlace === true) return { name, holds: true, paths: [] };
  if (primaryResectedOn === undefined) return { name, holds: undefined, paths: ["primary.resectedOn"] };
  if (planningOn === undefined) return { name, holds: undefined, paths: ["planning.on"] };
  return { name, holds: daysBetween(planningOn, monthsLater(primaryResectedOn, 24)) > 0, paths: [] };
}

function metabolicVolume({ petMetabolicVolumeMl }: PlannedDisease): string {
  if (petMetabolicVolumeMl === undefined)
    return `a metabolic tumour volume on PET under ${MOST_METABOLIC_ML} mL is wanted too; it is not known`;
  return `metabolic tumour volume on PET ${petMetabolicVolumeMl.toFixed(0)} mL: ${petMetabolicVolumeMl < MOST_METABOLIC_ML ? "under" : "not under"} the ${MOST_METABOLIC_ML} mL wanted`;
}
