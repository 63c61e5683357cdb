import { dot, length, type Matrix3, scale, type Vector3, worldPoint } from "@cantlie/geometry";
import { type Grid, makeGrid } from "@cantlie/volume";
import { FormatError } from "./format-error.ts";

/** A voxel-to-patient map as a file states it: LPS, mm, axes of any length. */
export interface Frame {
  /** the file's word for it, for messages */
  readonly name: string;
  /** displacement of one voxel step along i, j, k */
  readonly steps: Matrix3;
  /** centre of the first voxel */
  readonly origin: Vector3;
}

/** CT and MR voxels measure 0.1 to 10 mm; the bounds leave room for micro-CT of a specimen and thick scouts, not for metres or micrometres. */
const PLAUSIBLE_SPACING_MM = [0.02, 50] as const;
/** What makeGrid tolerates: the rounding of float32 headers and of DICOM's decimal strings. */
const LARGEST_SKEW = 1e-3;

/** @throws FormatError `formats/not-a-number` | `formats/implausible-spacing` | `formats/sheared` */
export function gridFromFrame(frame: Frame, size: Vector3): Grid {
  refuseNonFinite(frame.name, [...frame.steps.flat(), ...frame.origin]);
  const spacing: Vector3 = [length(frame.steps[0]), length(frame.steps[1]), length(frame.steps[2])];
  if (spacing.some((mm) => !(mm >= PLAUSIBLE_SPACING_MM[0] && mm <= PLAUSIBLE_SPACING_MM[1])))
    throw new FormatError("formats/implausible-spacing", {
      found: `voxels of ${inWords(spacing)} mm (${frame.name})`,
      expected: `between ${PLAUSIBLE_SPACING_MM.join(" and ")} mm along each axis`,
      probably: "the header was written in another unit, or not written at all",
      details: { spacingMm: spacing },
    });
  const unitStep = (axis: 0 | 1 | 2): Vector3 => scale(frame.steps[axis], 1 / spacing[axis]);
  const direction: Matrix3 = [unitStep(0), unitStep(1), unitStep(2)];
  const skew = Math.max(
    Math.abs(dot(direction[0], direction[1])),
    Math.abs(dot(direction[1], direction[2])),
    Math.abs(dot(direction[2], direction[0])),
  );
  if (skew > LARGEST_SKEW)
    throw new FormatError("formats/sheared", {
      found: `axes ${((Math.asin(Math.min(1, skew)) * 180) / Math.PI).toFixed(2)}° off the right angle (${frame.name})`,
      expected: "axes at right angles",
      probably: "gantry tilt that was not corrected, or an affine registration stored in the header: resample the image first",
      details: { skew },
    });
  return makeGrid(size, spacing, worldPoint(...frame.origin), direction);
}

/** Millimetres for a message: six digits, no rounding noise of float32. */
export function inWords(mm: readonly number[]): string {
  return mm.map((value) => Number(value.toPrecision(6))).join(" × ");
}

/** @throws FormatError `formats/not-a-number` */
export function refuseNonFinite(what: string, values: readonly number[]): void {
  if (values.every(Number.isFinite)) return;
  throw new FormatError("formats/not-a-number", {
    found: `a value of the ${what} that is not a finite number`,
    expected: "finite numbers",
    probably: "the header is damaged, or the program that wrote it had no geometry",
  });
}
