import type { LesionId } from "@cantlie/anatomy";
import type { Candidate } from "../candidates/candidate.ts";
import type { LesionWithMargin } from "../plan.ts";
import { listOfLesions } from "./list-of-lesions.ts";

type Named = Pick<Candidate, "name" | "treatment">;

/**
 * Names of the resections by segments or territories, each operation once: "segmentectomy 8 extended around L2 and L6 with 5 mm" for two candidates
 * that extend segment 8, and what extends a part of a larger one is told as extending that.
 */
export function anatomicalNames(candidates: readonly Named[]): string[] {
  const operations: Operation[] = [];
  for (const one of candidates.map(operationOf).toSorted((a, b) => b.segments.length - a.segments.length)) {
    const host = operations.find(
      ({ segments }) => one.around.length > 0 && one.segments.every((each) => segments.includes(each)),
    );
    if (host === undefined) operations.push({ ...one, around: [...one.around], endings: [...one.endings] });
    else {
      host.around.push(...one.around);
      host.endings.push(...one.endings.filter((ending) => !host.endings.includes(ending)));
    }
  }
  return operations.map(({ base, around, endings }) => base + extension(around) + endings.join(""));
}

interface Operation {
  /** the name before its extension */
  readonly base: string;
  /** none where it is not drawn by segments */
  readonly segments: readonly string[];
  readonly around: LesionWithMargin[];
  /** what the name says behind the extension: ", taking the right hepatic vein" */
  readonly endings: string[];
}

/** Base, extension and what follows; neither "bisegmentectomy 7, 8" nor its like is parted. */
const NAME = /^(.*?)( extended around .*? mm)?(, (?:taking|with) .*)?$/;

function operationOf({ name, treatment }: Named): Operation {
  const resection = treatment.kind === "resection" ? treatment.resection : undefined;
  if (resection?.kind !== "segments") return { base: name, segments: [], around: [], endings: [] };
  const [, base, , ending] = NAME.exec(name)!;
  return {
    base: base!,
    segments: resection.segments,
    around: [...(resection.around ?? [])],
    endings: ending === undefined ? [] : [ending],
  };
}

function extension(around: readonly LesionWithMargin[]): string {
  if (around.length === 0) return "";
  const byMargin = new Map<number, LesionId[]>();
  for (const { lesion, marginMm } of around) byMargin.set(marginMm, [...(byMargin.get(marginMm) ?? []), lesion]);
  const told = [...byMargin]
    .sort(([a], [b]) => b - a)
    .map(([marginMm, lesions]) => `around ${listOfLesions(lesions)} with ${marginMm} mm`);
  return ` extended ${told.join(" and ")}`;
}
