import type { PatientFile } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { pathwayFacts } from "../src/facts/pathway-facts.ts";
import { plannedTimeline } from "../src/planned-timeline.ts";
import { PATIENT, plan, stage } from "./assessed-fixture.ts";

const OCCLUDING = stage({ resections: [], occlude: [{ tree: "portal", branch: "P1" }] });
const byHow = (kind: "PVE" | "PVL" | "LVD" | "ALPPS") => ({ ...OCCLUDING, occlusion: { kind, segment4: false } });
const BEFORE: PatientFile = { schemaVersion: 1, planning: { on: "2026-03-20", operationOn: "2026-05-01" } };
const AFTER: PatientFile = {
  ...BEFORE,
  imaging: { ctOn: "2026-03-29" },
  history: { portalOcclusion: { kind: "PVE", on: "2026-03-01" } },
};

describe("the way that a plan takes", () => {
  test("one operation, with the days that are known", () => {
    expect(pathwayFacts({ patient: PATIENT, plan: plan() })).toEqual({
      facts: { chemotherapy: PATIENT.chemotherapy, bowel: "with", stages: 1 },
      days: { startOn: "2026-03-20", on: { operation: "2026-04-10" } },
    });
  });

  test.each([
    ["nothing is done", plan({ stages: [stage({ resections: [] })] })],
    ["vessels are occluded and nobody says how", plan({ stages: [OCCLUDING, stage()] })],
    ["the liver is parted without a first operation", plan({ stages: [byHow("ALPPS"), stage()] })],
    ["three operations", plan({ stages: [stage(), stage(), stage()] })],
  ])("none can be drawn where %s", (_what, drawn) => expect(plannedTimeline({ patient: PATIENT, plan: drawn })).toBeUndefined());

  test("an occlusion before one operation, and between two", () => {
    expect(pathwayFacts({ patient: BEFORE, plan: plan({ stages: [byHow("PVE"), stage()] }) })).toMatchObject({
      facts: { stages: 1, occlusion: "PVE" },
      days: { on: { operation: "2026-05-01" } },
    });
    const first = stage({ occlude: OCCLUDING.occlude, occlusion: { kind: "LVD", segment4: false } });
    expect(pathwayFacts({ patient: BEFORE, plan: plan({ stages: [first, stage()] }) })).toMatchObject({
      facts: { stages: 2, occlusion: "LVD" },
      days: { on: { "stage-1": "2026-05-01" } },
    });
  });

  test("an occlusion that is done has its day, and the scan after it", () => {
    expect(pathwayFacts({ patient: AFTER, plan: plan() })).toMatchObject({
      facts: { stages: 1, occlusion: "PVE" },
      days: { on: { occlusion: "2026-03-01", "re-scan": "2026-03-29", operation: "2026-05-01" } },
    });
    const early = { ...AFTER, imaging: { ctOn: "2026-02-20" } };
    expect(pathwayFacts({ patient: early, plan: plan() })?.days.on).not.toHaveProperty("re-scan");
  });

  test("after ALPPS what is left is the second of two operations", () => {
    const alpps: PatientFile = { ...AFTER, history: { portalOcclusion: { kind: "ALPPS", on: "2026-03-24" } } };
    const pathway = pathwayFacts({ patient: alpps, plan: plan() });
    expect(pathway).toMatchObject({
      facts: { stages: 2, occlusion: "ALPPS" },
      days: { on: { "stage-1": "2026-03-24", occlusion: "2026-03-24", "stage-2": "2026-05-01" } },
    });
    const { conflicts } = plannedTimeline({ patient: alpps, plan: plan() })!;
    expect(conflicts.map(({ code }) => code)).toContain("timeline/too-late");
  });

  test("a bowel of which nobody says when is not put anywhere", () => {
    const bowelOf = (primary: NonNullable<PatientFile["primary"]>) =>
      pathwayFacts({ patient: { schemaVersion: 1, primary }, plan: plan() })?.facts.bowel;
    expect(bowelOf({ inPlace: true, simultaneousResection: true })).toBe("with");
    expect(bowelOf({ site: "colon", inPlace: true, simultaneousResection: false })).toBe("undecided");
    expect(bowelOf({ site: "rectum", inPlace: true })).toBe("undecided");
    expect(bowelOf({ site: "breast", inPlace: true })).toBeUndefined();
    expect(bowelOf({ site: "colon" })).toBeUndefined();
    expect(bowelOf({ inPlace: true })).toBeUndefined();
    expect(bowelOf({ inPlace: false, simultaneousResection: true })).toBeUndefined();
  });

  test("steps have days where days are told, and the path of what is missing where not", () => {
    const dated = plannedTimeline({ patient: PATIENT, plan: plan() })!;
    expect(dated.steps.find(({ id }) => id === "operation")).toMatchObject({
      earliestOn: "2026-04-10",
      isFixed: true,
      missing: [],
    });
    expect(dated.followUp.visits[0]).toMatchObject({ month: 3, on: "2026-07-10" });
    const open = plannedTimeline({ patient: undefined, plan: plan() })!;
    expect(open.steps.find(({ id }) => id === "operation")!.missing).toEqual(["planning.on"]);
    expect(open.steps.some(({ earliestOn }) => earliestOn !== undefined)).toBe(false);
    expect(open.followUp.visits.some(({ on }) => on !== undefined)).toBe(false);
  });
});
