import { type Grid, voxelsToMl } from "@cantlie/volume";
import { SEGMENT_VALUE, SEGMENTS, type Segment } from "./segment.ts";

/** Segments that a map can hold, in their order: plain 4, or 4a and 4b in its place. */
export function segmentsOf(parts4: boolean): readonly Segment[] {
  return SEGMENTS.filter((name) => (parts4 ? name !== "4" : name !== "4a" && name !== "4b"));
}

/** Volume of each segment that occurs among `values`, mL. */
export function segmentVolumesMl(values: Uint8Array, grid: Grid): Partial<Record<Segment, number>> {
  const counts = new Uint32Array(10);
  for (let at = 0; at < values.length; at++) counts[values[at]!]!++;
  const volumes: Partial<Record<Segment, number>> = {};
  for (const name of segmentsOf(counts[SEGMENT_VALUE["4b"]]! > 0)) {
    const voxels = counts[SEGMENT_VALUE[name]]!;
    if (voxels > 0) volumes[name] = voxelsToMl(grid, voxels);
  }
  return volumes;
}
