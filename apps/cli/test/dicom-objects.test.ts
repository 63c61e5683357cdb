import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync, inflateRawSync } from "node:zlib";
import { createPixelDecoders, readStructures } from "@cantlie/dicom";
import { readNifti, writeNifti, writeSegNrrd } from "@cantlie/formats";
import { dicomSeries } from "@cantlie/phantoms";
import type { PlanDocument } from "@cantlie/workup";
import { beforeAll, describe, expect, test } from "vitest";
import { runCantlie, temporaryFolder } from "./run-cantlie.ts";
import { GRID, maskOf, niftiGz, scanFiles, write } from "./written-patient.ts";

const decoders = await createPixelDecoders();
const reading = { decoders, inflateRaw: (bytes: Uint8Array) => inflateRawSync(bytes) };
const hasVerifier = spawnSync("sh", ["-c", "command -v dciodvfy"]).status === 0;
if (!hasVerifier) console.log("apps/cli: check by dciodvfy skipped: the program is not installed (Debian dicom3tools)");

/** What `dciodvfy` finds wrong; nothing where it is not installed, which is said above. */
function verifierErrors(path: string): string[] {
  if (!hasVerifier) return [];
  const said = execFileSync("sh", ["-c", `dciodvfy "${path}" 2>&1 || true`], { encoding: "utf8" });
  return said.split("\n").filter((line) => line.startsWith("Error"));
}

const planOf = (out: string) => JSON.parse(readFileSync(join(out, "plan.json"), "utf8")) as PlanDocument;

describe("a work-up goes out as DICOM and comes in again", () => {
  const folder = temporaryFolder();
  const names = ["liver", "lesions", "portal-vein", "hepatic-vein", "cava"] as const;
  const outs = ["first", "second"].map((name) => join(folder, name));

  beforeAll(() => {
    for (const { name, bytes } of scanFiles()) write(folder, `dicom/${name}`, bytes);
    for (const name of names) write(folder, `${name}.nii.gz`, niftiGz(maskOf(name)));
    const labels = names.flatMap((name) => [`--${name}`, join(folder, `${name}.nii.gz`)]);
    const first = runCantlie(["plan", "--image", join(folder, "dicom"), ...labels, "--out", outs[0]!, "--quiet"]);
    expect(first.stderr).not.toMatch(/refused|failed/);
    const second = runCantlie([
      "plan",
      "--image",
      join(folder, "dicom"),
      "--labels",
      join(outs[0]!, "segmentation.dcm"),
      "--out",
      outs[1]!,
      "--quiet",
    ]);
    expect(second.stderr).not.toMatch(/refused|failed/);
  });

  test("[SEG-03] liver and lesions keep every voxel through DICOM, plan, SEG, NIfTI, .seg.nrrd and DICOM", () => {
    const lesionsOf = (out: string) =>
      readStructures(readFileSync(join(out, "segmentation.dcm")), reading, { grid: GRID }).structures.lesions!;
    expect(lesionsOf(outs[0]!)).toEqual(maskOf("lesions"));
    const nifti = readNifti(writeNifti({ grid: GRID, values: lesionsOf(outs[0]!) }), { inflate: gunzipSync }).image;
    const mask = { grid: nifti.grid, values: Uint8Array.from(nifti.values) };
    const nrrd = writeSegNrrd([{ name: "Lesions", colour: [1, 1, 0], mask }]);
    write(folder, "lesions.seg.nrrd", nrrd);
    const again = join(folder, "again");
    const given = ["--labels", join(outs[0]!, "segmentation.dcm"), "--lesions", join(folder, "lesions.seg.nrrd")];
    const run = runCantlie(["plan", "--image", join(folder, "dicom"), ...given, "--out", again, "--quiet"]);
    expect(run.stderr).not.toMatch(/refused|failed/);
    expect(planOf(again).cautions.map(({ code }) => code)).toContain("cli/label-given-twice");
    expect(lesionsOf(again)).toEqual(maskOf("lesions"));
    expect(planOf(outs[1]!).anatomy.liverVolumeMl).toBe(planOf(outs[0]!).anatomy.liverVolumeMl);
    expect(planOf(outs[1]!).anatomy.lesions.map(({ centroidMm, volumeMl }) => [centroidMm, volumeMl])).toEqual(
      planOf(outs[0]!).anatomy.lesions.map(({ centroidMm, volumeMl }) => [centroidMm, volumeMl]),
    );
  });

  test("[SEG-03] dciodvfy finds no error in what is written", () => {
    for (const name of ["segmentation.dcm", "measurements.dcm"]) expect(verifierErrors(join(outs[0]!, name))).toEqual([]);
  });

  test("segments of planned operations are named as not used when the file comes in", () => {
    const caution = planOf(outs[1]!).cautions.find(({ code }) => code === "dicom/segments-set-aside");
    expect(caution?.message).toContain("remnant");
  });

  test("[SEG-02] a segmentation of another patient's scan is refused, and nothing is written", () => {
    const others = dicomSeries({ grid: GRID, values: new Int16Array(80 * 50 * 40).fill(40), quantity: "hu" }, { seed: 2 });
    for (const { name, bytes } of others) write(folder, `other/${name}`, bytes);
    const out = join(folder, "refused");
    const run = runCantlie([
      "plan",
      "--image",
      join(folder, "other"),
      "--labels",
      join(outs[0]!, "segmentation.dcm"),
      "--out",
      out,
      "--json",
    ]);
    expect([run.code, JSON.parse(run.stdout).error.code, existsSync(out)]).toEqual([3, "dicom/another-patient", false]);
    expect(run.stdout + run.stderr).not.toContain("Phantom^");
  });
});

const DATA = resolve(process.env.CANTLIE_DATA ?? "../shared/data");
const hasData = existsSync(join(DATA, "ircadb-01"));
if (!hasData) console.log("apps/cli: segmentation of a real case skipped: no data");

test.skipIf(!hasData)("[SEG-03] a real case, its scan written as DICOM, gives segments and report without error", () => {
  const folder = temporaryFolder();
  const { image } = readNifti(readFileSync(join(DATA, "ircadb-01/ct.nii.gz")), { inflate: gunzipSync });
  for (const { name, bytes } of dicomSeries({ ...image, quantity: "hu" }, { seed: 1 })) write(folder, `dicom/${name}`, bytes);
  const labels = { "--liver": "liver", "--lesions": "tumours", "--portal-vein": "portal-vein", "--hepatic-vein": "hepatic-vein" };
  const options = Object.entries(labels).flatMap(([option, name]) => [option, join(DATA, "ircadb-01", `${name}.nii.gz`)]);
  const out = join(folder, "out");
  const run = runCantlie(["plan", "--image", join(folder, "dicom"), ...options, "--out", out, "--quiet"]);
  expect(run.stderr).not.toMatch(/refused|failed/);
  for (const name of ["segmentation.dcm", "measurements.dcm"]) expect(verifierErrors(join(out, name))).toEqual([]);
  const { grid, structures } = readStructures(readFileSync(join(out, "segmentation.dcm")), reading);
  const voxelMl = grid.spacingMm.reduce((product, mm) => product * mm, 1) / 1000;
  const liverMl = voxelMl * structures.liver!.reduce((sum, inside) => sum + inside, 0);
  // the same voxels: only the sum's rounding may differ
  expect(Math.abs(liverMl - planOf(out).anatomy.liverVolumeMl)).toBeLessThan(1e-3);
});
