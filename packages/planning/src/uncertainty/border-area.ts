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
   * exp(-d / `lengthMm`).
   */
  readonly variancesMl2: (sdMm: number, lengthMm: number) => Float64Array;
}

/** Within a block the border is taken to err as one: well under the shortest correlation length that occurs (see `error-model.ts`). */
const BLOCK_MM = 15;

/** @param volumes how many volumes are followed at once */
export function borderArea(grid: Grid, volumes: number): BorderArea {
  const [ni, nj] = grid.size;
  const edge = grid.spacingMm.map((spacing) => Math.max(1, Math.round(BLOCK_MM / spacing))) as [number, number, number];
  const edgeMm = edge.map((voxels, axis) => voxels * grid.spacingMm[axis]!) as [number, number, number];
  const [bi, bj] = [Math.ceil(ni / edge[0]), Math.ceil(nj / edge[1])];
  const numberOf = new Map<number, number>();
  const sumsMm2: Float64Array[] = [];
  const places: (readonly [number, number, number])[] = [];
  const add: BorderArea["add"] = (voxel, areaMm2, gain) => {
    const row = Math.floor(voxel / ni);
    const k = Math.floor(row / nj);
    const [a, b, c] = [Math.floor((voxel % ni) / edge[0]), Math.floor((row - nj * k) / edge[1]), Math.floor(k / edge[2])];
    const key = a + bi * (b + bj * c);
    let number = numberOf.get(key);
    if (number === undefined) {
      number = places.push([a * edgeMm[0], b * edgeMm[1], c * edgeMm[2]]) - 1;
      numberOf.set(key, number);
      sumsMm2.push(new Float64Array(volumes));
    }
    const sum = sumsMm2[number]!;
    for (let v = 0; v < volumes; v++) sum[v]! += areaMm2 * gain[v]!;
  };
  const variancesMl2: BorderArea["variancesMl2"] = (sdMm, lengthMm) => {
    const squared = new Float64Array(volumes);
    // two places in one block are about half its edge apart
    const within = Math.min(...edgeMm) / 2;
    for (let one = 0; one < places.length; one++)
      for (let other = 0; other <= one; other++) {
        const [p, q] = [places[one]!, places[other]!];
        const apartMm = one === other ? within : Math.sqrt((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 + (p[2] - q[2]) ** 2);
        const share = (one === other ? 1 : 2) * Math.exp(-apartMm / lengthMm);
        for (let v = 0; v < volumes; v++) squared[v]! += share * sumsMm2[one]![v]! * sumsMm2[other]![v]!;
      }
    return squared.map((mm4) => (Math.max(0, mm4) * sdMm * sdMm) / 1e6);
  };
  return { add, variancesMl2 };
}
