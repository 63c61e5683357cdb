import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PhantomTruth } from "@cantlie/phantoms";
import type { PlanDocument } from "@cantlie/workup";
import { beforeAll, describe, expect, test } from "vitest";
import { runCantlie, temporaryFolder } from "./run-cantlie.ts";

describe("the demonstration patient, from DICOM to report", () => {
  const out = join(temporaryFolder(), "demo");
  let run: ReturnType<typeof runCantlie>;
  let document: PlanDocument;
  let truth: PhantomTruth;

  beforeAll(() => {
    run = runCantlie(["demo", "--out", out]);
    document = JSON.parse(readFileSync(join(out, "work-up", "plan.json"), "utf8")) as PlanDocument;
    truth = JSON.parse(readFileSync(join(out, "patient", "truth.json"), "utf8")) as PhantomTruth;
  }, 120_000);

  const plan = (id: string) => document.plans.find((one) => one.id === id)!;
  const sum = (segments: string): number =>
    segments.split("").reduce((ml, segment) => ml + (truth.volumesMl.segments[segment] ?? 0), 0);

  test("says what it found and where to look", () => {
    expect(run.code).toBe(0);
    const { organVoxels, lesions } = truth.volumesMl;
    expect(run.stdout.split("\n")[0]).toBe(
      `liver ${organVoxels.toFixed(0)} mL, of which tumour ${lesions.toFixed(0)} mL in ${truth.lesions.length} lesions`,
    );
    expect(run.stdout).toContain(join(out, "work-up", "report.html"));
    for (const name of ["report.html", "report.pdf", "leaflet.html", "leaflet.pdf", "plan.json", "run.json"])
      expect(existsSync(join(out, "work-up", name)), name).toBe(true);
  });

  test("prints what the first page of the documentation shows", () => {
    const page = readFileSync(join(import.meta.dirname, "../../../docs/getting-started/first-plan.md"), "utf8");
    const [shown] = page.split("It prints:\n\n```\n")[1]!.split("\n```");
    // the page leaves out the end of one long line, marked by …, and spaces do not say there that a line may not end at them
    const printed = run.stdout.replaceAll("\u00a0", " ");
    for (const line of shown!.split("\n")) expect(printed).toContain(line.replaceAll("\u00a0", " ").replace(/ …$/, ""));
    expect(shown!.split("\n").length).toBeGreaterThan(10);
  });

  test("has the liver and the lesions of its truth", () => {
    expect(document.anatomy.liverVolumeMl).toBeCloseTo(truth.volumesMl.organVoxels, 6);
    const lesions = [...truth.lesions].sort((a, b) => b.volumeMl - a.volumeMl);
    expect(document.anatomy.lesions).toHaveLength(lesions.length);
    document.anatomy.lesions.forEach((lesion, n) => {
      const { volumeMl, atMm, segment, nearestMm } = lesions[n]!;
      expect(Math.abs(lesion.volumeMl / volumeMl - 1)).toBeLessThan(0.02);
      expect(lesion.segments).toContain(String(segment));
      lesion.centroidMm.forEach((mm, axis) => {
        expect(Math.abs(mm - atMm[axis]!)).toBeLessThan(0.5);
      });
      // to a lumen that is sampled at 1 × 1 × 2 mm
      for (const tree of ["portal", "hepatic", "cava"] as const)
        expect(Math.abs(lesion.nearest[tree]!.distanceMm - nearestMm[tree]), tree).toBeLessThan(Math.hypot(1, 1, 2));
    });
  });

  test.each([
    ["portal", "right portal vein"],
    ["portal", "left portal vein"],
    ["portal", "right anterior portal vein"],
    ["portal", "right posterior portal vein"],
    ["hepatic", "right hepatic vein"],
    ["hepatic", "middle hepatic vein"],
    ["hepatic", "left hepatic vein"],
    ["hepatic", "inferior right hepatic vein"],
  ] as const)("names the %s tree's %s, with the territory of its truth", (kind, name) => {
    const found = document.anatomy.trees[kind]!.branches.find((branch) => branch.name === name);
    const known = truth.trees[kind].branches.find((branch) => branch.name === name)!;
    // a border between territories is known to about 2 mm; on these trees that is 3 % of a territory of 400 mL
    expect(Math.abs(found!.territoryMl / known.territoryMl! - 1)).toBeLessThan(0.05);
  });

  test.each([
    ["right-hemihepatectomy", "5678"],
    ["right-posterior-sectionectomy", "67"],
  ])("%s resects the segments %s of its truth and leaves inflow to the rest", (id, segments) => {
    const { volumes } = plan(id);
    expect(Math.abs(volumes.resectedMl / sum(segments) - 1)).toBeLessThan(0.03);
    // written down first: each of these leaves the pedicles of the others whole
    expect(volumes.noInflowMl!).toBeLessThan(10);
  });

  test("names in one line the operations that remove no lesion of this patient", () => {
    const told = document.notOffered.find(({ code }) => code === "plan/removes-no-lesion")!;
    expect(told.message + told.name).toContain("left lateral sectionectomy");
  });

  test("keeping the middle hepatic vein costs the left liver less outflow than taking it", () => {
    const kept = plan("right-hemihepatectomy").volumes;
    const taken = plan("right-hemihepatectomy-taking-middle-hepatic-vein").volumes;
    expect(taken.noOutflowMl! - kept.noOutflowMl!).toBeGreaterThan(50);
  });
});
