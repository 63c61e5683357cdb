import type { LabelMap, Mask, VoxelArray } from "@cantlie/volume";
import { FormatError } from "./format-error.ts";
import type { VoxelImage } from "./voxel-image.ts";

/**
 * The region of all non-zero voxels.
 *
 * A file whose non-zero voxels all hold one value is a mask whatever that value is (1, 255, 0.999 after scaling). Different
 * values are accepted if they are whole (labels). Shares memory with `image` where its bytes already are 0 and 1.
 *
 * @throws FormatError `formats/fractional-mask` | `formats/empty-mask` | `formats/not-a-mask`
 */
export function maskFromImage(image: VoxelImage): Mask {
  const { grid, values } = image;
  if (values instanceof Uint8Array && isZerosAndOnes(values)) {
    refuseEmptyOrFull(values.indexOf(1) < 0, values.indexOf(0) < 0);
    return { grid, values };
  }
  const inside = new Uint8Array(values.length);
  const seen = survey(values);
  if (seen.lowest < 0)
    throw new FormatError("formats/not-a-mask", {
      found: `values down to ${seen.lowest}`,
      expected: "0 outside and a positive value inside",
      probably: "the image itself was given in place of a mask",
      details: { lowest: seen.lowest },
    });
  if (seen.fractional > 0 && seen.differs)
    throw new FormatError("formats/fractional-mask", {
      found: `${seen.fractional} voxels with values that are not whole, such as ${seen.example}`,
      expected: "0 outside and one value inside",
      probably: "a probability map or a mask that was resampled with interpolation: choose a threshold and save it as a mask",
      details: { voxels: seen.fractional, example: seen.example },
    });
  refuseEmptyOrFull(seen.inside === 0, seen.inside === values.length);
  for (let n = 0; n < values.length; n++) inside[n] = values[n] === 0 ? 0 : 1;
  return { grid, values: inside };
}

/**
 * The labels of an image whose values are whole and not negative. Shares memory with `image` where the type allows.
 *
 * @param options.mayBeEmpty accepts a map without labels (one layer of several)
 * @throws FormatError `formats/not-a-label-map` | `formats/empty-mask`
 */
export function labelMapFromImage(image: VoxelImage, options: { readonly mayBeEmpty?: boolean } = {}): LabelMap {
  const { grid, values } = image;
  const seen = survey(values);
  if (seen.lowest < 0 || seen.fractional > 0 || seen.highest > 65535)
    throw new FormatError("formats/not-a-label-map", {
      found:
        seen.fractional > 0
          ? `values that are not whole, such as ${seen.example}`
          : `values from ${seen.lowest} to ${seen.highest}`,
      expected: "whole labels from 0 to 65535",
      probably: "the image itself, or a map resampled with interpolation, was given in place of a label map",
    });
  refuseEmptyOrFull(seen.inside === 0 && !options.mayBeEmpty, false);
  if (values instanceof Uint8Array || values instanceof Uint16Array) return { grid, values };
  return { grid, values: seen.highest < 256 ? Uint8Array.from(values) : Uint16Array.from(values) };
}

interface Survey {
  readonly lowest: number;
  readonly highest: number;
  readonly inside: number;
  /** voxels whose value is not whole */
  readonly fractional: number;
  readonly example: number;
  /** whether non-zero voxels hold more than one value */
  readonly differs: boolean;
}

function survey(values: VoxelArray): Survey {
  let [lowest, highest, inside, fractional, example, first, differs] = [0, 0, 0, 0, 0, 0, false];
  for (let n = 0; n < values.length; n++) {
    const value = values[n]!;
    if (value === 0) continue;
    if (inside++ === 0) first = value;
    else if (value !== first) differs = true;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    if (value !== Math.trunc(value) && fractional++ === 0) example = value;
  }
  return { lowest, highest, inside, fractional, example, differs };
}

/** Four voxels at a time: masks of whole scans are the largest input of the walk. */
function isZerosAndOnes(values: Uint8Array): boolean {
  const lead = Math.min(values.length, (4 - (values.byteOffset % 4)) % 4);
  const count = (values.length - lead) >> 2;
  // An array that ends before the first whole word has none, and no aligned offset to place it at.
  const words = count > 0 ? new Uint32Array(values.buffer, values.byteOffset + lead, count) : new Uint32Array(0);
  for (let n = 0; n < words.length; n++) if ((words[n]! & 0xfefefefe) !== 0) return false;
  for (let n = 0; n < lead; n++) if (values[n]! > 1) return false;
  for (let n = lead + 4 * words.length; n < values.length; n++) if (values[n]! > 1) return false;
  return true;
}

function refuseEmptyOrFull(isEmpty: boolean, isFull: boolean): void {
  if (isEmpty)
    throw new FormatError("formats/empty-mask", {
      found: "a mask without a single voxel inside",
      expected: "at least one non-zero voxel",
      probably: "the structure was not segmented, or another file was meant",
    });
  if (isFull)
    throw new FormatError("formats/not-a-mask", {
      found: "a mask that fills the whole image",
      expected: "0 outside the structure",
      probably: "the image itself was given in place of a mask, or the mask is inverted",
    });
}
