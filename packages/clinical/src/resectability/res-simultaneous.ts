import { type AnyFinding, notApplicable, type Rule, stated, unknown } from "../finding.ts";
import type { PlannedDisease } from "./planned-disease.ts";

export const RES_SIMULTANEOUS: Rule = {
  id: "RES-SIMULTANEOUS",
  source: {
    authors: "review",
    year: 2021,
    where: "Oncol Ther",
    doi: "10.1007/s40487-021-00148-2",
    locator:
      "no major hepatectomy together with a major colorectal resection; Medicare patients: hazard ratio of death within 90 days 2.46 (1.89 to 3.20) where both were done at once",
  },
  verification: "V1",
  population: "colorectal metastases of the liver; Medicare patients",
};

/** Warns of a major hepatectomy together with a major operation on the bowel. */
export function simultaneousResection(disease: PlannedDisease): AnyFinding {
  const { primaryInPlace, simultaneousBowel, majorHepatectomy, bowelOperation } = disease;
  if (primaryInPlace === false) return notApplicable(RES_SIMULTANEOUS, "the primary is already removed");
  if (simultaneousBowel === false) return notApplicable(RES_SIMULTANEOUS, "bowel and liver are not operated on together");
  if (simultaneousBowel === undefined) return unknown(RES_SIMULTANEOUS, ["primary.simultaneousResection"]);
  if (majorHepatectomy === false || bowelOperation === "minor")
    return stated(RES_SIMULTANEOUS, {
      group: "not both major",
      severity: "caution",
      because: "bowel and liver in one operation, at most one of them major",
      cautions: [MORTALITY],
    });
  if (majorHepatectomy === undefined) return unknown(RES_SIMULTANEOUS, ["majorHepatectomy"], "caution");
  if (bowelOperation === undefined) return unknown(RES_SIMULTANEOUS, ["primary.operationExtent"], "caution");
  return stated(RES_SIMULTANEOUS, {
    group: "both major",
    severity: "warning",
    because: "a major hepatectomy and a major operation on the bowel in one sitting are to be avoided",
    cautions: [MORTALITY],
  });
}

const MORTALITY = "observed, not adjusted for everything: in Medicare patients twice to three times as many died within 90 days";
