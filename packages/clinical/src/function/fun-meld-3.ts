import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { boundedMeldInputs, lackingMeld, MELD_CAUTIONS, roundedPoints } from "./fun-meld.ts";
import { sodiumDeficitMmolPerL } from "./fun-meld-na.ts";
import { ALBUMIN_G_PER_L_OF_G_PER_DL } from "./laboratory-units.ts";
import { type LiverFunction, lackingFunction } from "./liver-function.ts";

export const FUN_MELD_3: Rule = {
  id: "FUN-MELD-3.0",
  source: {
    authors: "Kim WR et al.",
    year: 2021,
    where: "Gastroenterology 161:1887",
    doi: "10.1053/j.gastro.2021.08.050",
    readIn: "SAS macro by Lopez R that quotes OPTN policy 9.1.D",
  },
  verification: "V2",
  population: "candidates for liver transplantation",
};

const LEAST_YEARS = 12;
const ADULT_YEARS = 18;
/** Not the 4.0 of MELD: confusing them is a classic mistake. */
const HIGHEST_CREATININE_MG_PER_DL = 3;
const ALBUMIN_G_PER_DL = [1.5, 3.5] as const;
const RANGE = [6, 40] as const;
/** In adolescents in place of the 6 of adults and of the term for women. */
const ADOLESCENT_CONSTANT = 7.33;

/** MELD 3.0, 6 to 40 whole points, from sex, bilirubin, INR, creatinine, sodium and albumin. */
export function meld3(facts: LiverFunction): Finding {
  const { ageYears } = facts;
  if (ageYears !== undefined && ageYears < LEAST_YEARS)
    return notApplicable(FUN_MELD_3, `made for ${LEAST_YEARS} years and over; the patient is ${ageYears} years old`);
  const isAdolescent = ageYears !== undefined && ageYears < ADULT_YEARS;
  const needed = isAdolescent
    ? (["sodiumMmolPerL", "albuminGPerL"] as const)
    : (["sodiumMmolPerL", "albuminGPerL", "sex"] as const);
  const missing = [...lackingMeld(facts), ...lackingFunction(facts, needed)];
  if (missing.length > 0) return unknown(FUN_MELD_3, missing);
  const constant = isAdolescent ? ADOLESCENT_CONSTANT : 6 + (facts.sex === "female" ? 1.33 : 0);
  const asAdult = ageYears === undefined ? ["ageYears is not known: computed as for an adult"] : [];
  const score = Math.min(RANGE[1], Math.max(RANGE[0], constant + laboratoryPoints(facts)));
  return known(FUN_MELD_3, { ...roundedPoints(score), cautions: [...MELD_CAUTIONS, ...asAdult] });
}

function laboratoryPoints(facts: LiverFunction): number {
  const { bilirubin, inr, creatinine } = boundedMeldInputs(facts, HIGHEST_CREATININE_MG_PER_DL);
  const sodiumDeficit = sodiumDeficitMmolPerL(facts.sodiumMmolPerL!);
  const [lowest, highest] = ALBUMIN_G_PER_DL;
  const albumin = Math.min(highest, Math.max(lowest, facts.albuminGPerL! / ALBUMIN_G_PER_L_OF_G_PER_DL));
  return (
    4.56 * Math.log(bilirubin) +
    0.82 * sodiumDeficit -
    0.24 * sodiumDeficit * Math.log(bilirubin) +
    9.09 * Math.log(inr) +
    11.14 * Math.log(creatinine) +
    1.85 * (highest - albumin) -
    1.83 * (highest - albumin) * Math.log(creatinine)
  );
}
