import { CT_PADDING_HU, readLabelSeries, readMaskSeries, readVolume } from "@cantlie/dicom";
import createCharls from "@cornerstonejs/codec-charls/wasmjs";
import { describe, expect, test } from "vitest";
import { encodeJpegLossless } from "./support/encoders.ts";
import { readingOptions, refusalOf } from "./support/reading.ts";
import { MR_IMAGE, type SeriesSpec, writeSeries } from "./support/synthetic-series.ts";
import type { Attributes } from "./support/write-instance.ts";

const options = await readingOptions();
const read = (spec: SeriesSpec) => readVolume(writeSeries({ alongMm: [0, 2.5], columns: 2, rows: 2, ...spec }), options);

describe("values", () => {
  test("Hounsfield units are slope × stored + intercept, as 16-bit integers where all fit", () => {
    const { volume, modality } = read({ stored: [0, 1024, 1064, 4000] });
    expect(volume.values).toBeInstanceOf(Int16Array);
    expect([...volume.values]).toEqual([-1024, 0, 40, 2976, -1024, 0, 40, 2976]);
    expect([volume.quantity, modality]).toEqual(["hu", "CT"]);
  });

  test("each slice has its own rescale", () => {
    const rescale = (slope: string, intercept: string): Attributes => ({
      "00281053": ["DS", slope],
      "00281052": ["DS", intercept],
    });
    const { volume } = read({
      stored: [0, 1, 2, 3],
      each: (k) => ({ attributes: k ? rescale("0.5", "-10") : rescale("2", "-100") }),
    });
    expect(volume.values).toBeInstanceOf(Float32Array);
    expect([...volume.values]).toEqual([-100, -98, -96, -94, -10, -9.5, -9, -8.5]);
  });

  test("values beyond 16 bits make the volume one of floats, and none is lost", () => {
    const { volume } = read({ stored: [-32768, 0, 0, 1], each: (k) => (k ? {} : { stored: [1, 2, 3, 4] }) });
    expect(volume.values).toBeInstanceOf(Float32Array);
    expect([...volume.values]).toEqual([-1023, -1022, -1021, -1020, -33792, -1024, -1024, -1023]);
  });

  test("MR values have no unit, and a missing rescale changes nothing", () => {
    const mr: Attributes = {
      "00080016": ["UI", MR_IMAGE],
      "00080060": ["CS", "MR"],
      "00281052": undefined,
      "00281053": undefined,
      "00280120": ["US", [7]],
    };
    const { volume, modality, cautions } = read({ stored: [7, 8, 9, 10], attributes: mr });
    expect([...volume.values.slice(0, 4)]).toEqual([7, 8, 9, 10]);
    expect([volume.quantity, modality, cautions]).toEqual(["arbitrary", "MR", []]);
  });

  test("MONOCHROME1 only inverts the display, not Hounsfield units", () => {
    const { volume } = read({ stored: [1024, 1025, 1026, 1027], attributes: { "00280004": ["CS", "MONOCHROME1"] } });
    expect([...volume.values.slice(0, 4)]).toEqual([0, 1, 2, 3]);
  });
});

describe("padding", () => {
  test("it becomes a stated value and is counted", () => {
    const { volume, cautions } = read({ stored: [-2000, 1024, -2000, 1025], attributes: { "00280120": ["US", [63536]] } });
    expect([...volume.values.slice(0, 4)]).toEqual([CT_PADDING_HU, 0, CT_PADDING_HU, 1]);
    expect(cautions).toEqual([
      expect.objectContaining({ code: "dicom/padding-replaced", details: { voxels: 4, hu: CT_PADDING_HU } }),
    ]);
  });

  test("a range of padding, whichever end comes first", () => {
    const attributes: Attributes = { "00280120": ["US", [63536]], "00280121": ["US", [63534]] };
    const { volume } = read({ stored: [-2000, -2001, -2002, -2003], attributes });
    expect([...volume.values.slice(0, 4)]).toEqual([CT_PADDING_HU, CT_PADDING_HU, CT_PADDING_HU, -3027]);
  });

  test("padding far below 16 bits of Hounsfield units does not force floats", () => {
    expect(read({ stored: [-32768, 0, 1, 2], attributes: { "00280120": ["US", [32768]] } }).volume.values).toBeInstanceOf(
      Int16Array,
    );
  });

  test("a padding value that would be tissue is not believed", () => {
    const { volume, cautions } = read({ stored: [1024, 1, 2, 3], attributes: { "00280120": ["US", [1024]] } });
    expect(volume.values[0]).toBe(0);
    expect(cautions.map(({ code }) => code)).toEqual(["dicom/padding-not-believed"]);
  });
});

describe("lossy compression", () => {
  const frame = encodeJpegLossless([1, 2, 3, 4], { columns: 2, rows: 2, precision: 16, predictor: 1 });
  const packed = (attributes: Attributes): SeriesSpec => ({
    attributes: { "7fe00010": undefined, ...attributes },
    write: { transferSyntaxUid: "1.2.840.10008.1.2.4.70", fragments: [frame] },
  });
  test("pixels that were lossy before a lossless syntax are cautioned about", () => {
    expect(read(packed({ "00282110": ["CS", "01"] })).cautions.map(({ code }) => code)).toEqual(["dicom/lossy-pixels"]);
    expect(read(packed({})).cautions).toEqual([]);
  });

  test("a syntax that allows loss counts as lossy unless the header denies it", async () => {
    const { JpegLSEncoder } = await createCharls({ print: () => {}, printErr: () => {} });
    const encoder = new JpegLSEncoder();
    const [columns, rows] = [8, 8];
    encoder.getDecodedBuffer({ width: columns, height: rows, bitsPerSample: 16, componentCount: 1, isSigned: false }).fill(4);
    encoder.encode();
    const write = { transferSyntaxUid: "1.2.840.10008.1.2.4.81", fragments: [encoder.getEncodedBuffer().slice()] };
    const cautionsOf = (attributes: Attributes) =>
      read({ columns, rows, write, attributes: { "7fe00010": undefined, ...attributes } }).cautions.map(({ code }) => code);
    expect(cautionsOf({})).toEqual(["dicom/lossy-pixels"]);
    expect(cautionsOf({ "00282110": ["CS", "00"] })).toEqual([]);
  });
});

describe("masks", () => {
  const mask: Attributes = {
    "00080016": ["UI", "1.2.840.10008.5.1.4.1.1.7"],
    "00281052": undefined,
    "00281053": undefined,
  };
  const maskFiles = (spec: SeriesSpec) => writeSeries({ alongMm: [0, 2.5], columns: 2, rows: 2, attributes: mask, ...spec });

  test("every voxel that is not 0 is inside, labels keep their values", () => {
    const files = maskFiles({ stored: [0, 1, 255, 0] });
    expect([...readMaskSeries(files, options).labels.values]).toEqual([0, 1, 1, 0, 0, 1, 1, 0]);
    expect([...readLabelSeries(files, options).labels.values]).toEqual([0, 1, 255, 0, 0, 1, 255, 0]);
    expect(readMaskSeries(files, options).labels.grid.spacingMm).toEqual([0.8, 0.7, 2.5]);
  });

  test("[LAB-01] what is no mask is refused", () => {
    expect(refusalOf(() => readMaskSeries(maskFiles({ stored: [5, 1, 255, 3] }), options)).code).toBe(
      "dicom/mask-without-outside",
    );
    expect(refusalOf(() => readMaskSeries(maskFiles({ stored: [0, -1, 0, 0] }), options)).code).toBe(
      "dicom/unsupported-pixel-encoding",
    );
    const second = maskFiles({ stored: [0, 1, 0, 1], attributes: { ...mask, "0020000e": ["UI", "1.2.8"] } }).map((file) => ({
      ...file,
      path: `b/${file.path}`,
    }));
    expect(refusalOf(() => readMaskSeries([...maskFiles({ stored: [0, 1, 0, 1] }), ...second], options)).code).toBe(
      "dicom/several-series",
    );
    const lossy = maskFiles({ stored: [0, 1, 0, 1], attributes: { ...mask, "00282110": ["CS", "01"] } });
    expect(refusalOf(() => readMaskSeries(lossy, options)).code).toBe("dicom/lossy-mask");
  });
});
