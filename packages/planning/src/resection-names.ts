import type { Segment } from "@cantlie/anatomy";

/** A named resection: Brisbane 2000 (its "right hemihepatectomy" and so on) and the New World code of the same set of segments. */
export interface ResectionName {
  readonly brisbane: string;
  readonly newWorld: string;
}

/**
 * Named resections by the segments that they remove whole, with 4 for 4a and 4b together (clinical.md TERM-BRISBANE-2000;
 * M. Nagino et al., "Proposal of a New Comprehensive Notation for Hepatectomy: The 'New World' Terminology", Ann Surg 274 (2021) 1-3,
 * doi:10.1097/SLA.0000000000004808).
 */
export const NAMED_RESECTIONS: readonly { readonly brisbane: string; readonly segments: readonly Segment[] }[] = [
  { brisbane: "right hemihepatectomy", segments: ["5", "6", "7", "8"] },
  { brisbane: "left hemihepatectomy", segments: ["2", "3", "4"] },
  { brisbane: "right trisectionectomy", segments: ["4", "5", "6", "7", "8"] },
  { brisbane: "right trisectionectomy with segment 1", segments: ["1", "4", "5", "6", "7", "8"] },
  { brisbane: "left trisectionectomy", segments: ["2", "3", "4", "5", "8"] },
  { brisbane: "left trisectionectomy with segment 1", segments: ["1", "2", "3", "4", "5", "8"] },
  { brisbane: "left lateral sectionectomy", segments: ["2", "3"] },
  { brisbane: "left medial sectionectomy", segments: ["4"] },
  { brisbane: "right anterior sectionectomy", segments: ["5", "8"] },
  { brisbane: "right posterior sectionectomy", segments: ["6", "7"] },
  { brisbane: "central hepatectomy", segments: ["4", "5", "8"] },
  { brisbane: "bisegmentectomy 4b, 5", segments: ["4b", "5"] },
  { brisbane: "bisegmentectomy 7, 8", segments: ["7", "8"] },
  { brisbane: "caudate resection", segments: ["1"] },
  ...(["2", "3", "4a", "4b", "5", "6", "7", "8"] as const).map((segment) => ({
    brisbane: `segmentectomy ${segment}`,
    segments: [segment],
  })),
];

/**
 * Name of the resection of whole segments and parts of others. 4a and 4b together are 4; a prime marks a part.
 * Sets without a Brisbane name are called by their segments.
 *
 * @throws RangeError if neither holds a segment
 */
export function nameOfSegments(whole: readonly Segment[], partly: readonly Segment[] = []): ResectionName {
  const wholeSet = joinSegment4(whole);
  const partSet = joinSegment4(partly).filter((segment) => !wholeSet.includes(segment));
  if (wholeSet.length + partSet.length === 0) throw new RangeError("no segment is named, expected at least one");
  const ordered = [...wholeSet, ...partSet].sort();
  const newWorld = `H${ordered.map((segment) => (partSet.includes(segment) ? `${segment}′` : segment)).join("")}`;
  return { brisbane: brisbaneName(wholeSet, partSet), newWorld };
}

function brisbaneName(whole: readonly Segment[], partly: readonly Segment[]): string {
  const named = NAMED_RESECTIONS.find(
    ({ segments }) => segments.length === whole.length && segments.every((segment) => whole.includes(segment)),
  );
  const parts = `${partly.length === 1 ? "segment" : "segments"} ${partly.join(", ")}`;
  if (whole.length === 0) return `non-anatomical resection of ${parts}`;
  const name = named?.brisbane ?? `resection of segments ${whole.join(", ")}`;
  return partly.length === 0 ? name : `${name} with part of ${parts}`;
}

function joinSegment4(segments: readonly Segment[]): Segment[] {
  const set = new Set(segments);
  const hasAll4 = set.has("4") || (set.has("4a") && set.has("4b"));
  if (hasAll4) for (const part of ["4a", "4b"] as const) set.delete(part);
  if (hasAll4) set.add("4");
  return [...set].sort();
}
