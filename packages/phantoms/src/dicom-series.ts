import { dot } from "@cantlie/geometry";
import { type ImageVolume, normalOf, voxelToWorld } from "@cantlie/volume";
import { DicomDataset } from "./dicom-dataset.ts";
import { seededRandom } from "./random.ts";

export interface DicomSeriesOptions {
  /** names the patient and makes the UIDs; the same seed gives the same bytes */
  readonly seed: number;
  /** yyyymmdd; date of study, series and images; default 20260101 */
  readonly studyDate?: string;
  readonly seriesDescription?: string;
}

/** One file, ready to be written. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** CT Image Storage, PS3.4 B.5; Explicit VR Little Endian, PS3.5 A.2. */
const CT_IMAGE_STORAGE = "1.2.840.10008.5.1.4.1.1.2";
const EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
const RESCALE_INTERCEPT = -1024;

/**
 * A CT image as single-frame DICOM instances (PS3.3 A.3), one per k plane, named in the order of k.
 *
 * Rows run along j and columns along i. The grid may be oblique or left-handed: then the planes are stacked against the normal
 * of rows and columns, which their positions say. The patient is anonymous: `Phantom^Seed7`.
 *
 * @throws RangeError if the image is not in HU or the date is not yyyymmdd
 */
export function dicomSeries(image: ImageVolume, options: DicomSeriesOptions): readonly NamedBytes[] {
  if (image.quantity !== "hu") throw new RangeError(`image is ${image.quantity}, expected hu`);
  const date = options.studyDate ?? "20260101";
  if (!/^\d{8}$/.test(date)) throw new RangeError(`studyDate is "${date}", expected yyyymmdd`);
  const { grid } = image;
  const normal = normalOf(grid.direction[0], grid.direction[1]);
  const uids = seededUids(options.seed);
  const study = uids();
  const series = uids();
  const frame = uids();
  return Array.from({ length: grid.size[2] }, (_, k) => {
    const positionMm = voxelToWorld(grid, 0, 0, k);
    const instance = uids();
    const set = new DicomDataset();
    set.strings(0x0008, 0x0005, "CS", ["ISO_IR 100"]);
    set.strings(0x0008, 0x0008, "CS", ["ORIGINAL", "PRIMARY", "AXIAL"]);
    set.strings(0x0008, 0x0016, "UI", [CT_IMAGE_STORAGE]);
    set.strings(0x0008, 0x0018, "UI", [instance]);
    for (const element of [0x0020, 0x0021, 0x0022, 0x0023]) set.strings(0x0008, element, "DA", [date]);
    for (const element of [0x0030, 0x0031, 0x0032, 0x0033]) set.strings(0x0008, element, "TM", ["120000"]);
    set.strings(0x0008, 0x0050, "SH", []);
    set.strings(0x0008, 0x0060, "CS", ["CT"]);
    set.strings(0x0008, 0x0070, "LO", ["Cantlie phantom"]);
    set.strings(0x0008, 0x0090, "PN", []);
    set.strings(0x0008, 0x1030, "LO", ["Synthetic liver"]);
    set.strings(0x0008, 0x103e, "LO", [options.seriesDescription ?? "Portal venous phase"]);
    set.strings(0x0010, 0x0010, "PN", [`Phantom^Seed${options.seed}`]);
    set.strings(0x0010, 0x0020, "LO", [`PHANTOM-${options.seed}`]);
    set.strings(0x0010, 0x0030, "DA", []);
    set.strings(0x0010, 0x0040, "CS", ["O"]);
    set.strings(0x0018, 0x0015, "CS", ["ABDOMEN"]);
    set.strings(0x0018, 0x0050, "DS", [decimal(grid.spacingMm[2])]);
    set.strings(0x0018, 0x0060, "DS", []);
    set.strings(0x0018, 0x5100, "CS", ["HFS"]);
    set.strings(0x0020, 0x000d, "UI", [study]);
    set.strings(0x0020, 0x000e, "UI", [series]);
    set.strings(0x0020, 0x0010, "SH", ["1"]);
    set.strings(0x0020, 0x0011, "IS", ["1"]);
    set.strings(0x0020, 0x0012, "IS", ["1"]);
    set.strings(0x0020, 0x0013, "IS", [String(k + 1)]);
    set.strings(0x0020, 0x0032, "DS", positionMm.map(decimal));
    set.strings(0x0020, 0x0037, "DS", [...grid.direction[0], ...grid.direction[1]].map(decimal));
    set.strings(0x0020, 0x0052, "UI", [frame]);
    set.strings(0x0020, 0x1040, "LO", []);
    set.strings(0x0020, 0x1041, "DS", [decimal(dot(normal, positionMm))]);
    set.words(0x0028, 0x0002, [1]);
    set.strings(0x0028, 0x0004, "CS", ["MONOCHROME2"]);
    set.words(0x0028, 0x0010, [grid.size[1]]);
    set.words(0x0028, 0x0011, [grid.size[0]]);
    set.strings(0x0028, 0x0030, "DS", [decimal(grid.spacingMm[1]), decimal(grid.spacingMm[0])]);
    set.words(0x0028, 0x0100, [16]);
    set.words(0x0028, 0x0101, [12]);
    set.words(0x0028, 0x0102, [11]);
    set.words(0x0028, 0x0103, [0]);
    set.strings(0x0028, 0x1050, "DS", ["40"]);
    set.strings(0x0028, 0x1051, "DS", ["400"]);
    set.strings(0x0028, 0x1052, "DS", [String(RESCALE_INTERCEPT)]);
    set.strings(0x0028, 0x1053, "DS", ["1"]);
    set.strings(0x0028, 0x1054, "LO", ["HU"]);
    set.pixels(storedPixels(image, k));
    const bytes = set.file({ sopClass: CT_IMAGE_STORAGE, instance, transferSyntax: EXPLICIT_LITTLE_ENDIAN });
    return { name: `image-${String(k + 1).padStart(4, "0")}.dcm`, bytes };
  });
}

function storedPixels(image: ImageVolume, k: number): Uint16Array {
  const plane = image.grid.size[0] * image.grid.size[1];
  return Uint16Array.from({ length: plane }, (_, index) => {
    const stored = Math.round(image.values[k * plane + index]!) - RESCALE_INTERCEPT;
    return Math.max(0, Math.min(4095, stored));
  });
}

/** A decimal string of at most 16 characters (PS3.5 6.2), as precise as that allows. */
function decimal(value: number): string {
  for (let digits = 12; digits > 0; digits--) {
    const text = String(Number(value.toFixed(digits)));
    if (text.length <= 16 && !text.includes("e")) return text;
  }
  return String(Math.round(value));
}

/** UIDs under 2.25 (PS3.5 B.2) from a seed: a 96-bit number each. */
function seededUids(seed: number): () => string {
  const random = seededRandom(seed, 77);
  return () => {
    const number = (BigInt(random.bits()) << 64n) | (BigInt(random.bits()) << 32n) | BigInt(random.bits());
    return `2.25.${number}`;
  };
}
