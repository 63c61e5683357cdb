import type { PlanEntry } from "@cantlie/workup";
import { expect, test } from "vitest";
import { sensitivitySentence } from "../src/model/sensitivity-sentence.ts";

test("what weighs most on the verdict is one sentence", () => {
  const points = { borderPoints: 2, territoryPoints: 3.14, formulaPoints: 3.06 };
  const plan = (sensitivity: PlanEntry["sensitivity"]): PlanEntry => ({ sensitivity }) as PlanEntry;
  expect(sensitivitySentence(plan({ source: "territory", ...points, mayChangeVerdict: true }))).toBe(
    "the territories and the vessels at the cut, by up to 3.1\u00a0points of the estimated share: enough to change the verdict",
  );
  expect(sensitivitySentence(plan({ source: "formula", ...points, mayChangeVerdict: false }))).toBe(
    "the choice of formula for the estimated liver volume, by up to 3.1\u00a0points of the estimated share: not enough to change the verdict",
  );
  expect(sensitivitySentence(plan(undefined))).toBeUndefined();
});
