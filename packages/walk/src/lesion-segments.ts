import type { LiverAnatomy } from "@cantlie/anatomy";
import { SEGMENT_VALUE, type Segment } from "@cantlie/anatomy";
import type { PlanDocument } from "@cantlie/workup";

type SegmentParts = NonNullable<PlanDocument["anatomy"]["lesions"][number]["segmentParts"]>;

/** How much of each lesion lies in each Couinaud segment, in the lesions' order; undefined without a Couinaud map. */
export function lesionSegments({ couinaud, lesions, lesionLabels }: LiverAnatomy): SegmentParts[] | undefined {
  if (couinaud === undefined) return undefined;
  const counts = lesions.map(() => new Uint32Array(10));
  for (let voxel = 0; voxel < lesionLabels.length; voxel++) {
    const lesion = lesionLabels[voxel]!;
    if (lesion !== 0) counts[lesion - 1]![couinaud.values[voxel]!]!++;
  }
  const segments = Object.keys(couinaud.segmentMl) as Segment[];
  return counts.map((count) => {
    const total = segments.reduce((sum, segment) => sum + count[SEGMENT_VALUE[segment]]!, 0);
    const held = segments.filter((segment) => count[SEGMENT_VALUE[segment]]! > 0);
    return Object.fromEntries(held.map((segment) => [segment, { lesionFraction: count[SEGMENT_VALUE[segment]]! / total }]));
  });
}
