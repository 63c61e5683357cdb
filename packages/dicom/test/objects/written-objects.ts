import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSourceSeries, readVolume, uidFromHash, type WritingContext } from "@cantlie/dicom";
import { worldPoint } from "@cantlie/geometry";
import { dicomSeries } from "@cantlie/phantoms";
import { type Grid, makeGrid, voxelCount } from "@cantlie/volume";
import { inflateRaw, readingOptions } from "../support/reading.ts";

const reading = await readingOptions();

/** Oblique in its plane, anisotropic, of no whole bytes per plane (13 × 9 pixels), left and right, front and back, top and bottom unlike. */
export const OBLIQUE_GRID: Grid = makeGrid([13, 9, 6], [0.8, 1.1, 2.5], worldPoint(-31.5, 12.25, -140), [
  [Math.cos(0.2), Math.sin(0.2), 0],
  [-Math.sin(0.2), Math.cos(0.2), 0],
  [0, 0, 1],
]);

/** A series on `grid` as DICOM files, read again, with what writing needs. */
export function writtenScan(grid: Grid) {
  const ct = { grid, values: new Int16Array(voxelCount(grid)).fill(40), quantity: "hu" as const };
  const files = dicomSeries(ct, { seed: 4 }).map(({ name, bytes }) => ({ path: name, bytes }));
  const { volume, patient, seriesUid } = readVolume(files, reading);
  const source = readSourceSeries(
    files.map(({ bytes }) => bytes),
    volume.grid,
    inflateRaw,
  );
  const context: WritingContext = {
    source,
    software: { name: "cantlie", version: "0.1.0" },
    createdOn: "2026-01-31T12:34:56.000Z",
    uidOf: (name) => uidFromHash(createHash("sha256").update(`test ${name}`).digest()),
  };
  return {
    files,
    grid: volume.grid,
    context,
    scan: { grid: volume.grid, patient, seriesUid, frameOfReferenceUid: source.frameOfReferenceUid },
  };
}

/** What `dciodvfy` (Debian dicom3tools) finds wrong with a file; undefined where the program is not there. */
export function verifierErrors(bytes: Uint8Array): readonly string[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), "dciodvfy-"));
  try {
    const path = join(folder, "object.dcm");
    writeFileSync(path, bytes);
    const said = execFileSync("sh", ["-c", `command -v dciodvfy >/dev/null || exit 9; dciodvfy "${path}" 2>&1 || true`], {
      encoding: "utf8",
    });
    return said.split("\n").filter((line) => /^Error/.test(line));
  } catch {
    console.log("packages/dicom/objects: check by dciodvfy skipped: the program is not installed (Debian dicom3tools)");
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
