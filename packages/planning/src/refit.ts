import type { TreeKind } from "@cantlie/anatomy";
import { cropGrid, type Grid, type VoxelBox } from "@cantlie/volume";
import { ablationZones } from "./ablation-zones.ts";
import { branchSet } from "./branch-reference.ts";
import { VOXEL_STATE } from "./evaluation.ts";
import { keptVessels } from "./kept-vessels.ts";
import { mappedDistanceMm } from "./lesion-distance.ts";
import { lesionTreatment } from "./lesion-treatment.ts";
import { lostSupplies } from "./lost-supply.ts";
import { keptTrunks, nearestRemnant } from "./nearest-remnant.ts";
import type { Stage } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { forRunsWithin, runsOfVoxels, subtractRuns, uniteRuns } from "./run-algebra.ts";
import { runLookup } from "./run-lookup.ts";
import { stateBorders } from "./state-borders.ts";
import { painted, runsInState } from "./state-runs.ts";
import { TREE_KINDS } from "./voxel-classes.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/**
 * R with its cut made smooth: organ voxels in whose neighbourhood, weighted by a Gaussian, resected tissue outweighs remnant. Tissue alone is
 * weighed, so that the capsule draws the cut nowhere.
 *
 * What was decided stays so: no voxel of a lesion, of a trunk and its wall, of a vessel that the stage keeps or of a centreline changes
 * sides, so the same vessels are cut and the same tissue is cut off; and nothing comes back that lies nearer to a treated lesion than
 * the parenchyma that was left, so no margin within the lesions' reach falls.
 */
export function refit(prepared: PreparedAnatomy, resected: VoxelRuns, stage: Stage & { readonly refitMm: number }): VoxelRuns {
  const { grid } = prepared.anatomy;
  if (!(stage.refitMm > 0) || !Number.isFinite(stage.refitMm))
    throw new RangeError(`refitMm is ${stage.refitMm}, expected a positive number`);
  const { added, removed } = changedBySmoothing(prepared, resected, stage.refitMm);
  const isFixed = fixedVoxels(prepared, stage);
  const isWithinMargin = withinMargins(prepared, resected, stage);
  const taken = runsOfVoxels(
    grid,
    added.filter((voxel) => !isFixed(voxel)),
  );
  const givenBack = runsOfVoxels(
    grid,
    removed.filter((voxel) => !isFixed(voxel) && !isWithinMargin(voxel)),
  );
  return subtractRuns(uniteRuns(grid, resected, taken), givenBack);
}

interface Changes {
  readonly added: readonly number[];
  readonly removed: readonly number[];
}

/** Flat indices of voxels that would change sides. */
function changedBySmoothing(prepared: PreparedAnatomy, resected: VoxelRuns, sigmaMm: number): Changes {
  const { anatomy, kernels, organRuns } = prepared;
  const { grid } = anatomy;
  const added: number[] = [];
  const removed: number[] = [];
  for (const tile of tilesAtCut(prepared, resected, BAND_SIGMAS * sigmaMm)) {
    const box = grownBox(grid, tile, HALO_SIGMAS * sigmaMm);
    const sides = new Float32Array(box.size[0] * box.size[1] * box.size[2]);
    forRunsWithin(grid, box, organRuns, (from, end) => sides.fill(-1, from, end));
    forRunsWithin(grid, box, resected, (from, end) => sides.fill(1, from, end));
    const smooth = kernels.gaussian(sides, cropGrid(grid, box), sigmaMm);
    const [ni, nj] = grid.size;
    const [bi, bj] = box.size;
    const [fromI, fromJ, fromK] = tile.start;
    for (let k = fromK; k < fromK + tile.size[2]; k++)
      for (let j = fromJ; j < fromJ + tile.size[1]; j++) {
        const inBox = bi * (j - box.start[1] + bj * (k - box.start[2])) - box.start[0];
        const inGrid = ni * (j + nj * k);
        for (let i = fromI; i < fromI + tile.size[0]; i++) {
          if (sides[inBox + i]! * smooth[inBox + i]! < 0) (sides[inBox + i]! < 0 ? added : removed).push(inGrid + i);
        }
      }
  }
  return { added, removed };
}

/** Beyond this the sides of a cut do not mix: a Gaussian has 2 % of its weight farther off on one side. */
const BAND_SIGMAS = 2;
/** The kernels' Gaussian ends here. */
const HALO_SIGMAS = 3;
/** Small enough that few tiles hold a cut's tissue and much else, large enough that their halo is not most of the work. */
const TILE_MM = 24;

/** Boxes that part the grid, of which only those that come near the cut. */
function tilesAtCut({ anatomy: { grid }, organRuns }: PreparedAnatomy, resected: VoxelRuns, bandMm: number): VoxelBox[] {
  const remnant = runsInState(organRuns, VOXEL_STATE.functional);
  const states = painted(grid, remnant, runsInState(resected, VOXEL_STATE.resected));
  const tilesOf = ([0, 1, 2] as const).map((axis) => tileRanges(grid, axis, bandMm)) as [TileRanges, TileRanges, TileRanges];
  const [ti, tj, tk] = tilesOf;
  const isNear = new Uint8Array(ti.count * tj.count * tk.count);
  const [ni, nj] = grid.size;
  for (const voxel of stateBorders(grid, states).remnantAtCut) {
    const row = Math.floor(voxel / ni);
    const [i, j, k] = [voxel - ni * row, row % nj, Math.floor(row / nj)];
    for (let c = tk.first[k]!; c <= tk.last[k]!; c++)
      for (let b = tj.first[j]!; b <= tj.last[j]!; b++)
        for (let a = ti.first[i]!; a <= ti.last[i]!; a++) isNear[a + ti.count * (b + tj.count * c)] = 1;
  }
  return Array.from(isNear, (near, tile) => (near === 1 ? tile : -1))
    .filter((tile) => tile >= 0)
    .map((tile) => {
      const at = [tile % ti.count, Math.floor(tile / ti.count) % tj.count, Math.floor(tile / ti.count / tj.count)];
      const start = at.map((index, axis) => index * tilesOf[axis]!.edge) as [number, number, number];
      const size = start.map((from, axis) => Math.min(tilesOf[axis]!.edge, grid.size[axis as 0 | 1 | 2] - from));
      return { start, size: size as [number, number, number] };
    });
}

/** Tiles along one axis. */
interface TileRanges {
  readonly count: number;
  /** voxels of a tile */
  readonly edge: number;
  /** per index of a voxel: the tiles within the band around it */
  readonly first: Int32Array;
  readonly last: Int32Array;
}

function tileRanges({ size, spacingMm }: Grid, axis: 0 | 1 | 2, bandMm: number): TileRanges {
  const n = size[axis];
  const edge = Math.max(1, Math.round(TILE_MM / spacingMm[axis]));
  const band = Math.ceil(bandMm / spacingMm[axis]);
  return {
    count: Math.ceil(n / edge),
    edge,
    first: Int32Array.from({ length: n }, (_, at) => Math.floor(Math.max(0, at - band) / edge)),
    last: Int32Array.from({ length: n }, (_, at) => Math.floor(Math.min(n - 1, at + band) / edge)),
  };
}

function grownBox(grid: Grid, { start, size }: VoxelBox, byMm: number): VoxelBox {
  const rim = grid.spacingMm.map((spacing) => Math.ceil(byMm / spacing));
  const from = start.map((at, axis) => Math.max(0, at - rim[axis]!)) as [number, number, number];
  const end = start.map((at, axis) => Math.min(grid.size[axis as 0 | 1 | 2], at + size[axis as 0 | 1 | 2] + rim[axis]!));
  return { start: from, size: from.map((at, axis) => end[axis]! - at) as [number, number, number] };
}

/** Voxels on whose side a decision was made. */
function fixedVoxels(prepared: PreparedAnatomy, stage: Stage): (voxel: number) => boolean {
  const { anatomy, trunks } = prepared;
  const keep = [...stage.keep, ...stage.resections.flatMap((resection) => resection.keep ?? [])];
  const kept = runLookup(anatomy.grid, keptVessels(prepared, keep));
  const centrelines = new Set(TREE_KINDS.flatMap((kind) => [...(anatomy.trees[kind]?.points.voxel ?? [])]));
  return (voxel) => anatomy.lesionLabels[voxel] !== 0 || trunks.at[voxel] !== 0 || centrelines.has(voxel) || kept.holds(voxel);
}

/** Voxels nearer to a treated lesion than the liver that is left, walls of trunks apart; all within its reach where none is left there. */
function withinMargins(prepared: PreparedAnatomy, resected: VoxelRuns, stage: Stage): (voxel: number) => boolean {
  const zones = ablationZones(prepared, stage.ablations);
  const treated = zones ? uniteRuns(prepared.anatomy.grid, resected, zones) : resected;
  const restored = (kind: TreeKind) => branchSet(prepared.anatomy, kind, stage.reconstruct);
  const isKept = keptTrunks(prepared, lostSupplies(prepared, resected, { restored }));
  const guarded = lesionTreatment(prepared, stage, { resected, treated }).flatMap((how, n) => {
    const [distance, reach] = [prepared.lesionDistances[n], prepared.lesionReach[n]];
    if (distance === undefined || reach === undefined || how === "left" || how === "surveilled") return [];
    const { liver } = nearestRemnant(prepared, n, { resected, taken: how === "ablated" ? treated : resected, isKept });
    return [{ distance, withinMm: liver?.distanceMm ?? reach.reachMm }];
  });
  return (voxel) => guarded.some(({ distance, withinMm }) => mappedDistanceMm(distance, voxel) < withinMm);
}
