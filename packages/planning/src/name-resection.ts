import { SEGMENT_VALUE, SEGMENTS, type Segment } from "@cantlie/anatomy";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { nameOfSegments, type ResectionName } from "./resection-names.ts";
import { voxelsByClass } from "./voxel-classes.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/** Less than this of a segment is the raggedness of a border, not a resection of it; so is more than its complement left. */
const BORDER_SHARE = 0.05;

/** Name of a resection by what it takes of each Couinaud segment; undefined without a Couinaud map, or if it takes nothing worth a name. */
export function nameOfResection(prepared: PreparedAnatomy, resected: VoxelRuns): ResectionName | undefined {
  const { couinaud } = prepared.anatomy;
  if (couinaud === undefined) return undefined;
  const total = new Float64Array(10);
  const taken = new Float64Array(10);
  const { classes } = prepared;
  voxelsByClass(classes, resected).forEach((voxels, one) => {
    total[classes.segment[one]!]! += classes.voxels[one]!;
    taken[classes.segment[one]!]! += voxels;
  });
  const whole: Segment[] = [];
  const partly: Segment[] = [];
  for (const segment of segmentsOf(couinaud.parts4)) {
    const value = SEGMENT_VALUE[segment];
    const share = total[value]! > 0 ? taken[value]! / total[value]! : 0;
    if (share >= 1 - BORDER_SHARE) whole.push(segment);
    else if (share >= BORDER_SHARE) partly.push(segment);
  }
  if (whole.length + partly.length > 0) return nameOfSegments(whole, partly);
  const touched = segmentsOf(couinaud.parts4).filter((segment) => taken[SEGMENT_VALUE[segment]]! > 0);
  return touched.length > 0 ? nameOfSegments([], touched) : undefined;
}

/** The segments that a map can tell apart. */
export function segmentsOf(parts4: boolean): Segment[] {
  return SEGMENTS.filter((segment) => (parts4 ? segment !== "4" : segment !== "4a" && segment !== "4b"));
}
