import type { Grid, VoxelBox } from "@cantlie/volume";
import type { LesionDistance } from "./lesion-distance.ts";

/**
 * The organ voxels that a margin of one lesion can end at, nearest first. A voxel counts where tissue leads to it: from the lesion
 * by steps to neighbours (26), each farther from the lesion than the one before. What lies across a fissure is another
 * lobe's capsule and bounds no margin, however near it is.
 */
export interface LesionReach {
  /** every voxel that counts within this distance is listed, mm */
  readonly reachMm: number;
  /** flat indices; the lesion's own voxels come first, at 0 */
  readonly voxels: Int32Array;
  /** holds all of them */
  readonly box: VoxelBox;
  /** the same voxels by their flat index within the box */
  readonly inBox: Int32Array;
  /** from each voxel's centre to the lesion's nearest voxel centre; ascending to within 0.0001 mm */
  readonly distanceMm: Float32Array;
}

/** Distances are ordered to this; what is nearer together is ordered by index, the same on every machine. */
const STEP_MM = 1e-4;

export function lesionReach(grid: Grid, organ: Uint8Array, { box, mapMm, reachMm }: LesionDistance): LesionReach {
  const padded = paddedOrgan(grid, organ, { box, mapMm, reachMm });
  const nearestFirst = orderedByDistance(padded);
  const counted = countedVoxels(padded, nearestFirst);
  const [ni, nj] = grid.size;
  const [bi, bj] = box.size;
  const { strideJ, rows } = padded;
  const voxels = new Int32Array(counted.length);
  const inBox = new Int32Array(counted.length);
  const distanceMm = new Float32Array(counted.length);
  const rowsOfBox = Array.from({ length: padded.distanceMm.length / strideJ }, (_, row) => {
    const [j, k] = [(row % rows) - 1, Math.floor(row / rows) - 1];
    return { inGrid: box.start[0] + ni * (box.start[1] + j + nj * (box.start[2] + k)), inBox: bi * (j + bj * k) };
  });
  for (let n = 0; n < counted.length; n++) {
    const at = counted[n]!;
    const row = Math.floor(at / strideJ);
    const i = at - row * strideJ - 1;
    voxels[n] = rowsOfBox[row]!.inGrid + i;
    inBox[n] = rowsOfBox[row]!.inBox + i;
    distanceMm[n] = padded.distanceMm[at]!;
  }
  return { reachMm, voxels, box, inBox, distanceMm };
}

/** The box with a rim of one voxel, so that every voxel within has all its neighbours. */
interface PaddedBox {
  readonly strideJ: number;
  readonly strideK: number;
  /** rows of a slice */
  readonly rows: number;
  /** Infinity outside the organ and beyond the reach */
  readonly distanceMm: Float32Array;
}

function paddedOrgan(
  grid: Grid,
  organ: Uint8Array,
  { box, mapMm, reachMm }: Pick<LesionDistance, "box" | "mapMm" | "reachMm">,
): PaddedBox {
  const [ni, nj] = grid.size;
  const [bi, bj, bk] = box.size;
  const strideJ = bi + 2;
  const strideK = strideJ * (bj + 2);
  const distanceMm = new Float32Array(strideK * (bk + 2)).fill(Infinity);
  for (let k = 0, local = 0; k < bk; k++)
    for (let j = 0; j < bj; j++) {
      const row = box.start[0] + ni * (box.start[1] + j + nj * (box.start[2] + k));
      const to = 1 + strideJ * (j + 1) + strideK * (k + 1);
      for (let i = 0; i < bi; i++, local++)
        if (organ[row + i] !== 0 && mapMm[local]! <= reachMm) distanceMm[to + i] = mapMm[local]!;
    }
  return { strideJ, strideK, rows: bj + 2, distanceMm };
}

/** What is finite, nearest first, then by index: sorted by counting, since there are far more voxels than steps. */
function orderedByDistance({ distanceMm }: PaddedBox): Int32Array {
  let [found, mostMm] = [0, 0];
  for (let at = 0; at < distanceMm.length; at++) {
    if (distanceMm[at] === Infinity) continue;
    found++;
    if (distanceMm[at]! > mostMm) mostMm = distanceMm[at]!;
  }
  const next = new Int32Array(Math.round(mostMm / STEP_MM) + 2);
  for (let at = 0; at < distanceMm.length; at++)
    if (distanceMm[at] !== Infinity) next[Math.round(distanceMm[at]! / STEP_MM) + 1]!++;
  for (let step = 1; step < next.length; step++) next[step]! += next[step - 1]!;
  const ordered = new Int32Array(found);
  for (let at = 0; at < distanceMm.length; at++)
    if (distanceMm[at] !== Infinity) ordered[next[Math.round(distanceMm[at]! / STEP_MM)]!++] = at;
  return ordered;
}

/** Those of `nearestFirst` that are the lesion's own or have a nearer neighbour that counts, in that order. */
function countedVoxels({ strideJ, strideK, distanceMm }: PaddedBox, nearestFirst: Int32Array): Int32Array {
  const steps: number[] = [];
  for (const k of [-1, 0, 1])
    for (const j of [-1, 0, 1])
      for (const i of [-1, 0, 1]) if (i !== 0 || j !== 0 || k !== 0) steps.push(i + strideJ * j + strideK * k);
  const counts = new Uint8Array(distanceMm.length);
  const counted = new Int32Array(nearestFirst.length);
  let count = 0;
  // the step that served the voxel before often serves the next
  let last = 0;
  for (let n = 0; n < nearestFirst.length; n++) {
    const at = nearestFirst[n]!;
    const mm = distanceMm[at]!;
    let leads = mm === 0;
    for (let tried = 0; !leads && tried < steps.length; tried++) {
      const step = (last + tried) % steps.length;
      const other = at + steps[step]!;
      if (counts[other] === 0 || distanceMm[other]! >= mm) continue;
      leads = true;
      last = step;
    }
    if (!leads) continue;
    counts[at] = 1;
    counted[count++] = at;
  }
  return counted.slice(0, count);
}
