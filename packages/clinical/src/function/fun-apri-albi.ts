import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { childhood } from "../volume/surface-formula.ts";
import { albiScore } from "./fun-albi.ts";
import { apriIndex, lackingApri } from "./fun-apri.ts";
import { type LiverFunction, lackingFunction } from "./liver-function.ts";

export const FUN_APRI_ALBI: Rule = {
  id: "FUN-APRI+ALBI",
  source: {
    authors: "Starlinger P et al.",
    year: 2021,
    where: "Br J Surg, PMC7893465; Santol J et al., Ann Surg 281:861 (2025)",
    doi: "10.1097/SLA.0000000000006127",
  },
  verification: "V1",
  population: "12 055 hepatectomies of all kinds",
  reservation: "flagged: the sum alone; no probability follows, since the coefficients of the published models were not read",
};

/** APRI plus ALBI; higher goes with more liver failure and death. No cut-off is used: none was confirmed. */
export function apriPlusAlbi(facts: LiverFunction): Finding {
  const tooYoung = childhood(facts);
  if (tooYoung !== undefined) return notApplicable(FUN_APRI_ALBI, tooYoung);
  const missing = [...lackingApri(facts), ...lackingFunction(facts, ["bilirubinUmolPerL", "albuminGPerL"])];
  if (missing.length > 0) return unknown(FUN_APRI_ALBI, missing);
  const value = apriIndex(facts) + albiScore(facts.bilirubinUmolPerL!, facts.albuminGPerL!);
  return known(FUN_APRI_ALBI, { value, unit: "score" });
}
