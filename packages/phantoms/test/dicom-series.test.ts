import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { normalise, worldPoint } from "@cantlie/geometry";
import { type ImageVolume, makeGrid, voxelToWorld } from "@cantlie/volume";
import dicomParser from "dicom-parser";
import { expect, test } from "vitest";
import { dicomSeries } from "../src/index.ts";

const [c, s] = [Math.cos(0.3), Math.sin(0.3)];
const GRID = makeGrid([7, 5, 4], [0.7421875, 0.7421875, 2.5], worldPoint(-123.456789, 45.6, -78.9), [
  normalise([c, s, 0]),
  normalise([-s, c, 0]),
  [0, 0, -1],
]);
const IMAGE: ImageVolume = { grid: GRID, values: Int16Array.from({ length: 140 }, (_, n) => n * 25 - 1024), quantity: "hu" };

test("instances read back with the geometry and the densities that went in", () => {
  const files = dicomSeries(IMAGE, { seed: 7 });
  expect(files.map(({ name }) => name)).toEqual(["image-0001.dcm", "image-0002.dcm", "image-0003.dcm", "image-0004.dcm"]);
  const uids = new Set<string>();
  files.forEach(({ bytes }, k) => {
    const set = dicomParser.parseDicom(bytes);
    expect(set.string("x00020010")).toBe("1.2.840.10008.1.2.1");
    expect(set.string("x00100010")).toBe("Phantom^Seed7");
    expect(set.string("x00080018")).toMatch(/^2\.25\.[1-9]\d{0,38}$/);
    expect(set.string("x00020003")).toBe(set.string("x00080018"));
    uids.add(set.string("x00080018")!);
    const numbers = (tag: string): number[] => set.string(tag)!.split("\\").map(Number);
    const expected = voxelToWorld(GRID, 0, 0, k);
    numbers("x00200032").forEach((value, axis) => {
      expect(value).toBeCloseTo(expected[axis]!, 6);
    });
    numbers("x00200037").forEach((value, n) => {
      expect(value).toBeCloseTo([...GRID.direction[0], ...GRID.direction[1]][n]!, 9);
    });
    expect(numbers("x00280030")).toEqual([0.7421875, 0.7421875]);
    expect([set.uint16("x00280010"), set.uint16("x00280011")]).toEqual([5, 7]);
    const pixels = set.elements.x7fe00010!;
    const view = new DataView(bytes.buffer, bytes.byteOffset + pixels.dataOffset, pixels.length);
    const [slope, intercept] = [set.floatString("x00281053")!, set.floatString("x00281052")!];
    for (let n = 0; n < 35; n++)
      expect(view.getUint16(2 * n, true) * slope + intercept).toBe(Math.min(3071, IMAGE.values[35 * k + n]!));
  });
  expect(uids.size).toBe(4);
});

test("the same seed gives the same bytes, another seed another patient and other UIDs", () => {
  expect(dicomSeries(IMAGE, { seed: 7 })).toEqual(dicomSeries(IMAGE, { seed: 7 }));
  const other = dicomParser.parseDicom(dicomSeries(IMAGE, { seed: 8 })[0]!.bytes);
  expect(other.string("x0020000d")).not.toBe(
    dicomParser.parseDicom(dicomSeries(IMAGE, { seed: 7 })[0]!.bytes).string("x0020000d"),
  );
});

test("what is not CT, or not a date, is refused", () => {
  expect(() => dicomSeries({ ...IMAGE, quantity: "arbitrary" }, { seed: 1 })).toThrow(RangeError);
  expect(() => dicomSeries(IMAGE, { seed: 1, studyDate: "2026-01-01" })).toThrow(/expected yyyymmdd/);
});

const hasDciodvfy = spawnSync("dciodvfy", ["-version"]).error === undefined;
if (!hasDciodvfy) console.log("skipped: dciodvfy (package dicom3tools) is not installed");

test.skipIf(!hasDciodvfy)("dciodvfy finds no error", () => {
  const folder = mkdtempSync(join(tmpdir(), "cantlie-dicom-"));
  const path = join(folder, "image.dcm");
  writeFileSync(path, dicomSeries(IMAGE, { seed: 7 })[1]!.bytes);
  const said = spawnSync("dciodvfy", [path], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  expect(said.stderr.split("\n").filter((line) => line.startsWith("Error"))).toEqual([]);
});
