import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { childhood } from "../volume/surface-formula.ts";
import { type LiverFunction, lackingFunction } from "./liver-function.ts";

export const FUN_APRI: Rule = {
  id: "FUN-APRI",
  source: {
    authors: "Wai CT et al.",
    year: 2003,
    where: "APRI",
    readIn: "PMC3286137, table 1; cut-offs in BMC Endocr Disord 2025, table 2",
  },
  verification: "V2",
  population: "chronic hepatitis and fatty liver",
};

/** Up to the first nothing speaks for fibrosis; above the second something does. */
const CUT_OFFS = [0.5, 1.5] as const;

/** What a raised index asks for; it diagnoses nothing. */
export const FIBROSIS_TRIGGER =
  "a reason to measure stiffness and spleen and to consider a biopsy, no diagnosis: after oxaliplatin a rising index may mean sinusoidal obstruction";

/** `100 · (AST / upper limit) / platelets 10⁹/L`. */
export function apri(facts: LiverFunction): Finding {
  const tooYoung = childhood(facts);
  if (tooYoung !== undefined) return notApplicable(FUN_APRI, tooYoung);
  const missing = lackingApri(facts);
  if (missing.length > 0) return unknown(FUN_APRI, missing);
  const value = apriIndex(facts);
  const [low, high] = CUT_OFFS;
  return known(FUN_APRI, {
    value,
    unit: "score",
    group: value <= low ? "low" : value <= high ? "indeterminate" : "high",
    severity: value > high ? "caution" : "info",
    cautions: [FIBROSIS_TRIGGER, "cut-offs of chronic liver disease, not of colorectal metastases"],
  });
}

export function lackingApri(facts: LiverFunction): string[] {
  return lackingFunction(facts, ["astUPerL", "astUpperLimitUPerL", "platelets1e9PerL"]);
}

/** The same as a plain number, for facts that lack nothing. */
export function apriIndex({ astUPerL, astUpperLimitUPerL, platelets1e9PerL }: LiverFunction): number {
  return ((astUPerL! / astUpperLimitUPerL!) * 100) / platelets1e9PerL!;
}
