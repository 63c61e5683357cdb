import type { PlanFacts } from "./plan-facts.ts";
import type { Clause, Range, Vignette } from "./vignette.ts";

export interface Judgement {
  /** what the acceptable clause that holds describes; undefined if none holds */
  readonly acceptedAs: string | undefined;
  /** what the forbidden clauses that hold describe */
  readonly forbiddenAs: readonly string[];
  /** per acceptable clause the conditions that fail */
  readonly lacks: readonly string[];
}

/** @param plan the leading plan; undefined where there is none and the result names its reason */
export function judge({ acceptable, forbidden }: Vignette, plan: PlanFacts | undefined): Judgement {
  const accepted = acceptable.find((clause) => failures(clause, plan).length === 0);
  return {
    acceptedAs: accepted?.what,
    forbiddenAs: forbidden.filter((clause) => failures(clause, plan).length === 0).map(({ what }) => what),
    lacks: acceptable.map((clause) => `${clause.what}: ${failures(clause, plan).join(", ")}`),
  };
}

/** The conditions of a clause that do not hold. */
export function failures(clause: Clause, plan: PlanFacts | undefined): string[] {
  if (clause.plan === "none") return plan === undefined ? [] : ["there is a plan"];
  if (plan === undefined) return ["there is no plan"];
  const failed: string[] = [];
  const check = (what: string, holds: boolean): void => {
    if (!holds) failed.push(what);
  };
  const { family, stages, clearsDisease, verdict, reconstructs, firstStage } = clause;
  if (family) check(`family ${plan.family}`, family.includes(plan.family));
  if (stages !== undefined) check(`${plan.stages} stages`, plan.stages === stages);
  if (clearsDisease !== undefined) check(`clears ${plan.clearsDisease}`, plan.clearsDisease === clearsDisease);
  if (verdict) check(`verdict ${plan.verdict}`, verdict.includes(plan.verdict));
  checkRange("resected", plan.resectedFraction, clause.resectedFraction);
  checkRange("lost", plan.lostFraction, clause.lostFraction);
  for (const { segments, resected, undrained } of clause.segmentShares ?? []) {
    const share = plan.shareOf(segments);
    checkRange(`${segments.join("+")} resected`, share.resected, resected);
    checkRange(`${segments.join("+")} undrained`, share.undrained, undrained);
  }
  for (const { lesions, treatedBy, leastMarginMm } of clause.lesions ?? [])
    for (const number of lesions) {
      const lesion = plan.lesions[number - 1]!;
      if (treatedBy) check(`lesion ${number} by ${lesion.treatedBy}`, treatedBy.includes(lesion.treatedBy));
      if (leastMarginMm === "absent") check(`margin of lesion ${number}`, lesion.leastMarginMm === undefined);
      else if (leastMarginMm) checkRange(`margin of lesion ${number}`, lesion.leastMarginMm, leastMarginMm);
    }
  for (const [treatment, range] of Object.entries(clause.lesionsTreatedBy ?? {}))
    checkRange(`lesions by ${treatment}`, plan.lesions.filter(({ treatedBy }) => treatedBy === treatment).length, range);
  if (reconstructs === "none") check("reconstructs", plan.reconstructs.length === 0);
  else for (const vessel of reconstructs ?? []) check(`reconstructs no ${vessel}`, plan.reconstructs.includes(vessel));
  if (firstStage) {
    for (const lesion of firstStage.treats) check(`lesion ${lesion} not in stage 1`, plan.firstStage.treats.includes(lesion));
    check(`occludes ${plan.firstStage.occludes}`, plan.firstStage.occludes === firstStage.occludes);
  }
  return failed;

  function checkRange(what: string, value: number | undefined, range: Range | undefined): void {
    if (range === undefined) return;
    const holds = value !== undefined && value >= (range.atLeast ?? -Infinity) && value <= (range.atMost ?? Infinity);
    check(`${what} ${value === undefined ? "unknown" : Number(value.toFixed(2))}`, holds);
  }
}
