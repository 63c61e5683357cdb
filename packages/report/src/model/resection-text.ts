import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import { branchTexts, segmentPhrase } from "./anatomy-names.ts";
import { enumerate, formatMm } from "./format.ts";

type Resection = PlanEntry["stages"][number]["resections"][number];

/** What each of `resections` takes; wedges of one lesion each and of one margin are told together. */
export function resectionTexts(document: PlanDocument, resections: readonly Resection[]): string[] {
  const lesionsByMargin = new Map<number, string[]>();
  for (const resection of resections)
    if (resection.kind === "wedge" && resection.mergedWith === undefined)
      lesionsByMargin.set(resection.marginMm, [...(lesionsByMargin.get(resection.marginMm) ?? []), resection.lesion]);
  const wedges = [...lesionsByMargin].map(
    ([marginMm, lesions]) => `wedge${lesions.length > 1 ? "s" : ""} around ${enumerate(lesions)} at ${formatMm(marginMm)}`,
  );
  const others = resections.flatMap((resection) => {
    if (resection.kind !== "wedge") return [resectionText(document, resection)];
    const { lesion, marginMm, mergedWith } = resection;
    if (mergedWith === undefined) return [];
    return [`one wedge around ${enumerate([lesion, ...mergedWith.map((one) => one.lesion)])} at ${formatMm(marginMm)}`];
  });
  return [...others, ...wedges];
}

/** "segments 5, 6, 7 and 8", "territory of the right portal vein (P2)" */
function resectionText(document: PlanDocument, resection: Exclude<Resection, { kind: "wedge" }>): string {
  switch (resection.kind) {
    case "segments":
      return segmentPhrase(resection.segments) + extensionText(resection.around);
    case "territory":
      return `territory of ${enumerate(
        branchTexts(
          document,
          resection.branches.map((branch) => ({ tree: resection.tree, branch })),
        ),
      )}${extensionText(resection.around)}`;
    case "surface":
      return "plane" in resection ? "one side of a plane" : "one side of a drawn surface";
    case "drawn":
      return "as drawn";
  }
}

/** ", extended around L2 at 10.0 mm"; nothing without lesions */
function extensionText(around: Extract<Resection, { kind: "segments" }>["around"] = []): string {
  const lesions = around.map(({ lesion, marginMm }) => `${lesion} at ${formatMm(marginMm)}`);
  return lesions.length > 0 ? `, extended around ${enumerate(lesions)}` : "";
}
