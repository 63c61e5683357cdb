import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type PlanDocument, parseInput, planDocument } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { latestToday } from "../src/read-patient.ts";
import { runCantlie } from "./run-cantlie.ts";
import { PATIENT, planArguments, write, writePatient } from "./written-patient.ts";

const WRITTEN = writePatient();
const FULL = {
  ...PATIENT,
  reserve: { ecog: 1, asa: 2 },
  primary: { site: "colon", inPlace: true, simultaneousResection: false, diagnosedOn: "2024-11-14" },
  metastases: { firstSeenOn: "2024-11-14", extrahepatic: [] },
  chemotherapy: [{ regimen: "FOLFOX", cycles: 6, weeks: 12, lastOn: "2025-02-20", bevacizumab: false, response: "partial" }],
  planning: { on: "2025-03-20", operationOn: "2025-04-10" },
};
const patient = write(WRITTEN.folder, "full.json", JSON.stringify(FULL));
const OUT = join(WRITTEN.folder, "out");
const planned = runCantlie([...planArguments({ ...WRITTEN, patient }), "--out", OUT, "--quiet"]);
const PLAN = join(OUT, "plan.json");
const DOCUMENT: PlanDocument = parseInput(planDocument, JSON.parse(readFileSync(PLAN, "utf8")), "plan/refused");

interface Assessed {
  readonly findings: readonly { readonly rule: string; readonly plan?: string }[];
  readonly plans?: readonly { readonly id: string; readonly suitability?: { readonly outcome?: string } }[];
  readonly suitability?: { readonly outcome?: string };
  readonly operation?: { readonly reasons: readonly { readonly because: string }[] };
  readonly error?: { readonly code: string; readonly details: { readonly fields: readonly { readonly path: string }[] } };
}

const assess = (...args: readonly string[]): Assessed => JSON.parse(runCantlie(["assess", ...args, "--json"]).stdout) as Assessed;

test("[UNI-01] a value that can be but seldom is, such as centimetres for millimetres, is asked again and not passed over", () => {
  const small = write(
    WRITTEN.folder,
    "small.json",
    JSON.stringify({ schemaVersion: 1, metastases: { count: 1, largestMm: 3.4 } }),
  );
  const { stdout, code } = runCantlie(["assess", "--patient", small]);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^TO BE ASKED AGAIN\n {2}metastases\.largestMm: .*3\.4 mm.*34 mm/)]);
  const { cautions } = JSON.parse(runCantlie(["assess", "--patient", small, "--json"]).stdout) as {
    cautions: { code: string }[];
  };
  expect(cautions.map(({ code: one }) => one)).toEqual(["patient/unusual"]);
  expect(runCantlie(["assess", "--patient", patient]).stdout).not.toContain("TO BE ASKED AGAIN");
});

describe("an assessment of a work-up's plans", () => {
  const again = assess("--patient", patient, "--plan", PLAN);

  test("says of every plan what plan.json says", () => {
    expect(planned.code).toBe(0);
    expect(DOCUMENT.plans.length).toBeGreaterThan(3);
    for (const { id, findings, suitability, orderOfOperations, timeline } of DOCUMENT.plans) {
      const own = again.findings.filter(({ plan }) => plan === id);
      expect(own, id).toEqual(findings.map((finding) => ({ ...finding, plan: id })));
      expect(again.plans!.find((plan) => plan.id === id)).toEqual({ id, suitability, orderOfOperations, timeline });
    }
  });

  test("holds suitability, the order with the bowel and dated steps", () => {
    for (const { suitability, orderOfOperations, timeline } of DOCUMENT.plans) {
      // this liver has no Couinaud map: what remains of its segments is not known, and nothing can be called likely
      expect(suitability?.missing).toEqual(["remainingSegments"]);
      expect([undefined, "MDT: complex", "usually not offered — MDT decides"]).toContain(suitability?.outcome);
      expect(orderOfOperations).toHaveLength(3);
      expect(timeline?.steps.find(({ id }) => id === "operation")?.earliestOn).toBe("2025-04-10");
    }
  });

  test("is read with suitability first, and what holds for all plans once", () => {
    const { stdout } = runCantlie(["assess", "--patient", patient, "--plan", PLAN]);
    const blocks = stdout.split(/^=== /m).slice(1);
    expect(blocks).toHaveLength(DOCUMENT.plans.length + 1);
    for (const block of blocks.slice(0, -1)) expect(block).toMatch(/^plan .*\nSUITABILITY: /);
    expect(blocks.at(-1)).toMatch(/^whatever the plan/);
    expect(stdout.match(/PROG-FONG-1999/g)).toHaveLength(1);
    expect(stdout).not.toMatch(/NaN|undefined|null|unresectable/);
  });
});

describe("an assessment of a patient alone", () => {
  test("answers what needs no plan, and says of the rest that a plan is missing", () => {
    const { findings, suitability } = assess("--patient", patient);
    expect(findings.length).toBeGreaterThan(80);
    expect(suitability).toBeDefined();
    const { stdout } = runCantlie(["assess", "--patient", patient]);
    expect(stdout).toMatch(/^SUITABILITY: not known, needs .*a plan's numbers/);
    expect(stdout).toMatch(/CHEMO-INTERVAL \[V2\] 49 days/);
  });
});

describe("an operation's record", () => {
  const record = {
    schemaVersion: 1,
    operatedOn: "2025-04-10",
    postoperative: [{ day: 5, prothrombinPercent: 40, bilirubinUmolPerL: 60 }],
  };

  test("adds the grades of its days and what is to be taken up", () => {
    const file = write(WRITTEN.folder, "record.json", JSON.stringify({ ...record, resection: { extent: "as planned" } }));
    const { findings, operation } = assess("--patient", patient, "--plan", PLAN, "--operation", file);
    expect(findings.filter(({ rule }) => rule === "FUN-50-50")).toHaveLength(DOCUMENT.plans.length);
    expect(findings.find(({ rule }) => rule === "FUN-50-50")).toMatchObject({ kind: "known" });
    expect(operation!.reasons.map(({ because }) => because)).toEqual([expect.stringMatching(/says nothing of L1/)]);
  });

  test("[PTH-04] that contradicts itself is refused with every field", () => {
    const bad = { ...record, dischargedOn: "2025-04-01", resection: { extent: "less" } };
    const { error } = assess("--patient", patient, "--operation", write(WRITTEN.folder, "bad.json", JSON.stringify(bad)));
    expect([error!.code, error!.details.fields.map(({ path }) => path)]).toEqual([
      "operation-record/refused",
      ["dischargedOn", "resection.because"],
    ]);
  });
});

describe("days", () => {
  const refused = (told: object) =>
    assess("--patient", write(WRITTEN.folder, "days.json", JSON.stringify({ ...PATIENT, ...told }))).error?.details.fields.map(
      ({ path }) => path,
    );
  const chemotherapyTo = (lastOn: string) => [{ regimen: "FOLFOX", lastOn }];

  test("[UNI-01] that lie ahead or stand in the wrong order are refused together", () =>
    expect(
      refused({
        chemotherapy: chemotherapyTo("2999-01-01"),
        primary: { diagnosedOn: "2024-05-01", resectedOn: "2024-04-01" },
        imaging: { ctOn: "2999-01-02" },
      }),
    ).toEqual(["chemotherapy[0].lastOn", "imaging.ctOn", "primary.resectedOn"]));

  test("today has come everywhere, a week from now nowhere; what is planned may lie ahead", () => {
    const soon = new Date(Date.now() + 7 * 24 * 3600 * 1000).toISOString().slice(0, 10);
    expect(refused({ chemotherapy: chemotherapyTo(latestToday()) })).toBeUndefined();
    expect(refused({ chemotherapy: chemotherapyTo(soon) })).toEqual(["chemotherapy[0].lastOn"]);
    expect(refused({ planning: { operationOn: soon } })).toBeUndefined();
  });
});
