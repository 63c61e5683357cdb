import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { gridDifference, voxelsToMl } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { labelMapFromImage, maskFromImage, readImageFile, readNifti, readNrrd, writeNifti } from "../src/index.ts";

const DATA = process.env.CANTLIE_DATA ?? "../shared/data";
if (!existsSync(DATA)) console.log("skipped: no data");

const bytesOf = (name: string) => readFileSync(join(DATA, name));
const read = (name: string) => readImageFile(bytesOf(name), { inflate: gunzipSync });

function maskMl(name: string): number {
  const { grid, values } = maskFromImage(read(name).image);
  let voxels = 0;
  for (let n = 0; n < values.length; n++) voxels += values[n]!;
  return voxelsToMl(grid, voxels);
}

describe.skipIf(!existsSync(DATA))("real files", () => {
  test.each([
    ["liver", 1489.4],
    ["tumours", 111.4],
    ["portal-vein", 53.8],
    ["hepatic-vein", 74.4],
  ])("ircadb-01 %s measures %f mL", (name, ml) => {
    // given to a tenth of a millilitre
    expect(Math.abs(maskMl(`ircadb-01/${name}.nii.gz`) - ml)).toBeLessThanOrEqual(0.05);
  });

  test("ircadb-01 Couinaud segments measure what is listed", () => {
    const { grid, values } = labelMapFromImage(read("ircadb-01/couinaud.nii.gz").image);
    const voxels = new Array<number>(9).fill(0);
    for (let n = 0; n < values.length; n++) voxels[values[n]!]!++;
    const listed = [40.6, 160.7, 65.7, 165.8, 177.1, 149.9, 390.9, 313.3];
    for (const [n, ml] of listed.entries()) expect(Math.abs(voxelsToMl(grid, voxels[n + 1]!) - ml)).toBeLessThanOrEqual(0.05);
  });

  test("ircadb-01 CT and masks lie on one grid, with nothing to caution", () => {
    const ct = read("ircadb-01/ct.nii.gz");
    expect(ct.cautions).toEqual([]);
    expect(ct.image.grid.size).toEqual([512, 512, 129]);
    expect(gridDifference(ct.image.grid, read("ircadb-01/liver.nii.gz").image.grid)).toBeUndefined();
    expect(ct.image.values).toBeInstanceOf(Int16Array);
  });

  test("dicom-seg-ct-3slice: Slicer's NRRD of the liver measures 70.36 mL", () => {
    const { image, cautions } = readNrrd(bytesOf("dicom-seg-ct-3slice/seg-liver.nrrd"), { inflate: gunzipSync });
    expect(cautions).toEqual([]);
    const mask = maskFromImage(image);
    let voxels = 0;
    const perSlice = [0, 0, 0];
    for (let n = 0; n < mask.values.length; n++) {
      voxels += mask.values[n]!;
      perSlice[Math.floor(n / (512 * 512))]! += mask.values[n]!;
    }
    expect(perSlice.toSorted((a, b) => b - a)).toEqual([36233, 35645, 35220]);
    expect(voxelsToMl(image.grid, voxels)).toBeCloseTo(70.36, 2);
  });

  test("totalsegmentator: CT and label map", () => {
    expect(read("totalsegmentator/example_ct.nii.gz").image.grid.size).toEqual([122, 101, 112]);
    const labels = labelMapFromImage(read("totalsegmentator/example_seg.nii.gz").image);
    expect(labels.values).toBeInstanceOf(Uint8Array);
    expect(Math.max(...new Set(labels.values))).toBeLessThanOrEqual(117);
  });

  test("oblique files of another converter come back the same after writing", () => {
    const { image, cautions } = read("dicom-bad-geometry/sliceincrement/002_ground_truth.nii.gz");
    expect(cautions).toEqual([]);
    const again = readNifti(writeNifti(image), { inflate: gunzipSync });
    expect(gridDifference(again.image.grid, image.grid, 1e-3)).toBeUndefined();
    expect(again.image.values).toEqual(image.values);
  });
});
