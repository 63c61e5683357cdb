import { ADJACENT_SEGMENTS, type Segment } from "@cantlie/anatomy";
import type { Remnant } from "@cantlie/clinical";
import type { PatientFile, PlanEntry } from "@cantlie/workup";
import { bodyFacts } from "./body-facts.ts";

/** What of a plan the rules read; a stage's evaluation and an entry of plan.json both have it. */
export type PlanNumbers = Pick<PlanEntry, "remainingSegments" | "unknown"> & {
  readonly volumes: Pick<PlanEntry["volumes"], "functionalRemnantFullCongestionMl" | "functionalRemnantIgnoringCongestionMl">;
};

/** Nothing of a remnant is known before a plan is. */
export const NO_OPERATION: PlanNumbers = { volumes: {}, unknown: [] };

/** The scalars of one evaluated plan, beside those of the patient: all that `clinical` may see of a plan. */
export function remnantFacts(
  evaluation: PlanNumbers,
  liver: { readonly liverVolumeMl: number; readonly tumourVolumeMl: number } | undefined,
  patient: PatientFile | undefined,
): Remnant {
  return {
    ...bodyFacts(patient),
    totalLiverVolumeMl: liver?.liverVolumeMl,
    tumourVolumeMl: liver?.tumourVolumeMl,
    flrMl: evaluation.volumes.functionalRemnantFullCongestionMl,
    flrIgnoringCongestionMl: evaluation.volumes.functionalRemnantIgnoringCongestionMl,
    adjacentRemainingSegments: adjacentRemaining(evaluation),
    ...givenInAll(patient?.chemotherapy),
    steatosis: patient?.liver?.steatosis,
    portalOcclusion: patient?.history === undefined ? undefined : patient.history.portalOcclusion !== undefined,
  };
}

/** Segment 1 that remains only by assumption, without branches of its own in sight, may not be what makes a remnant enough. */
function adjacentRemaining({ remainingSegments, unknown }: PlanNumbers): number | undefined {
  const isAssumed = unknown.some(({ field }) => field === "segment 1 portal" || field === "segment 1 hepatic");
  return remainingSegments && largestAdjacentGroup(remainingSegments.filter((segment) => segment !== "1" || !isAssumed));
}

type GivenInAll = Pick<Remnant, "chemotherapyGiven" | "chemotherapyWeeks" | "chemotherapyCycles" | "chemotherapyMissing">;

/** All lines together. No lines told as `[]` is none given; a line that does not say how long it was is given all the same. */
function givenInAll(lines: PatientFile["chemotherapy"]): GivenInAll {
  if (lines === undefined) return {};
  const total = (what: "weeks" | "cycles"): number | undefined => {
    const told = lines.map((line) => line[what]).filter((value) => value !== undefined);
    return told.length === 0 && lines.length > 0 ? undefined : told.reduce((sum, value) => sum + value, 0);
  };
  const lacking = (what: "weeks" | "cycles"): string[] =>
    lines.flatMap((line, n) => (line[what] === undefined ? [`chemotherapy[${n}].${what}`] : []));
  const [weeks, cycles] = [lacking("weeks"), lacking("cycles")];
  return {
    chemotherapyGiven: lines.length > 0,
    chemotherapyWeeks: total("weeks"),
    chemotherapyCycles: total("cycles"),
    chemotherapyMissing: weeks.length > 0 && cycles.length > 0 ? [...weeks, ...cycles] : [],
  };
}

/** Size of the largest set of segments that hang together by shared faces; 4a and 4b are one. */
export function largestAdjacentGroup(segments: readonly Segment[]): number {
  const left = new Set(segments.map((segment) => segment.charAt(0)));
  let largest = 0;
  while (left.size > 0) {
    const group = [...left].slice(0, 1);
    for (const member of group) {
      left.delete(member);
      for (const [a, b] of ADJACENT_SEGMENTS) {
        const neighbour = a === member ? b : b === member ? a : undefined;
        if (neighbour !== undefined && left.delete(neighbour)) group.push(neighbour);
      }
    }
    largest = Math.max(largest, group.length);
  }
  return largest;
}
