import { cropGrid, type Grid, type Kernels, type VoxelBox, voxelCount } from "@cantlie/volume";

/**
 * Distance from any voxel centre to the nearest voxel centre of one lesion: a map around the lesion, and the lesion's
 * surface in blocks for what lies farther away.
 */
export interface LesionDistance {
  readonly grid: Grid;
  /** where `mapMm` lies in the organ grid */
  readonly box: VoxelBox;
  readonly mapMm: Float32Array;
  /** whatever lies outside the box is farther than this */
  readonly reachMm: number;
  readonly surface: SurfaceBlocks;
}

/** Surface voxels of a lesion sorted into cubes; positions are voxel indices times spacing, mm. */
interface SurfaceBlocks {
  readonly positionMm: Float32Array;
  /** first voxel of each block, and one entry past the last */
  readonly start: Int32Array;
  /** least x, y, z and largest x, y, z of each block; the last six are those of the whole lesion */
  readonly boundsMm: Float32Array;
}

/** Margins of interest (10 mm wanted) and wedges with them lie within this of a lesion; farther ones are looked up slower. */
export const LESION_REACH_MM = 20;
const BLOCK_MM = 8;

/**
 * @param reachMm how far the map reaches beyond the lesion; default 20
 * @returns undefined for a lesion without a voxel
 */
export function lesionDistance(
  grid: Grid,
  voxels: Int32Array,
  { kernels, reachMm = LESION_REACH_MM }: { readonly kernels: Kernels; readonly reachMm?: number },
): LesionDistance | undefined {
  if (voxels.length === 0) return undefined;
  const box = boxAround(grid, voxels, reachMm);
  const local = cropGrid(grid, box);
  const mask = new Uint8Array(voxelCount(local));
  for (const voxel of voxels) mask[indexWithin(grid, box, voxel)] = 1;
  const mapMm = kernels.distanceToMaskMm(mask, local);
  return { grid, box, mapMm, reachMm, surface: surfaceBlocks(grid, surfaceOf(grid, voxels, { box, mask })) };
}

/** The lesion's voxels with the reach around them, as far as the grid goes. */
function boxAround(grid: Grid, voxels: Int32Array, reachMm: number): VoxelBox {
  const [ni, nj] = grid.size;
  let [lowI, lowJ, lowK] = grid.size;
  let [highI, highJ, highK] = [0, 0, 0];
  for (const voxel of voxels) {
    const row = Math.floor(voxel / ni);
    const i = voxel - ni * row;
    const k = Math.floor(row / nj);
    const j = row - nj * k;
    if (i < lowI) lowI = i;
    if (i > highI) highI = i;
    if (j < lowJ) lowJ = j;
    if (j > highJ) highJ = j;
    if (k < lowK) lowK = k;
    if (k > highK) highK = k;
  }
  const rim = grid.spacingMm.map((spacing) => Math.ceil(reachMm / spacing));
  const start = [lowI, lowJ, lowK].map((index, axis) => Math.max(0, index - rim[axis]!)) as [number, number, number];
  const end = [highI, highJ, highK].map((index, axis) => Math.min(grid.size[axis as 0 | 1 | 2] - 1, index + rim[axis]!));
  return { start, size: [end[0]! - start[0] + 1, end[1]! - start[1] + 1, end[2]! - start[2] + 1] };
}

function indexWithin(grid: Grid, { start, size }: VoxelBox, voxel: number): number {
  const row = Math.floor(voxel / grid.size[0]);
  const j = (row % grid.size[1]) - start[1];
  const k = Math.floor(row / grid.size[1]) - start[2];
  return (voxel % grid.size[0]) - start[0] + size[0] * (j + size[1] * k);
}

/** Those of some voxels that lack one of their six neighbours among them. @param mask 1 for all of them, over `box` */
function surfaceOf(
  grid: Grid,
  voxels: Int32Array,
  { box, mask }: { readonly box: VoxelBox; readonly mask: Uint8Array },
): number[] {
  const [bi, bj, bk] = box.size;
  const surface: number[] = [];
  for (const voxel of voxels) {
    const at = indexWithin(grid, box, voxel);
    const i = at % bi;
    const row = Math.floor(at / bi);
    const isInside =
      i > 0 &&
      i < bi - 1 &&
      row % bj > 0 &&
      row % bj < bj - 1 &&
      row >= bj &&
      row < bj * (bk - 1) &&
      mask[at - 1] === 1 &&
      mask[at + 1] === 1 &&
      mask[at - bi] === 1 &&
      mask[at + bi] === 1 &&
      mask[at - bi * bj] === 1 &&
      mask[at + bi * bj] === 1;
    if (!isInside) surface.push(voxel);
  }
  return surface;
}

function surfaceBlocks(grid: Grid, voxels: readonly number[]): SurfaceBlocks {
  const blocks = new Map<string, number[]>();
  for (const v of voxels) {
    const at = positionMm(grid, v);
    const key = at.map((x) => Math.floor(x / BLOCK_MM)).join();
    const block = blocks.get(key);
    if (block === undefined) blocks.set(key, [...at]);
    else block.push(...at);
  }
  const position = new Float32Array(3 * voxels.length);
  const start = new Int32Array(blocks.size + 1);
  const boundsMm = new Float32Array(6 * blocks.size + 6);
  boundsMm.set([Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity], 6 * blocks.size);
  let b = 0;
  for (const block of blocks.values()) {
    position.set(block, 3 * start[b]!);
    start[b + 1] = start[b]! + block.length / 3;
    for (const axis of [0, 1, 2]) {
      const along = block.filter((_, index) => index % 3 === axis);
      const least = Math.min(...along);
      const largest = Math.max(...along);
      boundsMm.set([least], 6 * b + axis);
      boundsMm.set([largest], 6 * b + 3 + axis);
      boundsMm.set([Math.min(least, boundsMm[6 * blocks.size + axis]!)], 6 * blocks.size + axis);
      boundsMm.set([Math.max(largest, boundsMm[6 * blocks.size + 3 + axis]!)], 6 * blocks.size + 3 + axis);
    }
    b++;
  }
  return { positionMm: position, start, boundsMm };
}

function positionMm(grid: Grid, voxel: number): [number, number, number] {
  const [ni, nj] = grid.size;
  const row = Math.floor(voxel / ni);
  return [(voxel % ni) * grid.spacingMm[0], (row % nj) * grid.spacingMm[1], Math.floor(row / nj) * grid.spacingMm[2]];
}

/** The nearest of some voxels, and how far it is from the lesion. */
export interface NearestVoxel {
  readonly distanceMm: number;
  /** position in the list that was searched */
  readonly at: number;
}

/**
 * Which of `voxels` (flat indices) is nearest to the lesion, voxel centre to voxel centre less `lessMm` of that voxel.
 *
 * @param lessMm per entry of `voxels`, such as a vessel's radius where the voxel is its centre; default 0
 */
export function nearestVoxel(
  lesion: LesionDistance,
  voxels: ArrayLike<number>,
  lessMm?: ArrayLike<number>,
): NearestVoxel | undefined {
  const near = nearestWithinMap(lesion, voxels, lessMm);
  let mostMm = 0;
  if (lessMm !== undefined) for (let n = 0; n < voxels.length; n++) mostMm = Math.max(mostMm, lessMm[n]!);
  if (near !== undefined && near.distanceMm <= lesion.reachMm - mostMm) return near;
  return nearestAnywhere(lesion, voxels, { lessMm, known: near });
}

function nearestWithinMap(
  lesion: LesionDistance,
  voxels: ArrayLike<number>,
  lessMm?: ArrayLike<number>,
): NearestVoxel | undefined {
  let at = -1;
  let best = Infinity;
  for (let n = 0; n < voxels.length; n++) {
    const distance = mappedDistanceMm(lesion, voxels[n]!) - (lessMm?.[n] ?? 0);
    if (distance < best) {
      best = distance;
      at = n;
    }
  }
  return at < 0 ? undefined : { distanceMm: best, at };
}

/** Distance of a voxel centre to the lesion's nearest voxel centre if it lies within the map, otherwise Infinity. */
export function mappedDistanceMm(lesion: LesionDistance, voxel: number): number {
  const [ni, nj] = lesion.grid.size;
  const { start, size } = lesion.box;
  const i = (voxel % ni) - start[0];
  const row = Math.floor(voxel / ni);
  const j = (row % nj) - start[1];
  const k = Math.floor(row / nj) - start[2];
  if (i < 0 || j < 0 || k < 0 || i >= size[0] || j >= size[1] || k >= size[2]) return Infinity;
  return lesion.mapMm[i + size[0] * (j + size[1] * k)]!;
}

/** A sparse first pass over every 61st voxel gives a bound that lets the full pass leave out nearly all blocks. */
const SPARSE_STEP = 61;

/** Which of `voxels` (flat indices) is nearest to the lesion among those farther from it than `beyondMm`. */
export function nearestVoxelBeyond(
  lesion: LesionDistance,
  voxels: ArrayLike<number>,
  beyondMm: number,
): NearestVoxel | undefined {
  return nearestAnywhere(lesion, voxels, { beyondMm });
}

function nearestAnywhere(
  lesion: LesionDistance,
  voxels: ArrayLike<number>,
  {
    lessMm,
    known,
    beyondMm = -1,
  }: {
    readonly lessMm?: ArrayLike<number> | undefined;
    readonly known?: NearestVoxel | undefined;
    readonly beyondMm?: number;
  },
): NearestVoxel | undefined {
  let best = known?.distanceMm ?? Infinity;
  let at = known?.at ?? -1;
  for (const step of [SPARSE_STEP, 1])
    for (let n = 0; n < voxels.length; n += step) {
      const less = lessMm?.[n] ?? 0;
      const distance = distanceToSurfaceMm(lesion, voxels[n]!, best + less) - less;
      if (distance >= best || distance <= beyondMm) continue;
      best = distance;
      at = n;
    }
  return at < 0 ? undefined : { distanceMm: best, at };
}

/** Distance to the lesion's nearest voxel centre if it is below `withinMm`, otherwise `withinMm` or more. */
export function distanceToSurfaceMm(lesion: LesionDistance, voxel: number, withinMm: number): number {
  if (!(withinMm > 0)) return withinMm;
  const { grid, surface } = lesion;
  const [ni, nj] = grid.size;
  const row = Math.floor(voxel / ni);
  const x = (voxel % ni) * grid.spacingMm[0];
  const y = (row % nj) * grid.spacingMm[1];
  const z = Math.floor(row / nj) * grid.spacingMm[2];
  const { positionMm: p, start, boundsMm } = surface;
  const blocks = start.length - 1;
  let bestSquared = withinMm * withinMm;
  if (squaredToBounds(boundsMm, 6 * blocks, x, y, z) >= bestSquared) return withinMm;
  for (let b = 0; b < blocks; b++) {
    if (squaredToBounds(boundsMm, 6 * b, x, y, z) >= bestSquared) continue;
    for (let s = 3 * start[b]!; s < 3 * start[b + 1]!; s += 3) {
      const dx = p[s]! - x;
      const dy = p[s + 1]! - y;
      const dz = p[s + 2]! - z;
      const squared = dx * dx + dy * dy + dz * dz;
      if (squared < bestSquared) bestSquared = squared;
    }
  }
  return Math.sqrt(bestSquared);
}

function squaredToBounds(bounds: Float32Array, at: number, x: number, y: number, z: number): number {
  const dx = Math.max(bounds[at]! - x, 0, x - bounds[at + 3]!);
  const dy = Math.max(bounds[at + 1]! - y, 0, y - bounds[at + 4]!);
  const dz = Math.max(bounds[at + 2]! - z, 0, z - bounds[at + 5]!);
  return dx * dx + dy * dy + dz * dz;
}
