import { type DicomErrorCode, type DicomFile, readVolume } from "@cantlie/dicom";
import { cross, type Vector3 } from "@cantlie/geometry";
import { indexToWorld, isRightHanded } from "@cantlie/volume";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readingOptions, refusalOf } from "./support/reading.ts";
import { MR_IMAGE, type SeriesSpec, type SliceSpec, writeSeries, writeSlice } from "./support/synthetic-series.ts";

const options = await readingOptions();
const refuse = (spec: SeriesSpec) => refusalOf(() => readVolume(writeSeries(spec), options));

/** A field that tells every place from its neighbours, in stored values; the same wherever and however it is sampled. */
function fieldAt([x, y, z]: Vector3): number {
  return Math.round(3 * x + 50 * y + 700 * z);
}

function sampledSlice(
  place: { positionMm: Vector3; row: Vector3; column: Vector3 },
  frame: { columns: number; rows: number; spacingMm: readonly [number, number] },
): number[] {
  return Array.from({ length: frame.columns * frame.rows }, (_, at) => {
    const i = (at % frame.columns) * frame.spacingMm[0];
    const j = Math.floor(at / frame.columns) * frame.spacingMm[1];
    return fieldAt(place.positionMm.map((p, axis) => p + i * place.row[axis]! + j * place.column[axis]!) as unknown as Vector3);
  });
}

/** A series along any axes that samples `fieldAt`, its slices from the first position along `towards`. */
function sampledSeries(row: Vector3, column: Vector3, towards: 1 | -1): DicomFile[] {
  const frame = { columns: 5, rows: 4, spacingMm: [0.5, 0.75] as const };
  const normal = cross(row, column);
  return [0, 1, 2, 3].map((k) => {
    const positionMm = [0, 1, 2].map((axis) => [3, -4, 5][axis]! + 2 * k * towards * normal[axis]!) as unknown as Vector3;
    const slice = { positionMm, row, column };
    return { path: `${k}`, bytes: writeSlice({ ...slice, ...frame, number: k, stored: sampledSlice(slice, frame) }) };
  });
}

function expectField(files: readonly DicomFile[]): void {
  const { volume } = readVolume(files, options);
  expect(volume.grid.size).toEqual([5, 4, 4]);
  // Positions and cosines are written with up to 16 characters, so that the nearest whole number is never in doubt but at halves.
  for (let index = 0; index < volume.values.length; index++) {
    const [x, y, z] = indexToWorld(volume.grid, index);
    expect(Math.abs(volume.values[index]! + 1024 - (3 * x + 50 * y + 700 * z))).toBeLessThan(0.5 + 1e-6);
  }
}

describe("orientation", () => {
  const axes: readonly Vector3[] = [0, 1, 2].flatMap((axis) =>
    [1, -1].map((sign) => [0, 1, 2].map((a) => (a === axis ? sign : 0)) as unknown as Vector3),
  );
  const frames = axes.flatMap((row) =>
    axes
      .filter((column) => cross(row, column).some(Boolean))
      .flatMap((column) => ([1, -1] as const).map((towards) => ({ row, column, towards }))),
  );

  test("[ORI-01] the same values stand at the same places in all 48 axis orders and flips", () => {
    expect(frames).toHaveLength(48);
    for (const { row, column, towards } of frames) expectField(sampledSeries(row, column, towards));
  });

  test("[ORI-01] and in oblique frames", () => {
    const angle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });
    const property = fc.property(angle, angle, angle, fc.constantFrom(1 as const, -1 as const), (a, b, c, towards) => {
      const [row, column] = rotated(a, b, c);
      expectField(sampledSeries(row, column, towards));
    });
    fc.assert(property, { seed: 1, numRuns: 30 });
  });

  test("the grid is right-handed whichever way the slices were acquired", () => {
    const spec = { alongMm: [10, 7.5, 5, 2.5, 0] };
    const [up, down] = [readVolume(writeSeries(), options), readVolume(writeSeries(spec), options)];
    expect(isRightHanded(down.volume.grid)).toBe(true);
    expect(down.volume.grid).toEqual(up.volume.grid);
  });

  test("the order of files changes nothing", () => {
    const files = writeSeries({ each: (k) => ({ stored: Array.from({ length: 12 }, (_, i) => 100 * k + i) }) });
    const expected = readVolume(files, options);
    const property = fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) => {
      expect(readVolume(shuffled, options)).toEqual(expected);
    });
    fc.assert(property, { seed: 1, numRuns: 30 });
  });
});

/** First two columns of a rotation by three Euler angles. */
function rotated(a: number, b: number, c: number): [Vector3, Vector3] {
  const [ca, sa, cb, sb, cc, sc] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b), Math.cos(c), Math.sin(c)];
  return [
    [ca * cb, sa * cb, -sb],
    [ca * sb * sc - sa * cc, sa * sb * sc + ca * cc, cb * sc],
  ];
}

describe("spacing", () => {
  test("[GEO-02] it comes from the positions, and other statements in the header are cautions", () => {
    const attributes = { "00180050": ["DS", "5"], "00180088": ["DS", "1.25"] } as const;
    const { volume, cautions } = readVolume(writeSeries({ attributes }), options);
    expect(volume.grid.spacingMm).toEqual([0.8, 0.7, 2.5]);
    expect(cautions.map(({ code }) => code)).toEqual(["dicom/thickness-differs-from-spacing", "dicom/spacing-tag-differs"]);
    expect(cautions[0]!.message).toContain("overlap");
  });

  test("[GEO-02] slices thinner than their distance leave tissue between them, which is said", () => {
    const { cautions } = readVolume(writeSeries({ attributes: { "00180050": ["DS", "1"] } }), options);
    expect(cautions[0]!.message).toBe("slices are 1.00 mm thick and 2.50 mm apart: the tissue between them was not imaged");
  });

  test("[GEO-02] positions rounded to one decimal are even", () => {
    const alongMm = Array.from({ length: 33 }, (_, k) => Math.round(k * 6.25) / 10);
    const { volume } = readVolume(writeSeries({ alongMm, attributes: { "00180050": undefined } }), options);
    expect(volume.grid.spacingMm[2]).toBeCloseTo(0.625, 3);
  });

  test("[GEO-01] whichever inner slice is missing, it is missed and named", () => {
    const property = fc.property(
      fc.integer({ min: 4, max: 40 }),
      fc.double({ min: 0.4, max: 10, noNaN: true }),
      fc.nat(),
      (count, spacingMm, at) => {
        const missing = 1 + (at % (count - 2));
        const alongMm = Array.from({ length: count }, (_, k) => k * spacingMm).filter((_, k) => k !== missing);
        const refusal = refuse({ alongMm });
        expect(refusal.code).toBe("dicom/missing-slice");
        // Three slices left have steps of one and two spacings: the gap is named, its fellow is the only other step.
        expect(refusal.details).toMatchObject({ slice: missing + 1, missing: 1 });
      },
    );
    fc.assert(property, { seed: 1, numRuns: 40 });
  });

  test("[GEO-01] the refusal says what was found and what it probably means", () => {
    const refusal = refuse({ alongMm: [0, 2.5, 5, 10, 12.5, 15] });
    expect(refusal.message).toBe("slice 4 is 5.00 mm after slice 3, the others 2.50 mm: an image is missing");
    expect(refuse({ alongMm: [0, 2.5, 5, 15, 17.5] }).message).toMatch(/3 images are missing$/);
  });
});

describe("refused series", () => {
  const tilted: Vector3 = [0, Math.cos(0.2), -Math.sin(0.2)];
  const cases: readonly (readonly [string, SeriesSpec, DicomErrorCode, RegExp])[] = [
    ["uneven spacing", { alongMm: [0, 2.5, 5, 8, 11, 14] }, "dicom/uneven-slice-spacing", /3\.00 mm after/],
    ["one position twice", { alongMm: [0, 2.5, 2.5, 5] }, "dicom/duplicate-positions", /two contrast phases/],
    [
      "the same image twice",
      { alongMm: [0, 2.5, 5], each: (k) => (k === 2 ? { number: 2, positionMm: [-10, -20, 32.5] } : {}) },
      "dicom/duplicate-positions",
      /twice/,
    ],
    ["gantry tilt", { column: tilted, each: (k) => ({ positionMm: [-10, -20, 30 + 2.5 * k] }) }, "dicom/gantry-tilt", /11\.5°/],
    ["unsteady shift", { shiftMm: (k) => (k === 2 ? 3 : 0) }, "dicom/shifted-slices", /3\.00 mm/],
    ["one slice", { alongMm: [0] }, "dicom/single-slice", /one slice/],
    ["mixed orientation", { each: (k) => (k === 1 ? { column: [0, 0, -1] } : {}) }, "dicom/mixed-orientation", /1 of 5 images/],
    ["mixed size", { each: (k) => (k === 1 ? { columns: 5 } : {}) }, "dicom/mixed-size", /4×3 and 5×3/],
    ["mixed pixel spacing", { each: (k) => (k === 1 ? { spacingMm: [0.9, 0.7] } : {}) }, "dicom/mixed-spacing", /0\.9/],
    [
      "mixed modality",
      { each: (k) => (k === 1 ? { attributes: { "00080060": ["CS", "PT"] } } : {}) },
      "dicom/mixed-modality",
      /CT and PT/,
    ],
    [
      "two frames of reference",
      { each: (k) => (k === 1 ? { attributes: { "00200052": ["UI", "1.9"] } } : {}) },
      "dicom/mixed-frame-of-reference",
      /2 frames/,
    ],
    ["no pixel spacing", { attributes: { "00280030": undefined } }, "dicom/no-pixel-spacing", /missing/],
    ["pixel spacing of 0", { attributes: { "00280030": ["DS", "0\\0.7"] } }, "dicom/bad-number", /positive/],
    ["no position", { attributes: { "00200032": undefined } }, "dicom/no-position", /missing/],
    ["no orientation", { attributes: { "00200037": undefined } }, "dicom/no-orientation", /missing/],
    [
      "orientation without length",
      { attributes: { "00200037": ["DS", "0\\0\\0\\0\\0\\0"] } },
      "dicom/bad-orientation",
      /unit directions/,
    ],
    [
      "orientation askew",
      { attributes: { "00200037": ["DS", "1\\0\\0\\0.1\\0.99\\0"] } },
      "dicom/bad-orientation",
      /right angles/,
    ],
    ["localizers", { attributes: { "00080008": ["CS", "ORIGINAL\\PRIMARY\\LOCALIZER"] } }, "dicom/localizer", /scout/],
    [
      "secondary captures",
      { attributes: { "00080016": ["UI", "1.2.840.10008.5.1.4.1.1.7"] } },
      "dicom/secondary-capture",
      /screen/,
    ],
    [
      "screen saves under the CT class",
      { attributes: { "00080008": ["CS", "DERIVED\\SECONDARY\\SCREEN SAVE"] } },
      "dicom/secondary-capture",
      /screen/,
    ],
    ["PET images", { attributes: { "00080016": ["UI", "1.2.840.10008.5.1.4.1.1.128"] } }, "dicom/unsupported-modality", /PET/],
    [
      "a modality look-up table",
      { attributes: { "00283000": ["SQ", [{ "00283002": ["US", [1, 0, 16]] }]] } },
      "dicom/modality-lut",
      /look-up/,
    ],
    ["CT without rescale", { attributes: { "00281052": undefined, "00281053": undefined } }, "dicom/not-hounsfield", /Rescale/],
    ["a dual-energy map", { attributes: { "00281054": ["LO", "Z_EFF"] } }, "dicom/not-hounsfield", /dual-energy/],
  ];
  test.each(cases)("[GEO-01] %s", (_, spec, code, message) => {
    const refusal = refuse(spec);
    expect(refusal.code).toBe(code);
    expect(refusal.message).toMatch(message);
  });

  test("[IDN-01] images of two patients in one folder, though they fit together as one volume", () => {
    const other: SliceSpec = { attributes: { "00100020": ["LO", "OTHER"], "00100010": ["PN", "Another^Person"] } };
    const refusal = refuse({ each: (k) => (k > 2 ? other : {}) });
    expect(refusal.code).toBe("dicom/several-patients");
    expect(refusal.message).not.toMatch(/Someone|Another|OTHER|SECRET/);
  });

  test("[GEO-01] a damaged file of the series, or one whose series is unknown, is a slice missing unseen", () => {
    const files = writeSeries();
    const last = files.at(-1)!;
    const cut = { path: last.path, bytes: last.bytes.slice(0, -4) };
    expect(refusalOf(() => readVolume([...files.slice(0, -1), cut], options))).toMatchObject({
      code: "dicom/truncated",
      details: { path: last.path },
    });
    const empty = { path: last.path, bytes: new Uint8Array() };
    expect(refusalOf(() => readVolume([...files.slice(0, -1), empty], options)).code).toBe("dicom/truncated");
    const ofAnother = { path: "other.dcm", bytes: writeSlice({ attributes: { "0020000e": ["UI", "1.2.7"] } }).slice(0, -4) };
    const { cautions } = readVolume(
      [...files, ofAnother, { path: "LICENSE", bytes: new TextEncoder().encode("free to use, ".repeat(30)) }],
      options,
    );
    expect(cautions.at(-1)).toMatchObject({ code: "dicom/files-ignored", details: { paths: ["LICENSE", "other.dcm"] } });
  });

  test("a folder without images", () => {
    expect(refusalOf(() => readVolume([], options)).code).toBe("dicom/no-image-series");
  });
});

describe("choice of a series", () => {
  const series = (uid: string, spec: SeriesSpec = {}): DicomFile[] =>
    writeSeries({ ...spec, attributes: { "0020000e": ["UI", uid], ...spec.attributes } }).map(({ path, bytes }) => ({
      path: `${uid}/${path}`,
      bytes,
    }));
  const described = (text: string): SeriesSpec => ({ attributes: { "0008103e": ["LO", text] } });

  test.each([
    [
      "CT before MR",
      series("1.1", { attributes: { "00080016": ["UI", MR_IMAGE], "00080060": ["CS", "MR"] } }),
      series("1.2", { alongMm: [0, 2.5] }),
    ],
    ["axial before coronal", series("1.1", { column: [0, 0, -1] }), series("1.2", { alongMm: [0, 2.5] })],
    [
      "portal-venous before arterial",
      series("1.1", described("arterial 1.0")),
      series("1.2", { ...described("portal venous"), alongMm: [0, 2.5] }),
    ],
    ["unstated before native", series("1.1", described("native")), series("1.2", { ...described("abdomen"), alongMm: [0, 2.5] })],
    ["more slices", series("1.1", { alongMm: [0, 5, 10] }), series("1.2")],
    ["a volume before a refused one", series("1.1", { alongMm: [0, 1, 2, 4, 5, 6, 7] }), series("1.2", { alongMm: [0, 2.5] })],
  ])("%s", (_, other, expected) => {
    const read = readVolume([...other, ...expected], options);
    expect(read.seriesUid).toBe("1.2");
    expect(read.cautions.some(({ code }) => code === "dicom/other-series")).toBe(true);
    expect(readVolume([...expected, ...other], options)).toEqual(read);
  });

  test("a series asked for by its UID is read, whosever the others are", () => {
    const other = series("1.1", { attributes: { "00100020": ["LO", "OTHER"] } });
    expect(readVolume([...other, ...series("1.2")], { ...options, seriesUid: "1.1" }).seriesUid).toBe("1.1");
  });

  test("scouts and captures within a series are set aside and named", () => {
    const scout = {
      path: "scout.dcm",
      bytes: writeSlice({ column: [0, 0, -1], number: 99, attributes: { "00080008": ["CS", "ORIGINAL\\PRIMARY\\LOCALIZER"] } }),
    };
    const { volume, cautions } = readVolume([scout, ...writeSeries()], options);
    expect(volume.grid.size[2]).toBe(5);
    expect(cautions).toContainEqual(
      expect.objectContaining({ code: "dicom/images-set-aside", details: { paths: ["scout.dcm"] } }),
    );
  });
});
