import { dot, scale, type Vector3, worldPoint } from "@cantlie/geometry";
import { type Grid, worldToVoxel } from "@cantlie/volume";
import { DicomError } from "../dicom-error.ts";
import type { FramePlane } from "./read-segmentation.ts";

/** How the pixels of a frame lie among the voxels of a grid: each on one voxel. */
export interface FramePlacement {
  /** flat index of the voxel under pixel (0, 0); may lie outside the grid */
  readonly first: number;
  /** how the flat index grows from column to column, and from row to row */
  readonly columnStep: number;
  readonly rowStep: number;
  /** columns and rows whose voxels lie in the grid: from, and one behind the last */
  readonly columns: readonly [number, number];
  readonly rows: readonly [number, number];
}

/**
 * How far a frame's pixel may lie from the centre of its voxel, in voxels: headers round, and a tenth changes no measurement. The same
 * tolerance holds for slices of a series against each other.
 */
const TOLERANCE_VOXELS = 0.1;

/**
 * Finds the voxels that a frame's pixels lie on. Axes may be exchanged and reversed, frames may be cut out of the image or reach
 * beyond it, but nothing is resampled.
 *
 * @throws DicomError `dicom/segmentation-off-grid` if pixels lie between voxels, or are of another size or direction
 */
export function placeFrame(
  grid: Grid,
  plane: FramePlane,
  size: { readonly columns: number; readonly rows: number },
): FramePlacement {
  const columnStep = unitStep(grid, scale(plane.row, plane.spacingMm[0]), size.columns);
  const rowStep = unitStep(grid, scale(plane.column, plane.spacingMm[1]), size.rows);
  const at = worldToVoxel(grid, worldPoint(...plane.positionMm));
  const first = at.map(Math.round) as [number, number, number];
  const off = Math.max(...at.map((place, axis) => Math.abs(place - first[axis]!)));
  if (columnStep === undefined || rowStep === undefined || !(off <= TOLERANCE_VOXELS)) throw offGrid(grid, plane, off);
  const columns = stepsWithin(grid, first, columnStep, size.columns);
  const rows = stepsWithin(grid, first, rowStep, size.rows);
  const across = 3 - columnStep.axis - rowStep.axis;
  const isWithin = columnStep.axis !== rowStep.axis && first[across]! >= 0 && first[across]! < grid.size[across as 0 | 1 | 2];
  const strides = [1, grid.size[0], grid.size[0] * grid.size[1]] as const;
  return {
    first: dot(first, strides as Vector3),
    columnStep: columnStep.sign * strides[columnStep.axis],
    rowStep: rowStep.sign * strides[rowStep.axis],
    columns: isWithin ? columns : [0, 0],
    rows: isWithin ? rows : [0, 0],
  };
}

interface UnitStep {
  readonly axis: 0 | 1 | 2;
  readonly sign: 1 | -1;
}

/** The grid axis that a step runs along, if it goes on from voxel to voxel over `count` of them. */
function unitStep(grid: Grid, stepMm: Vector3, count: number): UnitStep | undefined {
  const along = ([0, 1, 2] as const).map((axis) => dot(grid.direction[axis], stepMm) / grid.spacingMm[axis]);
  const axis = ([0, 1, 2] as const).find((one) => Math.abs(along[one]!) > 0.5);
  if (axis === undefined) return undefined;
  const sign = along[axis]! > 0 ? 1 : -1;
  const drift = Math.max(...along.map((step, one) => Math.abs(step - (one === axis ? sign : 0))));
  return drift * Math.max(1, count - 1) <= TOLERANCE_VOXELS ? { axis, sign } : undefined;
}

function stepsWithin(grid: Grid, first: Vector3, { axis, sign }: UnitStep, count: number): readonly [number, number] {
  const start = first[axis];
  const end = grid.size[axis];
  const from = sign > 0 ? -start : start - (end - 1);
  const to = sign > 0 ? end - start : start + 1;
  const low = Math.min(count, Math.max(0, from));
  return [low, Math.max(low, Math.min(count, to))];
}

function offGrid(grid: Grid, plane: FramePlane, off: number): DicomError {
  const spacing = plane.spacingMm.map((mm) => mm.toFixed(3)).join("×");
  const image = grid.spacingMm.map((mm) => mm.toFixed(3)).join("×");
  return new DicomError(
    "dicom/segmentation-off-grid",
    `pixels of ${spacing} mm do not lie on the image's voxels of ${image} mm (${off.toFixed(2)} voxels off at the first): the segmentation was made on another series or resampled; export it on the image's own grid`,
    { spacingMm: plane.spacingMm, imageSpacingMm: grid.spacingMm, voxelsOff: Math.round(100 * off) / 100 },
  );
}
