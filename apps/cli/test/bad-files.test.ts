import { readdirSync } from "node:fs";
import { join } from "node:path";
import { makeGrid } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { expectNoTrace, file, place, refused, WRITTEN } from "./bad-input.ts";
import { runCantlie } from "./run-cantlie.ts";
import { GRID, maskOf, niftiGz, PATIENT, planArguments, write } from "./written-patient.ts";

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

  test("a hospital with words for a phone number and an unknown field, both named", () => {
    const hospital = { schemaVersion: 1, phone: "ask at the desk", fax: "0161 496 0000" };
    const message = refused({ "--hospital": file("hospital.json", JSON.stringify(hospital)) }, "hospital/refused");
    expect(message).toMatch(/phone: a phone number of digits/);
    expect(message).toMatch(/fax: no such field/);
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
