import type { PlanDocument } from "@cantlie/workup";

type Lesion = PlanDocument["anatomy"]["lesions"][number];

/** As far as a thing may move between versions of one scan and still be called the same. */
const SAME_PLACE_MM = 3;

/** Lesions of two versions: pairs that lie in the same place, nearest first, and what has no partner. */
export function matchedLesions(
  before: readonly Lesion[],
  now: readonly Lesion[],
): {
  readonly pairs: readonly (readonly [before: Lesion, now: Lesion])[];
  readonly gone: readonly Lesion[];
  readonly added: readonly Lesion[];
} {
  const near = before
    .flatMap((old) => now.map((lesion) => ({ old, lesion, mm: distanceMm(old, lesion) })))
    .filter(({ mm }) => mm <= SAME_PLACE_MM)
    .sort((a, b) => a.mm - b.mm);
  const pairs: [Lesion, Lesion][] = [];
  for (const { old, lesion } of near) if (!pairs.some(([a, b]) => a === old || b === lesion)) pairs.push([old, lesion]);
  return {
    pairs,
    gone: before.filter((lesion) => !pairs.some(([old]) => old === lesion)),
    added: now.filter((lesion) => !pairs.some(([, one]) => one === lesion)),
  };
}

function distanceMm({ centroidMm: a }: Lesion, { centroidMm: b }: Lesion): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
