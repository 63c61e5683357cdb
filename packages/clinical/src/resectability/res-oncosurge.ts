import { type AnyFinding, notApplicable, type Rule, stated } from "../finding.ts";
import { notColorectal } from "../prognosis/metastatic-disease.ts";
import type { PlannedDisease } from "./planned-disease.ts";

const DISPLAY_ONLY = "display only: literature; nothing is decided by it";

export const RES_ONCOSURGE: Rule = {
  id: "RES-ONCOSURGE",
  source: {
    authors: "Poston GJ et al.",
    year: 2005,
    where: "J Clin Oncol 23:7125",
    locator: "absolute contraindications; the limits of 70 %, 6 segments and all veins are confirmed in PMC8870224",
  },
  verification: "V3",
  population: "colorectal metastases of the liver",
  reservation: DISPLAY_ONLY,
};

export const RES_NCCN: Rule = {
  id: "RES-NCCN",
  source: { authors: "NCCN", where: "guideline on colon cancer", locator: "principles of resection of metastases" },
  verification: "V3",
  population: "colorectal metastases of the liver",
  reservation: DISPLAY_ONLY,
};

/** What OncoSurge names as absolute contraindications, as literature. */
export function oncoSurge(disease: PlannedDisease): AnyFinding {
  return literature(
    RES_ONCOSURGE,
    disease,
    "named as absolute: disease outside the liver that cannot be removed, more than 70 % of the liver or more than 6 segments, all hepatic veins involved, liver failure, unfit for the operation",
  );
}

/** What NCCN asks of a resection, as literature. */
export function nccn(disease: PlannedDisease): AnyFinding {
  return literature(
    RES_NCCN,
    disease,
    "a complete resection has to be feasible with an adequate remnant; debulking is not recommended; to be looked at again every 2 months",
  );
}

function literature(rule: Rule, disease: PlannedDisease, because: string): AnyFinding {
  const refused = notColorectal(disease);
  return refused === undefined ? stated(rule, { because }) : notApplicable(rule, refused);
}
