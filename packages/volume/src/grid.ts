import {
  add,
  cross,
  determinant,
  dot,
  length,
  type Matrix3,
  multiply,
  multiplyTransposed,
  subtract,
  type Vector3,
  type WorldPoint,
  worldPoint,
} from "@cantlie/geometry";

/**
 * Regular sampling of space.
 *
 * Values on a grid are flat arrays with i fastest: `index = i + size[0] * (j + size[1] * k)`.
 * A voxel index names the voxel's centre (DICOM PS3.3 C.7.6.2.1-1).
 */
export interface Grid {
  /** number of voxels along i, j, k */
  readonly size: Vector3;
  /** distance between neighbouring voxel centres along i, j, k; positive */
  readonly spacingMm: Vector3;
  /** centre of voxel (0, 0, 0), patient LPS */
  readonly originMm: WorldPoint;
  /** columns are the unit LPS directions of i, j, k; orthogonal, right- or left-handed */
  readonly direction: Matrix3;
}

/** Directions may differ from orthonormal by the rounding of the files that carry them (DICOM DS and NIfTI float32: about 1e-6, seen up to 1e-4). */
const ORTHONORMAL_TOLERANCE = 1e-3;

/** @throws RangeError unless size is positive integers, spacing positive and finite, and direction orthonormal within 1e-3 */
export function makeGrid(size: Vector3, spacingMm: Vector3, originMm: WorldPoint, direction: Matrix3): Grid {
  for (const axis of [0, 1, 2] as const) {
    if (!Number.isInteger(size[axis]) || size[axis] < 1)
      throw new RangeError(`grid size along axis ${axis} is ${size[axis]}, expected a positive integer`);
    if (!(spacingMm[axis] > 0) || !Number.isFinite(spacingMm[axis]))
      throw new RangeError(`grid spacing along axis ${axis} is ${spacingMm[axis]} mm, expected a positive number`);
    if (!(Math.abs(length(direction[axis]) - 1) <= ORTHONORMAL_TOLERANCE))
      throw new RangeError(`grid direction ${axis} has length ${length(direction[axis])}, expected 1`);
  }
  const skew = Math.max(
    Math.abs(dot(direction[0], direction[1])),
    Math.abs(dot(direction[1], direction[2])),
    Math.abs(dot(direction[2], direction[0])),
  );
  if (!(skew <= ORTHONORMAL_TOLERANCE)) throw new RangeError(`grid axes are not at right angles (largest dot product ${skew})`);
  return { size, spacingMm, originMm, direction };
}

export function voxelCount(grid: Grid): number {
  return grid.size[0] * grid.size[1] * grid.size[2];
}

export function voxelVolumeMm3(grid: Grid): number {
  return grid.spacingMm[0] * grid.spacingMm[1] * grid.spacingMm[2];
}

/** Volume of `voxels` voxels of `grid`, in millilitres. */
export function voxelsToMl(grid: Grid, voxels: number): number {
  return (voxels * voxelVolumeMm3(grid)) / 1000;
}

/** Length of a voxel's space diagonal, mm. */
export function voxelDiagonalMm(grid: Grid): number {
  return length(grid.spacingMm);
}

/** Place of the (possibly fractional) voxel index `(i, j, k)`. */
export function voxelToWorld(grid: Grid, i: number, j: number, k: number): WorldPoint {
  const offset = multiply(grid.direction, [i * grid.spacingMm[0], j * grid.spacingMm[1], k * grid.spacingMm[2]]);
  const p = add(grid.originMm, offset);
  return worldPoint(p[0], p[1], p[2]);
}

/** Fractional voxel index of a place; may lie outside the grid. */
export function worldToVoxel(grid: Grid, point: WorldPoint): Vector3 {
  const along = multiplyTransposed(grid.direction, subtract(point, grid.originMm));
  return [along[0] / grid.spacingMm[0], along[1] / grid.spacingMm[1], along[2] / grid.spacingMm[2]];
}

/** Flat index of the voxel whose centre is nearest to `point`, or -1 outside the grid. */
export function voxelIndexAt(grid: Grid, point: WorldPoint): number {
  const [x, y, z] = worldToVoxel(grid, point);
  const i = Math.round(x);
  const j = Math.round(y);
  const k = Math.round(z);
  if (i < 0 || j < 0 || k < 0 || i >= grid.size[0] || j >= grid.size[1] || k >= grid.size[2]) return -1;
  return i + grid.size[0] * (j + grid.size[1] * k);
}

/** Place of the centre of the voxel with flat index `index`. */
export function indexToWorld(grid: Grid, index: number): WorldPoint {
  const i = index % grid.size[0];
  const rest = (index - i) / grid.size[0];
  const j = rest % grid.size[1];
  return voxelToWorld(grid, i, j, (rest - j) / grid.size[1]);
}

/** True if the axes form a right-handed system. */
export function isRightHanded(grid: Grid): boolean {
  return determinant(grid.direction) > 0;
}

/** Direction that completes two in-plane directions to a right-handed system. */
export function normalOf(first: Vector3, second: Vector3): Vector3 {
  return cross(first, second);
}

/**
 * How two grids differ, in words, or undefined if they sample the same places.
 *
 * @param toleranceMm largest allowed distance between corresponding corner voxels; default 0.01 mm, the rounding of
 *   float32 headers over a 500 mm field of view with room to spare
 */
export function gridDifference(a: Grid, b: Grid, toleranceMm = 0.01): string | undefined {
  if (a.size.some((n, axis) => n !== b.size[axis])) return `size ${a.size.join("×")} against ${b.size.join("×")} voxels`;
  let worstMm = 0;
  for (const corner of [0, 1, 2, 3, 4, 5, 6, 7]) {
    const i = corner & 1 ? a.size[0] - 1 : 0;
    const j = corner & 2 ? a.size[1] - 1 : 0;
    const k = corner & 4 ? a.size[2] - 1 : 0;
    worstMm = Math.max(worstMm, length(subtract(voxelToWorld(a, i, j, k), voxelToWorld(b, i, j, k))));
  }
  return worstMm <= toleranceMm ? undefined : `the same size, but voxels lie up to ${worstMm.toFixed(2)} mm apart`;
}
