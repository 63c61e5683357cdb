import { progressedOnLastLine } from "../chemotherapy/chemotherapy-line.ts";
import { NCR_ADAM, otherPrimaryAdvice } from "../other-primary/ncr-adam.ts";
import { rasMutant } from "../prognosis/metastatic-disease.ts";
import type { ExtrahepaticDisease } from "../resectability/planned-disease.ts";
import { NUMEROUS } from "../resectability/res-3class.ts";
import { RES_AB } from "../resectability/res-ab.ts";
import { type Axis, axis, type FiredRule, fired } from "./fired-rule.ts";
import { MSI_HIGH } from "./msi-high.ts";
import { RES_RULESET } from "./ruleset.ts";
import type { SuitabilityFacts } from "./suitability-facts.ts";

/** What the disease is like beyond the question whether it can be cut out. */
export function oncologicalAxis(facts: SuitabilityFacts): Axis {
  const { extrahepatic, lesionCount, primarySite } = facts;
  const rules = [...primary(facts), ...outsideTheLiver(extrahepatic ?? []), ...burden(facts), ...biology(facts)];
  return axis("oncological", rules, [
    ...(primarySite === undefined ? ["primary.site"] : []),
    ...(extrahepatic === undefined ? ["metastases.extrahepatic"] : []),
    ...(lesionCount === undefined ? ["metastases.count"] : []),
  ]);
}

function primary({ primarySite }: SuitabilityFacts): FiredRule[] {
  const advice = otherPrimaryAdvice(primarySite);
  if (advice === undefined) return [];
  return [
    advice === "case by case"
      ? fired(NCR_ADAM, "complex", `the primary (${primarySite}) is not colorectal: surgery is exceptional and case by case`)
      : fired(NCR_ADAM, "against", `for this primary (${primarySite}) systemic treatment usually comes first`),
  ];
}

function outsideTheLiver(sites: readonly ExtrahepaticDisease[]): FiredRule[] {
  const rules = sites.map((one) => site(one));
  const isSpread = new Set(sites.map((one) => one.site)).size > 1 && sites.some(({ resectable }) => resectable !== true);
  return isSpread ? [...rules, fired(RES_RULESET, "against", "disease outside the liver at several sites")] : rules;
}

/** Disease that somebody judged resectable excludes nobody; the meeting weighs it. */
function site({ site, lesions, resectable }: ExtrahepaticDisease): FiredRule {
  if (resectable === true) return fired(RES_RULESET, "complex", `${site}: resectable, so no exclusion by itself`);
  if (resectable === false) return fired(RES_RULESET, "against", `${site}: cannot be removed`);
  if (site === "bone" || site === "peritoneum") return fired(RES_RULESET, "against", `${site}: spread there`);
  if (site === "lung" && lesions !== undefined && lesions > 1)
    return fired(RES_RULESET, "against", `lung: ${lesions} deposits, and nobody judged them resectable`);
  return fired(RES_RULESET, "complex", `${site}: whether it is resectable is not known`);
}

function burden({ lesionCount, chemotherapy }: SuitabilityFacts): FiredRule[] {
  return [
    ...(lesionCount !== undefined && lesionCount >= NUMEROUS
      ? [fired(RES_AB, "complex", `${lesionCount} metastases (${NUMEROUS} or more); a number alone excludes nobody`)]
      : []),
    ...(progressedOnLastLine(chemotherapy) === true
      ? [fired(RES_AB, "complex", "progression during the last chemotherapy")]
      : []),
  ];
}

/** RAS, CEA and the interval are told, and weigh nothing: they are what risk scores are made of. */
function biology(facts: SuitabilityFacts): FiredRule[] {
  const { braf, msi, ceaUgPerL, diseaseFreeIntervalMonths } = facts;
  return [
    ...(braf === "mutant" ? [fired(RES_RULESET, "complex", "BRAF mutant")] : []),
    ...(msi === "high" ? [fired(MSI_HIGH, "complex", "MSI-high: immunotherapy is to be discussed before surgery")] : []),
    ...(rasMutant(facts).holds === true ? [fired(RES_RULESET, "noted", "RAS mutant")] : []),
    ...(ceaUgPerL !== undefined && ceaUgPerL > 200 ? [fired(RES_RULESET, "noted", "CEA over 200 µg/L")] : []),
    ...(diseaseFreeIntervalMonths !== undefined && diseaseFreeIntervalMonths < 12
      ? [fired(RES_RULESET, "noted", "disease-free for under 12 months")]
      : []),
  ];
}
