import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PlanDocument } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { runCantlie } from "./run-cantlie.ts";
import { GRID, maskOf, niftiGz, PATIENT, planArguments, write, writePatient } from "./written-patient.ts";

/*
 * The same patient four weeks after an embolisation of the right portal vein: the left side of the liver, where x is above -20 mm, is larger
 * at its left border.
 */
const WRITTEN = writePatient();
const before = { ...PATIENT, imaging: { ctOn: "2026-02-20" } };
const after = {
  ...PATIENT,
  imaging: { ctOn: "2026-03-29" },
  history: { portalOcclusion: { kind: "PVE", on: "2026-03-01", branches: ["P2"] } },
};
const BEFORE = write(WRITTEN.folder, "before.json", JSON.stringify(before));
const AFTER = write(WRITTEN.folder, "after.json", JSON.stringify(after));
const GROWN = write(WRITTEN.folder, "grown/liver.nii.gz", niftiGz(grownLiver()));
/** The right side is what hangs on P2, on both scans: with so few branches it has no name. */
const RESECTIONS = write(
  WRITTEN.folder,
  "resections.json",
  JSON.stringify({
    schemaVersion: 1,
    plans: [{ id: "right", stages: [{ resections: [{ kind: "territory", tree: "portal", branches: ["P2"] }] }] }],
  }),
);
const FIRST = join(WRITTEN.folder, "first");
const SECOND = join(WRITTEN.folder, "second");

const CHANGES = /<h2[^>]*>Changes since the last version<\/h2>/;

/** Two voxels more to the patient's left, the direction of the first axis. */
function grownLiver(): Uint8Array {
  const liver = maskOf("liver");
  const [ni] = GRID.size;
  return liver.map((inside, at) => {
    const i = at % ni;
    const isLeft = -160 + 4 * i > -20;
    return inside || (isLeft && (liver[at - 1] || liver[at - 2])) ? 1 : 0;
  });
}

const plan = (changes: Readonly<Record<string, string | undefined>>, out: string) =>
  runCantlie([...planArguments(WRITTEN, { "--resections": RESECTIONS, ...changes }), "--no-search", "--out", out, "--json"]);
const first = plan({ "--patient": BEFORE }, FIRST);
const second = plan({ "--patient": AFTER, "--liver": GROWN, "--image": undefined, "--previous": FIRST }, SECOND);

describe("plan --previous", () => {
  test("[GRO-01] measures growth between the two scans", () => {
    // 4: done, and before the occlusion the left side is too small for any plan; afterwards it is not
    expect([first.code, second.code, second.stderr]).toEqual([4, 0, ""]);
    const [then, now] = [FIRST, SECOND].map((out) => JSON.parse(readFileSync(join(out, "plan.json"), "utf8")) as PlanDocument);
    expect(now!.growth!.weeks).toBe(4);
    expect(now!.growth!.flrMl).toBe(now!.plans[0]!.volumes.functionalRemnantFullCongestionMl);
    expect(now!.growth!.previousFlrMl).toBe(then!.plans[0]!.volumes.functionalRemnantFullCongestionMl);
    expect(now!.growth!.flrMl).toBeGreaterThan(now!.growth!.previousFlrMl);
    expect(now!.inputs.map(({ role }) => role)).toContain("previous");
    expect(then).not.toHaveProperty("growth");
  });

  test("the report tells what changed since that work-up", () => {
    expect(CHANGES.test(readFileSync(join(FIRST, "report.html"), "utf8"))).toBe(false);
    expect(readFileSync(join(SECOND, "report.html"), "utf8")).toMatch(CHANGES);
  });

  test("the earlier work-up stands in run.json, and verify computes the same", () => {
    expect(runCantlie(["verify", SECOND]).code).toBe(0);
  });

  test("a folder that no plan wrote, and one with the same scan, are refused with a code", () => {
    const refused = (previous: string, liver: string) =>
      plan(
        { "--patient": AFTER, "--liver": liver, "--image": undefined, "--previous": previous },
        join(WRITTEN.folder, "refused"),
      );
    expect(refused(WRITTEN.folder, GROWN)).toMatchObject({ code: 3, stdout: expect.stringContaining("cli/not-a-workup") });
    expect(refused(FIRST, WRITTEN.labels["--liver"])).toMatchObject({
      code: 3,
      stdout: expect.stringContaining("walk/previous-same-scan"),
    });
  });

  test("where the earlier patient file is gone, growth is measured and its date not checked", () => {
    rmSync(BEFORE);
    const again = plan(
      { "--patient": AFTER, "--liver": GROWN, "--image": undefined, "--previous": FIRST },
      join(WRITTEN.folder, "third"),
    );
    writeFileSync(BEFORE, JSON.stringify(before));
    expect(again.code).toBe(0);
    expect((JSON.parse(again.stdout) as PlanDocument).growth!.weeks).toBe(4);
  });
});
