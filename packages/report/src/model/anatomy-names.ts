import type { TreeKind } from "@cantlie/anatomy";
import type { PlanDocument } from "@cantlie/workup";
import { enumerate } from "./format.ts";

const TREE_WORDS: Readonly<Record<TreeKind, string>> = {
  portal: "portal branch",
  hepatic: "hepatic vein branch",
  bile: "bile duct branch",
  artery: "arterial branch",
};

/** "right hepatic vein (H1)", or "portal branch P12" where it has no name */
export function branchText(document: PlanDocument, tree: TreeKind, id: string): string {
  const branch = document.anatomy.trees[tree]?.branches.find((candidate) => candidate.id === id);
  return vesselText(tree, id, branch?.name ?? "unnamed");
}

export function vesselText(tree: TreeKind, id: string, name: string): string {
  return name === "unnamed" ? `${TREE_WORDS[tree]} ${id}` : `${name} (${id})`;
}

/** The same for a branch whose tree is only known from the document, such as the vessel of a margin. */
export function anyBranchText(document: PlanDocument, id: string): string {
  for (const tree of ["portal", "hepatic", "bile", "artery"] as const)
    if (document.anatomy.trees[tree]?.branches.some((branch) => branch.id === id)) return branchText(document, tree, id);
  return id;
}

/** "segment 4", "segments 5 and 8"; empty where the segments are not known */
export function segmentPhrase(segments: readonly string[]): string {
  return segments.length === 0 ? "" : `segment${segments.length === 1 ? "" : "s"} ${enumerate(segments)}`;
}

export function segmentsText(segments: readonly string[]): string {
  return segments.length === 0 ? "–" : segments.join(", ");
}
