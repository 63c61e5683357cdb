import type { Segment } from "@cantlie/anatomy";
import { beforeAll, describe, expect, test } from "vitest";
import {
  DEAD_LIVER_LIMIT_ML,
  evaluatePlan,
  evaluateStage,
  type PreparedAnatomy,
  planResection,
  standardPlans,
} from "../src/index.ts";
import { stageOf } from "./draw.ts";
import { expectedStage } from "./expected-stage.ts";
import expected from "./fixtures/expected-costs.json" with { type: "json" };
import { exceptions } from "./fixtures/ircadb-01-exceptions.json" with { type: "json" };
import { hasIrcadb01, ircadb01 } from "./ircadb-01-anatomy.ts";
import { supplyBySegment } from "./supply-by-segment.ts";

if (!hasIrcadb01) console.log("skipped: no data");

describe.skipIf(!hasIrcadb01)("ircadb-01", () => {
  let prepared: PreparedAnatomy;

  beforeAll(() => {
    prepared = ircadb01();
  }, 300_000);

  test("right hepatectomy drawn as segments 5 to 8 resects and leaves what is listed, and does not clear the disease", () => {
    const stage = stageOf([{ kind: "segments", segments: ["5", "6", "7", "8"] }]);
    const { volumes, clearsDisease, margins } = evaluateStage(prepared, planResection(prepared, stage), stage);
    // shared/data/README.md gives tenths; the issue allows 1.5 mL for how the unlabelled rest is completed
    expect(Math.abs(volumes.resectedMl - 1041.4)).toBeLessThanOrEqual(1.5);
    expect(Math.abs(volumes.remnantMl - 448)).toBeLessThanOrEqual(1.5);
    expect(Math.abs(volumes.tumourLeftMl - 45)).toBeLessThanOrEqual(0.15);
    expect(clearsDisease).toBe(false);
    expect(margins.find(({ lesion }) => lesion === "L1")!.kind).toBe("not-removed");
  });

  /** Planes drawn on an image and territories of branches agree on four voxels in five; more than a seventh lost is a matter of anatomy. */
  const WHOLE = 0.15;

  test.each(expected.rows)(
    "$resection, keeping $kept, taking $taken, costs what was written down, or an exception that is explained",
    (row) => {
      const stage = expectedStage(prepared, row.segments as Segment[], row);
      const resected = planResection(prepared, stage);
      const { state } = evaluateStage(prepared, resected, stage);
      for (const [segment, share] of supplyBySegment(prepared, resected, state))
        for (const loses of ["inflow", "outflow"] as const) {
          const measured = loses === "inflow" ? share.noInflow : share.noOutflow;
          const written = (loses === "inflow" ? row.noInflow : row.noOutflow) as Partial<Record<string, string>>;
          const exception = exceptions.find(
            (one) =>
              one.segment === segment &&
              one.loses === loses &&
              one.resections.includes(row.resection) &&
              (one.taken !== true || row.taken.length > 0),
          );
          const what = `segment ${segment} without ${loses}: ${measured.toFixed(2)}`;
          const holds =
            written[segment] === undefined
              ? measured <= WHOLE
              : written[segment] === "mostly"
                ? measured >= 0.49
                : measured > 0.1;
          if (!holds && exception === undefined) expect.fail(`${what}, expected ${written[segment] ?? "whole"}`);
          if (!holds) expect(Math.abs(measured - exception!.share), what).toBeLessThan(0.1);
        }
    },
  );

  test("every standard plan can be judged, and none leaves more than 10 mL of dead liver", () => {
    const { plans } = standardPlans(prepared);
    expect(plans.length).toBeGreaterThanOrEqual(20);
    for (const plan of plans) {
      const { volumes, margins } = evaluatePlan(prepared, plan).at(-1)!;
      expect(volumes.devitalisedMl!, plan.id).toBeLessThanOrEqual(DEAD_LIVER_LIMIT_ML);
      expect(margins.length).toBe(prepared.anatomy.lesions.length);
      expect(volumes.intervalMl![0]).toBeLessThanOrEqual(volumes.functionalRemnantMl!);
      expect(volumes.functionalRemnantIgnoringCongestionMl!).toBeGreaterThanOrEqual(volumes.functionalRemnantMl!);
    }
  });
});
