import type { Candidate } from "../candidates/candidate.ts";
import { voxelsInRuns } from "../voxel-runs.ts";

/**
 * The order in which search decides on candidates: anatomical resections first, the largest first, then wedges, ablations and surveillance,
 * lesion by lesion, those of the lesion with the fewest first. Once the large ones are decided, what the rest may still take lies
 * near its own lesions, so that margins, cuts and areas of what is chosen are nearly settled and bounds are tight.
 *
 * @param lesions those that need treatment; candidates that hold none of them are left out
 * @returns positions in `candidates`
 */
export function candidateOrder(candidates: readonly Candidate[], lesions: readonly number[]): number[] {
  const sizes = candidates.map(({ runs }) => voxelsInRuns(runs));
  const useful = candidates.flatMap((candidate, n) => (candidate.lesions.some((lesion) => lesions.includes(lesion)) ? [n] : []));
  const [large, local] = [
    useful.filter((n) => isAnatomical(candidates[n]!)),
    useful.filter((n) => !isAnatomical(candidates[n]!)),
  ];
  const choices = new Map(lesions.map((lesion) => [lesion, local.filter((n) => candidates[n]!.lesions.includes(lesion)).length]));
  const lesionOrder = lesions.toSorted((a, b) => choices.get(a)! - choices.get(b)! || a - b);
  const turn = (n: number): number => lesionOrder.findIndex((lesion) => candidates[n]!.lesions.includes(lesion));
  return [
    ...large.toSorted((a, b) => sizes[b]! - sizes[a]! || a - b),
    ...local.toSorted((a, b) => turn(a) - turn(b) || sizes[b]! - sizes[a]! || a - b),
  ];
}

function isAnatomical({ treatment }: Candidate): boolean {
  return treatment.kind === "resection" && treatment.resection.kind !== "wedge";
}
