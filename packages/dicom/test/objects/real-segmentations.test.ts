import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readStructures, readVolume } from "@cantlie/dicom";
import { voxelCount, voxelsToMl } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { paintSegments } from "../../src/objects/paint-segments.ts";
import { readSegmentation } from "../../src/objects/read-segmentation.ts";
import { readStructureSet } from "../../src/objects/read-structure-set.ts";
import { readingOptions, refusalOf } from "../support/reading.ts";

const DATA = process.env.CANTLIE_DATA ?? "../shared/data";
const hasData = existsSync(join(DATA, "dicom-seg-ct-3slice"));
if (!hasData) console.log("packages/dicom/objects: tests on real segmentations skipped: no data");

const options = await readingOptions();
const bytesOf = (path: string) => readFileSync(join(DATA, path));
const countOf = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);

describe.skipIf(!hasData)("a liver segmented on three slices", () => {
  const slices = ["01.dcm", "02.dcm", "03.dcm"].map((path) => ({
    path,
    bytes: hasData ? bytesOf(`dicom-seg-ct-3slice/${path}`) : new Uint8Array(),
  }));
  const scan = () => {
    const { volume, patient, seriesUid } = readVolume(slices, options);
    return { grid: volume.grid, patient, seriesUid };
  };

  test("[SEG-01] is 70.36 mL with the listed pixels, by its SNOMED code, as SEG and as NRRD", () => {
    const { structures, grid, taken } = readStructures(bytesOf("dicom-seg-ct-3slice/seg-liver.dcm"), options, scan());
    expect(taken).toEqual([{ label: "Liver", structure: "liver" }]);
    const plane = grid.size[0] * grid.size[1];
    // the files' own slice order runs from feet to head
    const perSlice = [0, 1, 2].map((k) => countOf(structures.liver!.subarray(k * plane, (k + 1) * plane)));
    expect(perSlice).toEqual([36233, 35645, 35220]);
    expect(voxelsToMl(grid, countOf(structures.liver!))).toBeCloseTo(70.36, 2);

    const nrrd = bytesOf("dicom-seg-ct-3slice/seg-liver.nrrd");
    const values = gunzipSync(nrrd.subarray(nrrd.indexOf("\n\n") + 2));
    const stored = new Int16Array(values.buffer.slice(values.byteOffset, values.byteOffset + values.length));
    expect(Array.from(stored, (value) => (value === 0 ? 0 : 1))).toEqual(Array.from(structures.liver!));
  });

  test("has the same voxels on the grid of its own frames, without the scan", () => {
    const alone = readStructures(bytesOf("dicom-seg-ct-3slice/seg-liver.dcm"), options);
    const onScan = readStructures(bytesOf("dicom-seg-ct-3slice/seg-liver.dcm"), options, scan());
    expect(alone.grid.size).toEqual([512, 512, 3]);
    expect(countOf(alone.structures.liver!)).toBe(countOf(onScan.structures.liver!));
  });

  test("segments that overlap in part are all kept: five structures of no plan, none of which is taken", () => {
    const object = readSegmentation(bytesOf("dicom-seg-ct-3slice/seg-partial-overlaps.dcm"), options);
    expect(object.segments.map(({ label }) => label)).toEqual(["GREEN", "ORANGE", "PURPLE", "LIGHT_BLUE", "DARK_BLUE"]);
    const { grid } = scan();
    const layers = new Map(object.segments.map(({ number }) => [number, { values: new Uint8Array(voxelCount(grid)), value: 1 }]));
    const { voxels } = paintSegments(object, grid, layers);
    for (const [number, { values }] of layers) expect(countOf(values)).toBe(voxels.get(number));
    expect([...voxels.values()].every((count) => count > 0)).toBe(true);
    const refused = refusalOf(() => readStructures(bytesOf("dicom-seg-ct-3slice/seg-partial-overlaps.dcm"), options, scan()));
    expect(refused.code).toBe("dicom/no-known-segments");
    expect(refused.message).toContain('"GREEN"');
  });

  test("[SEG-02] a segmentation of another patient is refused without naming anyone", () => {
    const refused = refusalOf(() => readStructures(bytesOf("dicom-seg-ct-3slice/seg-labelmap.dcm"), options, scan()));
    expect(refused.code).toBe("dicom/another-patient");
    expect(refused.message).not.toMatch(/JANCT|Anonymous/);
  });

  test("[SEG-02] a segmentation in another frame of reference is refused", () => {
    const elsewhere = { ...scan(), frameOfReferenceUid: "1.2.3" };
    const refused = refusalOf(() => readStructures(bytesOf("dicom-seg-ct-3slice/seg-liver.dcm"), options, elsewhere));
    expect(refused.code).toBe("dicom/another-frame-of-reference");
  });

  test("a label map whose slices lie twice as far apart as it states is not given a guessed spacing", () => {
    const object = readSegmentation(bytesOf("dicom-seg-ct-3slice/seg-labelmap.dcm"), options);
    expect([object.kind, object.frames.length, object.segments.map(({ label }) => label)]).toEqual([
      "labelmap",
      2,
      ["Background", "Liver"],
    ]);
    const refused = refusalOf(() => readStructures(bytesOf("dicom-seg-ct-3slice/seg-labelmap.dcm"), options));
    expect(refused.code).toBe("dicom/segmentation-spacing-unclear");
  });
});

describe.skipIf(!hasData)("segmentations by another library", () => {
  test.each([
    ["seg_image_ct_binary", "binary", 1],
    ["seg_image_ct_binary_fractional", "fractional", 1],
    ["seg_image_ct_true_fractional", "fractional", 1],
    ["seg_image_ct_binary_overlap", "binary", 2],
    ["seg_image_ct_binary_single_frame", "binary", 1],
  ])("%s is read as %s", (name, kind, segments) => {
    const object = readSegmentation(bytesOf(`dicom-seg-highdicom/${name}.dcm`), options);
    expect([object.kind, object.segments.length]).toEqual([kind, segments]);
    const most = Math.max(
      ...object.frames.map((_, at) => Array.from(object.pixels.frame(at)).reduce((a, b) => Math.max(a, b), 0)),
    );
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(object.pixels.most);
  });
});

test.skipIf(!hasData)("a structure set is read: its regions, closed contours and points", () => {
  const { regions } = readStructureSet(bytesOf("dicom-parser-corpus/rtstruct.dcm"), options);
  expect(regions.map(({ label, contoursMm, otherContours }) => [label, contoursMm.length, otherContours])).toEqual([
    ["patient", 3, 0],
    ["Isocenter 1", 0, 1],
    ["Isocenter 2", 0, 1],
  ]);
  expect(refusalOf(() => readStructureSet(bytesOf("dicom-parser-corpus/CT_small.dcm"), options)).code).toBe(
    "dicom/not-a-structure-set",
  );
});
