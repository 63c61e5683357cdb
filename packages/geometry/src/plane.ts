import { dot, normalise, subtract, type Vector3 } from "./vector.ts";
import type { WorldPoint } from "./world-point.ts";

/** An oriented plane; the side that `normal` points to is its positive side. */
export interface Plane {
  readonly pointMm: WorldPoint;
  /** unit length, LPS */
  readonly normal: Vector3;
}

/** @throws RangeError if `normal` has no direction */
export function planeThrough(pointMm: WorldPoint, normal: Vector3): Plane {
  return { pointMm, normal: normalise(normal) };
}

/** Distance of `point` from `plane` in millimetres, positive on the side that the normal points to. */
export function signedDistanceMm(plane: Plane, point: WorldPoint): number {
  return dot(plane.normal, subtract(point, plane.pointMm));
}
