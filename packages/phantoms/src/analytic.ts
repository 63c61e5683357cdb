import {
  dot,
  IDENTITY3,
  type Matrix3,
  type Plane,
  scale,
  signedDistanceMm,
  subtract,
  type Vector3,
  type WorldPoint,
} from "@cantlie/geometry";
import { type Grid, type Mask, voxelCount, voxelToWorld } from "@cantlie/volume";
import { pointToPieceMm } from "./segment-distance.ts";

/** A body whose measures are known in closed form. */
export type AnalyticShape =
  | { readonly kind: "sphere"; readonly centreMm: WorldPoint; readonly radiusMm: number }
  /** half axes along the unit directions `axes`, orthonormal; default along L, P, S */
  | {
      readonly kind: "ellipsoid";
      readonly centreMm: WorldPoint;
      readonly radiiMm: Vector3;
      readonly axes?: Matrix3;
    }
  /** flat ends */
  | { readonly kind: "cylinder"; readonly fromMm: WorldPoint; readonly toMm: WorldPoint; readonly radiusMm: number }
  /** round ends */
  | { readonly kind: "capsule"; readonly fromMm: WorldPoint; readonly toMm: WorldPoint; readonly radiusMm: number };

/** Voxels of `grid` whose centre is in one of the shapes. */
export function analyticMask(grid: Grid, shapes: readonly AnalyticShape[]): Mask {
  const values = new Uint8Array(voxelCount(grid));
  const [ni, nj, nk] = grid.size;
  for (let k = 0, index = 0; k < nk; k++)
    for (let j = 0; j < nj; j++)
      for (let i = 0; i < ni; i++, index++) {
        const at = voxelToWorld(grid, i, j, k);
        if (shapes.some((shape) => isInside(shape, at))) values[index] = 1;
      }
  return { grid, values };
}

export function isInside(shape: AnalyticShape, at: Vector3): boolean {
  switch (shape.kind) {
    case "sphere":
      return squaredLevel(at, { ...shape, radiiMm: [shape.radiusMm, shape.radiusMm, shape.radiusMm] }) <= 1;
    case "ellipsoid":
      return squaredLevel(at, shape) <= 1;
    case "capsule":
      return pointToPieceMm(at, shape.fromMm, shape.toMm) <= shape.radiusMm;
    case "cylinder": {
      const along = subtract(shape.toMm, shape.fromMm);
      const from = subtract(at, shape.fromMm);
      const t = dot(from, along) / dot(along, along);
      const across = subtract(from, scale(along, t));
      return t >= 0 && t <= 1 && dot(across, across) <= shape.radiusMm * shape.radiusMm;
    }
  }
}

/** Volume of a shape, mL. */
export function analyticVolumeMl(shape: AnalyticShape): number {
  switch (shape.kind) {
    case "sphere":
      return ((4 / 3) * Math.PI * shape.radiusMm ** 3) / 1000;
    case "ellipsoid":
      return ((4 / 3) * Math.PI * shape.radiiMm[0] * shape.radiiMm[1] * shape.radiiMm[2]) / 1000;
    case "cylinder":
    case "capsule": {
      const along = subtract(shape.toMm, shape.fromMm);
      const lengthMm = Math.sqrt(dot(along, along));
      const endsMm3 = shape.kind === "capsule" ? (4 / 3) * Math.PI * shape.radiusMm ** 3 : 0;
      return (Math.PI * shape.radiusMm ** 2 * lengthMm + endsMm3) / 1000;
    }
  }
}

/**
 * Volume of the part of an ellipsoid (or sphere) on the positive side of a plane, mL.
 *
 * Stretching the ellipsoid to the unit sphere turns the plane into one at distance `t` from its centre; the cap beyond it has
 * the share (1 - t)² (2 + t) / 4 of the whole.
 */
export function cutVolumeMl(shape: Extract<AnalyticShape, { kind: "sphere" | "ellipsoid" }>, plane: Plane): number {
  const axes = (shape.kind === "ellipsoid" ? shape.axes : undefined) ?? IDENTITY3;
  const radiiMm: Vector3 = shape.kind === "ellipsoid" ? shape.radiiMm : [shape.radiusMm, shape.radiusMm, shape.radiusMm];
  const stretched = axes.map((axis, n) => radiiMm[n]! * dot(axis, plane.normal)) as [number, number, number];
  const reachMm = Math.sqrt(dot(stretched, stretched));
  const t = Math.max(-1, Math.min(1, -signedDistanceMm(plane, shape.centreMm) / reachMm));
  return analyticVolumeMl(shape) * (((1 - t) * (1 - t) * (2 + t)) / 4);
}

/** Least distance from a sphere's surface to a plane, mm; negative if the plane cuts it (then minus the depth of the lesser cap). */
export function sphereToPlaneMm(sphere: { readonly centreMm: WorldPoint; readonly radiusMm: number }, plane: Plane): number {
  return Math.abs(signedDistanceMm(plane, sphere.centreMm)) - sphere.radiusMm;
}

function squaredLevel(
  at: Vector3,
  shape: { readonly centreMm: Vector3; readonly radiiMm: Vector3; readonly axes?: Matrix3 },
): number {
  const from = subtract(at, shape.centreMm);
  return (shape.axes ?? IDENTITY3).reduce((sum, axis, n) => sum + (dot(from, axis) / shape.radiiMm[n]!) ** 2, 0);
}
