import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ANATOMICAL_STRUCTURE,
  couinaudCode,
  MORPHOLOGICALLY_ALTERED_STRUCTURE,
  readSourceSeries,
  readStructures,
  type SegmentToWrite,
  STRUCTURE_CODES,
  writeMeasurementReport,
  writeSegmentation,
} from "@cantlie/dicom";
import { type Grid, voxelCount, voxelToWorld } from "@cantlie/volume";
import { readOverlappingSegmentationNode } from "@itk-wasm/dicom";
import { expect, test } from "vitest";
import { cielab } from "../../src/objects/cielab.ts";
import { type DicomAttributes, writeDicomFile } from "../../src/objects/write-data-set.ts";
import { readingOptions } from "../support/reading.ts";
import { OBLIQUE_GRID, verifierErrors, writtenScan } from "./written-objects.ts";

const options = await readingOptions();

/** Voxels of a box, from the first to behind the last. */
function boxMask(grid: Grid, from: readonly number[], to: readonly number[]): Uint8Array {
  const values = new Uint8Array(voxelCount(grid));
  for (let k = from[2]!; k < to[2]!; k++)
    for (let j = from[1]!; j < to[1]!; j++)
      for (let i = from[0]!; i < to[0]!; i++) values[i + grid.size[0] * (j + grid.size[1] * k)] = 1;
  return values;
}

const wholeGrid = (grid: Grid, values: Uint8Array): SegmentToWrite["voxels"] => ({
  box: { start: [0, 0, 0], size: grid.size },
  values,
  inside: [1],
});
const liverOf = (grid: Grid) => boxMask(grid, [1, 2, 1], [9, 8, 6]);
const lesionOf = (grid: Grid) => boxMask(grid, [7, 2, 3], [11, 3, 5]);
const portalOf = (grid: Grid) => boxMask(grid, [4, 5, 2], [5, 9, 3]);

function segmentsOn(grid: Grid): SegmentToWrite[] {
  const segment = (label: string, type: SegmentToWrite["type"], voxels: SegmentToWrite["voxels"]): SegmentToWrite => ({
    label,
    category: ANATOMICAL_STRUCTURE,
    type,
    colour: [0.8, 0.3, 0.2],
    algorithm: "SEMIAUTOMATIC",
    trackingId: label,
    voxels,
  });
  return [
    segment("Liver", STRUCTURE_CODES.liver, wholeGrid(grid, liverOf(grid))),
    {
      ...segment("Lesion L1", STRUCTURE_CODES.lesions, wholeGrid(grid, lesionOf(grid))),
      category: MORPHOLOGICALLY_ALTERED_STRUCTURE,
      region: STRUCTURE_CODES.liver,
    },
    segment("Nothing", STRUCTURE_CODES.gallbladder, wholeGrid(grid, new Uint8Array(voxelCount(grid)))),
    segment("Portal vein", STRUCTURE_CODES.portalVein, {
      box: { start: [4, 5, 2], size: [1, 4, 1] },
      values: Uint8Array.of(3, 5, 3, 7),
      inside: [3, 5, 7],
    }),
    segment("Segment 4b", couinaudCode(9, true), wholeGrid(grid, portalOf(grid))),
  ];
}

test("[SEG-03] segments written on a scan are read back voxel for voxel, left and right, front and back, top and bottom", () => {
  const { grid, context, scan } = writtenScan(OBLIQUE_GRID);
  const { bytes, numbers } = writeSegmentation(segmentsOn(grid), context);
  const read = readStructures(bytes, options, scan);
  expect(read.cautions).toEqual([]);
  expect(read.structures.liver).toEqual(liverOf(grid));
  expect(read.structures.lesions).toEqual(lesionOf(grid));
  expect(read.structures.portalVein).toEqual(portalOf(grid));
  expect(read.structures.couinaud).toEqual(portalOf(grid).map((inside) => 9 * inside));
  expect([...numbers.values()]).toEqual([1, 2, 3, 4]);
  expect(read.structures.gallbladder).toBeUndefined();
});

test("frames of a multi-frame image are referred to by their numbers", () => {
  const { grid, scan } = writtenScan(OBLIQUE_GRID);
  const place = (k: number): DicomAttributes => ({
    "00209113": ["SQ", [{ "00200032": ["DS", voxelToWorld(grid, 0, 0, k).map((mm) => mm.toFixed(6))] }]],
  });
  const enhanced = writeDicomFile({
    "00080016": ["UI", "1.2.840.10008.5.1.4.1.1.2.1"],
    "00080018": ["UI", "1.2.3.4"],
    "0020000d": ["UI", "1.2.3"],
    "0020000e": ["UI", "1.2.3.5"],
    "00200052": ["UI", scan.frameOfReferenceUid],
    "52009230": ["SQ", [5, 3, 0].map(place)],
  });
  const { slices } = readSourceSeries([enhanced], grid, options.inflateRaw);
  expect(slices.map((slice) => slice?.frame)).toEqual([3, undefined, undefined, 2, undefined, 1]);
});

test("the same segments and time give the same bytes", () => {
  const first = writtenScan(OBLIQUE_GRID);
  const second = writtenScan(OBLIQUE_GRID);
  expect(writeSegmentation(segmentsOn(first.grid), first.context).bytes).toEqual(
    writeSegmentation(segmentsOn(second.grid), second.context).bytes,
  );
});

test("[SEG-03] another program (dcmqi) reads the same voxels at the same places", async () => {
  // 16 × 9 pixels are whole bytes: this version of its toolkit misplaces the third frame where they are not (PS3.5 8.1.1 has no gap)
  const { grid, context } = writtenScan({ ...OBLIQUE_GRID, size: [16, 9, 6] });
  const path = join(mkdtempSync(join(tmpdir(), "cantlie-seg-")), "segmentation.dcm");
  writeFileSync(path, writeSegmentation(segmentsOn(grid), context).bytes);
  const { segImage, metaInfo } = await readOverlappingSegmentationNode(path);
  const described = (metaInfo as { segmentAttributes: { SegmentLabel: string; labelID: number }[][] }).segmentAttributes.flat();
  expect(described.map(({ SegmentLabel }) => SegmentLabel)).toEqual(["Liver", "Lesion L1", "Portal vein", "Segment 4b"]);
  const components = described.length;
  const values = segImage.data as ArrayLike<number>;
  // it leaves out the empty slice at the bottom: its voxels begin at the second of ours, at the place that its origin says
  const plane = grid.size[0] * grid.size[1];
  const firstMm = voxelToWorld(grid, 0, 0, 1);
  expect(Math.max(...segImage.origin.map((mm, axis) => Math.abs(mm - firstMm[axis]!)))).toBeLessThan(1e-6);
  expect(segImage.size).toEqual([grid.size[0], grid.size[1], grid.size[2] - 1]);
  [liverOf(grid), lesionOf(grid), portalOf(grid), portalOf(grid)].forEach((mask, component) => {
    const read = Uint8Array.from({ length: 5 * plane }, (_, voxel) => (values[voxel * components + component] === 0 ? 0 : 1));
    expect(read).toEqual(mask.slice(plane));
  });
});

test("[SEG-03] dciodvfy finds no error in segmentation and report", () => {
  const { grid, context } = writtenScan(OBLIQUE_GRID);
  const segmentation = writeSegmentation(segmentsOn(grid), context);
  const report = writeMeasurementReport(
    [
      {
        trackingId: "Liver",
        finding: STRUCTURE_CODES.liver,
        segmentNumber: 1,
        measurements: [
          {
            concept: { value: "118565006", scheme: "SCT", meaning: "Volume" },
            value: 1489.4,
            unit: "ml",
            comment: "organ with lesions",
          },
        ],
      },
    ],
    { segmentation },
    context,
  );
  expect(verifierErrors(segmentation.bytes) ?? []).toEqual([]);
  expect(verifierErrors(report.bytes) ?? []).toEqual([]);
});

test("colours are CIELab under D50: white, black, and the published value of sRGB red", () => {
  const plain = (rgb: readonly [number, number, number]) => {
    const [l, a, b] = cielab(rgb);
    return [(100 * l) / 65535, (255 * a) / 65535 - 128, (255 * b) / 65535 - 128];
  };
  // white and black by definition; red as ICC colour engines give it (54.29, 80.81, 69.89); half a unit is rounding of the matrix
  for (const [rgb, lab] of [
    [
      [1, 1, 1],
      [100, 0, 0],
    ],
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
    [
      [1, 0, 0],
      [54.29, 80.81, 69.89],
    ],
  ] as const)
    plain(rgb).forEach((value, at) => {
      expect(Math.abs(value - lab[at]!)).toBeLessThan(0.5);
    });
});
