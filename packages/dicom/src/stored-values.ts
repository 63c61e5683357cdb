import { codestreamFrame } from "./codestream-frame.ts";
import { DicomError } from "./dicom-error.ts";
import type { DicomInstance, ImageHeader } from "./instance.ts";
import type { DecodedFrame, PixelDecoders } from "./pixel-decoders.ts";
import type { TransferSyntax } from "./transfer-syntax.ts";

/** One value per pixel as stored (before rescale), columns fastest. */
export type StoredValues = Uint8Array | Int8Array | Uint16Array | Int16Array;

/**
 * Unpacks the pixels of a single-frame grey image.
 *
 * @throws DicomError `dicom/not-an-image`, `dicom/enhanced-multiframe`, `dicom/colour-image`,
 *   `dicom/unsupported-pixel-encoding`, `dicom/unsupported-transfer-syntax`, `dicom/bad-pixel-data`, `dicom/truncated`
 */
export function storedValues(instance: DicomInstance, decoders: PixelDecoders): StoredValues {
  const image = requireGreyFrame(instance);
  const frame =
    instance.pixelData?.kind === "plain" ? plainFrame(instance.pixelData, image) : decodeFrame(instance, image, decoders);
  return withSign(frame, image);
}

/** The image header, if the instance is one frame of grey values in whole bytes. */
export function requireGreyFrame(instance: Pick<DicomInstance, "header">): ImageHeader {
  const { image, kind, kindName } = instance.header;
  if (!image) throw new DicomError("dicom/not-an-image", `${kindName} without pixel data, expected an image`, { kind });
  if (image.frames !== 1 || kind === "multiframe-image")
    throw new DicomError(
      "dicom/enhanced-multiframe",
      `${kindName} with ${image.frames} frames: multi-frame images come with a later version; export the series as single frames`,
      { frames: image.frames },
    );
  if (image.samplesPerPixel !== 1 || image.photometric === "PALETTE COLOR")
    throw new DicomError(
      "dicom/colour-image",
      `colour image (${image.photometric ?? `${image.samplesPerPixel} samples per pixel`}), expected grey values: probably a screen capture`,
      { samplesPerPixel: image.samplesPerPixel },
    );
  const { bitsAllocated, bitsStored, highBit } = image;
  if ((bitsAllocated !== 8 && bitsAllocated !== 16) || bitsStored < 1 || highBit >= bitsAllocated || highBit + 1 < bitsStored)
    throw new DicomError(
      "dicom/unsupported-pixel-encoding",
      `${bitsStored} bits stored up to bit ${highBit} of ${bitsAllocated}, expected 1 to 16 bits within 8 or 16`,
      { bitsAllocated, bitsStored, highBit },
    );
  return image;
}

function plainFrame(pixels: { bytes: Uint8Array; bigEndian: boolean }, image: ImageHeader): Frame {
  const count = image.rows * image.columns;
  const bits = { bitsStored: image.bitsStored, highBit: image.highBit };
  if (image.bitsAllocated === 8) return { ...bits, samples: pixels.bytes.slice(0, count) };
  const samples = new Uint16Array(pixels.bytes.slice(0, 2 * count).buffer);
  if (pixels.bigEndian) for (let i = 0; i < count; i++) samples[i] = ((samples[i]! & 0xff) << 8) | (samples[i]! >> 8);
  return { ...bits, samples };
}

/** Samples with the place of the used bits in them. */
interface Frame {
  readonly samples: Uint8Array | Uint16Array;
  readonly bitsStored: number;
  readonly highBit: number;
}

function decodeFrame(instance: DicomInstance, image: ImageHeader, decoders: PixelDecoders): Frame {
  const { codec, name, uid } = instance.header.transferSyntax;
  if (instance.pixelData?.kind !== "fragments")
    throw new DicomError("dicom/not-an-image", `${instance.header.kindName} without pixel data, expected an image`);
  if (codec === "unsupported" || codec === "none")
    throw new DicomError(
      "dicom/unsupported-transfer-syntax",
      `${name} cannot be decoded; export the series uncompressed or lossless`,
      {
        transferSyntaxUid: uid,
      },
    );
  const codestream = joined(instance.pixelData.fragments);
  if (codec !== "rle") {
    requireWholeCodestream(codestream, name);
    requireExpectedFrame(codestream, image, instance.header.transferSyntax);
  }
  const damaged = new DicomError("dicom/bad-pixel-data", `the ${name} pixels cannot be decoded: the file is damaged`, {
    transferSyntaxUid: uid,
  });
  let decoded: DecodedFrame;
  try {
    decoded = decoders[codec](codestream, image);
  } catch {
    throw damaged;
  }
  if (decoded.columns !== image.columns || decoded.rows !== image.rows || decoded.components !== 1) throw damaged;
  if (decoded.samples.length !== image.columns * image.rows) throw damaged;
  return alignedAsStored(decoded, image, codec);
}

function joined(fragments: readonly Uint8Array[]): Uint8Array {
  if (fragments.length === 1) return fragments[0]!;
  const all = new Uint8Array(fragments.reduce((sum, fragment) => sum + fragment.length, 0));
  let at = 0;
  for (const fragment of fragments) {
    all.set(fragment, at);
    at += fragment.length;
  }
  return all;
}

/** Every JPEG family codestream ends in the marker FFD9; decoders fill up a cut one silently. */
function requireWholeCodestream(codestream: Uint8Array, name: string): void {
  // Padding to an even length follows the marker, in some files with FF or several bytes.
  const end = codestream.subarray(-END_MARKER_WITHIN_BYTES);
  for (let at = 0; at + 1 < end.length; at++) if (end[at] === 0xff && end[at + 1] === 0xd9) return;
  throw new DicomError("dicom/truncated", `the ${name} pixels have no end marker: the file is cut short`, {
    bytes: codestream.length,
  });
}

const END_MARKER_WITHIN_BYTES = 16;

/** Refuses a codestream of another size than the header's before it is unpacked, and 12-bit frames, which the 8-bit decoder would misread. */
function requireExpectedFrame(codestream: Uint8Array, image: ImageHeader, { codec, name }: TransferSyntax): void {
  const frame = codestreamFrame(codestream);
  if (!frame) throw new DicomError("dicom/bad-pixel-data", `the ${name} pixels have no frame header: the file is damaged`);
  const { columns, rows, components, precision } = frame;
  if (columns !== image.columns || rows !== image.rows || components !== 1)
    throw new DicomError(
      "dicom/bad-pixel-data",
      `the ${name} pixels are ${columns}×${rows}×${components}, the header says ${image.columns}×${image.rows}×1`,
      { columns, rows, components },
    );
  if (codec === "jpeg-8-bit" && precision !== 8)
    throw new DicomError(
      "dicom/unsupported-pixel-encoding",
      `${name} with ${precision} bits cannot be decoded; export the series uncompressed or lossless`,
      { bits: precision },
    );
}

/**
 * Where the used bits of unpacked samples stand. RLE keeps the file's words; the other codecs give samples right-aligned
 * with the codestream's own precision, which decides where the sign bit is if it is less than the header's bits.
 */
function alignedAsStored(decoded: DecodedFrame, image: ImageHeader, codec: string): Frame {
  if (codec === "rle") return { samples: decoded.samples, bitsStored: image.bitsStored, highBit: image.highBit };
  if (decoded.bitsPerSample > image.bitsStored) requireFit(decoded.samples, image);
  const bitsStored = Math.min(decoded.bitsPerSample, image.bitsStored);
  return { samples: decoded.samples, bitsStored, highBit: bitsStored - 1 };
}

/** A codestream may be declared wider than the header's bits, but its values must fit these, or they would be cut. */
function requireFit(samples: Uint8Array | Uint16Array, { bitsStored, signed }: ImageHeader): void {
  const wordBits = 8 * samples.BYTES_PER_ELEMENT;
  const allOnes = 2 ** (wordBits - bitsStored + (signed ? 1 : 0)) - 1;
  for (const sample of samples) {
    const above = sample >> (signed ? bitsStored - 1 : bitsStored);
    if (above !== 0 && !(signed && (above === allOnes || above === 1)))
      throw new DicomError(
        "dicom/bad-pixel-data",
        `a pixel of ${sample} does not fit the ${bitsStored} bits that the header states`,
        {
          bitsStored,
        },
      );
  }
}

/** Cuts out the stored bits and extends the sign; other bits of the word may hold overlays (PS3.5 section 8.1.1). */
function withSign({ samples, bitsStored, highBit }: Frame, image: ImageHeader): StoredValues {
  const wordBits = 8 * samples.BYTES_PER_ELEMENT;
  const whole = bitsStored === wordBits;
  if (!image.signed) {
    const low = highBit + 1 - bitsStored;
    const mask = 2 ** bitsStored - 1;
    if (!whole) for (let i = 0; i < samples.length; i++) samples[i] = (samples[i]! >> low) & mask;
    return samples;
  }
  const signed = samples instanceof Uint8Array ? new Int8Array(samples.buffer) : new Int16Array(samples.buffer);
  const left = 31 - highBit;
  const right = 32 - bitsStored;
  if (!whole) for (let i = 0; i < signed.length; i++) signed[i] = (signed[i]! << left) >> right;
  return signed;
}
