import type { LesionId } from "@cantlie/anatomy";
import type { Candidate } from "../candidates/candidate.ts";
import { anatomicalNames } from "./anatomical-names.ts";
import { listOfLesions } from "./list-of-lesions.ts";

/**
 * Name of a plan from its candidates, the largest operation first: "segmentectomy 8, wedges of L1 and L4 with 10 mm, ablation of L2
 * with 10 mm, surveillance of L5". Wedges, ablations and surveillance of one kind are named together.
 *
 * @throws RangeError without candidates
 */
export function describePlan(candidates: readonly Pick<Candidate, "name" | "treatment">[]): string {
  if (candidates.length === 0) throw new RangeError("no candidate is given, expected at least one: a plan treats something");
  const anatomical = candidates.filter(({ treatment }) => treatment.kind === "resection" && treatment.resection.kind !== "wedge");
  const wedges = new Map<number, LesionId[]>();
  const shared: string[] = [];
  // by what their names say beyond the lesion: their margin, and a vessel that may cool the zone
  const ablated = new Map<string, LesionId[]>();
  const watched: LesionId[] = [];
  for (const { treatment, name } of candidates) {
    if (treatment.kind === "ablation") {
      const { lesion } = treatment.ablation;
      const how = name.replace(`ablation of ${lesion}`, "");
      ablated.set(how, [...(ablated.get(how) ?? []), lesion]);
    }
    if (treatment.kind === "surveillance") watched.push(treatment.lesion.lesion);
    if (treatment.kind !== "resection" || treatment.resection.kind !== "wedge") continue;
    const { marginMm, lesion, mergedWith = [] } = treatment.resection;
    if (mergedWith.length > 0) shared.push(name);
    else wedges.set(marginMm, [...(wedges.get(marginMm) ?? []), lesion]);
  }
  return [
    ...anatomicalNames(anatomical),
    ...shared,
    ...[...wedges]
      .sort(([a], [b]) => b - a)
      .map(
        ([marginMm, lesions]) => `${lesions.length > 1 ? "wedges" : "wedge"} of ${listOfLesions(lesions)} with ${marginMm} mm`,
      ),
    ...[...ablated].sort(([a], [b]) => (a < b ? -1 : 1)).map(([how, lesions]) => `ablation of ${listOfLesions(lesions)}${how}`),
    ...(watched.length > 0 ? [`surveillance of ${listOfLesions(watched)}`] : []),
  ].join(", ");
}
