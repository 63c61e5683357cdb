import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { INTENDED_USE } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { runCantlie, temporaryFolder } from "./run-cantlie.ts";
import { PATIENT, write } from "./written-patient.ts";

const COMMANDS = ["demo", "inspect", "plan", "assess", "report", "verify", "phantom"];
const FOLDER = temporaryFolder();
const SMALL = ["phantom", "--seed", "5", "--lesions", "2", "--spacing", "5,5,6", "--json"];

describe("usage", () => {
  test.each(COMMANDS)("`%s --help` tells its options and an example", (command) => {
    const { code, stdout } = runCantlie([command, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Example:\\n {2}cantlie ${command}`));
    expect(stdout).toMatch(/--json/);
    expect(stdout).toMatch(/--quiet/);
  });

  test("[USE-01] the help of the program says what it is for", () => {
    const { code, stdout } = runCantlie(["--help"]);
    expect([code, stdout]).toEqual([0, expect.stringContaining(INTENDED_USE)]);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, "m"));
  });

  test.each([
    ["a command that does not exist", ["operate"]],
    ["an option that does not exist", ["plan", "--lever", "x", "--out", "y"]],
    ["no --out", ["plan", "--liver", "x"]],
    ["no folder", ["verify"]],
    ["a seed that is no number", ["phantom", "--seed", "seven", "--out", "x"]],
    ["a spacing of two numbers", ["phantom", "--seed", "7", "--spacing", "1,1", "--out", "x"]],
  ])("wrong usage ends with 2: %s", (_what, args) => {
    const { code, stdout, stderr } = runCantlie(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/error: /);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe("phantom", () => {
  test("the same seed gives the same bytes, with a file for every label", () => {
    const written = ["a", "b"].map((name) => {
      const out = join(FOLDER, name);
      const { code, stdout } = runCantlie([...SMALL, "--out", out]);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, written: ["dicom/", "nifti/", "truth.json"] });
      return out;
    });
    const files = (readdirSync(written[0]!, { recursive: true }) as string[]).filter((name) => name.includes(".")).sort();
    for (const name of files) {
      const [a, b] = written.map((out) => readFileSync(join(out, name)));
      expect(a!.equals(b!), name).toBe(true);
    }
    expect(files.filter((name) => name.startsWith("nifti/"))).toEqual(
      ["bile-duct", "cava", "couinaud", "ct", "gallbladder", "hepatic-vein", "lesions", "liver", "portal-vein"].map(
        (name) => `nifti/${name}.nii.gz`,
      ),
    );
    const truth = JSON.parse(readFileSync(join(written[0]!, "truth.json"), "utf8")) as { seed: number; lesions: unknown[] };
    expect([truth.seed, truth.lesions.length]).toEqual([5, 2]);
  });
});

describe("inspect", () => {
  test("tells the one series, its proven geometry and what plan would use, and no name or id", () => {
    const { code, stdout, stderr } = runCantlie(["inspect", join(FOLDER, "a", "dicom"), "--json"]);
    expect([code, stderr]).toEqual([0, ""]);
    const told = JSON.parse(stdout) as {
      planWouldUse: string;
      dicom: { patients: number; series: { images: number; geometry: { kind: string; grid: { spacingMm: number[] } } }[] };
    };
    expect(told.dicom.patients).toBe(1);
    expect(told.dicom.series).toHaveLength(1);
    expect(told.dicom.series[0]!.geometry).toMatchObject({ kind: "volume", grid: { spacingMm: [5, 5, 6] } });
    expect(told.planWouldUse).toMatch(/DICOM series/);
    // the phantom's patient is called Phantom^Seed5 with the id PHANTOM-5
    expect(stdout).not.toMatch(/Seed5|PHANTOM-5/);
  });

  test("tells images, masks and label maps apart", () => {
    const { stdout } = runCantlie(["inspect", join(FOLDER, "a", "nifti"), "--json"]);
    const { voxelFiles } = JSON.parse(stdout) as { voxelFiles: { path: string; verdict: { kind: string; values: string } }[] };
    const kinds = Object.fromEntries(voxelFiles.map(({ path, verdict }) => [path.split("/").at(-1), verdict.kind]));
    expect(kinds).toMatchObject({ "ct.nii.gz": "image", "liver.nii.gz": "mask", "couinaud.nii.gz": "labels" });
  });
});

describe("assess", () => {
  const patient = write(FOLDER, "patient.json", JSON.stringify(PATIENT));

  test("gives findings from the patient file alone, each with its source", () => {
    const { code, stdout, stderr } = runCantlie(["assess", "--patient", patient, "--json"]);
    expect([code, stderr]).toEqual([0, ""]);
    const { schemaVersion, findings } = JSON.parse(stdout) as {
      schemaVersion: number;
      findings: { rule: string; value?: number; source: string }[];
    };
    expect(schemaVersion).toBe(1);
    // Mosteller by hand: sqrt(176 × 82 / 3600) = 2.0022 m²
    expect(findings.find(({ rule }) => rule === "BSA-MOSTELLER-1987")!.value).toBeCloseTo(2.0022, 4);
    for (const { rule, source } of findings) expect(source.length, rule).toBeGreaterThan(5);
  });

  test("[UNK-01] what is not told is unknown, with its path", () => {
    const bare = write(FOLDER, "bare.json", JSON.stringify({ schemaVersion: 1 }));
    const { stdout } = runCantlie(["assess", "--patient", bare]);
    expect(stdout).toMatch(/VOL-VAUTHEY-2002 \[V2\] unknown, needs .*heightCm/);
    expect(stdout).not.toMatch(/NaN|undefined|null/);
  });
});

describe("folders that no plan wrote", () => {
  test.each(["report", "verify"])("`%s` refuses one", (command) => {
    const { code, stdout } = runCantlie([command, FOLDER, "--json"]);
    expect([code, (JSON.parse(stdout) as { error: { code: string } }).error.code]).toEqual([3, "cli/not-a-workup"]);
  });
});
