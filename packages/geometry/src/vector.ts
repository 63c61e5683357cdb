/** Three numbers in one named frame: a displacement, a direction or a size, in millimetres unless said otherwise. */
export type Vector3 = readonly [number, number, number];

export function add(a: Vector3, b: Vector3): Vector3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function subtract(a: Vector3, b: Vector3): Vector3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function scale(a: Vector3, factor: number): Vector3 {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

export function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector3, b: Vector3): Vector3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function length(a: Vector3): number {
  return Math.hypot(a[0], a[1], a[2]);
}

/** @throws RangeError if `a` has no direction (length 0 or not finite) */
export function normalise(a: Vector3): Vector3 {
  const norm = length(a);
  if (!(norm > 0) || !Number.isFinite(norm)) throw new RangeError(`vector [${a.join(", ")}] has no direction`);
  return scale(a, 1 / norm);
}
