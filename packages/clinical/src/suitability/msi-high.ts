import { type AnyFinding, notApplicable, type Rule, stated, unknown } from "../finding.ts";
import { notColorectal } from "../prognosis/metastatic-disease.ts";
import type { SuitabilityFacts } from "./suitability-facts.ts";

export const MSI_HIGH: Rule = {
  id: "MSI-HIGH",
  source: {
    authors: "Diaz LA Jr et al. (KEYNOTE-177)",
    year: 2022,
    where: "Lancet Oncol 23:659",
    doi: "10.1016/S1470-2045(22)00197-8",
    locator: "pembrolizumab against chemotherapy as first line: median progression-free survival 16.5 against 8.2 months",
  },
  verification: "V2",
  population: "307 patients with metastatic colorectal cancer, MSI-high or mismatch-repair deficient, not treated before",
};

/** Prompts a discussion of immunotherapy where the tumour is MSI-high. */
export function immunotherapyPrompt(facts: SuitabilityFacts): AnyFinding {
  const refused = notColorectal(facts);
  if (refused !== undefined) return notApplicable(MSI_HIGH, refused);
  if (facts.msi === undefined || facts.msi === "unknown") return unknown(MSI_HIGH, ["biology.msi"]);
  if (facts.msi === "stable") return notApplicable(MSI_HIGH, "the tumour is microsatellite stable");
  return stated(MSI_HIGH, {
    group: "discuss immunotherapy",
    severity: "warning",
    because: "MSI-high: immunotherapy is to be discussed before an operation is planned",
    cautions: ["the trial compared it with chemotherapy, not with surgery; overall survival did not differ significantly"],
  });
}
