import { dot, length, type Matrix3, scale, type Vector3, worldPoint } from "@cantlie/geometry";
import { type Grid, gridDifference, makeGrid } from "@cantlie/volume";
import type { FormatCaution } from "./caution.ts";
import { FormatError } from "./format-error.ts";
import type { NiftiHeader } from "./nifti-header.ts";

/** A voxel-to-patient map in LPS mm whose axes need not be of unit length. */
interface Frame {
  readonly name: "sform" | "qform";
  /** displacement of one voxel step along i, j, k */
  readonly steps: Matrix3;
  readonly origin: Vector3;
}

/** CT and MR voxels measure 0.1 to 10 mm; the bounds leave room for micro-CT of a specimen and thick scouts, not for metres or micrometres. */
const PLAUSIBLE_SPACING_MM = [0.02, 50] as const;
/** Axes may be off the right angle by what makeGrid tolerates: rounding of float32 headers. */
const LARGEST_SKEW = 1e-3;
const MM_PER_UNIT: Readonly<Record<number, number>> = { 0: 1, 1: 1000, 2: 1, 3: 0.001 };

/**
 * Where the voxels lie. The sform wins if its code is set, otherwise the qform; with neither, left and right are unknown and
 * the file is refused. The one place where RAS becomes LPS.
 *
 * @throws FormatError `formats/no-orientation` | `formats/not-a-number` | `formats/implausible-spacing` | `formats/sheared`
 */
export function niftiGrid(header: NiftiHeader, size: Vector3): { grid: Grid; cautions: FormatCaution[] } {
  const cautions: FormatCaution[] = [];
  const mm = MM_PER_UNIT[header.spaceUnit] ?? 1;
  if (mm !== 1)
    cautions.push({
      code: "formats/units-converted",
      message: `lengths in the header are in ${mm === 1000 ? "metres" : "micrometres"} and were converted to millimetres`,
      details: { factor: mm },
    });
  const sform = header.sformCode > 0 ? sformFrame(header, mm) : undefined;
  const qform = header.qformCode > 0 ? qformFrame(header, mm) : undefined;
  const frame = sform ?? qform;
  if (frame === undefined)
    throw new FormatError("formats/no-orientation", {
      found: "a header without orientation (sform and qform codes are 0)",
      expected: "an sform or a qform, which tell left from right",
      probably: "a program dropped the orientation when it saved the file; save it again from the DICOM images",
    });
  const grid = frameGrid(frame, size);
  if (sform && qform) cautions.push(...disagreement(grid, qform));
  cautions.push(...spacingDifference(grid, header, mm));
  return { grid, cautions };
}

function sformFrame(header: NiftiHeader, mm: number): Frame {
  refuseNonFinite("sform", header.srows.flat());
  const column = (n: number): Vector3 =>
    rasToLps([header.srows[0]![n]! * mm, header.srows[1]![n]! * mm, header.srows[2]![n]! * mm]);
  return { name: "sform", steps: [column(0), column(1), column(2)], origin: column(3) };
}

/** nifti1.h, "method 2": the rotation of a unit quaternion whose first part is not stored; qfac = -1 mirrors the third axis. */
function qformFrame(header: NiftiHeader, mm: number): Frame {
  refuseNonFinite("qform", [...header.quaternion, ...header.qoffset, ...header.pixdim.slice(0, 4)]);
  const [b, c, d] = header.quaternion;
  const a = Math.sqrt(Math.max(0, 1 - b * b - c * c - d * d));
  const norm = Math.hypot(a, b, c, d);
  const [qa, qb, qc, qd] = [a / norm, b / norm, c / norm, d / norm];
  const qfac = header.pixdim[0]! < 0 ? -1 : 1;
  const columns: Matrix3 = [
    [qa * qa + qb * qb - qc * qc - qd * qd, 2 * (qb * qc + qa * qd), 2 * (qb * qd - qa * qc)],
    [2 * (qb * qc - qa * qd), qa * qa + qc * qc - qb * qb - qd * qd, 2 * (qc * qd + qa * qb)],
    scale([2 * (qb * qd + qa * qc), 2 * (qc * qd - qa * qb), qa * qa + qd * qd - qb * qb - qc * qc], qfac),
  ];
  const step = (axis: 0 | 1 | 2): Vector3 => rasToLps(scale(columns[axis], header.pixdim[axis + 1]! * mm));
  return { name: "qform", steps: [step(0), step(1), step(2)], origin: rasToLps(scale(header.qoffset, mm)) };
}

/** Adding 0 keeps -0 out of origins and directions. */
function rasToLps(v: Vector3): Vector3 {
  return [0 - v[0], 0 - v[1], v[2] + 0];
}

function frameGrid(frame: Frame, size: Vector3): Grid {
  const spacing = frame.steps.map(length) as [number, number, number];
  if (spacing.some((mm) => !(mm >= PLAUSIBLE_SPACING_MM[0] && mm <= PLAUSIBLE_SPACING_MM[1])))
    throw new FormatError("formats/implausible-spacing", {
      found: `voxels of ${spacing.map((mm) => Number(mm.toPrecision(6))).join(" × ")} mm (${frame.name})`,
      expected: `between ${PLAUSIBLE_SPACING_MM.join(" and ")} mm along each axis`,
      probably: "the header was written in another unit, or not written at all",
      details: { spacingMm: spacing },
    });
  const direction = frame.steps.map((step, axis) => scale(step, 1 / spacing[axis]!)) as unknown as Matrix3;
  const skew = Math.max(
    Math.abs(dot(direction[0], direction[1])),
    Math.abs(dot(direction[1], direction[2])),
    Math.abs(dot(direction[2], direction[0])),
  );
  if (skew > LARGEST_SKEW)
    throw new FormatError("formats/sheared", {
      found: `axes ${(90 - (Math.acos(Math.min(1, skew)) * 180) / Math.PI).toFixed(2)}° off the right angle (${frame.name})`,
      expected: "axes at right angles",
      probably: "gantry tilt that was not corrected, or an affine registration stored in the header: resample the image first",
      details: { skew },
    });
  return makeGrid(size, spacing, worldPoint(...frame.origin), direction);
}

function disagreement(grid: Grid, qform: Frame): FormatCaution[] {
  const code = "formats/orientations-disagree";
  const details = { used: "sform", ignored: "qform" };
  let other: Grid;
  try {
    other = frameGrid(qform, grid.size);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    return [{ code, message: `sform used; the qform cannot be: ${cause.message}`, details }];
  }
  // Near half a turn the quaternion's missing part loses half its digits: up to 0.2 mm over 500 mm is rounding.
  const toleranceMm = Math.max(0.2, Math.min(...grid.spacingMm) / 4);
  const difference = gridDifference(grid, other, toleranceMm);
  return difference ? [{ code, message: `sform used; the qform differs: ${difference}`, details }] : [];
}

function spacingDifference(grid: Grid, header: NiftiHeader, mm: number): FormatCaution[] {
  const declared = [1, 2, 3].map((n) => header.pixdim[n]! * mm);
  const differs = declared.some((value, axis) => !(Math.abs(value - grid.spacingMm[axis]!) <= 1e-3 * grid.spacingMm[axis]!));
  if (!differs) return [];
  return [
    {
      code: "formats/spacing-disagrees",
      message: `orientation gives voxels of ${grid.spacingMm.map((v) => Number(v.toPrecision(6))).join(" × ")} mm, pixdim says ${declared.join(" × ")}; orientation used`,
      details: { usedMm: [...grid.spacingMm], pixdimMm: declared.map(String) },
    },
  ];
}

function refuseNonFinite(what: string, values: readonly number[]): void {
  if (values.every(Number.isFinite)) return;
  throw new FormatError("formats/not-a-number", {
    found: `a value in the ${what} that is not a number`,
    expected: "finite numbers",
    probably: "the header is damaged, or the program that wrote it had no geometry",
  });
}
