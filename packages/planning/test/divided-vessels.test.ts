import type { Segment } from "@cantlie/anatomy";
import { referenceKernels } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { evaluateStage, planResection, prepareEvaluation } from "../src/index.ts";
import { expectedStage } from "./expected-stage.ts";
import expected from "./fixtures/expected-costs.json" with { type: "json" };
import { idealLiver } from "./ideal-liver.ts";

const prepared = prepareEvaluation(idealLiver(), referenceKernels);

/** What the surgeon divides for a standard resection that keeps the veins it can. */
function evaluate(resection: string) {
  const row = expected.rows.find((one) => one.resection === resection)!;
  const stage = expectedStage(prepared, row.segments as Segment[], row);
  return evaluateStage(prepared, planResection(prepared, stage), stage);
}

const names = (vessels: readonly { readonly tree: string; readonly name: string }[], tree: string): string[] => [
  ...new Set(vessels.filter((vessel) => vessel.tree === tree).map(({ name }) => name)),
];

describe("vessels divided", () => {
  test("a hemihepatectomy divides its side's portal vein at its origin, and does not touch the other's", () => {
    for (const [side, other] of [
      ["right", "left"],
      ["left", "right"],
    ]) {
      const { dividedVessels, touchedVessels } = evaluate(`${side} hemihepatectomy`);
      expect(names(dividedVessels, "portal")).toContain(`${side} portal vein`);
      expect(names(dividedVessels, "portal")).not.toContain(`${other} portal vein`);
      expect(names(dividedVessels, "portal")).not.toContain("main portal trunk");
      expect(names(touchedVessels, "portal")).not.toContain(`${side} portal vein`);
    }
  });

  test("a right posterior sectionectomy divides the posterior branch and leaves the right portal vein", () => {
    const { dividedVessels } = evaluate("right posterior sectionectomy");
    expect(names(dividedVessels, "portal")).toContain("right posterior portal vein");
    expect(names(dividedVessels, "portal")).not.toContain("right portal vein");
  });

  test("every vessel divided lies at or above a cut, and there are no more of them than cuts", () => {
    for (const resection of new Set(expected.rows.map((row) => row.resection))) {
      const { dividedVessels, cutVessels } = evaluate(resection);
      expect(dividedVessels.length).toBeLessThanOrEqual(cutVessels.length);
      expect(dividedVessels.length > 0).toBe(cutVessels.length > 0);
    }
  });
});
