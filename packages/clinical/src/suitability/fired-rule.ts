import { citationText } from "../citation.ts";
import type { Rule, Verification } from "../finding.ts";

/** How much a fired rule weighs: worth knowing, a question for the meeting, or usually a reason not to offer. */
export type Weight = "noted" | "complex" | "against";

/** One rule that had something to say on a patient, and why. */
export interface FiredRule {
  readonly rule: string;
  readonly weight: Weight;
  readonly because: string;
  readonly source: string;
  readonly verification: Verification;
  /** the doubt that stands on the rule, to be shown with it */
  readonly reservation?: string;
}

/** One of the three questions that suitability is made of. */
export interface Axis {
  readonly name: "technical" | "oncological" | "patient";
  /** the heaviest of what fired; "favourable" if nothing of weight did and nothing that is needed is missing */
  readonly judgement: "favourable" | "complex" | "against" | "unknown";
  readonly fired: readonly FiredRule[];
  /** paths without which the axis cannot be favourable */
  readonly missing: readonly string[];
}

export function fired(rule: Rule, weight: Weight, because: string): FiredRule {
  const { id, verification, reservation } = rule;
  return {
    rule: id,
    weight,
    because,
    source: citationText(rule.source),
    verification,
    ...(reservation === undefined ? {} : { reservation }),
  };
}

/** The judgement of an axis from what fired; a path that is missing leaves it unknown only where nothing of weight fired. */
export function axis(name: Axis["name"], rules: readonly FiredRule[], missing: readonly string[]): Axis {
  const has = (weight: Weight) => rules.some((one) => one.weight === weight);
  const judgement = has("against") ? "against" : has("complex") ? "complex" : missing.length > 0 ? "unknown" : "favourable";
  return { name, judgement, fired: rules, missing };
}
