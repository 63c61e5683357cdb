import type { Segment } from "@cantlie/anatomy";
import { type BranchReference, drawnResection, type PreparedAnatomy, type Stage, trunksAtCut } from "../src/index.ts";
import { stageOf } from "./draw.ts";

/**
 * The resection of a row of `expected-costs.json`: the veins that it names are kept or taken; other trunks at the cut go with the side
 * that holds most of what is attached to them.
 */
export function expectedStage(
  liver: PreparedAnatomy,
  segments: readonly Segment[],
  { kept, taken }: { readonly kept: readonly string[]; readonly taken: readonly string[] },
): Stage {
  const drawn = drawnResection(liver, { kind: "segments", segments });
  const keep: BranchReference[] = [];
  const take: BranchReference[] = [];
  for (const { tree, name, reference, resectedShare } of trunksAtCut(liver, drawn)) {
    if (kept.includes(name) || (!taken.includes(name) && resectedShare < 0.5)) keep.push(reference);
    else if (tree === "hepatic") take.push(reference);
  }
  return stageOf([{ kind: "segments", segments, keep, take }]);
}
