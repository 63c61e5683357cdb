import type { Rule } from "../finding.ts";

/** The product's own conjunction of published rules and of stated policy. */
export const RES_RULESET: Rule = {
  id: "RES-RULESET",
  source: {
    authors: "technical, oncological and patient's criteria together",
    where: "HPB (2013), PMC3719914; Cancers 14:1063 (2022), PMC8870224; Creasy JM et al., Surgery (2018)",
    locator:
      "usually not offered: spread to several sites in the lung, to bone or peritoneum, or too many deposits without enough liver to spare",
  },
  verification: "V2",
  population: "adults with metastases of the liver",
};
