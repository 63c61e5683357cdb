import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Cell } from "../../report-model.ts";
import { choicesThatFlip } from "../evidence/denominators.ts";
import { enumerate, formatPercent } from "../format.ts";
import { judgeRemnant } from "../sufficiency.ts";

/** The verdict on a plan's remnant, and what would turn it. */
export function sufficiencySentence(document: PlanDocument, plan: PlanEntry): Cell {
  const { text, tone } = judgeRemnant(plan);
  return {
    text: `Remnant ${text}. ${flipText(document, plan)}`,
    tone,
  };
}

/** "No choice of … turns the verdict", or which does. */
export function flipText(document: PlanDocument, plan: PlanEntry): string {
  const { verdict, flippedBy } = choicesThatFlip(document, plan);
  if (verdict === undefined) return "Without a verdict no choice can turn it.";
  const other = verdict === "sufficient" ? "insufficient" : "sufficient";
  if (flippedBy.length > 0) return `It would be ${other} by ${enumerate(flippedBy)}.`;
  const threshold = plan.ratios.thresholdFraction;
  return threshold === undefined
    ? "No choice of formula was compared."
    : `No other formula (Heinemann, Urata, Korean, Chinese, measured) and no other remnant turns that at ${formatPercent(threshold, 0)}.`;
}
