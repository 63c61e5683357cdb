import { type AnyFinding, notApplicable, type Rule, stated, unknown } from "../finding.ts";
import type { Axis } from "./fired-rule.ts";
import { oncologicalAxis } from "./oncological-axis.ts";
import { patientAxis } from "./patient-axis.ts";
import { RES_RULESET } from "./ruleset.ts";
import type { SuitabilityFacts } from "./suitability-facts.ts";
import { technicalAxis } from "./technical-axis.ts";

/** What is said to the meeting. Nobody is turned down by a program. */
export type SuitabilityOutcome = "likely" | "MDT: complex" | "usually not offered — MDT decides";

/** The three questions, each with the rules that fired. */
export interface Suitability {
  /** undefined where an input is missing without which nothing can be said */
  readonly outcome: SuitabilityOutcome | undefined;
  readonly axes: readonly [technical: Axis, oncological: Axis, patient: Axis];
  readonly missing: readonly string[];
}

/**
 * Suitability of one patient for one plan: technical × oncological × patient. The heaviest of the three decides; no risk score is
 * asked. One that is against, or complex, decides although another lacks an input.
 *
 * @throws RangeError if a day is no calendar day
 */
export function suitability(facts: SuitabilityFacts): Suitability {
  const axes = [technicalAxis(facts), oncologicalAxis(facts), patientAxis(facts)] as const;
  const missing = [...new Set(axes.flatMap((axis) => axis.missing))];
  return { outcome: outcomeOf(axes), axes, missing };
}

function outcomeOf(axes: readonly Axis[]): SuitabilityOutcome | undefined {
  const has = (judgement: Axis["judgement"]) => axes.some((axis) => axis.judgement === judgement);
  if (has("against")) return "usually not offered — MDT decides";
  if (has("complex")) return "MDT: complex";
  return has("unknown") ? undefined : "likely";
}

/** The same as findings: the outcome, then the three axes. */
export function suitabilityFindings(facts: SuitabilityFacts): AnyFinding[] {
  const refused = outside(facts);
  const judged = suitability(facts);
  return [verdict(judged, refused), ...judged.axes.map((axis) => axisFinding(axis, refused))];
}

function outside({ ageYears, lesionCount }: SuitabilityFacts): string | undefined {
  if (ageYears !== undefined && ageYears < 18) return `derived in adults; the patient is ${ageYears} years old`;
  return lesionCount === 0 ? "there is no metastasis in the liver" : undefined;
}

function verdict({ outcome, axes, missing }: Suitability, refused: string | undefined): AnyFinding {
  if (refused !== undefined) return notApplicable(RES_RULESET, refused);
  if (outcome === undefined) return unknown(RES_RULESET, missing, "caution");
  return stated(RES_RULESET, {
    group: outcome,
    severity: SEVERITY[outcome],
    because: axes.map(({ name, judgement }) => `${name}: ${WORDS[judgement]}`).join("; "),
    cautions: [
      "no risk score is part of it; the meeting decides",
      ...(outcome === "usually not offered — MDT decides"
        ? []
        : missing.map((path) => `${path} is not known and may weigh more`)),
    ],
  });
}

const SEVERITY = { likely: "info", "MDT: complex": "caution", "usually not offered — MDT decides": "warning" } as const;
const WORDS = { favourable: "favourable", complex: "complex", against: "against", unknown: "not known" } as const;

function axisFinding({ name, judgement, fired, missing }: Axis, refused: string | undefined): AnyFinding {
  const rule: Rule = { ...RES_RULESET, id: `${RES_RULESET.id}-${name.toUpperCase()}` };
  if (refused !== undefined) return notApplicable(rule, refused);
  if (judgement === "unknown") return unknown(rule, missing, "caution");
  return stated(rule, {
    group: judgement,
    severity: judgement === "favourable" ? "info" : judgement === "complex" ? "caution" : "warning",
    because: fired.length === 0 ? "no rule fired" : fired.map((one) => `${one.rule} (${one.weight}): ${one.because}`).join("; "),
    cautions: missing.map((path) => `${path} is not known: it was not judged`),
  });
}
