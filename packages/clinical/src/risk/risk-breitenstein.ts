import { type AnyFinding, type GroupOutcome, notApplicable, type Rule, stated, unknown } from "../finding.ts";
import { lackingRisk, type PerioperativeRisk } from "./perioperative-risk.ts";

export const RISK_BREITENSTEIN: Rule = {
  id: "RISK-BREITENSTEIN-2010",
  source: { authors: "Breitenstein S et al.", year: 2010, where: "Ann Surg 252:726", locator: "abstract" },
  verification: "V1",
  population: "615 hepatectomies without cirrhosis",
  reservation:
    "flagged: bands only; how the points are split was not read, so no points are counted and no band is this patient's",
};

/** The predictors of the score as they are here, and what was observed in its bands. */
export function breitensteinBands(risk: PerioperativeRisk): AnyFinding {
  if (risk.fibrosis === "cirrhosis") return notApplicable(RISK_BREITENSTEIN, "derived without cirrhosis");
  const missing = lackingRisk(risk, ["asa", "astUPerL", "resectedSegments", "hepaticojejunostomyOrColonResection"]);
  if (missing.length > 0) return unknown(RISK_BREITENSTEIN, missing);
  const { asa, astUPerL, resectedSegments, hepaticojejunostomyOrColonResection } = risk;
  const joined = hepaticojejunostomyOrColonResection ? "with" : "without";
  return stated(RISK_BREITENSTEIN, {
    because: `ASA ${asa}, AST ${astUPerL} U/L, ${resectedSegments} segments, ${joined} bile duct anastomosis or colon resection`,
    cautions: resectedSegments === 3 ? ["the abstract compares more with fewer than 3 segments and leaves exactly 3 open"] : [],
    outcomes: BANDS,
  });
}

const COMPLICATIONS = {
  outcome: "complications of grade III to V",
  basis: "observed",
  unit: "fraction",
  source: "Breitenstein S et al., Ann Surg 252:726 (2010), 615 in all",
  verification: "V1",
} as const;

const BANDS: readonly GroupOutcome[] = [
  { ...COMPLICATIONS, group: "0 to 2 points", value: 0.16 },
  { ...COMPLICATIONS, group: "3 to 5 points", value: 0.37 },
  { ...COMPLICATIONS, group: "6 to 10 points", value: 0.6 },
];
