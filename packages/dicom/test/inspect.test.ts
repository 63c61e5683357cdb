import { type DicomFile, inspectFiles, readVolume, statedContrastPhase } from "@cantlie/dicom";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inflateRaw, readingOptions } from "./support/reading.ts";
import { type SeriesSpec, writeSeries, writeSlice } from "./support/synthetic-series.ts";
import { writeInstance } from "./support/write-instance.ts";

const options = await readingOptions();
const inspect = (files: Iterable<DicomFile>) => inspectFiles(files, { inflateRaw });

const series = (uid: string, spec: SeriesSpec = {}): DicomFile[] =>
  writeSeries({ ...spec, attributes: { "0020000e": ["UI", uid], ...spec.attributes } }).map(({ path, bytes }) => ({
    path: `${uid}/${path}`,
    bytes,
  }));
const object = (path: string, sopClass: string): DicomFile => ({
  path,
  bytes: writeInstance({
    "00080016": ["UI", sopClass],
    "00100020": ["LO", "SECRET-ID"],
    "00100010": ["PN", "Someone^Secret"],
    "00100030": ["DA", "19601231"],
  }),
});

const folder: readonly DicomFile[] = [
  ...series("1.2", { attributes: { "00200011": ["IS", "2"], "00180010": ["LO", "Omnipaque 350"] } }),
  ...series("1.1", { alongMm: [0, 1, 2, 4], attributes: { "00200011": ["IS", "10"], "0008103e": ["LO", "thin arterial"] } }),
  {
    path: "scout.dcm",
    bytes: writeSlice({
      column: [0, 0, -1],
      attributes: { "0020000e": ["UI", "1.0"], "00080008": ["CS", "ORIGINAL\\PRIMARY\\LOCALIZER"] },
    }),
  },
  object("seg.dcm", "1.2.840.10008.5.1.4.1.1.66.4"),
  object("sr.dcm", "1.2.840.10008.5.1.4.1.1.88.33"),
  object("rtstruct.dcm", "1.2.840.10008.5.1.4.1.1.481.3"),
  object("DICOMDIR", "1.2.840.10008.1.3.10"),
  { path: "notes.txt", bytes: new TextEncoder().encode("a note ".repeat(40)) },
  { path: "cut.dcm", bytes: writeSlice().slice(0, -2) },
];

describe("what is in a folder", () => {
  const inspection = inspect(folder);

  test("series with their verdict, in the order of their numbers", () => {
    expect(
      inspection.series.map(({ seriesUid, geometry }) => [seriesUid, geometry.kind === "volume" ? "volume" : geometry.code]),
    ).toEqual([
      ["1.2", "volume"],
      ["1.0", "dicom/localizer"],
      ["1.1", "dicom/missing-slice"],
    ]);
    expect(inspection.series[0]).toMatchObject({
      patient: 1,
      modality: "CT",
      description: "Abdomen portal venous 2.5",
      acquisitionDate: "2026-03-12",
      contrastAgentGiven: true,
      contrastPhase: "portal-venous",
      transferSyntaxes: ["explicit little endian"],
      images: 5,
      imageSize: [4, 3],
      pixelSpacingMm: [0.8, 0.7],
      sliceThicknessMm: 2.5,
      plane: "axial",
      axes: "LPS",
      geometry: { kind: "volume", grid: { size: [4, 3, 5], spacingMm: [0.8, 0.7, 2.5] } },
    });
    expect(inspection.series[1]).toMatchObject({ plane: "coronal", setAside: [{ path: "scout.dcm", code: "dicom/localizer" }] });
  });

  test("other objects and refused files are named", () => {
    expect(inspection.otherObjects.map(({ path, name }) => `${path}: ${name}`)).toEqual([
      "DICOMDIR: DICOMDIR",
      "rtstruct.dcm: radiotherapy structure set",
      "seg.dcm: segmentation",
      "sr.dcm: structured report",
    ]);
    expect(inspection.refusedFiles.map(({ path, code }) => [path, code])).toEqual([
      ["cut.dcm", "dicom/truncated"],
      ["notes.txt", "dicom/not-dicom"],
    ]);
  });

  test("the choice is the one that reading makes, with its reason", () => {
    const { choice } = inspection;
    expect(choice).toMatchObject({ kind: "series", seriesUid: "1.2", why: "the only series that is a volume" });
    const whole = folder.filter(({ path }) => path !== "cut.dcm");
    expect(readVolume(whole, options).seriesUid).toBe("1.2");
  });

  test("the order of files changes nothing", () => {
    const property = fc.property(fc.shuffledSubarray([...folder], { minLength: folder.length }), (shuffled) => {
      expect(inspect(shuffled)).toEqual(inspection);
    });
    fc.assert(property, { seed: 1, numRuns: 20 });
  });

  test("[PRV-01] nothing of the patient's identity is in it", () => {
    expect(JSON.stringify(inspection)).not.toMatch(/Someone|Secret|1960-12-31|19601231/i);
  });
});

test("[GEO-01] a damaged file of the series is the reason why none is chosen, as in reading", () => {
  const files = series("1.2");
  const cut = [...files.slice(1), { path: "cut.dcm", bytes: files[0]!.bytes.slice(0, -2) }];
  expect(inspect(cut).choice).toMatchObject({ kind: "none", code: "dicom/truncated", details: { path: "cut.dcm" } });
  expect(inspect([{ path: "cut.dcm", bytes: files[0]!.bytes.slice(0, -2) }]).choice).toMatchObject({ code: "dicom/truncated" });
});

test("[IDN-01] two patients are counted, kept apart, and none is chosen", () => {
  const other = series("1.9", { attributes: { "00100020": ["LO", "OTHER"], "0020000d": ["UI", "1.2.4"] } });
  const inspection = inspect([...series("1.2"), ...other]);
  expect(inspection.patients).toBe(2);
  expect(inspection.series.map(({ patient, seriesUid }) => [patient, seriesUid])).toEqual([
    [1, "1.2"],
    [2, "1.9"],
  ]);
  expect(inspection.choice).toMatchObject({ kind: "none", code: "dicom/several-patients" });
});

test("files are taken one at a time and their bytes let go", () => {
  let alive = 0;
  let most = 0;
  const registry = new Set<string>();
  function* oneByOne(): Generator<DicomFile> {
    for (const { path, bytes } of series("1.2")) {
      alive++;
      most = Math.max(most, alive);
      registry.add(path);
      yield { path, bytes };
      alive--;
    }
  }
  expect(inspect(oneByOne()).series[0]!.images).toBe(5);
  expect([most, registry.size]).toEqual([1, 5]);
});

test.each([
  ["Portal Venous 2.0 B30f", "portal-venous"],
  ["LEBER PV 3.0", "portal-venous"],
  ["porto-veneux", "portal-venous"],
  ["Abdomen venös", "portal-venous"],
  ["ART 1.0", "arterial"],
  ["late arterial", undefined],
  ["Delayed 5 min", "delayed"],
  ["w/o contrast", "non-contrast"],
  ["nativ", "non-contrast"],
  ["arterial + portal", undefined],
  ["CT CH/AB/PEL", undefined],
  ["Department of liver surgery", undefined],
  ["oven heart", undefined],
  [undefined, undefined],
] as const)("the description %s states the phase %s", (description, phase) => {
  expect(statedContrastPhase(description)).toBe(phase);
});
