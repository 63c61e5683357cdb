import { ADJACENT_SEGMENTS } from "@cantlie/anatomy";
import type { PlanEntry } from "@cantlie/workup";
import type { Tone } from "../report-model.ts";
import { formatPercent, formatPoints } from "./format.ts";
import { knownOr } from "./unknown.ts";

/** FLR-BW of clinical.md: below 0.5 % of body weight is insufficient (Truant 2007, known from secondary texts). */
const BODY_WEIGHT_THRESHOLD_FRACTION = 0.005;
/** FLR-THRESHOLDS of clinical.md: within 2 points of a threshold the measurement cannot decide. */
const BORDERLINE_FRACTION = 0.02;

export interface Judged {
  readonly text: string;
  readonly tone: Tone;
}

/** The remnant's share of the estimated liver against its threshold. */
export function judgeEstimatedShare(plan: PlanEntry): Judged {
  const { sFlrFraction, thresholdFraction, sFlrFormula } = plan.ratios;
  if (sFlrFraction === undefined) return { text: knownOr(plan, "sFlrFraction", undefined, String), tone: "unknown" };
  const byFormula = sFlrFormula ? ` (${sFlrFormula})` : "";
  const share = `${formatPercent(sFlrFraction)} of the estimated liver${byFormula}`;
  if (thresholdFraction === undefined)
    return { text: `${share}; threshold ${knownOr(plan, "thresholdFraction", undefined, String)}`, tone: "unknown" };
  const difference = sFlrFraction - thresholdFraction;
  const side = difference < 0 ? "below" : "above";
  const relation = `${formatPoints(difference)} ${side} the threshold of ${formatPercent(thresholdFraction, 0)}`;
  if (Math.abs(difference) <= BORDERLINE_FRACTION)
    return {
      text: `${share}: borderline, ${relation}`,
      tone: "caution",
    };
  return {
    text: `${share}: ${relation}`,
    tone: difference < 0 ? "bad" : "good",
  };
}

/** The remnant's share of body weight against 0.5 %. */
export function judgeBodyWeightShare(plan: PlanEntry): Judged {
  const fraction = plan.ratios.flrBodyWeightFraction;
  if (fraction === undefined) return { text: knownOr(plan, "flrBodyWeightFraction", undefined, String), tone: "unknown" };
  const isEnough = fraction >= BODY_WEIGHT_THRESHOLD_FRACTION;
  const threshold = formatPercent(BODY_WEIGHT_THRESHOLD_FRACTION, 1);
  return {
    text: `${formatPercent(fraction, 2)} of body weight: ${isEnough ? "not below" : "below"} the limit of ${threshold}`,
    tone: isEnough ? "good" : "bad",
  };
}

/** True if two of `segments` are neighbours; 4a and 4b count as one segment. */
export function hasAdjacentPair(segments: readonly string[]): boolean {
  const whole = new Set(segments.map((segment) => (segment.startsWith("4") ? "4" : segment)));
  return ADJACENT_SEGMENTS.some(([a, b]) => whole.has(a) && whole.has(b));
}
