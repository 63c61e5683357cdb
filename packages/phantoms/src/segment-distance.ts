import type { Vector3 } from "@cantlie/geometry";

/** Least distance between the straight pieces from `a` to `b` and from `c` to `d`, mm (C. Ericson, Real-Time Collision Detection, 5.1.9). */
export function pieceDistanceMm(a: Vector3, b: Vector3, other: { readonly c: Vector3; readonly d: Vector3 }): number {
  const { c, d } = other;
  const ux = b[0] - a[0];
  const uy = b[1] - a[1];
  const uz = b[2] - a[2];
  const vx = d[0] - c[0];
  const vy = d[1] - c[1];
  const vz = d[2] - c[2];
  const wx = a[0] - c[0];
  const wy = a[1] - c[1];
  const wz = a[2] - c[2];
  const uu = ux * ux + uy * uy + uz * uz;
  const vv = vx * vx + vy * vy + vz * vz;
  const uv = ux * vx + uy * vy + uz * vz;
  const uw = ux * wx + uy * wy + uz * wz;
  const vw = vx * wx + vy * wy + vz * wz;
  const determinant = uu * vv - uv * uv;
  let s = determinant > 1e-12 ? within01((uv * vw - vv * uw) / determinant) : 0;
  let t = vv > 0 ? (uv * s + vw) / vv : 0;
  if (t < 0 || t > 1) {
    t = within01(t);
    s = uu > 0 ? within01((uv * t - uw) / uu) : 0;
  }
  const x = wx + s * ux - t * vx;
  const y = wy + s * uy - t * vy;
  const z = wz + s * uz - t * vz;
  return Math.sqrt(x * x + y * y + z * z);
}

/** Distance from `p` to the straight piece from `a` to `b`, mm. */
export function pointToPieceMm(p: Vector3, a: Vector3, b: Vector3): number {
  const ux = b[0] - a[0];
  const uy = b[1] - a[1];
  const uz = b[2] - a[2];
  const wx = p[0] - a[0];
  const wy = p[1] - a[1];
  const wz = p[2] - a[2];
  const uu = ux * ux + uy * uy + uz * uz;
  const t = uu > 0 ? within01((ux * wx + uy * wy + uz * wz) / uu) : 0;
  const x = wx - t * ux;
  const y = wy - t * uy;
  const z = wz - t * uz;
  return Math.sqrt(x * x + y * y + z * z);
}

/** Distance between two points, mm. By Math.sqrt, which is exactly rounded in every engine, unlike Math.hypot. */
export function apartMm(a: Vector3, b: Vector3): number {
  const x = a[0] - b[0];
  const y = a[1] - b[1];
  const z = a[2] - b[2];
  return Math.sqrt(x * x + y * y + z * z);
}

/** How far the boxes around two straight pieces lie apart along one axis, mm: quickly asked, and never more than their distance. */
export function boxesApartMm(a: Vector3, b: Vector3, other: { readonly c: Vector3; readonly d: Vector3 }): number {
  const { c, d } = other;
  const x = Math.max(Math.min(a[0], b[0]) - Math.max(c[0], d[0]), Math.min(c[0], d[0]) - Math.max(a[0], b[0]));
  const y = Math.max(Math.min(a[1], b[1]) - Math.max(c[1], d[1]), Math.min(c[1], d[1]) - Math.max(a[1], b[1]));
  const z = Math.max(Math.min(a[2], b[2]) - Math.max(c[2], d[2]), Math.min(c[2], d[2]) - Math.max(a[2], b[2]));
  return Math.max(x, y, z);
}

function within01(value: number): number {
  return Math.max(0, Math.min(1, value));
}
