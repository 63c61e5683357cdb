import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { childhood } from "../volume/surface-formula.ts";
import { FIBROSIS_TRIGGER } from "./fun-apri.ts";
import { type LiverFunction, lackingFunction } from "./liver-function.ts";

export const FUN_FIB4: Rule = {
  id: "FUN-FIB4",
  source: {
    authors: "Sterling RK et al.",
    year: 2006,
    where: "FIB-4",
    readIn: "PMC3286137, table 1; cut-offs in BMC Endocr Disord 2025, table 2",
  },
  verification: "V2",
  population: "chronic hepatitis and fatty liver",
};

/** From the first on one should look closer, at every age; above the second advanced fibrosis is likely. */
const CUT_OFFS = [1.3, 2.67] as const;
/** Some ask from 65 years on for 2.0; the reference keeps 1.3 as the trigger because it misses less. */
const OLD_AGE = { years: 65, cutOff: 2 } as const;

/** `age · AST / (platelets 10⁹/L · √ALT)`. */
export function fib4(facts: LiverFunction): Finding {
  const tooYoung = childhood(facts);
  if (tooYoung !== undefined) return notApplicable(FUN_FIB4, tooYoung);
  const missing = lackingFunction(facts, ["ageYears", "astUPerL", "altUPerL", "platelets1e9PerL"]);
  if (missing.length > 0) return unknown(FUN_FIB4, missing);
  const value = (facts.ageYears! * facts.astUPerL!) / (facts.platelets1e9PerL! * Math.sqrt(facts.altUPerL!));
  const [trigger, high] = CUT_OFFS;
  return known(FUN_FIB4, {
    value,
    unit: "score",
    group: value < trigger ? "low" : value <= high ? "indeterminate" : "high",
    severity: value < trigger ? "info" : "caution",
    cautions: [
      FIBROSIS_TRIGGER,
      "cut-offs of fatty liver disease, not of colorectal metastases",
      ...oldAge(facts.ageYears!, value),
    ],
  });
}

function oldAge(ageYears: number, value: number): string[] {
  if (ageYears < OLD_AGE.years || value < CUT_OFFS[0] || value >= OLD_AGE.cutOff) return [];
  return [
    `under ${OLD_AGE.cutOff.toFixed(1)}, which some use from ${OLD_AGE.years} years on (negative predictive value 83 % against 100 % for 1.3)`,
  ];
}
