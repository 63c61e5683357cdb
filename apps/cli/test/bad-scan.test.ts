import { join } from "node:path";
import type { NamedBytes } from "@cantlie/phantoms";
import { describe, expect, test } from "vitest";
import { place, refused, WRITTEN } from "./bad-input.ts";
import { TAG, withValue } from "./dicom-value.ts";
import { scanFiles, write, writeScan } from "./written-patient.ts";

const SLICES = scanFiles();

/** A folder of DICOM made from the good one. */
function scanOf(change: (files: readonly NamedBytes[]) => readonly NamedBytes[]): string {
  return writeScan(join(place(), "dicom"), change(SLICES));
}

function eachSlice(change: (bytes: Uint8Array, slice: number) => Uint8Array): (files: readonly NamedBytes[]) => NamedBytes[] {
  return (files) => files.map(({ name, bytes }, slice) => ({ name, bytes: change(bytes, slice) }));
}

const positionAt = (slice: number, shiftYMm = 0): string => `-160\\${-100 + shiftYMm}\\${-100 + 5 * slice}`;

describe("[GEO-01] a series whose geometry cannot be proven", () => {
  test.each<[string, string, (files: readonly NamedBytes[]) => readonly NamedBytes[], RegExp]>([
    ["a missing slice", "dicom/missing-slice", (files) => files.filter((_, n) => n !== 17), /missing/],
    [
      "mixed orientation",
      "dicom/mixed-orientation",
      eachSlice((bytes, n) => (n < 20 ? bytes : withValue(bytes, TAG.orientation, "0\\1\\0\\0\\0\\-1"))),
      /plane/,
    ],
    [
      // 15 degrees: each slice lies 5 mm × tan 15° further back
      "gantry tilt",
      "dicom/gantry-tilt",
      eachSlice((bytes, n) => withValue(bytes, TAG.position, positionAt(n, Number((n * 5 * Math.tan(Math.PI / 12)).toFixed(4))))),
      /tilt/,
    ],
    [
      "two slices at one place",
      "dicom/duplicate-positions",
      eachSlice((bytes, n) => withValue(bytes, TAG.position, positionAt(n === 12 ? 11 : n))),
      /place|position/,
    ],
    [
      "a slice 1 mm off",
      "dicom/uneven-slice-spacing",
      eachSlice((bytes, n) => withValue(bytes, TAG.position, `-160\\-100\\${-100 + 5 * n + (n === 12 ? 1 : 0)}`)),
      /mm/,
    ],
    [
      // without it the others would make an even volume that is one slice short
      "a truncated last file",
      "dicom/truncated",
      eachSlice((bytes, n) => (n === 39 ? bytes.subarray(0, 3000) : bytes)),
      /truncated|ends|bytes/,
    ],
    ["one slice alone", "dicom/single-slice", (files) => files.slice(0, 1), /one|single/],
  ])("%s is refused as %s", (_what, code, change, message) => {
    expect(refused({ "--image": scanOf(change) }, code)).toMatch(message);
  });
});

describe("folders that hold no one scan", () => {
  test("[IDN-01] two patients in one folder are never put together", () => {
    const both = scanOf(
      eachSlice((bytes, n) =>
        n < 20 ? bytes : withValue(withValue(bytes, TAG.patientId, "SECOND"), TAG.patientName, "Second^One"),
      ),
    );
    expect(refused({ "--image": both }, "dicom/several-patients")).not.toMatch(/second/i);
  });

  test.each([
    ["files that are not DICOM", { "notes.txt": "no pixels", "list.csv": "a,b" }, "dicom/no-image-series"],
    ["no file at all", {}, "dicom/no-image-series"],
  ])("%s", (_what, files, code) => {
    const folder = place();
    write(folder, ".hidden", "");
    for (const [name, text] of Object.entries(files)) write(folder, name, text);
    refused({ "--image": folder }, code);
  });

  test("a path that is not there", () => {
    expect(refused({ "--image": join(WRITTEN.folder, "nowhere") }, "cli/not-found")).toMatch(/nowhere/);
  });
});
