import { IDENTITY3, type Matrix3, multiply, multiplyTransposed } from "./matrix3.ts";
import { add, scale, type Vector3 } from "./vector.ts";
import { type WorldPoint, worldPoint } from "./world-point.ts";

/** A rotation and then a shift, in patient LPS: a place `p` goes to `rotation · p + shiftMm`. */
export interface RigidTransform {
  /** orthonormal, determinant 1 */
  readonly rotation: Matrix3;
  readonly shiftMm: Vector3;
}

/** Where `place` goes. */
export function moveRigidly({ rotation, shiftMm }: RigidTransform, place: WorldPoint): WorldPoint {
  return worldPoint(...add(multiply(rotation, place), shiftMm));
}

/** The transform that leads back. */
export function inverseOfRigid({ rotation, shiftMm }: RigidTransform): RigidTransform {
  const [a, b, c] = rotation;
  const transposed: Matrix3 = [
    [a[0], b[0], c[0]],
    [a[1], b[1], c[1]],
    [a[2], b[2], c[2]],
  ];
  return { rotation: transposed, shiftMm: scale(multiplyTransposed(rotation, shiftMm), -1) };
}

/** How far it turns about its axis, 0 to 180 degrees. */
export function rotationAngleDegrees({ rotation: [a, b, c] }: RigidTransform): number {
  const cosine = (a[0] + b[1] + c[2] - 1) / 2;
  return (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
}

/** Every place stays where it is. */
export const NO_MOTION: RigidTransform = { rotation: IDENTITY3, shiftMm: [0, 0, 0] };
