import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { readNifti } from "@cantlie/formats";
import { indexToWorld } from "@cantlie/volume";
import type { PlanDocument } from "@cantlie/workup";
import { beforeAll, describe, expect, test } from "vitest";
import { runCantlie, temporaryFolder } from "./run-cantlie.ts";
import { niftiGz, PATIENT, write } from "./written-patient.ts";

const DATA = resolve(process.env.CANTLIE_DATA ?? "../shared/data");
const hasData = existsSync(join(DATA, "ircadb-01"));
if (!hasData) console.warn("skipped: no data");

const ircadb = (name: string): string => join(DATA, "ircadb-01", `${name}.nii.gz`);

function readMask(path: string) {
  return readNifti(readFileSync(path), { inflate: gunzipSync }).image;
}

describe.skipIf(!hasData)("a real liver with all its labels (ircadb-01)", () => {
  let document: PlanDocument;
  let run: ReturnType<typeof runCantlie>;
  const out = hasData ? join(temporaryFolder(), "out") : "";

  beforeAll(() => {
    const folder = join(out, "..");
    const right = { kind: "segments", segments: ["5", "6", "7", "8"] };
    const resections = { schemaVersion: 1, plans: [{ id: "right", stages: [{ resections: [right] }] }] };
    const labels = {
      "--liver": "liver",
      "--lesions": "tumours",
      "--portal-vein": "portal-vein",
      "--hepatic-vein": "hepatic-vein",
      "--artery": "artery",
      "--couinaud": "couinaud",
    };
    run = runCantlie([
      "plan",
      ...Object.entries(labels).flatMap(([option, name]) => [option, ircadb(name)]),
      ...["--image", ircadb("ct")],
      ...["--patient", write(folder, "patient.json", JSON.stringify(PATIENT))],
      ...["--resections", write(folder, "resections.json", JSON.stringify(resections))],
      ...["--out", out, "--json"],
    ]);
    document = JSON.parse(run.stdout) as PlanDocument;
  }, 120_000);

  const right = () => document.plans.find(({ id }) => id === "right")!;

  test("is planned without complaint, and every output is there", () => {
    expect([0, 4]).toContain(run.code);
    expect(run.stderr).toBe("");
    for (const name of ["plan.json", "run.json", "report.html", "report.pdf"])
      expect(existsSync(join(out, name)), name).toBe(true);
  });

  test("has the volume that was measured before: 1489.4 mL, give or take 1", () => {
    expect(document.anatomy.liverVolumeMl).toBeGreaterThan(1488.4);
    expect(document.anatomy.liverVolumeMl).toBeLessThan(1490.4);
  });

  test("[LES-01] has its eight lesions with their volumes, the tiny one too", () => {
    const volumes = document.anatomy.lesions.map(({ volumeMl }) => volumeMl);
    const known = [84.4, 10.1, 7.5, 3.7, 2.7, 2.5, 0.4];
    expect(volumes).toHaveLength(8);
    known.forEach((ml, n) => {
      expect(Math.abs(volumes[n]! - ml), `L${n + 1}`).toBeLessThan(0.15);
    });
    expect(volumes[7]).toBeLessThan(0.1);
    expect(document.cautions.map(({ code }) => code)).toContain("anatomy/tiny-lesions");
  });

  test("[PLN-02] right hepatectomy on segments 5 to 8 resects 1041.4 mL, leaves 448.0 with 45.0 of tumour, and does not clear the disease", () => {
    const { volumes, clearsDisease, margins } = right();
    expect(Math.abs(volumes.resectedMl - 1041.4)).toBeLessThan(1.5);
    expect(Math.abs(volumes.remnantMl - 448)).toBeLessThan(1.5);
    expect(Math.abs(volumes.tumourLeftMl - 45)).toBeLessThan(0.15);
    expect(clearsDisease).toBe(false);
    expect(margins.some(({ kind }) => kind === "not-removed")).toBe(true);
    // no plan can promise more function than the healthy liver that it leaves
    expect(volumes.functionalRemnantIgnoringCongestionMl!).toBeLessThanOrEqual(volumes.remnantMl - volumes.tumourLeftMl);
  });

  test("[PLN-01] every plan adds up to the liver, voxel for voxel", () => {
    const mlPerVoxel = readMask(ircadb("liver")).grid.spacingMm.reduce((product, mm) => product * mm, 1) / 1000;
    const voxels = (ml: number): number => Math.round(ml / mlPerVoxel);
    expect(document.plans.length).toBeGreaterThan(20);
    for (const { id, volumes } of document.plans)
      expect(voxels(volumes.resectedMl) + voxels(volumes.remnantMl), id).toBe(voxels(document.anatomy.liverVolumeMl));
  });

  test("has a portal tree rooted at the main trunk, which feeds the whole liver", () => {
    const { portal } = document.anatomy.trees;
    expect(portal!.rootsMm).toHaveLength(1);
    expect(portal!.branches[0]).toMatchObject({ name: "main portal trunk", order: 0 });
    // a stray piece of the mask may feed a little for itself
    expect(portal!.branches[0]!.territoryMl).toBeGreaterThan(0.95 * document.anatomy.liverVolumeMl);
  });

  test("has hepatic trees rooted at the cava: where the mask leaves the liver, close together", () => {
    const { hepatic } = document.anatomy.trees;
    const liver = readMask(ircadb("liver"));
    const veins = readMask(ircadb("hepatic-vein"));
    const caval = [...veins.values.keys()]
      .filter((at) => veins.values[at] !== 0 && liver.values[at] === 0)
      .map((at) => indexToWorld(veins.grid, at));
    expect(hepatic!.rootsMm.length).toBeGreaterThanOrEqual(2);
    for (const root of hepatic!.rootsMm) {
      const nearestMm = caval.reduce((least, at) => Math.min(least, distance(at, root)), Number.POSITIVE_INFINITY);
      // the mask of this liver goes a little around the veins before they enter the cava
      expect(nearestMm).toBeLessThan(10);
      // a cava is 20 to 30 mm wide, and the three great veins enter it at one height
      expect(distance(root, hepatic!.rootsMm[0]!)).toBeLessThan(30);
    }
  });

  test("holds nothing that is no number", () => {
    expect(run.stdout).not.toMatch(/NaN|null|Infinity/);
  });
});

describe.skipIf(!hasData)("other real images", () => {
  test("crlm-ct-1004: one series of 41 slices, 5 mm, with its padding told", () => {
    const { code, stdout } = runCantlie(["inspect", join(DATA, "crlm-ct-1004"), "--json"]);
    expect(code).toBe(0);
    const { dicom } = JSON.parse(stdout) as {
      dicom: {
        patients: number;
        series: { images: number; geometry: { kind: string; grid: { size: number[]; spacingMm: number[] } } }[];
      };
    };
    expect(dicom.patients).toBe(1);
    expect(dicom.series).toHaveLength(1);
    const { images, geometry } = dicom.series[0]!;
    expect([images, geometry.kind, geometry.grid.size]).toEqual([41, "volume", [512, 512, 41]]);
    expect(geometry.grid.spacingMm[2]).toBeCloseTo(5, 3);
  });

  test("totalsegmentator: a liver cut off by the image is planned without vessels, and told to be a lower bound", () => {
    const folder = temporaryFolder();
    const labels = readMask(join(DATA, "totalsegmentator", "example_seg.nii.gz"));
    // 5 is the liver among the 117 classes
    const liver = Uint8Array.from(labels.values, (label) => (label === 5 ? 1 : 0));
    const path = write(folder, "liver.nii.gz", niftiGz(liver, labels.grid));
    const { code, stdout } = runCantlie(["plan", "--liver", path, "--out", join(folder, "out"), "--json"]);
    expect([0, 4]).toContain(code);
    const { anatomy, cautions, plans } = JSON.parse(stdout) as PlanDocument;
    expect(anatomy.liverTouchesImageBorder).toBe(true);
    expect(cautions.map((caution) => caution.code)).toContain("anatomy/liver-touches-border");
    // 38 634 voxels of 27 mm³ hold the label
    expect(anatomy.liverVolumeMl).toBeCloseTo(1043.118, 6);
    expect(anatomy.trees).toEqual({});
    for (const { volumes } of plans) expect(volumes).not.toHaveProperty("functionalRemnantMl");
    const report = readFileSync(join(folder, "out", "report.html"), "utf8");
    expect(report).toMatch(/every volume here is a lower bound \(anatomy\/liver-touches-border\)/);
  });
});

function distance(a: readonly [number, number, number], b: readonly [number, number, number]): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
