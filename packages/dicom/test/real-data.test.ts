import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import {
  DicomError,
  type DicomFile,
  inspectFiles,
  parseInstance,
  readVolume,
  type StoredValues,
  storedValues,
} from "@cantlie/dicom";
import { worldPoint } from "@cantlie/geometry";
import { type ImageVolume, indexToWorld, voxelIndexAt } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { inflateRaw, readingOptions, refusalOf } from "./support/reading.ts";

const DATA = process.env.CANTLIE_DATA ?? "../shared/data";
const hasData = existsSync(join(DATA, "dicom-transfer-syntaxes"));
if (!hasData) console.log("packages/dicom: tests on real images skipped: no data");

const options = await readingOptions();
const filesIn = (folder: string): DicomFile[] =>
  readdirSync(join(DATA, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({ path: name, bytes: readFileSync(join(DATA, folder, name)) }));
const stored = (folder: string, name: string) =>
  storedValues(parseInstance(readFileSync(join(DATA, folder, name)), { inflateRaw }), options.decoders);

function differentPixels(a: StoredValues, b: StoredValues): number {
  let different = Math.abs(a.length - b.length);
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) different++;
  return different;
}

/** What becomes of a file: `ok` if its pixels decode, the code if it is refused, `no image` if it is another object. */
function outcomeOf(bytes: Uint8Array): string {
  try {
    const instance = parseInstance(bytes, { inflateRaw });
    if (!instance.header.image) return "no image";
    storedValues(instance, options.decoders);
    return "ok";
  } catch (error) {
    if (error instanceof DicomError) return error.code;
    throw error;
  }
}

describe.skipIf(!hasData)("one slice in 15 transfer syntaxes", () => {
  const folder = "dicom-transfer-syntaxes";
  const lossless = [
    "BigEndianExplicitTransferSyntax_1.2.840.10008.1.2.2",
    "DeflatedExplicitVRLittleEndianTransferSyntax_1.2.840.10008.1.2.1.99",
    "JPEG2000LosslessOnlyTransferSyntax_1.2.840.10008.1.2.4.90",
    "JPEGLSLosslessTransferSyntax_1.2.840.10008.1.2.4.80",
    "JPEGProcess14SV1TransferSyntax_1.2.840.10008.1.2.4.70",
    "JPEGProcess14TransferSyntax_1.2.840.10008.1.2.4.57",
    "LittleEndianImplicitTransferSyntax_1.2.840.10008.1.2",
    "RLELosslessTransferSyntax_1.2.840.10008.1.2.5",
  ];
  const reference = () => stored(folder, "CTImage.dcm_LittleEndianExplicitTransferSyntax_1.2.840.10008.1.2.1.dcm");
  test.each(lossless)("%s equals explicit little endian", (name) => {
    expect(differentPixels(stored(folder, `CTImage.dcm_${name}.dcm`), reference())).toBe(0);
  });

  test.each([
    ["JPEG2000TransferSyntax_1.2.840.10008.1.2.4.91", 5],
    ["JPEGLSLossyTransferSyntax_1.2.840.10008.1.2.4.81", 1],
  ])("%s is within %i of it", (name, tolerance) => {
    const expected = reference();
    const worst = Array.from(stored(folder, `CTImage.dcm_${name}.dcm`)).reduce(
      (most, value, at) => Math.max(most, Math.abs(value - expected[at]!)),
      0,
    );
    expect(worst).toBeGreaterThan(0);
    expect(worst).toBeLessThanOrEqual(tolerance);
  });

  test.each([
    ["JPEGProcess2_4TransferSyntax_1.2.840.10008.1.2.4.51", "dicom/unsupported-pixel-encoding"],
    ["JPEGProcess6_8TransferSyntax_1.2.840.10008.1.2.4.53", "dicom/unsupported-transfer-syntax"],
    ["JPEGProcess10_12TransferSyntax_1.2.840.10008.1.2.4.55", "dicom/unsupported-transfer-syntax"],
  ])("12-bit lossy %s is refused", (name, code) => {
    expect(refusalOf(() => stored(folder, `CTImage.dcm_${name}.dcm`)).code).toBe(code);
  });

  test("8-bit lossy JPEG is decoded, mostly within one step of its coarse rescale, and counts as lossy", () => {
    const instance = parseInstance(
      readFileSync(join(DATA, folder, "CTImage.dcm_JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50.dcm")),
      { inflateRaw },
    );
    expect(instance.header.transferSyntax.lossy).toBe("always");
    const { slope, intercept } = instance.header.image!.rescale!;
    const expected = reference();
    const pixels = storedValues(instance, options.decoders);
    // One step of the 8-bit image is 32 HU; JPEG adds its own error, so the middle of all differences is asked, not the worst.
    const differences = Array.from(pixels, (value, at) => Math.abs(slope * value + intercept - (expected[at]! - 1024))).sort(
      (a, b) => a - b,
    );
    expect(differences[differences.length >> 1]).toBeLessThan(slope);
  });

  const others: Readonly<Record<string, string>> = {
    "CTImage.dcm": "ok",
    "CTImage.dcm_JPEGProcess1TransferSyntax_1.2.840.10008.1.2.4.50.dcm": "ok",
    "CT0012.fragmented_no_bot_jpeg_baseline.51.dcm": "dicom/enhanced-multiframe",
    "no-pixel-data.dcm": "no image",
    "no-pixel-spacing.dcm": "dicom/colour-image",
    "US-YBR_FULL_422-EVRLE.dcm": "dicom/colour-image",
  };
  test("every other file of the folder decodes or is refused by code", () => {
    for (const { path, bytes } of filesIn(folder).filter(({ path }) => !path.includes("TransferSyntax_") || path in others))
      expect([path, outcomeOf(bytes)]).toEqual([path, others[path] ?? "dicom/colour-image"]);
  });
});

describe.skipIf(!hasData)("folders with bad geometry", () => {
  test.each([
    ["sliceincrement/001", "dicom/missing-slice", { slice: 4, gapMm: 10, usualMm: 5, missing: 1 }],
    ["sliceincrement/002", "dicom/missing-slice", { slice: 4, missing: 1 }],
    ["gantrytilting/001", "dicom/gantry-tilt", { tiltDegrees: 14 }],
    ["sliceorientation/001", "dicom/mixed-orientation", { images: 4, otherwiseOriented: 2 }],
    ["notavolume/001", "dicom/duplicate-positions", { images: 4, places: 1 }],
  ] as const)("[GEO-01] %s is refused: %s", (folder, code, details) => {
    expect(refusalOf(() => readVolume(filesIn(`dicom-bad-geometry/${folder}`), options))).toMatchObject({ code, details });
  });

  test("[GEO-02] slicecount equals its ground truth, voxel for voxel at the same places", () => {
    const { volume } = readVolume(filesIn("dicom-bad-geometry/slicecount/001"), options);
    const truth = readNifti(join(DATA, "dicom-bad-geometry/slicecount/001_ground_truth.nii.gz"));
    expect(volume.values.length).toBe(truth.values.length);
    for (let index = 0; index < volume.values.length; index++) {
      const there = voxelIndexAt(truth.grid, indexToWorld(volume.grid, index));
      if (volume.values[index] !== truth.values[there])
        expect([index, there, volume.values[index]]).toEqual([index, there, truth.values[there]]);
    }
  });
});

/** The few fields of NIfTI-1 that the ground truth needs: 16-bit values and an sform whose axes are orthogonal. */
function readNifti(path: string): ImageVolume {
  const bytes = gunzipSync(readFileSync(path));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = [0, 1, 2].map((axis) => view.getInt16(42 + 2 * axis, true)) as [number, number, number];
  const sform = [0, 1, 2].map((row) => [0, 1, 2, 3].map((column) => view.getFloat32(280 + 16 * row + 4 * column, true)));
  // NIfTI's world is RAS: x and y change sign.
  const lps = sform.map((row, axis) => row.map((value) => (axis < 2 ? -value : value)));
  const spacingMm = [0, 1, 2].map((column) => Math.hypot(lps[0]![column]!, lps[1]![column]!, lps[2]![column]!)) as [
    number,
    number,
    number,
  ];
  const direction = [0, 1, 2].map((column) => lps.map((row) => row[column]! / spacingMm[column]!)) as never;
  const isInt16 = view.getInt16(70, true) === 4 || view.getInt16(70, true) === 512;
  if (!isInt16) throw new Error(`datatype ${view.getInt16(70, true)}`);
  const values = new Int16Array(
    bytes.buffer.slice(bytes.byteOffset + view.getFloat32(108, true)),
    0,
    size[0] * size[1] * size[2],
  );
  return {
    grid: { size, spacingMm, direction, originMm: worldPoint(lps[0]![3]!, lps[1]![3]!, lps[2]![3]!) },
    values,
    quantity: "arbitrary",
  };
}

describe.skipIf(!hasData)("odd and malformed files", () => {
  const colour = "dicom/colour-image";
  const multiframe = "dicom/enhanced-multiframe";
  const encoding = "dicom/unsupported-pixel-encoding";
  const expected: Readonly<Record<string, string>> = {
    "JPEG-lossy.dcm": encoding,
    "JPGExtended.dcm": encoding,
    "JPEG2000-embedded-sequence-delimiter.dcm": "dicom/bad-pixel-data",
    "MR_truncated.dcm": "dicom/truncated",
    "rtplan_truncated.dcm": "dicom/truncated",
    "SC_rgb_jpeg.dcm": "dicom/malformed",
    "badVR.dcm": "dicom/bad-number",
    "no_meta.dcm": "dicom/not-dicom",
    "SC_rgb_rle_16bit_2frame.dcm": multiframe,
    "SC_rgb_rle_2frame.dcm": multiframe,
    "SC_rgb_rle_32bit_2frame.dcm": multiframe,
    "examples_ybr_color.dcm": multiframe,
    "rtdose.dcm": multiframe,
    "rtdose_expb.dcm": multiframe,
    "rtdose_rle.dcm": multiframe,
    "rtdose_1frame.dcm": encoding,
    "rtdose_expb_1frame.dcm": encoding,
    "rtdose_rle_1frame.dcm": encoding,
    "liver_1frame.dcm": encoding,
    "liver_expb_1frame.dcm": encoding,
    "ExplVR_BigEnd.dcm": colour,
    "GDCMJ2K_TextGBR.dcm": colour,
    "examples_jpeg2k.dcm": colour,
    "examples_palette.dcm": colour,
    "examples_rgb_color.dcm": colour,
  };
  const images = [
    "693_J2KI",
    "CT_small",
    "J2K_pixelrep_mismatch",
    "JPEG2000",
    "JPEGLSNearLossless_08",
    "JPEGLSNearLossless_16",
    "image_dfl",
  ];

  test("every file ends in an image, another object or a coded refusal, as listed", () => {
    for (const { path, bytes } of filesIn("dicom-parser-corpus")) {
      const name = path.replace(/\.dcm$/, "");
      const isImage = images.includes(name) || /^MR_small/.test(name);
      const outcome = expected[path] ?? (isImage ? "ok" : /^SC_/.test(name) ? colour : "no image");
      expect([path, outcomeOf(bytes)]).toEqual([path, outcome]);
    }
  });

  test("one MR image in eight writings is the same image", () => {
    const reference = stored("dicom-parser-corpus", "MR_small.dcm");
    for (const how of ["RLE", "bigendian", "expb", "implicit", "jp2klossless", "jpeg_ls_lossless", "padded"])
      expect(differentPixels(stored("dicom-parser-corpus", `MR_small_${how}.dcm`), reference)).toBe(0);
  });

  test("a codestream whose sign contradicts the header is read with the header's sign", () => {
    const pixels = stored("dicom-parser-corpus", "J2K_pixelrep_mismatch.dcm");
    // Air and padding of this head CT: unsigned they would be 8192 higher.
    const least = Array.from(pixels).reduce((a, b) => Math.min(a, b));
    expect(least).toBe(-2000);
  });

  test("inspecting the folder names every file once and reads none wrongly", () => {
    const files = filesIn("dicom-parser-corpus");
    const { series, otherObjects, refusedFiles, choice } = inspectFiles(files, { inflateRaw });
    const named = [
      ...series.flatMap(({ paths }) => paths),
      ...otherObjects.map(({ path }) => path),
      ...refusedFiles.map(({ path }) => path),
    ];
    expect(named.sort()).toEqual(files.map(({ path }) => path).sort());
    expect(choice).toMatchObject({ kind: "none", code: "dicom/several-patients" });
  });
});

describe.skipIf(!hasData)("series of patients", () => {
  test("a feet-first portal-venous CT: 41 slices of 5 mm, padding of -3024 HU replaced", () => {
    const { volume, cautions, modality, acquisitionDate } = readVolume(filesIn("crlm-ct-1004"), options);
    expect(volume.grid).toMatchObject({ size: [512, 512, 41], spacingMm: [0.796875, 0.796875, 5] });
    expect(volume.grid.originMm).toEqual([-198.199997, -204, -375]);
    expect([modality, acquisitionDate, volume.values.constructor.name]).toEqual(["CT", "1994-11-22", "Int16Array"]);
    expect(cautions.map(({ code }) => code)).toEqual(["dicom/files-ignored", "dicom/padding-replaced"]);
    const least = (volume.values as Int16Array).reduce((a, b) => Math.min(a, b), 0);
    expect(least).toBeGreaterThanOrEqual(-1024);
  });

  test("a JPEG 2000 series without UIDs, SOP class or patient", () => {
    const { volume, cautions } = readVolume(filesIn("totalsegmentator/ct-dicom-j2k"), options);
    expect(volume.grid).toMatchObject({ size: [512, 512, 20], spacingMm: [0.9765625, 0.9765625, 2] });
    expect(cautions.map(({ code }) => code)).toEqual(["dicom/thickness-differs-from-spacing"]);
  });

  test("three slices beside segmentations of the same and of another patient", () => {
    const { volume } = readVolume(filesIn("dicom-seg-ct-3slice"), options);
    expect(volume.grid.size).toEqual([512, 512, 3]);
    expect(volume.grid.spacingMm[2]).toBeCloseTo(1, 9);
    const { otherObjects } = inspectFiles(filesIn("dicom-seg-ct-3slice"), { inflateRaw });
    expect(otherObjects.map(({ name }) => name)).toEqual(["label map segmentation", "segmentation", "segmentation"]);
  });

  test("one CT slice beside its segmentations is no volume", () => {
    expect(refusalOf(() => readVolume(filesIn("dicom-seg-highdicom"), options)).code).toBe("dicom/single-slice");
  });
});
