import { ADJACENT_SEGMENTS, type Segment } from "@cantlie/anatomy";
import type { Body, Remnant } from "@cantlie/clinical";
import type { PatientFile, PlanEntry } from "@cantlie/workup";

/** What the clinical rules need of the patient's file. */
export function bodyFacts(patient: PatientFile | undefined): Body {
  return {
    ageYears: patient?.ageYears,
    sex: patient?.sex,
    heightCm: patient?.heightCm,
    weightKg: patient?.weightKg,
    fibrosis: patient?.liver?.fibrosis,
  };
}

/** What of a plan the rules read; a stage's evaluation and an entry of plan.json both have it. */
export type PlanNumbers = Pick<PlanEntry, "remainingSegments"> & {
  readonly volumes: Pick<PlanEntry["volumes"], "functionalRemnantFullCongestionMl" | "functionalRemnantIgnoringCongestionMl">;
};

/** The scalars of one evaluated plan, beside those of the patient: all that `clinical` may see of a plan. */
export function remnantFacts(
  evaluation: PlanNumbers,
  liver: { readonly liverVolumeMl: number; readonly tumourVolumeMl: number },
  patient: PatientFile | undefined,
): Remnant {
  return {
    ...bodyFacts(patient),
    totalLiverVolumeMl: liver.liverVolumeMl,
    tumourVolumeMl: liver.tumourVolumeMl,
    flrMl: evaluation.volumes.functionalRemnantFullCongestionMl,
    flrIgnoringCongestionMl: evaluation.volumes.functionalRemnantIgnoringCongestionMl,
    adjacentRemainingSegments: evaluation.remainingSegments && largestAdjacentGroup(evaluation.remainingSegments),
    chemotherapyWeeks: total(patient, "weeks"),
    chemotherapyCycles: total(patient, "cycles"),
    steatosis: patient?.liver?.steatosis,
    portalOcclusion: patient?.history === undefined ? undefined : patient.history.portalOcclusion !== undefined,
  };
}

/** All lines of chemotherapy together; unknown if none is told or one of them does not say. No lines told as `[]` is 0. */
function total(patient: PatientFile | undefined, what: "weeks" | "cycles"): number | undefined {
  return patient?.chemotherapy?.reduce<number | undefined>(
    (sum, line) => (sum === undefined || line[what] === undefined ? undefined : sum + line[what]),
    0,
  );
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
