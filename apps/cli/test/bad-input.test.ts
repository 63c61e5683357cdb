import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeNifti } from "@cantlie/formats";
import { worldPoint } from "@cantlie/geometry";
import type { NamedBytes } from "@cantlie/phantoms";
import { type Grid, makeGrid } from "@cantlie/volume";
import type { PlanDocument } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { TAG, withValue } from "./dicom-value.ts";
import { runCantlie } from "./run-cantlie.ts";
import {
  GRID,
  maskOf,
  niftiGz,
  PATIENT,
  planArguments,
  scanFiles,
  scanValues,
  write,
  writePatient,
  writeScan,
} from "./written-patient.ts";

const WRITTEN = writePatient();
const SLICES = scanFiles();
let folders = 0;

/** Where one test writes what it spoils. */
function place(): string {
  return join(WRITTEN.folder, `case-${++folders}`);
}

/** Plans with some options exchanged; nothing may be left behind or thrown at the user where it is refused. */
function refused(changes: Readonly<Record<string, string | undefined>>, code: string): string {
  const out = join(place(), "out");
  const { code: exit, stdout, stderr } = runCantlie([...planArguments(WRITTEN, changes), "--out", out, "--json"]);
  expect({ exit, stdout }).toEqual({ exit: 3, stdout: expect.stringContaining(code) });
  const { error } = JSON.parse(stdout) as { error: { code: string; message: string; details: object } };
  expect(error.code).toBe(code);
  expect(stderr).toContain(`refused (${code}): ${error.message}`);
  expectNoTrace(stderr);
  expect(existsSync(out)).toBe(false);
  return error.message;
}

/** A plan that is made all the same, from plan.json. */
function planned(changes: Readonly<Record<string, string | undefined>>): PlanDocument {
  const out = join(place(), "out");
  const { code, stderr } = runCantlie([...planArguments(WRITTEN, changes), "--out", out, "--quiet"]);
  expect([0, 4], stderr).toContain(code);
  expectNoTrace(stderr);
  return JSON.parse(readFileSync(join(out, "plan.json"), "utf8")) as PlanDocument;
}

function expectNoTrace(stderr: string): void {
  expect(stderr).not.toMatch(/\n\s+at |node:internal|Error:/);
}

/** A folder of DICOM made from the good one. */
function scanOf(change: (files: readonly NamedBytes[]) => readonly NamedBytes[]): string {
  return writeScan(join(place(), "dicom"), change(SLICES));
}

function eachSlice(change: (bytes: Uint8Array, slice: number) => Uint8Array): (files: readonly NamedBytes[]) => NamedBytes[] {
  return (files) => files.map(({ name, bytes }, slice) => ({ name, bytes: change(bytes, slice) }));
}

function file(name: string, content: Uint8Array | string): string {
  return write(place(), name, content);
}

function mask(change: (mask: Uint8Array) => Uint8Array | Float32Array, name: Parameters<typeof maskOf>[0] = "liver"): string {
  return file(`${name}.nii.gz`, niftiGz(change(maskOf(name))));
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

describe("[LAB-01] label files that are no mask on the image's grid", () => {
  const shorter: Grid = makeGrid([80, 50, 39], GRID.spacingMm, GRID.originMm, GRID.direction);
  const beside: Grid = makeGrid(GRID.size, GRID.spacingMm, worldPoint(-158, -100, -100), GRID.direction);
  const header = (change: (view: DataView) => void): Uint8Array => {
    const bytes = writeNifti({ grid: GRID, values: maskOf("liver") }).slice();
    change(new DataView(bytes.buffer));
    return bytes;
  };

  test.each<[string, string, () => string]>([
    [
      "one slice less",
      "cli/labels-on-another-grid",
      () => file("liver.nii.gz", niftiGz(maskOf("liver").subarray(0, 80 * 50 * 39), shorter)),
    ],
    ["2 mm beside the image", "cli/labels-on-another-grid", () => file("liver.nii.gz", niftiGz(maskOf("liver"), beside))],
    ["empty", "formats/empty-mask", () => mask((values) => values.fill(0))],
    [
      "fractional",
      "formats/fractional-mask",
      () => mask((values) => Float32Array.from(values, (inside, at) => (inside * (1 + (at % 4))) / 4)),
    ],
    [
      "with NaN for a spacing",
      "formats/not-a-number",
      () =>
        file(
          "liver.nii",
          header((view) => {
            view.setFloat32(80, Number.NaN, true);
            view.setInt16(254, 0, true); // no sform, which would tell the spacing again
          }),
        ),
    ],
    [
      "with NaN in the place of its first voxel",
      "formats/not-a-number",
      () =>
        file(
          "liver.nii",
          header((view) => view.setFloat32(292, Number.NaN, true)),
        ),
    ],
    ["shorter than its header says", "formats/truncated", () => file("liver.nii", header(() => {}).subarray(0, 100_000))],
    [
      "a gzip that ends early",
      "formats/gzip-damaged",
      () => {
        const bytes = niftiGz(maskOf("liver"));
        // the last 8 bytes hold checksum and size
        return file("liver.nii.gz", Buffer.concat([bytes.subarray(0, 900), bytes.subarray(-8)]));
      },
    ],
    [
      "a gzip with a changed byte",
      "formats/gzip-damaged",
      () =>
        file(
          "liver.nii.gz",
          niftiGz(maskOf("liver")).map((byte, at) => (at === 1500 ? byte ^ 255 : byte)),
        ),
    ],
    [
      "a gzip that claims to hold 4 GB",
      "formats/gzip-size",
      () => {
        const bytes = niftiGz(maskOf("liver")).slice();
        new DataView(bytes.buffer).setUint32(bytes.length - 4, 0xfffffff0, true);
        return file("liver.nii.gz", bytes);
      },
    ],
    [
      "a gzip that claims to hold a little less than it does",
      "formats/gzip-damaged",
      () => {
        const bytes = niftiGz(maskOf("liver")).slice();
        const view = new DataView(bytes.buffer);
        view.setUint32(bytes.length - 4, view.getUint32(bytes.length - 4, true) - 1000, true);
        return file("liver.nii.gz", bytes);
      },
    ],
    ["a gzip of something else", "formats/not-nifti", () => file("liver.nii.gz", gzipSync("no image"))],
    ["a text by the name of an image", "formats/unknown-format", () => file("liver.nii", "no image")],
  ])("%s is refused as %s", (_what, code, liver) => {
    const path = liver();
    expect(refused({ "--liver": path }, code)).toContain(path.split("/").at(-1));
  });

  test("a label other than the liver is checked like it", () => {
    refused({ "--lesions": mask((values) => values.fill(0), "lesions") }, "formats/empty-mask");
  });

  test("Couinaud values that are none", () => {
    refused({ "--couinaud": mask((values) => values.map((inside) => 12 * inside)) }, "cli/unknown-format");
  });

  test("no liver mask at all", () => {
    expect(refused({ "--liver": undefined }, "cli/no-labels")).toMatch(/--liver/);
  });
});

describe("labels that cannot be those of this patient", () => {
  const [ni, nj] = GRID.size;
  const mirrored = (values: Uint8Array): Uint8Array => values.map((_, at) => values[at - (at % ni) + (ni - 1 - (at % ni))]!);

  test("[ORI-02] a liver mask mirrored against the body is refused", () => {
    const labels = Object.fromEntries(
      Object.keys(WRITTEN.labels).map((option) => [option, mask(mirrored, option.slice(2) as Parameters<typeof maskOf>[0])]),
    );
    expect(refused(labels, "anatomy/liver-on-the-left")).toMatch(/left.*mirrored/s);
  });

  test("a spacing of 1×1×1 mm with the volume of a mouse's liver is refused", () => {
    const lost = makeGrid(GRID.size, [1, 1, 1], worldPoint(-40, -25, -20), GRID.direction);
    const liver = file("liver.nii.gz", niftiGz(maskOf("liver"), lost));
    const only = {
      "--image": undefined,
      "--lesions": undefined,
      "--portal-vein": undefined,
      "--hepatic-vein": undefined,
      "--cava": undefined,
    };
    expect(refused({ ...only, "--liver": liver }, "anatomy/spacing-lost")).toMatch(/1×1×1 mm/);
  });

  test("a liver cut off by the image's border is a caution, and said of the volume", () => {
    const top = makeGrid([80, 50, 20], GRID.spacingMm, GRID.originMm, GRID.direction);
    const crop = (values: Uint8Array | Int16Array): Uint8Array => niftiGz(values.slice(0, ni * nj * 20) as Uint8Array, top);
    const document = planned({
      "--image": file("ct.nii.gz", crop(scanValues())),
      "--liver": file("liver.nii.gz", crop(maskOf("liver"))),
      "--lesions": undefined,
      "--portal-vein": undefined,
      "--hepatic-vein": undefined,
      "--cava": undefined,
    });
    expect(document.anatomy.liverTouchesImageBorder).toBe(true);
    expect(document.cautions.find(({ code }) => code === "anatomy/liver-touches-border")!.message).toMatch(/lower bound/);
  });

  test("[FLR-02] a portal mask wholly outside the liver is a caution; its tree is unknown and not 0", () => {
    const outside = mask((values) => values.map((_, at) => (at % ni > ni - 6 && at < 5 * ni * nj ? 1 : 0)), "portal-vein");
    const document = planned({ "--portal-vein": outside });
    expect(document.cautions.map(({ code }) => code)).toContain("anatomy/vessels-outside-liver");
    expect(document.anatomy.trees).not.toHaveProperty("portal");
    for (const { volumes, unknown } of document.plans) {
      expect(volumes).not.toHaveProperty("noInflowMl");
      expect(unknown).toContainEqual({ field: "volumes.noInflowMl", missing: ["portal vein"] });
    }
  });

  test("[UNK-01] without vessels a plan is made, and the report says unknown where it has no number", () => {
    const out = join(place(), "out");
    const changes = { "--portal-vein": undefined, "--hepatic-vein": undefined, "--cava": undefined };
    const { code, stdout, stderr } = runCantlie([...planArguments(WRITTEN, changes), "--out", out, "--quiet"]);
    expect([0, 4], stderr).toContain(code);
    expect(stdout).toMatch(/unknown/);
    const report = readFileSync(join(out, "report.html"), "utf8");
    expect(report).toMatch(/unknown/i);
    expect(report.replace(/data:[^"')]+/g, "")).not.toMatch(/\bNaN\b|\bundefined\b|\bnull\b/);
  });
});

describe("[UNI-01] a patient.json that cannot be", () => {
  const patient = (fields: object): string => file("patient.json", JSON.stringify({ ...PATIENT, ...fields }));

  test("height in metres and an impossible weight are both named, with the unit that was probably meant", () => {
    const message = refused({ "--patient": patient({ heightCm: 1.76, weightKg: 700 }) }, "patient/refused");
    expect(message).toMatch(/heightCm.*metres/s);
    expect(message).toMatch(/weightKg/);
  });

  test("unknown fields are refused by name, with the values that cannot be", () => {
    const bad = { hieghtCm: 176, weightKg: 700, laboratory: { bilirubin: 11 } };
    const message = refused({ "--patient": patient(bad) }, "patient/refused");
    expect(message).toMatch(/hieghtCm/);
    expect(message).toMatch(/weightKg/);
    expect(message).toMatch(/laboratory.*bilirubin/s);
  });

  test.each([
    ["not JSON", "{ heightCm: 176 }", "cli/not-json"],
    ["another version", JSON.stringify({ ...PATIENT, schemaVersion: 2 }), "patient/refused"],
    ["a list", "[]", "patient/refused"],
  ])("%s", (_what, text, code) => {
    refused({ "--patient": file("patient.json", text) }, code);
  });

  test("`assess` refuses it alike", () => {
    const { code, stdout, stderr } = runCantlie(["assess", "--patient", patient({ heightCm: 1.76 }), "--json"]);
    expect([code, (JSON.parse(stdout) as { error: { code: string } }).error.code]).toEqual([3, "patient/refused"]);
    expectNoTrace(stderr);
  });
});

describe("drawn plans and policies that do not fit", () => {
  const stages = (stage: object): string =>
    file(
      "resections.json",
      JSON.stringify({ schemaVersion: 1, plans: [{ id: "mine", stages: [{ resections: [], ...stage }] }] }),
    );

  test.each([
    ["a lesion that moved", "plan/reference-moved", { surveil: [{ lesion: "L1", atMm: [-90, -20, 20] }] }, /L1 lies 10\.\d mm/],
    ["a lesion that is not there", "plan/unknown-lesion", { surveil: [{ lesion: "L9" }] }, /L9/],
    ["a branch that is not there", "plan/unknown-branch", { keep: [{ tree: "portal", branch: "P999" }] }, /P999/],
    [
      "a tree that was not labelled",
      "plan/no-territory",
      { resections: [{ kind: "territory", tree: "artery", branches: ["A1"] }] },
      /artery/,
    ],
    [
      "an ablation in RAS",
      "plan/outside-organ",
      { ablations: [{ lesion: "L1", radiiMm: [15, 15, 15], centreMm: [90, 20, 10] }] },
      /RAS/,
    ],
    ["a kind of resection that is none", "resections/refused", { resections: [{ kind: "scoop" }] }, /plans\[0\]/],
    ["a mask that is not there", "cli/not-found", { resections: [{ kind: "drawn", file: "mine.nii.gz" }] }, /mine\.nii\.gz/],
  ])("%s is refused as %s", (_what, code, stage, message) => {
    expect(refused({ "--resections": stages(stage) }, code)).toMatch(message);
  });

  test("a drawn mask on another grid", () => {
    const folder = place();
    const shorter = makeGrid([80, 50, 39], GRID.spacingMm, GRID.originMm, GRID.direction);
    write(folder, "mine.nii.gz", niftiGz(maskOf("liver").slice(0, 80 * 50 * 39), shorter));
    const plans = [{ id: "mine", stages: [{ resections: [{ kind: "drawn", file: "mine.nii.gz" }] }] }];
    refused(
      { "--resections": write(folder, "resections.json", JSON.stringify({ schemaVersion: 1, plans })) },
      "cli/labels-on-another-grid",
    );
  });

  test.each([
    ["a limit without its reason", "policy/refused", { marginWantedMm: { value: 8 } }, /reason/],
    ["a limit that does not exist", "policy/refused", { marginMm: { value: 8, reason: "x" } }, /marginMm/],
    ["limits that contradict", "policy/contradiction", { marginWantedMm: { value: 3, reason: "x" } }, /marginAutomaticMinimumMm/],
  ])("a policy with %s is refused as %s", (_what, code, limits, message) => {
    const policy = file("policy.json", JSON.stringify({ schemaVersion: 1, ...limits }));
    expect(refused({ "--policy": policy }, code)).toMatch(message);
  });

  test("lesion notes with an unknown status", () => {
    const notes = { schemaVersion: 1, lesions: [{ atMm: [-90, -20, 10], status: "gone" }] };
    expect(refused({ "--lesion-notes": file("notes.json", JSON.stringify(notes)) }, "lesion-notes/refused")).toMatch(/status/);
  });
});

describe("[OUT-01] an output folder that cannot be written", () => {
  test.each([
    ["a file has its name", () => file("taken", "mine")],
    ["it lies below a file", () => join(file("taken", "mine"), "out")],
    ["it lies where nobody can write", () => "/proc/cantlie/out"],
  ])("%s: refused before any work, nothing left behind", (_what, path) => {
    const out = path();
    const { code, stdout, stderr } = runCantlie([...planArguments(WRITTEN), "--out", out, "--json"]);
    expect([code, (JSON.parse(stdout) as { error: { code: string } }).error.code]).toEqual([3, "cli/unwritable"]);
    expect(stderr).not.toMatch(/reading|framing/);
    expectNoTrace(stderr);
  });

  test("a refused run leaves the folder as it was, and no partial folder beside it", () => {
    const parent = place();
    write(parent, "out/keep.txt", "mine");
    const { code } = runCantlie([...planArguments(WRITTEN, { "--resections": "nowhere.json" }), "--out", join(parent, "out")]);
    expect(code).toBe(3);
    expect(readdirSync(parent)).toEqual(["out"]);
    expect(readdirSync(join(parent, "out"))).toEqual(["keep.txt"]);
  });
});
