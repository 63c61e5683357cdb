import { type AnyFinding, type GroupOutcome, notApplicable, type Rule, stated } from "../finding.ts";
import { type ChemotherapyFacts, notColorectalPrimary } from "./chemotherapy-facts.ts";

export const CHEMO_EPOC: Rule = {
  id: "CHEMO-EPOC",
  source: {
    authors: "Nordlinger B et al. (EORTC 40983)",
    year: 2008,
    where: "Lancet",
    doi: "10.1016/S0140-6736(08)60455-9",
    locator: "FOLFOX4, 6 cycles before and 6 after surgery, against surgery alone; survival: PMID 24120480",
  },
  verification: "V1",
  population: "364 patients with at most 4 resectable colorectal metastases",
  reservation: "display only: chemotherapy around the operation is an option, not a precondition",
};

const MOST_LESIONS = 4;

/** What chemotherapy around the operation did in the trial, as literature. */
export function perioperativeChemotherapy(facts: ChemotherapyFacts): AnyFinding {
  const refused = notColorectalPrimary(facts);
  if (refused !== undefined) return notApplicable(CHEMO_EPOC, refused);
  const { lesionCount } = facts;
  return stated(CHEMO_EPOC, {
    because:
      "longer without progression, not significantly as randomised (hazard ratio 0.79, 0.62 to 1.02, p 0.058); survival did not differ (0.88, 0.68 to 1.14, p 0.34)",
    outcomes: OUTCOMES,
    cautions: [
      ...(lesionCount !== undefined && lesionCount > MOST_LESIONS
        ? [`${lesionCount} metastases: the trial took patients with at most ${MOST_LESIONS}`]
        : []),
      "before and after against after alone: no difference shown (hazard ratio 0.85, 0.62 to 1.16; PMC6773651)",
      "cetuximab around the operation was harmful (New EPOC, read in a secondary text)",
    ],
  });
}

const TRIAL = { basis: "observed", unit: "fraction", verification: "V1" } as const;
const PROGRESSION = { ...TRIAL, outcome: "3-year progression-free survival", source: "EORTC 40983 (2008)" } as const;
const DEATHS = { ...TRIAL, outcome: "dead after a median of 8.5 years", source: "EORTC 40983, PMID 24120480" } as const;

const OUTCOMES: readonly GroupOutcome[] = [
  { ...PROGRESSION, group: "chemotherapy and surgery", value: 0.354 },
  { ...PROGRESSION, group: "surgery alone", value: 0.281 },
  { ...DEATHS, group: "chemotherapy and surgery (107)", value: 0.59 },
  { ...DEATHS, group: "surgery alone (114)", value: 0.63 },
];
