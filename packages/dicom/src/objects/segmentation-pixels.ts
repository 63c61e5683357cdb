import type { DataSet } from "dicom-parser";
import { codestreamFrame } from "../codestream-frame.ts";
import { uint16, valueBytes } from "../data-set.ts";
import { DicomError } from "../dicom-error.ts";
import type { PixelDecoders } from "../pixel-decoders.ts";
import type { TransferSyntax } from "../transfer-syntax.ts";
import { required } from "./sequence.ts";

/** The pixels of a segmentation's frames. */
export interface SegmentationPixels {
  /** value that stands for all of a pixel in a fractional segmentation; 1 in a binary one */
  readonly most: number;
  /**
   * Pixels of one frame, columns fastest: 0 or 1 of a binary segmentation, 0..`most` of a fractional one, segment numbers of a label map.
   *
   * @throws DicomError `dicom/bad-pixel-data` if a compressed frame cannot be decoded
   */
  frame(at: number): Uint8Array | Uint16Array;
}

interface Layout {
  readonly syntax: TransferSyntax;
  readonly kind: "binary" | "fractional" | "labelmap";
  readonly columns: number;
  readonly rows: number;
  readonly frames: number;
}

/**
 * Finds the pixels of a segmentation and proves that they are whole. A binary one has one bit per pixel, its frames following
 * each other without a gap, the first pixel in the lowest bit (PS3.5 section 8.1.1 and annex D); the others have one or two bytes.
 *
 * @throws DicomError `dicom/truncated`, `dicom/malformed`, `dicom/unsupported-pixel-encoding`, `dicom/unsupported-transfer-syntax`
 */
export function segmentationPixels(dataSet: DataSet, layout: Layout, decoders: PixelDecoders): SegmentationPixels {
  const bits = required(uint16(dataSet, "x00280100"), "Bits Allocated");
  const most = layout.kind === "fractional" ? required(uint16(dataSet, "x0062000e"), "Maximum Fractional Value") : 1;
  requireEncoding(layout, bits);
  if (most < 1) throw new DicomError("dicom/malformed", "Maximum Fractional Value is 0: what its pixels mean is unknown");
  const fragments = dataSet.elements.x7fe00010?.fragments;
  if (fragments) {
    const views = fragments.map(({ position, length }) => dataSet.byteArray.subarray(position, position + length));
    return { most, frame: compressedFrames(views, { ...layout, bits }, decoders) };
  }
  const bytes = valueBytes(dataSet, "x7fe00010") ?? new Uint8Array();
  const expected = Math.ceil((layout.columns * layout.rows * layout.frames * bits) / 8);
  if (bytes.length < expected)
    throw new DicomError("dicom/truncated", `pixel data holds ${bytes.length} bytes, the header promises ${expected}`, {
      foundBytes: bytes.length,
      expectedBytes: expected,
    });
  return { most, frame: (at) => plainFrame(bytes, { ...layout, bits }, at) };
}

function requireEncoding({ kind, syntax }: Layout, bits: number): void {
  const fits = kind === "binary" ? bits === 1 : kind === "fractional" ? bits === 8 : bits === 8 || bits === 16;
  if (!fits)
    throw new DicomError("dicom/unsupported-pixel-encoding", `a ${kind} segmentation with ${bits} bits per pixel`, { bits });
  if (syntax.lossy === "always")
    throw new DicomError("dicom/lossy-mask", `a segmentation may not be compressed with loss (${syntax.name})`, {
      transferSyntaxUid: syntax.uid,
    });
  if (syntax.bigEndian)
    throw new DicomError(
      "dicom/unsupported-transfer-syntax",
      "a segmentation in big endian order, which DICOM has retired; export it in little endian",
      { transferSyntaxUid: syntax.uid },
    );
}

type Packed = Layout & { readonly bits: number };

function plainFrame(bytes: Uint8Array, { columns, rows, bits }: Packed, at: number): Uint8Array | Uint16Array {
  const count = columns * rows;
  if (bits === 8) return bytes.subarray(at * count, (at + 1) * count);
  if (bits === 16) return new Uint16Array(bytes.slice(2 * at * count, 2 * (at + 1) * count).buffer);
  const pixels = new Uint8Array(count);
  for (let pixel = 0, bit = at * count; pixel < count; pixel++, bit++) {
    const byte = bytes[bit >> 3]!;
    // most of a segmentation is empty: eight pixels at a time where they are
    if (byte === 0 && (bit & 7) === 0) {
      pixel += 7;
      bit += 7;
    } else pixels[pixel] = (byte >> (bit & 7)) & 1;
  }
  return pixels;
}

/** Frames that are each one fragment, as the writers of label maps make them. */
function compressedFrames(
  fragments: readonly Uint8Array[],
  { syntax, columns, rows, frames, bits }: Packed,
  decoders: PixelDecoders,
): SegmentationPixels["frame"] {
  const { codec, name, uid } = syntax;
  if (codec === "none" || codec === "unsupported" || bits === 1 || fragments.length !== frames)
    throw new DicomError(
      "dicom/unsupported-pixel-encoding",
      `${frames} frames of a segmentation in ${fragments.length} fragments of ${name} cannot be decoded; export it uncompressed`,
      { transferSyntaxUid: uid, frames, fragments: fragments.length },
    );
  return (at) => {
    const damaged = new DicomError("dicom/bad-pixel-data", `the ${name} pixels cannot be decoded: the file is damaged`, {
      transferSyntaxUid: uid,
    });
    // a size that the codestream does not have is refused before memory is reserved for it
    const stated = codec === "rle" ? { columns, rows } : codestreamFrame(fragments[at]!);
    if (stated?.columns !== columns || stated.rows !== rows) throw damaged;
    try {
      const { samples, ...decoded } = decoders[codec](fragments[at]!, { columns, rows, bitsAllocated: bits });
      if (decoded.columns === columns && decoded.rows === rows && samples.length === columns * rows) return samples;
    } catch {
      throw damaged;
    }
    throw damaged;
  };
}
