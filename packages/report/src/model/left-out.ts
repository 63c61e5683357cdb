import type { PlanEntry } from "@cantlie/workup";
import type { Block } from "../report-model.ts";
import { enumerate } from "./format.ts";

/** Why plans leave lesions out, each reason told once for all lesions and plans that it is true of. */
export function lesionsLeftOut(plans: readonly PlanEntry[]): Block[] {
  const lesionsByReason = new Map<string, Set<string>>();
  for (const { lesion, because } of plans.flatMap(({ leftOut = [] }) => leftOut))
    lesionsByReason.set(because, (lesionsByReason.get(because) ?? new Set()).add(lesion));
  if (lesionsByReason.size === 0) return [];
  return [
    { kind: "subheading", text: "Why lesions are left out of wedge plans" },
    {
      kind: "list",
      items: [...lesionsByReason].map(([because, lesions]) => ({ text: `${enumerate([...lesions].sort())}: ${because}.` })),
    },
  ];
}
