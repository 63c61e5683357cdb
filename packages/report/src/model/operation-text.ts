import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import { branchTexts } from "./anatomy-names.ts";
import { enumerate } from "./format.ts";
import { resectionTexts } from "./resection-text.ts";

type Stage = PlanEntry["stages"][number];

/** What one operation does, without a stop: "segments 5 and 6; ablation of L3; keeps the middle hepatic vein (H2)". */
export function operationText(document: PlanDocument, stage: Stage): string {
  const parts = [
    ...resectionTexts(document, stage.resections),
    ...stage.ablations.map((ablation) => `ablation of ${ablation.lesion}`),
    ...listed("keeps", branchTexts(document, finishOf(stage, "keep"))),
    ...listed("takes", branchTexts(document, finishOf(stage, "take"))),
    ...listed("rebuilds", branchTexts(document, stage.reconstruct)),
  ];
  return parts.length > 0 ? parts.join("; ") : "resects nothing";
}

/** Vessels that an operation keeps or takes, as a whole or at one of its resections; each once. */
function finishOf({ keep, resections }: Stage, what: "keep" | "take") {
  const all = [...(what === "keep" ? keep : []), ...resections.flatMap((resection) => resection[what] ?? [])];
  return all.filter(({ tree, branch }, n) => all.findIndex((one) => one.tree === tree && one.branch === branch) === n);
}

/** Of vessels that an operation keeps or takes; how many are named before the rest is only counted. */
const NAMED_VESSELS = 5;

function listed(verb: string, vessels: readonly string[]): string[] {
  if (vessels.length === 0) return [];
  const rest = vessels.length - NAMED_VESSELS;
  const names = rest > 1 ? [...vessels.slice(0, NAMED_VESSELS), `${rest} more`] : vessels;
  return [`${verb} ${enumerate(names)}`];
}
