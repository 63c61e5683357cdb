import type { PlanEntry } from "@cantlie/workup";

/** What the sentence is called wherever it stands. */
export const WEIGHS_MOST = "What weighs most on the verdict";

const SOURCES = {
  border: "the borders of the labels",
  territory: "the territories and the vessels at the cut",
  formula: "the choice of formula for the estimated liver volume",
} as const;

/** What weighs most on the verdict, in one sentence; undefined where the share of the estimated liver is not known. */
export function sensitivitySentence({ sensitivity }: PlanEntry): string | undefined {
  if (sensitivity === undefined) return undefined;
  const { source, mayChangeVerdict } = sensitivity;
  // a source without points is never the one that weighs most
  const points = sensitivity[`${source}Points`] ?? 0;
  const most = `${SOURCES[source]}, by up to ${points.toFixed(1)}\u00a0points of the estimated share`;
  if (mayChangeVerdict === undefined) return most;
  return `${most}: ${mayChangeVerdict ? "enough to change the verdict" : "not enough to change the verdict"}`;
}
