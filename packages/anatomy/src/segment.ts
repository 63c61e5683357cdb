/** Couinaud's segments. Plain "4" stands where the source does not part 4a from 4b. */
export type Segment = "1" | "2" | "3" | "4" | "4a" | "4b" | "5" | "6" | "7" | "8";

export const SEGMENTS: readonly Segment[] = ["1", "2", "3", "4", "4a", "4b", "5", "6", "7", "8"];

/**
 * Value of each segment in a Couinaud label map made by this package: 1..8, 4b = 9. 4a and plain 4 share the value 4;
 * which of the two it is follows from whether the map has a 9 (`CouinaudMap.parts4`).
 */
export const SEGMENT_VALUE: Readonly<Record<Segment, number>> = {
  "1": 1,
  "2": 2,
  "3": 3,
  "4": 4,
  "4a": 4,
  "4b": 9,
  "5": 5,
  "6": 6,
  "7": 7,
  "8": 8,
};

/** Segments that share a face in the usual liver; 4a and 4b count as one segment (4) in it. Brisbane 2000 anatomy. */
export const ADJACENT_SEGMENTS: readonly (readonly [Segment, Segment])[] = [
  ["1", "2"],
  ["1", "4"],
  ["1", "6"],
  ["1", "7"],
  ["1", "8"],
  ["2", "3"],
  ["2", "4"],
  ["3", "4"],
  ["4", "5"],
  ["4", "8"],
  ["5", "6"],
  ["5", "8"],
  ["6", "7"],
  ["7", "8"],
];
