import type { Vector3 } from "@cantlie/geometry";
import type { SegmentLandmarks } from "./segment-landmarks.ts";

/** Segments 2 to 8 as a set of bits: bit n for segment n. */
export type SegmentSet = number;

const bits = (...segments: number[]): SegmentSet => segments.reduce((set, n) => set | (1 << n), 0);

export const ANY_SEGMENT: SegmentSet = bits(2, 3, 4, 5, 6, 7, 8);
export const RIGHT_HALF: SegmentSet = bits(5, 6, 7, 8);
export const LEFT_HALF: SegmentSet = bits(2, 3, 4);
export const RIGHT_ANTERIOR: SegmentSet = bits(5, 8);
export const RIGHT_POSTERIOR: SegmentSet = bits(6, 7);
const LEFT_LATERAL: SegmentSet = bits(2, 3);
const UPPER: SegmentSet = bits(7, 8);

/**
 * The segment of a place among those that are possible there, by the landmark planes; 0 if a plane that would decide is missing.
 *
 * @param possible a set of one or more segments, such as those that a portal branch may supply
 */
export function segmentAt(place: Vector3, possible: SegmentSet, marks: SegmentLandmarks): number {
  let left = possible;
  const decide = (part: SegmentSet, isInPart: boolean | undefined): boolean => {
    if ((left & part) === 0 || (left & ~part) === 0) return true;
    if (isInPart === undefined) return false;
    left &= isInPart ? part : ~part;
    return true;
  };
  const beyond = (plane: SegmentLandmarks["middle"]) =>
    plane &&
    plane.normal[0] * (place[0] - plane.pointMm[0]) +
      plane.normal[1] * (place[1] - plane.pointMm[1]) +
      plane.normal[2] * (place[2] - plane.pointMm[2]) >
      0;
  if (!decide(LEFT_HALF, beyond(marks.middle))) return 0;
  if ((left & LEFT_HALF) !== 0) {
    if (!decide(LEFT_LATERAL, beyond(marks.left)) || !decide(bits(2), place[2] > marks.leftLevelMm)) return 0;
  } else if (!decide(RIGHT_ANTERIOR, beyond(marks.right)) || !decide(UPPER, place[2] > marks.rightLevelMm)) return 0;
  return 31 - Math.clz32(left);
}
