import { FLR_MIN_ANATOMY } from "../remnant/flr-min-anatomy.ts";
import { FLR_SUFFICIENCY } from "../remnant/flr-sufficiency.ts";
import { fulfilled } from "../resectability/criteria.ts";
import { beyondResection, complexProcedures, RES_3CLASS } from "../resectability/res-3class.ts";
import { marginClass, RES_MARGIN } from "../resectability/res-margin.ts";
import { type Axis, axis, type FiredRule, fired } from "./fired-rule.ts";
import { RES_RULESET } from "./ruleset.ts";
import type { SuitabilityFacts } from "./suitability-facts.ts";

/** Whether the plan takes all disease and leaves enough liver, and by how plain an operation. */
export function technicalAxis(facts: SuitabilityFacts): Axis {
  const { clearsDisease, sufficiency, adjacentRemainingSegments } = facts;
  const beyond = fulfilled(beyondResection(facts));
  const rules = [
    ...(beyond.length > 0 ? [fired(RES_3CLASS, "against", beyond.join(", "))] : []),
    ...(clearsDisease === false ? [fired(RES_RULESET, "against", "the plan leaves disease")] : []),
    ...(adjacentRemainingSegments !== undefined && adjacentRemainingSegments < 2
      ? [fired(FLR_MIN_ANATOMY, "against", "fewer than two adjacent segments remain intact")]
      : []),
    ...remnant(facts),
    ...procedures(facts),
    ...margins(facts),
  ];
  return axis("technical", rules, [
    ...(clearsDisease === undefined ? ["clearsDisease"] : []),
    ...(sufficiency === undefined ? ["FLR-SUFFICIENCY"] : []),
  ]);
}

function remnant({ sufficiency, awaitsGrowth }: SuitabilityFacts): FiredRule[] {
  if (sufficiency === undefined || sufficiency === "sufficient") return [];
  if (sufficiency === "sufficient, borderline") return [fired(FLR_SUFFICIENCY, "complex", "the remnant is borderline")];
  if (awaitsGrowth === true)
    return [fired(FLR_SUFFICIENCY, "complex", "the remnant is not enough today and has to grow and be measured again")];
  return sufficiency === "insufficient, borderline"
    ? [fired(FLR_SUFFICIENCY, "complex", "the remnant falls just short")]
    : [fired(FLR_SUFFICIENCY, "against", "the remnant is not enough")];
}

function procedures(facts: SuitabilityFacts): FiredRule[] {
  // The margin, its last item, has a rule of its own.
  const named = fulfilled(complexProcedures(facts).slice(0, -1));
  return named.length === 0 ? [] : [fired(RES_3CLASS, "complex", named.join(", "))];
}

function margins(facts: SuitabilityFacts): FiredRule[] {
  const group = marginClass(facts);
  return group === undefined || group === "R0 planned" ? [] : [fired(RES_MARGIN, "complex", group)];
}
