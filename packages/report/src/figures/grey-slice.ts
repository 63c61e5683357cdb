import type { ImageVolume, VoxelArray } from "@cantlie/volume";
import type { RasterImage } from "./png.ts";
import type { SliceLayout } from "./slice-view.ts";

/** Values from `low` (black) to `high` (white). */
export interface GreyWindow {
  readonly low: number;
  readonly high: number;
  /** how it is told to the reader */
  readonly description: string;
}

/** Width 150 HU, level 100 HU: portal-venous liver about 110 HU in mid grey, metastases (40..80 HU) clearly darker, vessels lighter. */
const LIVER_WINDOW: GreyWindow = { low: 25, high: 175, description: "CT, window 150 HU wide at 100 HU" };

/** The liver window for CT; for images without a unit the 2nd to 98th percentile of the organ's values. */
export function greyWindow(image: ImageVolume, organ: Uint8Array): GreyWindow {
  if (image.quantity === "hu") return LIVER_WINDOW;
  const inside: number[] = [];
  // Every 31st voxel (a prime, so that it does not follow rows) is ample for two percentiles.
  for (let index = 0; index < organ.length; index += 31) if (organ[index]) inside.push(image.values[index]!);
  inside.sort((a, b) => a - b);
  const at = (fraction: number) => inside[Math.floor(fraction * (inside.length - 1))] ?? 0;
  const low = at(0.02);
  return { low, high: Math.max(at(0.98), low + 1), description: "grey from the 2nd to the 98th percentile of the liver" };
}

/** A slice as grey picture of 64 steps (of a CT window less than 3 HU each, far below its noise) with square pixels; between voxel centres values are interpolated linearly, for display only. */
export function sampleSlice(values: VoxelArray, window: GreyWindow, layout: SliceLayout): RasterImage {
  const { widthPx, heightPx, nAcross, nDown, start, stepAcross, stepDown } = layout;
  const pixels = new Uint8Array(widthPx * heightPx);
  const perUnit = 255 / (window.high - window.low);
  const across = steps(widthPx, nAcross, layout.pxPerAcross);
  const down = steps(heightPx, nDown, layout.pxPerDown);
  const toRight = nAcross > 1 ? stepAcross : 0;
  for (let y = 0, to = 0; y < heightPx; y++) {
    const upperRow = start + down.first[y]! * stepDown;
    const lowerRow = nDown > 1 ? upperRow + stepDown : upperRow;
    const lowerShare = down.share[y]!;
    for (let x = 0; x < widthPx; x++, to++) {
      const left = across.first[x]! * stepAcross;
      const share = across.share[x]!;
      const upperLeft = values[upperRow + left]!;
      const lowerLeft = values[lowerRow + left]!;
      const upper = upperLeft + share * (values[upperRow + left + toRight]! - upperLeft);
      const lower = lowerLeft + share * (values[lowerRow + left + toRight]! - lowerLeft);
      const value = (upper + lowerShare * (lower - upper) - window.low) * perUnit;
      const grey = value <= 0 ? 0 : value >= 253 ? 255 : value + 2;
      pixels[to] = (grey & 0xfc) | (grey >> 6);
    }
  }
  return { widthPx, heightPx, channels: 1, pixels };
}

/** For each pixel along a side the voxel before its centre, and the share that the voxel after that one has. */
function steps(pixels: number, voxels: number, pxPerVoxel: number): { first: Int32Array; share: Float32Array } {
  const first = new Int32Array(pixels);
  const share = new Float32Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const place = Math.min(voxels - 1, Math.max(0, (pixel + 0.5) / pxPerVoxel - 0.5));
    first[pixel] = Math.min(Math.floor(place), Math.max(0, voxels - 2));
    share[pixel] = place - first[pixel]!;
  }
  return { first, share };
}
