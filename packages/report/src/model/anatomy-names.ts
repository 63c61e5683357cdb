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

/** The same for several, those of one name told together: "right hepatic vein (H176–H178)". */
export function branchTexts(
  document: PlanDocument,
  branches: readonly { readonly tree: TreeKind; readonly branch: string }[],
): string[] {
  const groups = new Map<string, { tree: TreeKind; name: string; ids: string[] }>();
  for (const { tree, branch } of branches) {
    const name = document.anatomy.trees[tree]?.branches.find(({ id }) => id === branch)?.name ?? "unnamed";
    const key = `${tree} ${name}`;
    const group = groups.get(key) ?? { tree, name, ids: [] };
    group.ids.push(branch);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ tree, name, ids }) => {
    const text = vesselText(tree, idsText(ids), name);
    return name === "unnamed" && ids.length > 1 ? text.replace("branch", "branches") : text;
  });
}

/** "H176–H178", "H1, H4–H6", "H1, H4–H6, H9 and 12 more" */
function idsText(ids: readonly string[]): string {
  const numberOf = (id: string) => Number(id.replace(/^\D+/, ""));
  const sorted = [...ids].sort((a, b) => numberOf(a) - numberOf(b));
  const runs: string[][] = [];
  for (const id of sorted) {
    const run = runs.at(-1);
    if (run && numberOf(id) === numberOf(run.at(-1)!) + 1) run.push(id);
    else runs.push([id]);
  }
  const told = runs.slice(0, MOST_RUNS);
  const more = runs.slice(MOST_RUNS).flat().length;
  const text = told.map((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.join(", "))).join(", ");
  return more > 0 ? `${text} and ${more} more` : text;
}

/** A resection may keep dozens of small branches; plan.json names them all. */
const MOST_RUNS = 3;

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
