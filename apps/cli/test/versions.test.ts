import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Finished, runCantlie } from "./run-cantlie.ts";
import { PATIENT, planArguments, write, writePatient } from "./written-patient.ts";

/* One work-up, planned again into its own folder as the patient's file and the drawn plan change. */
const WRITTEN = writePatient();
const LIGHT = patientFile("light.json", 60);
const HEAVY = patientFile("heavy.json", 120);
const RESECTIONS = write(
  WRITTEN.folder,
  "resections.json",
  JSON.stringify({
    schemaVersion: 1,
    plans: [{ id: "right", stages: [{ resections: [{ kind: "territory", tree: "portal", branches: ["P2"] }] }] }],
  }),
);
const OUT = join(WRITTEN.folder, "out");

function patientFile(name: string, weightKg: number): string {
  return write(WRITTEN.folder, name, JSON.stringify({ ...PATIENT, weightKg }));
}

function plan(patient: string): Finished {
  return runCantlie([
    ...planArguments(WRITTEN, { "--resections": RESECTIONS, "--patient": patient, "--image": undefined }),
    "--no-search",
    "--out",
    OUT,
    "--quiet",
  ]);
}

const saved = (name: string) => readFileSync(join(OUT, name), "utf8");
const changes = () => /<h2[^>]*>Changes since the last version<\/h2>(.*?)<h2/s.exec(saved("report.html"))?.[1];

describe("a work-up that is planned again into its folder", () => {
  test("tells nothing of changes the first time", () => {
    expect(plan(LIGHT).stderr).toBe("");
    expect(changes()).toBeUndefined();
    expect(existsSync(join(OUT, "previous-plan.json"))).toBe(false);
  });

  test("tells what changed against the version that it takes the place of, and keeps that version", () => {
    const first = saved("plan.json");
    plan(HEAVY);
    expect(changes()).toMatch(/Input files that are others: patient\./);
    expect(changes()).toMatch(/Share of body weight/);
    expect(saved("previous-plan.json")).toBe(first);
    expect(saved("plan.json")).not.toBe(first);
  });

  test("tells the same changes if nothing changed since, and `report` tells them again", () => {
    const [page, before] = [saved("report.html"), saved("previous-plan.json")];
    const told = changes();
    plan(HEAVY);
    expect([changes(), saved("previous-plan.json")]).toEqual([told, before]);
    const again = saved("report.html");
    expect(runCantlie(["report", OUT]).code).toBe(0);
    expect(saved("report.html")).toBe(again);
    expect(again.length).toBe(page.length);
  });

  test("is compared with no file that is not a plan.json", () => {
    writeFileSync(join(OUT, "plan.json"), '{"schemaVersion":');
    expect(plan(LIGHT).code).not.toBe(1);
    expect(changes()).toBeUndefined();
    expect(existsSync(join(OUT, "previous-plan.json"))).toBe(false);
  });
});
