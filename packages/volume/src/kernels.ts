import type { Mesh } from "@cantlie/geometry";
import type { Grid } from "./grid.ts";

/** Where fronts of {@link Kernels.pathDistance} start. All arrays have one entry per source. */
export interface FrontSources {
  /** flat voxel index, inside the mask */
  readonly voxel: Int32Array;
  /** distance that the front has at the source, mm; may be negative (a vessel's radius ahead of its centreline) */
  readonly startMm: Float32Array;
  /** group of the source (a vessel branch), 0 .. 65534: decides what counts as "another" source for `secondMm` */
  readonly group: Uint16Array;
}

export interface PathDistance {
  /** least start + path length inside the mask, mm; Infinity where no source is reached or outside the mask */
  readonly distanceMm: Float32Array;
  /** index of the source reached from each voxel; -1 where none */
  readonly source: Int32Array;
  /** the same least distance over the sources of all other groups than the nearest one's; Infinity if none */
  readonly secondMm: Float32Array;
}

export interface NearestLabel {
  /** label of the nearest labelled voxel centre; ties go to the smaller label; 0 if nothing is labelled */
  readonly labels: Uint16Array;
  /** distance to it, mm */
  readonly distanceMm: Float32Array;
}

export interface Components {
  /** 0 is background; components are numbered from 1 in the order of their first voxel */
  readonly labels: Uint32Array;
  /** voxels per component; entry 0 is component 1 */
  readonly sizes: Uint32Array;
}

/**
 * The heavy loops over voxels. `createKernels` gives them compiled to WebAssembly, `referenceKernels` in plain TypeScript
 * with the same results. Masks are one byte per voxel, foreground where non-zero, i fastest.
 * Every function throws RangeError if an array does not have one value per voxel of `grid`.
 */
export interface Kernels {
  /** Exact Euclidean distance from each voxel centre to the nearest foreground voxel centre, mm; Infinity everywhere if there is none. */
  distanceToMaskMm(mask: Uint8Array, grid: Grid): Float32Array;
  /** Label of the Euclidean nearest labelled voxel (exact feature transform). */
  nearestLabel(labels: Uint8Array | Uint16Array, grid: Grid): NearestLabel;
  /** Shortest path lengths inside a mask from many sources (fronts at unit speed). */
  pathDistance(mask: Uint8Array, grid: Grid, sources: FrontSources): PathDistance;
  connectedComponents(mask: Uint8Array, grid: Grid, connectivity: 6 | 18 | 26): Components;
  /** Curve skeleton: one voxel thick, same topology (26/6), end points kept. */
  thinToCurve(mask: Uint8Array, grid: Grid): Uint8Array;
  /** Surface of a mask by naive surface nets: closed, outward, LPS mm. A mask that touches the grid's border is closed there. */
  surfaceNets(mask: Uint8Array, grid: Grid): Mesh;
  /** Gaussian smoothing, truncated at 3 sigma, values mirrored at the border. */
  gaussian(values: Float32Array, grid: Grid, sigmaMm: number): Float32Array;
}
