import { type Finding, type GroupOutcome, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { flrOfMeasuredVolume } from "../remnant/flr-measured.ts";
import { childhood } from "../volume/surface-formula.ts";
import { type LiverFunction, lackingFunction } from "./liver-function.ts";

export const FUN_LIMAX: Rule = {
  id: "FUN-LIMAX",
  source: {
    authors: "Stockmann M et al.",
    year: 2010,
    where: "HPB 12:139",
    doi: "10.1111/j.1477-2574.2009.00151.x",
    locator: "death by LiMAx after resection; prediction from volume: Ann Surg 2009",
  },
  verification: "V1",
  population: "139 hepatectomies",
  reservation:
    "flagged: groups were measured after the operation; here the value is predicted from the remnant's share of the liver",
};

/** µg/kg/h after the operation; both limits belong to the middle group. */
const GROUPS = { lowUgPerKgH: 80, highUgPerKgH: 100 } as const;
/** µg/kg/h before the operation; both limits belong to the middle group. */
const BEFORE = { lowUgPerKgH: 140, normalUgPerKgH: 315 } as const;

const CAUTIONS = [
  "smoking and drugs that induce CYP1A2 raise the value",
  "7 of 13 predictions were off by 10 % or more, and it told nothing beyond the rule of 0.5 % of body weight (40 patients)",
] as const;

/** Enzymatic capacity of the remnant, µg/kg/h: what was measured before, times the remnant's share of the tumour-free liver. */
export function limaxOfRemnant(facts: LiverFunction): Finding {
  const tooYoung = childhood(facts);
  if (tooYoung !== undefined) return notApplicable(FUN_LIMAX, tooYoung);
  const share = flrOfMeasuredVolume(facts);
  const missing = [...lackingFunction(facts, ["limaxUgPerKgH"]), ...(share.kind === "unknown" ? share.missing : [])];
  if (share.kind !== "known" || missing.length > 0) return unknown(FUN_LIMAX, missing);
  const value = facts.limaxUgPerKgH! * share.value;
  const group = groupOf(value);
  return known(FUN_LIMAX, {
    value,
    unit: "µg/kg/h",
    group,
    severity: group === "under 80" ? "warning" : group === "80 to 100" ? "caution" : "info",
    because: `${facts.limaxUgPerKgH} before (${levelBefore(facts.limaxUgPerKgH!)}), of which the remnant is ${(100 * share.value).toFixed(1)} %`,
    cautions: [...CAUTIONS, ...share.cautions],
    outcomes: deaths(group),
  });
}

function groupOf(ugPerKgH: number): "under 80" | "80 to 100" | "over 100" {
  return ugPerKgH < GROUPS.lowUgPerKgH ? "under 80" : ugPerKgH <= GROUPS.highUgPerKgH ? "80 to 100" : "over 100";
}

function levelBefore(ugPerKgH: number): string {
  return ugPerKgH < BEFORE.lowUgPerKgH ? "low" : ugPerKgH <= BEFORE.normalUgPerKgH ? "intermediate" : "normal";
}

function deaths(patients: string): GroupOutcome[] {
  const rows = [
    ["under 80", 0.381],
    ["80 to 100", 0.105],
    ["over 100", 0.01],
  ] as const;
  return rows.map(([group, value]) => ({
    group: `${group} µg/kg/h after resection`,
    outcome: "death in hospital",
    basis: "observed",
    value,
    unit: "fraction",
    source: "Stockmann M et al., HPB 12:139 (2010), 139 resected in all",
    verification: "V1",
    holdsPatient: group === patients,
  }));
}
