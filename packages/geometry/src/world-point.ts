import type { Vector3 } from "./vector.ts";

declare const space: unique symbol;

/**
 * A place in the patient: LPS (x to the patient's left, y to posterior, z to superior), millimetres.
 *
 * Branded, so that a voxel index or a RAS triple cannot be passed where a place in the patient is meant.
 */
export type WorldPoint = Vector3 & { readonly [space]: "patient LPS mm" };

/** @throws RangeError if a coordinate is not finite */
export function worldPoint(xMm: number, yMm: number, zMm: number): WorldPoint {
  if (!Number.isFinite(xMm) || !Number.isFinite(yMm) || !Number.isFinite(zMm))
    throw new RangeError(`point (${xMm}, ${yMm}, ${zMm}) mm is not finite`);
  return [xMm, yMm, zMm] as unknown as WorldPoint;
}

/** The point reached from `from` by the displacement `byMm` (LPS, mm). */
export function translate(from: WorldPoint, byMm: Vector3): WorldPoint {
  return worldPoint(from[0] + byMm[0], from[1] + byMm[1], from[2] + byMm[2]);
}

export function distanceMm(a: WorldPoint, b: WorldPoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
