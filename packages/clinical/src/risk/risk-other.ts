import { type GroupOutcome, type Rule, type StatedFinding, stated } from "../finding.ts";

export const RISK_OTHER: Rule = {
  id: "RISK-OTHER",
  source: { authors: "reviews and series of hepatectomy", where: "Heidelberg, PubMed 30107885; Hyder O et al. (2013)" },
  verification: "V1",
  population: "hepatectomies of all kinds",
  reservation: "display only: what is common, for text; nothing is computed from it for this patient",
};

/** How often resections of the liver harm, in published series. */
export function operationRates(): StatedFinding {
  return stated(RISK_OTHER, {
    because: "deaths of 1.4 to 5.3 % and complications of 18 to 32 % are published; what is resected matters most",
    cautions: ["ranges as read in reviews (V2)"],
    outcomes: RATES,
  });
}

const SEEN = { group: "all hepatectomies", basis: "observed", unit: "fraction", verification: "V1" } as const;
const HEIDELBERG = { ...SEEN, patients: 1796, source: "PubMed 30107885 (2018)" } as const;
const HYDER = { ...SEEN, patients: 2056, source: "Hyder O et al. (2013)" } as const;

const RATES: readonly GroupOutcome[] = [
  { ...HEIDELBERG, outcome: "death within 30 days", value: 0.03 },
  { ...HEIDELBERG, outcome: "death within 90 days", value: 0.045 },
  { ...HYDER, outcome: "death", value: 0.02 },
  { ...HYDER, outcome: "complications", value: 0.19 },
];
