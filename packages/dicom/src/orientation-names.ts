import { cross, type Matrix3, type Vector3 } from "@cantlie/geometry";

/** The body direction that each axis runs nearest to: L or R, P or A, S or I. An axial slice stack is `LPS`. */
export function axisLetters(direction: Matrix3): string {
  return direction.map(letter).join("");
}

const LETTERS = ["LR", "PA", "SI"] as const;

function letter(direction: Vector3): string {
  const axis = largest(direction);
  return LETTERS[axis]![direction[axis]! > 0 ? 0 : 1]!;
}

/** Slices tilted by more than this from the body's planes are called oblique (5 degrees). */
const OBLIQUE_COSINE = Math.cos((5 * Math.PI) / 180);

/** The body plane that an image with these row and column directions lies in. */
export function planeName([row, column]: readonly [Vector3, Vector3]): "axial" | "coronal" | "sagittal" | "oblique" {
  const normal = cross(row, column);
  const axis = largest(normal);
  if (Math.abs(normal[axis]!) < OBLIQUE_COSINE) return "oblique";
  return (["sagittal", "coronal", "axial"] as const)[axis]!;
}

function largest(vector: Vector3): 0 | 1 | 2 {
  const [x, y, z] = vector.map(Math.abs) as [number, number, number];
  return z >= x && z >= y ? 2 : y >= x ? 1 : 0;
}
