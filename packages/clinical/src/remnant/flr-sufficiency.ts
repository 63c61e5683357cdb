import { type Finding, type KnownFinding, known, notApplicable, type Rule, type Severity, unknown } from "../finding.ts";
import { childhood } from "../volume/surface-formula.ts";
import { flrOfBodyWeight } from "./flr-body-weight.ts";
import { remainingAnatomy } from "./flr-min-anatomy.ts";
import { judgedThresholds } from "./flr-thresholds.ts";
import type { Remnant } from "./remnant.ts";
import { DEFAULT_THRESHOLDS, type ThresholdPolicy } from "./threshold-policy.ts";

/** The product's own conjunction of published rules. */
export const FLR_SUFFICIENCY: Rule = {
  id: "FLR-SUFFICIENCY",
  source: {
    authors: "FLR-THRESHOLDS, FLR-BW and FLR-MIN-ANATOMY together",
    where: "engine rule of the evidence reference",
  },
  verification: "D",
};

/**
 * Whether the remnant is enough: over the strictest applicable threshold, and at least 0.5 % of body weight, and two adjacent
 * segments. Undrained liver counts as lost (f = 1). Not for children: every part of it was derived in adults.
 *
 * One rule that fails decides; otherwise one that lacks an input leaves the verdict unknown. `value` is what the deciding rule
 * compared, or the fraction of the strictest threshold if none failed.
 */
export function flrSufficiency(remnant: Remnant, policy: ThresholdPolicy = DEFAULT_THRESHOLDS): Finding {
  const tooYoung = childhood(remnant);
  if (tooYoung !== undefined) return notApplicable(FLR_SUFFICIENCY, tooYoung);
  const thresholds = judgedThresholds(remnant, policy);
  const due = thresholds.filter((threshold) => threshold.isDue).map(({ finding }) => finding);
  if (due.length === 0) return notApplicable(FLR_SUFFICIENCY, "no threshold applies to this liver and body");
  const parts = [...due, flrOfBodyWeight(remnant, policy), remainingAnatomy(remnant)];
  const failed = parts.filter((part) => part.kind === "known" && isInsufficient(part)) as KnownFinding[];
  const cautions = doubts(remnant, [...thresholds.map(({ finding }) => finding), ...parts]);
  if (failed.length > 0) return verdict("insufficient", failed, cautions);
  const missing = parts.flatMap((part) => (part.kind === "unknown" ? part.missing : []));
  if (missing.length > 0) return unknown(FLR_SUFFICIENCY, [...new Set(missing)], "caution");
  return verdict(
    "sufficient",
    parts.filter((part) => part.kind === "known"),
    cautions,
  );
}

function isInsufficient(finding: KnownFinding): boolean {
  return finding.group?.startsWith("insufficient") ?? false;
}

function verdict(
  group: "sufficient" | "insufficient",
  parts: readonly KnownFinding[],
  cautions: readonly string[],
): KnownFinding {
  // One clear failure outweighs a borderline one.
  const isBorderline = group === "sufficient" ? parts.some(isNearThreshold) : parts.every(isNearThreshold);
  const severity: Severity = group === "insufficient" ? "warning" : isBorderline ? "caution" : "info";
  return known(FLR_SUFFICIENCY, {
    value: parts[0]!.value,
    unit: parts[0]!.unit,
    group: isBorderline ? `${group}, borderline` : group,
    severity,
    because: parts.map((part) => `${part.rule}: ${part.because}`).join("; "),
    cautions,
  });
}

function isNearThreshold(finding: KnownFinding): boolean {
  return finding.group?.endsWith("borderline") ?? false;
}

/** What the verdict rests on without having seen it. */
function doubts(remnant: Remnant, findings: readonly Finding[]): string[] {
  const unasked = findings.flatMap((finding) => (finding.kind === "unknown" ? finding.missing : []));
  const cautions = [...new Set(unasked)].map((path) => `${path} is not known: the rule that needs it was not applied`);
  if (remnant.ageYears === undefined) cautions.push("ageYears is not known: the rules were derived in adults");
  for (const finding of findings)
    if (finding.rule === "FLR-BW" && finding.kind === "not-applicable")
      cautions.push(`FLR-BW was not applied: ${finding.because}`);
  const { flrMl, flrIgnoringCongestionMl } = remnant;
  if (flrMl !== undefined && flrIgnoringCongestionMl !== undefined && flrIgnoringCongestionMl > flrMl)
    cautions.push(
      `undrained liver counts as lost; if all of it worked, ${flrIgnoringCongestionMl.toFixed(0)} mL would remain in place of ${flrMl.toFixed(0)} mL`,
    );
  return cautions;
}
