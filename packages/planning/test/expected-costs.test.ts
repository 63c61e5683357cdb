import { SEGMENT_VALUE, type Segment } from "@cantlie/anatomy";
import { referenceKernels } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { evaluateStage, planResection, prepareEvaluation } from "../src/index.ts";
import { expectedStage } from "./expected-stage.ts";
import expected from "./fixtures/expected-costs.json" with { type: "json" };
import { idealLiver } from "./ideal-liver.ts";
import { supplyBySegment } from "./supply-by-segment.ts";

const prepared = prepareEvaluation(idealLiver(), referenceKernels);

describe("what each standard resection costs an ideal liver, as written down beforehand", () => {
  test.each(expected.rows)("$resection, keeping $kept, taking $taken: $because", (row) => {
    const segments = row.segments as Segment[];
    const stage = expectedStage(prepared, segments, row);
    const resected = planResection(prepared, stage);
    const { state } = evaluateStage(prepared, resected, stage);
    const remnant = supplyBySegment(prepared, resected, state);
    for (const [segment, share] of remnant) {
      const noInflow = (row.noInflow as Partial<Record<string, string>>)[segment];
      const noOutflow = (row.noOutflow as Partial<Record<string, string>>)[segment];
      expectShare(`segment ${segment} without inflow`, share.noInflow, noInflow);
      expectShare(`segment ${segment} without outflow`, share.noOutflow, noOutflow);
    }
    expect(remnant.size).toBe(8 - segments.length);
  });
});

/** "Whole" allows 2 %: rounding of a wall of one voxel at a cut. */
function expectShare(what: string, share: number, wanted: string | undefined): void {
  if (wanted === undefined) expect(share, what).toBeLessThanOrEqual(0.02);
  else if (wanted === "mostly") expect(share, what).toBeGreaterThanOrEqual(0.5);
  else {
    expect(share, what).toBeGreaterThan(0.1);
    expect(share, what).toBeLessThan(1);
  }
}

test("the ideal liver has all eight segments", () => {
  const { couinaud } = prepared.anatomy;
  for (const segment of ["1", "2", "3", "4", "5", "6", "7", "8"] as const)
    expect(couinaud!.values.includes(SEGMENT_VALUE[segment])).toBe(true);
});
