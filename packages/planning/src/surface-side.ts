import { type BezierPatch, dot, type Plane, sideOfPatch, subtract } from "@cantlie/geometry";
import { voxelCount, voxelDiagonalMm, voxelToWorld } from "@cantlie/volume";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { runsWithin, type VoxelRuns } from "./voxel-runs.ts";

/** Organ voxels whose centres lie on the side of `plane` that its normal points to. */
export function planeSide(prepared: PreparedAnatomy, plane: Plane): VoxelRuns {
  const { grid } = prepared.anatomy;
  const [ni, nj] = grid.size;
  const atOriginMm = dot(plane.normal, subtract(grid.originMm, plane.pointMm));
  const [di, dj, dk] = [0, 1, 2].map(
    (axis) => dot(plane.normal, grid.direction[axis as 0 | 1 | 2]) * grid.spacingMm[axis as 0 | 1 | 2],
  ) as [number, number, number];
  const { first, length } = prepared.organRuns;
  const starts: number[] = [];
  const lengths: number[] = [];
  for (let run = 0; run < first.length; run++) {
    const row = Math.floor(first[run]! / ni);
    const j = row % nj;
    const k = (row - j) / nj;
    const isTaken = (voxel: number): boolean => atOriginMm + (voxel % ni) * di + j * dj + k * dk > 0;
    const from = first[run]!;
    const end = from + length[run]!;
    // along a row the side changes once at most
    const isFirstTaken = isTaken(from);
    const border = isTaken(end - 1) === isFirstTaken ? end : firstUnlike(isTaken, from, end);
    const [start, past] = isFirstTaken ? [from, border] : [border, end];
    if (past <= start) continue;
    starts.push(start);
    lengths.push(past - start);
  }
  return { first: Int32Array.from(starts), length: Int32Array.from(lengths) };
}

/** The first of the voxels from `from` to before `end` that answers otherwise than `from`; the last one does. */
function firstUnlike(isTaken: (voxel: number) => boolean, from: number, end: number): number {
  const first = isTaken(from);
  let [like, unlike] = [from, end - 1];
  while (unlike - like > 1) {
    const middle = (like + unlike) >> 1;
    if (isTaken(middle) === first) like = middle;
    else unlike = middle;
  }
  return unlike;
}

/** Voxels of a block that is signed at once along i, j, k. */
const BLOCK = 8;

/**
 * Organ voxels on one side of a Bézier patch, each by its own signed distance: the patch is no barrier that a path could slip past.
 *
 * A block of voxels takes one sign where the patch is farther from its middle than twice its half diagonal; twice, because beyond
 * the patch's border the distance is to a tangent plane that turns with the border.
 */
export function bezierSide(prepared: PreparedAnatomy, patch: BezierPatch, resectedSide: "positive" | "negative"): VoxelRuns {
  const { grid, organ } = prepared.anatomy;
  const [ni, nj, nk] = grid.size;
  const side = sideOfPatch(patch);
  const isTaken = (distanceMm: number): number => ((resectedSide === "positive" ? distanceMm > 0 : distanceMm < 0) ? 1 : 0);
  const farMm = BLOCK * voxelDiagonalMm(grid);
  const mask = new Uint8Array(voxelCount(grid));
  for (let k0 = 0; k0 < nk; k0 += BLOCK)
    for (let j0 = 0; j0 < nj; j0 += BLOCK)
      for (let i0 = 0; i0 < ni; i0 += BLOCK) {
        const middle = voxelToWorld(grid, i0 + (BLOCK - 1) / 2, j0 + (BLOCK - 1) / 2, k0 + (BLOCK - 1) / 2);
        const distanceMm = side(middle[0], middle[1], middle[2]);
        const common = Math.abs(distanceMm) > farMm ? isTaken(distanceMm) : undefined;
        for (let k = k0; k < Math.min(nk, k0 + BLOCK); k++)
          for (let j = j0; j < Math.min(nj, j0 + BLOCK); j++)
            for (let i = i0; i < Math.min(ni, i0 + BLOCK); i++) {
              const voxel = i + ni * (j + nj * k);
              if (organ[voxel] === 0) continue;
              if (common === undefined) {
                const at = voxelToWorld(grid, i, j, k);
                mask[voxel] = isTaken(side(at[0], at[1], at[2]));
              } else mask[voxel] = common;
            }
      }
  return runsWithin(prepared.organRuns, mask);
}
