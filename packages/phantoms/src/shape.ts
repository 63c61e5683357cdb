import type { Vector3 } from "@cantlie/geometry";

/** Signed distance to a surface in mm, negative inside; exact for spheres, cylinders and planes, near the surface for the rest. */
export type SignedDistance = (xMm: number, yMm: number, zMm: number) => number;

/** An axis-aligned ellipsoid, distance exact to first order at its surface. */
export function ellipsoid(centreMm: Vector3, radiiMm: Vector3): SignedDistance {
  const [cx, cy, cz] = centreMm;
  const [rx, ry, rz] = radiiMm;
  const least = Math.min(rx, ry, rz);
  return (xMm, yMm, zMm) => {
    const x = (xMm - cx) / rx;
    const y = (yMm - cy) / ry;
    const z = (zMm - cz) / rz;
    const level = Math.sqrt(x * x + y * y + z * z);
    const gx = x / rx;
    const gy = y / ry;
    const gz = z / rz;
    const slope = Math.sqrt(gx * gx + gy * gy + gz * gz);
    // Deep inside, the first-order distance grows beyond the true one, which is at most the least half axis.
    return slope > 0 ? Math.max(-least, (level * (level - 1)) / slope) : -least;
  };
}

/** All that is within `radiusMm` of the line from `a` to `b`. */
export function capsule(a: Vector3, b: Vector3, radiusMm: number): SignedDistance {
  const [ax, ay, az] = a;
  const dx = b[0] - ax;
  const dy = b[1] - ay;
  const dz = b[2] - az;
  const squared = dx * dx + dy * dy + dz * dz;
  return (xMm, yMm, zMm) => {
    const px = xMm - ax;
    const py = yMm - ay;
    const pz = zMm - az;
    const t = squared > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy + pz * dz) / squared)) : 0;
    const ex = px - t * dx;
    const ey = py - t * dy;
    const ez = pz - t * dz;
    return Math.sqrt(ex * ex + ey * ey + ez * ez) - radiusMm;
  };
}

export function sphere(centreMm: Vector3, radiusMm: number): SignedDistance {
  const [cx, cy, cz] = centreMm;
  return (xMm, yMm, zMm) => {
    const x = xMm - cx;
    const y = yMm - cy;
    const z = zMm - cz;
    return Math.sqrt(x * x + y * y + z * z) - radiusMm;
  };
}

/** An endless elliptic cylinder along z. */
export function upright(centreMm: readonly [number, number], radiiMm: readonly [number, number]): SignedDistance {
  const [rx, ry] = radiiMm;
  const flat = ellipsoid([centreMm[0], centreMm[1], 0], [rx, ry, Math.max(rx, ry)]);
  return (xMm, yMm) => flat(xMm, yMm, 0);
}

/** The half space behind a plane: negative on the side that the unit `normal` points away from. */
export function halfSpace(pointMm: Vector3, normal: Vector3): SignedDistance {
  const [nx, ny, nz] = normal;
  const offset = nx * pointMm[0] + ny * pointMm[1] + nz * pointMm[2];
  return (xMm, yMm, zMm) => nx * xMm + ny * yMm + nz * zMm - offset;
}

/** Union whose seam is rounded over `blendMm` (polynomial smooth minimum, I. Quilez). */
export function join(a: SignedDistance, b: SignedDistance, blendMm: number): SignedDistance {
  return (xMm, yMm, zMm) => smoothMinimum(a(xMm, yMm, zMm), b(xMm, yMm, zMm), blendMm);
}

/** Intersection whose edge is rounded over `blendMm`. */
export function meet(a: SignedDistance, b: SignedDistance, blendMm: number): SignedDistance {
  return (xMm, yMm, zMm) => -smoothMinimum(-a(xMm, yMm, zMm), -b(xMm, yMm, zMm), blendMm);
}

/** `a` without `b`, the edge rounded over `blendMm`. */
export function carve(a: SignedDistance, b: SignedDistance, blendMm: number): SignedDistance {
  return (xMm, yMm, zMm) => -smoothMinimum(-a(xMm, yMm, zMm), b(xMm, yMm, zMm), blendMm);
}

/** The same shape, `factor` times as large about the origin. */
export function enlarge(shape: SignedDistance, factor: number): SignedDistance {
  return (xMm, yMm, zMm) => factor * shape(xMm / factor, yMm / factor, zMm / factor);
}

function smoothMinimum(a: number, b: number, blendMm: number): number {
  const closeness = blendMm - Math.abs(a - b);
  const least = Math.min(a, b);
  return closeness > 0 ? least - (closeness * closeness) / (4 * blendMm) : least;
}
