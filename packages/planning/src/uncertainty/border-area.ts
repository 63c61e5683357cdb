import type { Grid } from "@cantlie/volume";

/** Border that one source of error moves, in blocks, with what moving it outward by a millimetre adds to several volumes. */
export interface BorderArea {
  /**
   * @param areaMm2 of border at `voxel`
   * @param gain per volume: 1 where the volume grows with the border, -1 where it shrinks, 0 where it stays
   */
  readonly add: (voxel: number, areaMm2: number, gain: ArrayLike<number>) => void;
  /**
   * Variance of each volume, mL², where the border errs by `sdMm` and errors at two places `d` apart are correlated by
   * exp(-d / `lengthMm`); `Infinity`: the border moves as a whole.
   */
  readonly variancesMl2: (sdMm: number, lengthMm: number) => Float64Array;
}

/**
 * Pairs of places are reckoned by their blocks. Within a block two places are about half its edge apart, so that blocks may be
 * as large as the shortest correlation length that occurs (see `error-model.ts`).
 */
const BLOCK_MM = 20;

/** @param volumes how many volumes are followed at once */
export function borderArea(grid: Grid, volumes: number): BorderArea {
  const [ni, nj] = grid.size;
  const edge = grid.spacingMm.map((spacing) => Math.max(1, Math.round(BLOCK_MM / spacing))) as [number, number, number];
  const size = grid.size.map((voxels, axis) => Math.ceil(voxels / edge[axis]!)) as [number, number, number];
  const edgeMm = edge.map((voxels, axis) => voxels * grid.spacingMm[axis]!) as [number, number, number];
  const sumsMm2 = new Float64Array(volumes * size[0] * size[1] * size[2]);
  const isUsed = new Uint8Array(size[0] * size[1] * size[2]);
  // borders are followed along rows: within one only the block along i has to be looked up
  const blockAlongI = Int32Array.from({ length: ni }, (_, i) => Math.floor(i / edge[0]));
  let [rowStart, rowBlock] = [-ni, 0];
  const enterRowOf = (voxel: number): void => {
    const row = Math.floor(voxel / ni);
    const [j, k] = [row % nj, Math.floor(row / nj)];
    rowStart = ni * row;
    rowBlock = size[0] * (Math.floor(j / edge[1]) + size[1] * Math.floor(k / edge[2]));
  };
  const add: BorderArea["add"] = (voxel, areaMm2, gain) => {
    if (voxel < rowStart || voxel >= rowStart + ni) enterRowOf(voxel);
    const block = rowBlock + blockAlongI[voxel - rowStart]!;
    isUsed[block] = 1;
    for (let v = 0; v < volumes; v++) sumsMm2[volumes * block + v]! += areaMm2 * gain[v]!;
  };
  const asAWhole = (): Float64Array => {
    const sums = new Float64Array(volumes);
    for (let at = 0; at < sumsMm2.length; at++) sums[at % volumes]! += sumsMm2[at]!;
    return sums.map((sum) => sum * sum);
  };
  const byBlocks = (lengthMm: number): Float64Array => {
    const correlation = correlationBetweenBlocks(size, edgeMm, lengthMm);
    const blocks: number[] = [];
    for (let block = 0; block < isUsed.length; block++) if (isUsed[block] === 1) blocks.push(block);
    const places = blocks.map((block) => {
      const row = Math.floor(block / size[0]);
      return [block % size[0], row % size[1], Math.floor(row / size[1])] as const;
    });
    const squared = new Float64Array(volumes);
    const weighted = new Float64Array(volumes);
    for (let one = 0; one < blocks.length; one++) {
      const [a, b, c] = places[one]!;
      // what all blocks before this one, each taken twice, and this one itself weigh here
      weighted.fill(0);
      for (let other = 0; other <= one; other++) {
        const [x, y, z] = places[other]!;
        const apart = Math.abs(a - x) + size[0] * (Math.abs(b - y) + size[1] * Math.abs(c - z));
        const share = (other === one ? 1 : 2) * correlation[apart]!;
        const from = volumes * blocks[other]!;
        for (let v = 0; v < volumes; v++) weighted[v]! += share * sumsMm2[from + v]!;
      }
      for (let v = 0; v < volumes; v++) squared[v]! += weighted[v]! * sumsMm2[volumes * blocks[one]! + v]!;
    }
    return squared;
  };
  const variancesMl2: BorderArea["variancesMl2"] = (sdMm, lengthMm) =>
    (lengthMm === Infinity ? asAWhole() : byBlocks(lengthMm)).map((mm4) => (Math.max(0, mm4) * sdMm * sdMm) / 1e6);
  return { add, variancesMl2 };
}

/** By how many blocks apart along i, j, k, in the blocks' own order: there are far fewer such ways than pairs of blocks. */
function correlationBetweenBlocks(
  size: readonly [number, number, number],
  edgeMm: readonly [number, number, number],
  lengthMm: number,
): Float64Array {
  const correlation = new Float64Array(size[0] * size[1] * size[2]);
  for (let c = 0, at = 0; c < size[2]; c++)
    for (let b = 0; b < size[1]; b++)
      for (let a = 0; a < size[0]; a++, at++) {
        // two places in one block are about half its edge apart
        const apartMm = at === 0 ? Math.min(...edgeMm) / 2 : Math.hypot(a * edgeMm[0], b * edgeMm[1], c * edgeMm[2]);
        correlation[at] = Math.exp(-apartMm / lengthMm);
      }
  return correlation;
}
