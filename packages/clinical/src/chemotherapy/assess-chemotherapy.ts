import type { AnyFinding } from "../finding.ts";
import { perioperativeChemotherapy } from "./chemo-epoc.ts";
import { intervalAfterBevacizumab, intervalAfterChemotherapy } from "./chemo-interval.ts";
import { liverAfterChemotherapy } from "./chemo-liver.ts";
import type { ChemotherapyFacts } from "./chemotherapy-facts.ts";
import { disappearedMetastases } from "./dlm.ts";
import { morphologicResponse } from "./morphologic-response.ts";
import { recist } from "./recist.ts";

/**
 * Every rule on chemotherapy and response, in fixed order.
 *
 * @throws RangeError if a day is no calendar day, or a diameter is negative
 */
export function assessChemotherapy(facts: ChemotherapyFacts): AnyFinding[] {
  return [
    intervalAfterChemotherapy(facts),
    intervalAfterBevacizumab(facts),
    liverAfterChemotherapy(facts),
    disappearedMetastases(facts),
    recist(facts.measurements),
    morphologicResponse(facts),
    perioperativeChemotherapy(facts),
  ];
}
