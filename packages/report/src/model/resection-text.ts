import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import { branchText, segmentPhrase } from "./anatomy-names.ts";
import { enumerate, formatMm } from "./format.ts";

type Resection = PlanEntry["stages"][number]["resections"][number];

/** "segments 5, 6, 7 and 8", "wedge around L2 at 10.0 mm" */
export function resectionText(document: PlanDocument, resection: Resection): string {
  switch (resection.kind) {
    case "segments":
      return segmentPhrase(resection.segments);
    case "territory":
      return `territory of ${enumerate(resection.branches.map((branch) => branchText(document, resection.tree, branch)))}`;
    case "wedge":
      return `wedge around ${resection.lesion} at ${formatMm(resection.marginMm)}`;
    case "surface":
      return "plane" in resection ? "one side of a plane" : "one side of a drawn surface";
    case "drawn":
      return "as drawn";
  }
}
