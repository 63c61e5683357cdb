import { type AnyFinding, type GroupOutcome, notApplicable, type Rule, stated, unknown } from "../finding.ts";
import type { ChemotherapyFacts } from "./chemotherapy-facts.ts";

export const MORPHOLOGIC_RESPONSE: Rule = {
  id: "MORPHOLOGIC-RESPONSE",
  source: {
    authors: "Chun YS et al.",
    year: 2009,
    where: "JAMA 302:2338",
    locator: "from heterogeneous with ill-defined margins to homogeneous with sharp borders",
    readIn: "news digests",
  },
  verification: "V2",
  population: "colorectal metastases treated with bevacizumab",
  reservation: "display only: read by a person from the images, never computed",
};

/** What a person entered on how the lesions look after the last chemotherapy. */
export function morphologicResponse({ chemotherapy }: ChemotherapyFacts): AnyFinding {
  if (chemotherapy === undefined) return unknown(MORPHOLOGIC_RESPONSE, ["chemotherapy"]);
  const last = chemotherapy.at(-1);
  if (last === undefined) return notApplicable(MORPHOLOGIC_RESPONSE, "no chemotherapy was given");
  if (last.morphologicResponse === undefined)
    return unknown(MORPHOLOGIC_RESPONSE, [`chemotherapy[${chemotherapy.length - 1}].morphologicResponse`]);
  return stated(MORPHOLOGIC_RESPONSE, {
    group: last.morphologicResponse,
    because: "as a person read it",
    outcomes: OUTCOMES,
    cautions: ["with bevacizumab it tells more than RECIST (PMC3719914)"],
  });
}

const RESIDUAL = {
  outcome: "median residual tumour",
  basis: "observed",
  unit: "fraction",
  source: "Chun YS et al. (2009), as read in news digests",
  verification: "V2",
} as const;

const OUTCOMES: readonly GroupOutcome[] = [
  { ...RESIDUAL, group: "optimal", value: 0.2 },
  { ...RESIDUAL, group: "incomplete", value: 0.5 },
  { ...RESIDUAL, group: "none", value: 0.7 },
];
