import { cross, dot, length, normalise, type Vector3 } from "./vector.ts";
import { type WorldPoint, worldPoint } from "./world-point.ts";

/** 4×4 control points, rows along u, LPS mm. The positive side is the side of `∂u × ∂v`. */
export interface BezierPatch {
  readonly pointsMm: readonly (readonly WorldPoint[])[];
}

/** @throws RangeError unless there are four rows of four points */
export function bezierPatch(pointsMm: readonly (readonly WorldPoint[])[]): BezierPatch {
  const lengths = pointsMm.map((row) => row.length);
  if (lengths.length !== 4 || lengths.some((n) => n !== 4))
    throw new RangeError(`patch has rows of ${lengths.join(", ")} points, expected four rows of four`);
  return { pointsMm };
}

/** A place on a patch. */
export interface PatchPlace {
  readonly pointMm: WorldPoint;
  /** unit normal, towards the positive side */
  readonly normal: Vector3;
}

/**
 * The place at (u, v), both from 0 to 1.
 *
 * @throws RangeError if the patch is so degenerate there that it has no normal
 */
export function evaluatePatch(patch: BezierPatch, u: number, v: number): PatchPlace {
  const net = controlNet(patch);
  const place = evaluate(net, u, v, new Float64Array(9));
  return { pointMm: worldPoint(place[0]!, place[1]!, place[2]!), normal: normalAt(net, u, v) };
}

/**
 * Distance of `point` from the patch in mm, positive on the side of `∂u × ∂v`. Beyond its border the patch goes on as the tangent plane
 * at its nearest border point; the distance is then that to this plane.
 *
 * For many points of one patch, make {@link sideOfPatch} once.
 *
 * @throws RangeError if the patch has no normal at the point nearest to `point`
 */
export function signedSideOfPatch(patch: BezierPatch, point: WorldPoint): number {
  return sideOfPatch(patch)(point[0], point[1], point[2]);
}

/** {@link signedSideOfPatch} for many points of one patch: a function of x, y, z in LPS mm. */
export function sideOfPatch(patch: BezierPatch): (xMm: number, yMm: number, zMm: number) => number {
  const net = controlNet(patch);
  const samples = samplePlaces(net);
  const foot = new Float64Array(3);
  return (xMm, yMm, zMm) => {
    const { u, v } = nearestParameters(net, samples, { point: [xMm, yMm, zMm], foot });
    const away: Vector3 = [xMm - foot[0]!, yMm - foot[1]!, zMm - foot[2]!];
    const heightMm = dot(away, normalAt(net, u, v));
    const isOnBorder = u === 0 || u === 1 || v === 0 || v === 1;
    return isOnBorder ? heightMm : Math.sign(heightMm) * length(away);
  };
}

/** x, y, z of the 16 control points, rows along u. */
function controlNet(patch: BezierPatch): Float64Array {
  return Float64Array.from(bezierPatch(patch.pointsMm).pointsMm.flat(2));
}

/** Fills `into` with the place at (u, v) and its derivatives along u and v: nine numbers, no garbage, for this runs per voxel. */
function evaluate(net: Float64Array, u: number, v: number, into: Float64Array): Float64Array {
  into.fill(0);
  const s = 1 - u;
  const t = 1 - v;
  for (let row = 0; row < 4; row++) {
    const bu = row === 0 ? s * s * s : row === 1 ? 3 * s * s * u : row === 2 ? 3 * s * u * u : u * u * u;
    const du = row === 0 ? -3 * s * s : row === 1 ? 3 * s * (s - 2 * u) : row === 2 ? 3 * u * (2 * s - u) : 3 * u * u;
    for (let axis = 0; axis < 3; axis++) {
      const at = 12 * row + axis;
      const [a, b, c, d] = [net[at]!, net[at + 3]!, net[at + 6]!, net[at + 9]!];
      const value = t * t * t * a + 3 * t * t * v * b + 3 * t * v * v * c + v * v * v * d;
      const slope = 3 * (t * t * (b - a) + 2 * t * v * (c - b) + v * v * (d - c));
      into[axis]! += bu * value;
      into[3 + axis]! += du * value;
      into[6 + axis]! += bu * slope;
    }
  }
  return into;
}

/** Where control points coincide at a corner, the normal is taken a little inside. */
function normalAt(net: Float64Array, u: number, v: number): Vector3 {
  const at = (a: number, b: number) => {
    const p = evaluate(net, a, b, new Float64Array(9));
    const alongU: Vector3 = [p[3]!, p[4]!, p[5]!];
    const alongV: Vector3 = [p[6]!, p[7]!, p[8]!];
    return { normal: cross(alongU, alongV), scale: length(alongU) * length(alongV) };
  };
  const { normal, scale } = at(u, v);
  return normalise(length(normal) > 1e-9 * scale ? normal : at(0.999 * u + 0.0005, 0.999 * v + 0.0005).normal);
}

/** A bicubic patch bends at most twice along u and v; with so many samples each way the nearest one lies in the right valley. */
const SAMPLES = 13;

/** u, v, x, y, z of each sample. */
function samplePlaces(net: Float64Array): Float64Array {
  const samples = new Float64Array(5 * SAMPLES * SAMPLES);
  const place = new Float64Array(9);
  for (let a = 0, at = 0; a < SAMPLES; a++)
    for (let b = 0; b < SAMPLES; b++, at += 5) {
      const [u, v] = [a / (SAMPLES - 1), b / (SAMPLES - 1)];
      samples.set([u, v, ...evaluate(net, u, v, place).subarray(0, 3)], at);
    }
  return samples;
}

/** Damped Gauss-Newton descent of the distance from the nearest sample, kept within the patch; `foot` gets the place found. */
function nearestParameters(
  net: Float64Array,
  samples: Float64Array,
  { point, foot }: { point: Vector3; foot: Float64Array },
): { u: number; v: number } {
  const start = nearestSample(samples, point);
  let u = samples[start]!;
  let v = samples[start + 1]!;
  let place: Float64Array = evaluate(net, u, v, new Float64Array(9));
  let trial: Float64Array = new Float64Array(9);
  let squared = squaredDistance(place, point);
  let damping = 1e-6;
  for (let iteration = 0; iteration < 40 && damping < 1e9; iteration++) {
    const step = descentStep(place, point, { u, v, damping });
    const nextU = Math.min(1, Math.max(0, u + step.u));
    const nextV = Math.min(1, Math.max(0, v + step.v));
    if (Math.abs(nextU - u) + Math.abs(nextV - v) < 1e-7) break;
    evaluate(net, nextU, nextV, trial);
    const nextSquared = squaredDistance(trial, point);
    if (nextSquared < squared) {
      [place, trial] = [trial, place];
      [u, v, squared] = [nextU, nextV, nextSquared];
      damping = Math.max(1e-9, damping / 10);
    } else damping *= 10;
  }
  foot.set(place.subarray(0, 3));
  return { u, v };
}

/** Solves (JᵀJ + damping) step = Jᵀ away; a parameter at its end that would leave the patch is held. */
function descentStep(
  place: Float64Array,
  point: Vector3,
  { u, v, damping }: { u: number; v: number; damping: number },
): { u: number; v: number } {
  let [uu, uv, vv, gu, gv] = [0, 0, 0, 0, 0];
  for (let axis = 0; axis < 3; axis++) {
    const away = point[axis]! - place[axis]!;
    const alongU = place[3 + axis]!;
    const alongV = place[6 + axis]!;
    uu += alongU * alongU;
    uv += alongU * alongV;
    vv += alongV * alongV;
    gu += alongU * away;
    gv += alongV * away;
  }
  const holdU = (u === 0 && gu < 0) || (u === 1 && gu > 0);
  const holdV = (v === 0 && gv < 0) || (v === 1 && gv > 0);
  // the least number keeps the quotients finite where both derivatives vanish
  const ridge = damping * (uu + vv) + Number.MIN_VALUE;
  if (holdU) return { u: 0, v: holdV ? 0 : gv / (vv + ridge) };
  if (holdV) return { u: gu / (uu + ridge), v: 0 };
  const determinant = (uu + ridge) * (vv + ridge) - uv * uv;
  return { u: ((vv + ridge) * gu - uv * gv) / determinant, v: ((uu + ridge) * gv - uv * gu) / determinant };
}

function nearestSample(samples: Float64Array, point: Vector3): number {
  let best = 0;
  let bestSquared = Number.POSITIVE_INFINITY;
  for (let at = 0; at < samples.length; at += 5) {
    const x = samples[at + 2]! - point[0];
    const y = samples[at + 3]! - point[1];
    const z = samples[at + 4]! - point[2];
    const squared = x * x + y * y + z * z;
    if (squared >= bestSquared) continue;
    best = at;
    bestSquared = squared;
  }
  return best;
}

function squaredDistance(place: Float64Array, point: Vector3): number {
  const x = place[0]! - point[0];
  const y = place[1]! - point[1];
  const z = place[2]! - point[2];
  return x * x + y * y + z * z;
}
