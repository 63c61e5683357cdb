import { type Matrix3, scale, type Vector3 } from "@cantlie/geometry";
import { type Grid, gridDifference } from "@cantlie/volume";
import type { FormatCaution } from "./caution.ts";
import { FormatError } from "./format-error.ts";
import { type Frame, gridFromFrame, inWords, refuseNonFinite } from "./grid-from-frame.ts";
import type { NiftiHeader } from "./nifti-header.ts";

/** nifti1_io.c: below this the rest is rounding of float32, and the rotation is half a turn. */
const HALF_TURN = 1e-7;
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
  const hasSform = header.sformCode > 0;
  const hasQform = header.qformCode > 0;
  if (!hasSform && !hasQform)
    throw new FormatError("formats/no-orientation", {
      found: "a header without orientation (sform and qform codes are 0)",
      expected: "an sform or a qform, which tell left from right",
      probably: "a program dropped the orientation when it saved the file; save it again from the DICOM images",
    });
  const grid = gridFromFrame(hasSform ? sformFrame(header, mm) : qformFrame(header, mm), size);
  if (hasSform && hasQform) cautions.push(...disagreement(grid, () => qformFrame(header, mm)));
  cautions.push(...spacingDifference(grid, header, mm));
  return { grid, cautions };
}

function sformFrame(header: NiftiHeader, mm: number): Frame {
  const column = (n: number): Vector3 =>
    rasToLps([header.srows[0]![n]! * mm, header.srows[1]![n]! * mm, header.srows[2]![n]! * mm]);
  return { name: "sform", steps: [column(0), column(1), column(2)], origin: column(3) };
}

/** nifti1.h, "method 2": the rotation of a unit quaternion whose first part is not stored; qfac = -1 mirrors the third axis. */
function qformFrame(header: NiftiHeader, mm: number): Frame {
  refuseNonFinite("qform", [...header.quaternion, ...header.qoffset, ...header.pixdim.slice(0, 4)]);
  const [b, c, d] = header.quaternion;
  const aSquared = 1 - b * b - c * c - d * d;
  const a = aSquared < HALF_TURN ? 0 : Math.sqrt(aSquared);
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

function disagreement(grid: Grid, qform: () => Frame): FormatCaution[] {
  const code = "formats/orientations-disagree";
  const details = { used: "sform", ignored: "qform" };
  let other: Grid;
  try {
    other = gridFromFrame(qform(), grid.size);
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
      message: `orientation gives voxels of ${inWords(grid.spacingMm)} mm, pixdim says ${inWords(declared)}; orientation used`,
      details: { usedMm: [...grid.spacingMm], pixdimMm: declared.map(String) },
    },
  ];
}
