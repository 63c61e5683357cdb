// When a front arrives: see ../src/reference/arrival.ts for what is computed and why.
import { FRONT_BYTES, fronts, rowStep, settledIn, sliceStep } from "./front-records";

let spacingI: f64 = 0;
let spacingJ: f64 = 0;
let spacingK: f64 = 0;
let weightI: f64 = 0;
let weightJ: f64 = 0;
let weightK: f64 = 0;

export function openArrivals(hi: f64, hj: f64, hk: f64): void {
  spacingI = hi;
  spacingJ = hj;
  spacingK = hk;
  weightI = 1 / (hi * hi);
  weightJ = 1 / (hj * hj);
  weightK = 1 / (hk * hk);
}

// where the voxel lies that is looked at now, mm along the axes of the box
let placeX: f64 = 0;
let placeY: f64 = 0;
let placeZ: f64 = 0;

export function locate(voxel: i32): void {
  const k = <u32>voxel / <u32>sliceStep;
  const inSlice = <u32>voxel - k * <u32>sliceStep;
  const j = inSlice / <u32>rowStep;
  placeX = <f64>(inSlice - j * <u32>rowStep) * spacingI;
  placeY = <f64>j * spacingJ;
  placeZ = <f64>k * spacingK;
}

export function lookAt(x: f64, y: f64, z: f64): void {
  placeX = x;
  placeY = y;
  placeZ = z;
}

/** Front that the last call of {@link arrive} found. */
export let bestFront: i32 = -1;

/** Start plus straight distance of a front to a place: no path is shorter. */
@inline
export function straight(front: i32, x: f64, y: f64, z: f64): f64 {
  const record = fronts + <usize>front * FRONT_BYTES;
  const dx = x - f64.load(record);
  const dy = y - f64.load(record, 8);
  const dz = z - f64.load(record, 16);
  return <f64>f32.load(record, 24) + sqrt<f64>(dx * dx + dy * dy + dz * dz);
}

/** Address of the nearer settled neighbour's value on one axis, with bit 0 set if it lies above; or 0. */
@inline
function upwindOn(at: usize, stepBytes: usize, groupFirst: i32, groupSize: u32): usize {
  const below = settledIn(at - stepBytes, groupFirst, groupSize);
  const above = settledIn(at + stepBytes, groupFirst, groupSize);
  if (above != 0 && (below == 0 || f32.load(above) < f32.load(below))) return above | 1;
  return below;
}

let bestMm: f64 = 0;

@inline
function weighFront(upwind: usize): void {
  const front = i32.load(upwind & ~1, 8) - 1;
  if (front == bestFront) return;
  const mm = straight(front, placeX, placeY, placeZ);
  if (mm > bestMm || (mm == bestMm && front > bestFront)) return;
  bestFront = front;
  bestMm = mm;
}

/** When a group's front arrives at the voxel at `place`, from its settled neighbours; its front is left in `bestFront`. */
export function arrive(at: usize, groupFirst: i32, groupSize: u32): f32 {
  const onI = upwindOn(at, 16, groupFirst, groupSize);
  const onJ = upwindOn(at, <usize>rowStep << 4, groupFirst, groupSize);
  const onK = upwindOn(at, <usize>sliceStep << 4, groupFirst, groupSize);
  bestFront = -1;
  bestMm = f64.POSITIVE_INFINITY;
  if (onI != 0) weighFront(onI);
  if (onJ != 0) weighFront(onJ);
  if (onK != 0) weighFront(onK);
  const straightMm = bestMm;
  const record = fronts + <usize>bestFront * FRONT_BYTES;
  const startMm = <f64>f32.load(record, 24);
  const radius = straightMm - startMm;
  // along each axis: how far the source lies from the voxel, negative towards the neighbour; and the neighbour's distance to the source
  const offsetI = placeX - f64.load(record);
  const offsetJ = placeY - f64.load(record, 8);
  const offsetK = placeZ - f64.load(record, 16);
  const alongI = onI & 1 ? offsetI : -offsetI;
  const alongJ = onJ & 1 ? offsetJ : -offsetJ;
  const alongK = onK & 1 ? offsetK : -offsetK;
  const squared = radius * radius;
  const thereI = sqrt<f64>(max<f64>(0, squared + spacingI * (spacingI + 2 * alongI)));
  const thereJ = sqrt<f64>(max<f64>(0, squared + spacingJ * (spacingJ + 2 * alongJ)));
  const thereK = sqrt<f64>(max<f64>(0, squared + spacingK * (spacingK + 2 * alongK)));
  // up to three neighbours, sorted by flattened value; absent ones are at infinity
  let value0 = onI != 0 ? <f64>f32.load(onI & ~1) : f64.POSITIVE_INFINITY;
  let value1 = onJ != 0 ? <f64>f32.load(onJ & ~1) : f64.POSITIVE_INFINITY;
  let value2 = onK != 0 ? <f64>f32.load(onK & ~1) : f64.POSITIVE_INFINITY;
  if (
    (offsetI == 0 || (alongI < 0 && value0 <= <f64>(<f32>(startMm + thereI)))) &&
    (offsetJ == 0 || (alongJ < 0 && value1 <= <f64>(<f32>(startMm + thereJ)))) &&
    (offsetK == 0 || (alongK < 0 && value2 <= <f64>(<f32>(startMm + thereK))))
  )
    return <f32>straightMm;
  let flat0 = value0;
  let flat1 = value1;
  let flat2 = value2;
  if (radius > 0) {
    flat0 -= thereI - radius - (spacingI * alongI) / radius;
    flat1 -= thereJ - radius - (spacingJ * alongJ) / radius;
    flat2 -= thereK - radius - (spacingK * alongK) / radius;
  }
  let w0 = weightI;
  let w1 = weightJ;
  let w2 = weightK;
  let swap: f64;
  if (flat1 < flat0) {
    swap = flat0; flat0 = flat1; flat1 = swap;
    swap = value0; value0 = value1; value1 = swap;
    swap = w0; w0 = w1; w1 = swap;
  }
  if (flat2 < flat1) {
    swap = flat1; flat1 = flat2; flat2 = swap;
    swap = value1; value1 = value2; value2 = swap;
    swap = w1; w1 = w2; w2 = swap;
    if (flat1 < flat0) {
      swap = flat0; flat0 = flat1; flat1 = swap;
      swap = value0; value0 = value1; value1 = swap;
      swap = w0; w0 = w1; w1 = swap;
    }
  }
  let sumW = w0;
  let sumWd: f64 = 0;
  let sumWdd: f64 = 0;
  let ahead = sqrt<f64>(max<f64>(0, sumW)) / sumW;
  let arrival = max(straightMm, value0);
  if (flat0 + ahead > value1) {
    const d = flat1 - flat0;
    sumW += w1;
    sumWd += w1 * d;
    sumWdd += w1 * d * d;
    ahead = (sumWd + sqrt<f64>(max<f64>(0, sumWd * sumWd - sumW * (sumWdd - 1)))) / sumW;
    arrival = max(arrival, value1);
  }
  if (flat0 + ahead > value2) {
    const d = flat2 - flat0;
    sumW += w2;
    sumWd += w2 * d;
    sumWdd += w2 * d * d;
    ahead = (sumWd + sqrt<f64>(max<f64>(0, sumWd * sumWd - sumW * (sumWdd - 1)))) / sumW;
    arrival = max(arrival, value2);
  }
  return <f32>max(arrival, flat0 + ahead);
}
