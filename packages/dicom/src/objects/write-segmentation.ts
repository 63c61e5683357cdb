import { type Grid, type VoxelBox, voxelToWorld } from "@cantlie/volume";
import { cielab } from "./cielab.ts";
import {
  codeItem,
  commonAttributes,
  decimals,
  distinctInstances,
  referenceItem,
  type WritingContext,
} from "./common-attributes.ts";
import type { Code } from "./sequence.ts";
import type { SourceSeries } from "./source-series.ts";
import { type DicomAttributes, writeDicomFile } from "./write-data-set.ts";

/** A structure to write. */
export interface SegmentToWrite {
  /** shown by viewers, at most 64 ASCII characters */
  readonly label: string;
  readonly description?: string;
  readonly category: Code;
  readonly type: Code;
  /** where in the body, for a type that does not say it */
  readonly region?: Code;
  /** red, green, blue, 0..1 */
  readonly colour: readonly [number, number, number];
  readonly algorithm: "AUTOMATIC" | "SEMIAUTOMATIC";
  /** names the same thing in other objects of the same work-up */
  readonly trackingId: string;
  readonly voxels: SegmentVoxels;
}

/** Voxels of a box of the source's grid whose value is one of `inside`; several segments may share the values. */
export interface SegmentVoxels {
  readonly box: VoxelBox;
  readonly values: Uint8Array | Uint16Array;
  readonly inside: readonly number[];
}

export interface WrittenSegmentation {
  readonly bytes: Uint8Array;
  readonly sopInstanceUid: string;
  readonly seriesUid: string;
  /** number of each segment that was written; those without a voxel are left out */
  readonly numbers: ReadonlyMap<SegmentToWrite, number>;
}

export const SEGMENTATION_STORAGE = "1.2.840.10008.5.1.4.1.1.66.4";

/**
 * Writes a binary DICOM segmentation (PS3.3 A.51) on the grid of its source series: a frame for every slice that holds any of a
 * segment, in the order of segments and slices, each with the image that it lies on. Segments may overlap.
 *
 * @throws RangeError if no segment has a voxel, or values do not fill their box
 */
export function writeSegmentation(segments: readonly SegmentToWrite[], context: WritingContext): WrittenSegmentation {
  const { source, uidOf } = context;
  const packed = segments
    .map((segment) => ({ segment, slices: packedSlices(segment.voxels, source.grid) }))
    .filter(({ slices }) => slices.length > 0);
  if (packed.length === 0) throw new RangeError("segments has no segment with a voxel, expected at least one");
  const frames = packed.flatMap(({ slices }, at) => slices.map((slice) => ({ ...slice, number: at + 1 })));
  const [uid, seriesUid] = [uidOf("segmentation"), uidOf("segmentation series")];
  const bytes = writeDicomFile({
    ...commonAttributes(context, {
      sopClassUid: SEGMENTATION_STORAGE,
      uid,
      seriesUid,
      modality: "SEG",
      number: 901,
      description: "Cantlie: liver, lesions, plans",
    }),
    ...imageAttributes(source, frames.length),
    "00620002": ["SQ", packed.map(({ segment }, at) => segmentItem(segment, at + 1, uidOf))],
    "00081115": [
      "SQ",
      [{ "0008114a": ["SQ", distinctInstances(source.slices).map(referenceItem)], "0020000e": ["UI", source.seriesUid] }],
    ],
    ...dimensionAttributes(uidOf("segmentation dimensions")),
    "52009229": ["SQ", [sharedGroups(source.grid)]],
    "52009230": ["SQ", frames.map((frame) => frameGroups(frame, source))],
    "7fe00010": [
      "OB",
      joinedBits(
        frames.map(({ bits }) => bits),
        source.grid,
      ),
    ],
  });
  return { bytes, sopInstanceUid: uid, seriesUid, numbers: new Map(packed.map(({ segment }, at) => [segment, at + 1])) };
}

/** One slice of a segment: pixels inside, as indices of the plane. */
interface PackedSlice {
  readonly k: number;
  /** one bit per pixel of the whole plane, the first in the lowest bit */
  readonly bits: Uint8Array;
}

function packedSlices({ box, values, inside }: SegmentVoxels, grid: Grid): readonly PackedSlice[] {
  const [ni, nj, nk] = box.size;
  if (values.length !== ni * nj * nk) throw new RangeError(`values has ${values.length} values, its box ${ni * nj * nk} voxels`);
  const isInside = new Uint8Array(values instanceof Uint8Array ? 256 : 65536);
  for (const value of inside) isInside[value] = 1;
  const slices: PackedSlice[] = [];
  for (let k = 0, voxel = 0; k < nk; k++) {
    let bits: Uint8Array | undefined;
    for (let j = 0; j < nj; j++) {
      let pixel = box.start[0] + (box.start[1] + j) * grid.size[0];
      for (let i = 0; i < ni; i++, voxel++, pixel++) {
        if (isInside[values[voxel]!] === 0) continue;
        bits ??= new Uint8Array(Math.ceil((grid.size[0] * grid.size[1]) / 8));
        bits[pixel >> 3]! |= 1 << (pixel & 7);
      }
    }
    if (bits) slices.push({ k: box.start[2] + k, bits });
  }
  return slices;
}

/** Frames follow each other without a gap of bits (PS3.5 section 8.1.1), so that a plane of no whole bytes shifts the next. */
function joinedBits(frames: readonly Uint8Array[], grid: Grid): Uint8Array {
  const plane = grid.size[0] * grid.size[1];
  const all = new Uint8Array(Math.ceil((plane * frames.length) / 8));
  frames.forEach((bits, at) => {
    const start = at * plane;
    const [byte, shift] = [start >> 3, start & 7];
    if (shift === 0) all.set(bits, byte);
    else
      bits.forEach((value, n) => {
        all[byte + n]! |= (value << shift) & 255;
        if (value >> (8 - shift) !== 0) all[byte + n + 1]! |= value >> (8 - shift);
      });
  });
  return all;
}

/** General Image, Image Pixel, Segmentation Image, Frame of Reference (PS3.3 C.7.6.1, C.7.6.3, C.8.20.2, C.7.4.1). */
function imageAttributes({ grid, frameOfReferenceUid }: SourceSeries, frames: number): DicomAttributes {
  return {
    "00080008": ["CS", ["DERIVED", "PRIMARY"]],
    "00200052": ["UI", frameOfReferenceUid],
    "00201040": ["LO", ""],
    "00280002": ["US", [1]],
    "00280004": ["CS", "MONOCHROME2"],
    "00280008": ["IS", String(frames)],
    "00280010": ["US", [grid.size[1]]],
    "00280011": ["US", [grid.size[0]]],
    "00280100": ["US", [1]],
    "00280101": ["US", [1]],
    "00280102": ["US", [0]],
    "00280103": ["US", [0]],
    "00282110": ["CS", "00"],
    "00620001": ["CS", "BINARY"],
    "00620013": ["CS", "YES"],
    "00700080": ["CS", "LIVER PLAN"],
    "00700081": ["LO", "Liver, lesions, vessels, segments and plans"],
    "00700084": ["PN", ""],
  };
}

function segmentItem(segment: SegmentToWrite, number: number, uidOf: WritingContext["uidOf"]): DicomAttributes {
  return {
    "00620003": ["SQ", [codeItem(segment.category)]],
    "00620004": ["US", [number]],
    "00620005": ["LO", segment.label],
    "00620006": segment.description === undefined ? undefined : ["ST", segment.description],
    "00620008": ["CS", segment.algorithm],
    "00620009": ["LO", "Cantlie"],
    "0062000d": ["US", cielab(segment.colour)],
    "0062000f": ["SQ", [codeItem(segment.type)]],
    "00082218": segment.region && ["SQ", [codeItem(segment.region)]],
    "00620020": ["UT", segment.trackingId],
    "00620021": ["UI", uidOf(`tracking ${segment.trackingId}`)],
  };
}

/** Frames are told apart by segment and place (PS3.3 C.7.6.17). */
function dimensionAttributes(uid: string): DicomAttributes {
  const pointer = (tag: readonly [number, number], group: readonly [number, number], name: string): DicomAttributes => ({
    "00209164": ["UI", uid],
    "00209165": ["AT", tag],
    "00209167": ["AT", group],
    "00209421": ["LO", name],
  });
  return {
    "00209221": ["SQ", [{ "00209164": ["UI", uid] }]],
    "00209222": [
      "SQ",
      [
        pointer([0x0062, 0x000b], [0x0062, 0x000a], "Referenced Segment Number"),
        pointer([0x0020, 0x0032], [0x0020, 0x9113], "Image Position (Patient)"),
      ],
    ],
  };
}

function sharedGroups(grid: Grid): DicomAttributes {
  return {
    "00209116": ["SQ", [{ "00200037": ["DS", decimals([...grid.direction[0], ...grid.direction[1]])] }]],
    "00289110": [
      "SQ",
      [
        {
          "00180050": ["DS", decimals([grid.spacingMm[2]])],
          "00180088": ["DS", decimals([grid.spacingMm[2]])],
          "00280030": ["DS", decimals([grid.spacingMm[1], grid.spacingMm[0]])],
        },
      ],
    ],
  };
}

const SEGMENTATION_DERIVATION: Code = { value: "113076", scheme: "DCM", meaning: "Segmentation" };
const SOURCE_IMAGE: Code = { value: "121322", scheme: "DCM", meaning: "Source image for image processing operation" };

function frameGroups({ k, number }: PackedSlice & { readonly number: number }, { grid, slices }: SourceSeries): DicomAttributes {
  const image = slices[k];
  return {
    "00089124": image && [
      "SQ",
      [
        {
          "00082112": [
            "SQ",
            [{ ...referenceItem(image), "0028135a": ["CS", "YES"], "0040a170": ["SQ", [codeItem(SOURCE_IMAGE)]] }],
          ],
          "00089215": ["SQ", [codeItem(SEGMENTATION_DERIVATION)]],
        },
      ],
    ],
    "00209111": ["SQ", [{ "00209157": ["UL", [number, k + 1]] }]],
    "00209113": ["SQ", [{ "00200032": ["DS", decimals(voxelToWorld(grid, 0, 0, k))] }]],
    "0062000a": ["SQ", [{ "0062000b": ["US", [number]] }]],
  };
}
