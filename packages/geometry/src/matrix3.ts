import type { Vector3 } from "./vector.ts";

/** A 3×3 matrix by columns: `[first column, second column, third column]`. */
export type Matrix3 = readonly [Vector3, Vector3, Vector3];

export const IDENTITY3: Matrix3 = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** `m · v` */
export function multiply(m: Matrix3, v: Vector3): Vector3 {
  const [a, b, c] = m;
  return [
    a[0] * v[0] + b[0] * v[1] + c[0] * v[2],
    a[1] * v[0] + b[1] * v[1] + c[1] * v[2],
    a[2] * v[0] + b[2] * v[1] + c[2] * v[2],
  ];
}

/** `mᵀ · v`: for an orthonormal `m`, the inverse map. */
export function multiplyTransposed(m: Matrix3, v: Vector3): Vector3 {
  const [a, b, c] = m;
  return [
    a[0] * v[0] + a[1] * v[1] + a[2] * v[2],
    b[0] * v[0] + b[1] * v[1] + b[2] * v[2],
    c[0] * v[0] + c[1] * v[1] + c[2] * v[2],
  ];
}

export function determinant(m: Matrix3): number {
  const [a, b, c] = m;
  return a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
}
