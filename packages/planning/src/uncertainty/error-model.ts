import type { Grid } from "@cantlie/volume";
import type { BorderArea } from "./border-area.ts";

/**
 * How far apart two places of one label's border err alike: correlation exp(-d / 70 mm). A reader's window and habits move a whole
 * border at once, a stretch that is poorly seen moves a centimetre of it, and how often either happens is not known. If every
 * length from 10 mm to 160 mm (a liver's) is as likely in ratio, and each is that of a Gaussian correlation, the mean correlation is 0.72
 * at 20 mm, 0.45 at 50, 0.26 at 100 and 0.16 at 150; exp(-d / 70 mm) is 0.75, 0.49, 0.24 and 0.12.
 */
export const BORDER_CORRELATION_MM = 70;

/**
 * Standard deviation that voxels add to a border, mm, everywhere alike. A border voxel is labelled where a certain share of it is filled;
 * between readers and programs that share lies anywhere from a quarter to three quarters, which moves the whole border by up to a
 * quarter of a voxel either way. With slices of 5 mm that is 0.4 mm averaged over all directions.
 */
export function voxelSdMm({ spacingMm: [x, y, z] }: Grid): number {
  return Math.sqrt((x * x + y * y + z * z) / 3 / 4 / 12);
}

/** Variance of each volume, mL², by the border of one label: the reader's error, and that of the voxels. */
export function labelVariancesMl2(border: BorderArea, grid: Grid, readerSdMm: number): Float64Array {
  const byVoxels = border.variancesMl2(voxelSdMm(grid), Infinity);
  return border.variancesMl2(readerSdMm, BORDER_CORRELATION_MM).map((variance, v) => variance + byVoxels[v]!);
}

/**
 * The border between the territories of two branches errs in two ways. It goes with the vessels, whose labels err like other labels do.
 * And branches that the image does not show would push it: by a share of the ambiguous band's width, over
 * stretches as long as the vessels are far away. The band is where one vessel is at most a tenth nearer than the other, which
 * midway between two vessels is a tenth of the way to either.
 */
export const UNSEEN_BRANCHES = {
  /**
   * Standard deviation over the band's width. Where 15 % of the last branches are missed, cuts along territories move by nine
   * tenths of what this gives: docs/reference/long-tests.md, one kind of error at a time.
   */
  sdOverWidth: 1,
  /** correlation length over the band's width */
  lengthOverWidth: 10,
} as const;
