import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { childhood } from "../volume/surface-formula.ts";
import { FUN_MELD, lackingMeld, meldBeforeRounding, roundedPoints } from "./fun-meld.ts";
import { type LiverFunction, lackingFunction } from "./liver-function.ts";

export const FUN_MELD_NA: Rule = { ...FUN_MELD, id: "FUN-MELD-NA", source: { ...FUN_MELD.source, year: 2016 } };

/** Up to this MELD sodium changes nothing. */
const LEAST_MELD = 11;
const SODIUM_MMOL_PER_L = [125, 137] as const;

/** MELD with sodium (OPTN 2016), whole points: above 11, `MELD + 1.32 · (137 − Na) − 0.033 · MELD · (137 − Na)`. */
export function meldSodium(facts: LiverFunction): Finding {
  const tooYoung = childhood(facts);
  if (tooYoung !== undefined) return notApplicable(FUN_MELD_NA, tooYoung);
  const missing = [...lackingMeld(facts), ...lackingFunction(facts, ["sodiumMmolPerL"])];
  if (missing.length > 0) return unknown(FUN_MELD_NA, missing);
  const points = Math.round(meldBeforeRounding(facts));
  const deficit = sodiumDeficitMmolPerL(facts.sodiumMmolPerL!);
  return known(FUN_MELD_NA, roundedPoints(points > LEAST_MELD ? points + 1.32 * deficit - 0.033 * points * deficit : points));
}

/** `137 − Na` with sodium taken as 125 to 137 mmol/L. */
export function sodiumDeficitMmolPerL(sodiumMmolPerL: number): number {
  const [lowest, highest] = SODIUM_MMOL_PER_L;
  return highest - Math.min(highest, Math.max(lowest, sodiumMmolPerL));
}
