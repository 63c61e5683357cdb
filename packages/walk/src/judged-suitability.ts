import {
  type AnyFinding,
  assessSuitability,
  flrSufficiency,
  type Suitability,
  suitability,
  type ThresholdPolicy,
} from "@cantlie/clinical";
import type { PlanEntry } from "@cantlie/workup";
import type { AssessedCase } from "./facts/assessed-case.ts";
import { imagingFacts } from "./facts/imaging-facts.ts";
import { NO_OPERATION, remnantFacts } from "./facts/remnant-facts.ts";
import { suitabilityFacts } from "./facts/suitability-facts.ts";

/** Suitability as findings and as plan.json holds it. */
export interface JudgedSuitability {
  readonly findings: readonly AnyFinding[];
  /** absent where the verdict does not apply: children, and livers without a metastasis */
  readonly suitability?: NonNullable<PlanEntry["suitability"]>;
}

/** Suitability of a patient for a plan, with the inputs that it lacks by their paths: a verdict of another rule is none that a person could give. */
export function judgedSuitability(assessed: AssessedCase, thresholds: ThresholdPolicy): JudgedSuitability {
  const { plan, imaged, patient } = assessed;
  const facts = suitabilityFacts(assessed, thresholds);
  const remnant = flrSufficiency(remnantFacts(plan ?? NO_OPERATION, imaged?.anatomy, patient), thresholds);
  const inputs = remnant.kind === "unknown" ? remnant.missing : [remnant.rule];
  const named = (missing: readonly string[]): string[] => [
    ...new Set(missing.flatMap((path) => (path === remnant.rule ? inputs : [path]))),
  ];
  const findings = assessSuitability(facts, imagingFacts(assessed)).map((finding) =>
    finding.kind === "unknown" ? { ...finding, missing: named(finding.missing) } : finding,
  );
  if (findings.some(({ rule, kind }) => rule === "RES-RULESET" && kind === "not-applicable")) return { findings };
  const { outcome, axes, missing } = suitability(facts);
  const [technical, ...others] = axes;
  const withNames: Suitability["axes"] = [{ ...technical, missing: named(technical.missing) }, ...others];
  return { findings, suitability: { ...(outcome !== undefined && { outcome }), axes: withNames, missing: named(missing) } };
}
