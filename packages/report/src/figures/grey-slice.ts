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
  for (let y = 0, to = 0; y < heightPx; y++) {
    const v = Math.min(nDown - 1, Math.max(0, (y + 0.5) / layout.pxPerDown - 0.5));
    const v0 = Math.min(Math.floor(v), Math.max(0, nDown - 2));
    const row = start + v0 * stepDown;
    const rowAfter = nDown > 1 ? row + stepDown : row;
    for (let x = 0; x < widthPx; x++, to++) {
      const u = Math.min(nAcross - 1, Math.max(0, (x + 0.5) / layout.pxPerAcross - 0.5));
      const u0 = Math.min(Math.floor(u), Math.max(0, nAcross - 2));
      const left = u0 * stepAcross;
      const right = nAcross > 1 ? left + stepAcross : left;
      const upper = values[row + left]! * (u0 + 1 - u) + values[row + right]! * (u - u0);
      const lower = values[rowAfter + left]! * (u0 + 1 - u) + values[rowAfter + right]! * (u - u0);
      const value = (upper * (v0 + 1 - v) + lower * (v - v0) - window.low) * perUnit;
      const grey = value <= 0 ? 0 : value >= 253 ? 255 : value + 2;
      pixels[to] = (grey & 0xfc) | (grey >> 6);
    }
  }
  return { widthPx, heightPx, channels: 1, pixels };
}
