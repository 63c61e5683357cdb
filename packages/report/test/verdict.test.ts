import type { PlanDocument } from "@cantlie/workup";
import { expect, test } from "vitest";
import { choosePlans } from "../src/model/chosen-plans.ts";
import { verdict } from "../src/model/verdict.ts";
import { syntheticPatient } from "./synthetic-patient.ts";

const { document } = syntheticPatient([10, 10, 10]);
const NONE: PlanDocument = { ...document, noPlanBecause: "no plan removes L3; one that does would have to be drawn by hand" };

function drawn(order: readonly string[]): PlanDocument {
  return { ...NONE, plans: document.plans.map((plan) => ({ ...plan, origin: "drawn" })), order };
}

test("where no plan will do, the headline says so and names the nearest below it", () => {
  expect(verdict(NONE)).toMatchObject({
    tone: "bad",
    title: "No plan clears all 3\u00a0lesions with enough liver",
    sentences: [
      "Nearest: Right hepatectomy (H5678).",
      "Does not clear the disease: L3 remains.",
      expect.any(String),
      "No plan removes L3; one that does would have to be drawn by hand.",
    ],
  });
  const [lesion] = document.anatomy.lesions;
  const single = { ...NONE, anatomy: { ...document.anatomy, lesions: [lesion!, { ...lesion!, status: "benign" as const }] } };
  expect(verdict(single)).toMatchObject({ title: "No plan clears the lesion with enough liver" });
  const unlabelled = { ...NONE, anatomy: { ...document.anatomy, lesions: [] } };
  expect(verdict(unlabelled)).toMatchObject({ title: expect.stringMatching(/^No lesion is labelled/) });
});

test("drawn plans stand in the order given, and none of them is called the nearest", () => {
  const reversed = drawn(["left-lateral", "right"]);
  expect(choosePlans(reversed).sideBySide.map(({ id }) => id)).toEqual(["right", "left-lateral"]);
  expect(choosePlans({ ...NONE, order: ["left-lateral", "right"] }).lead?.id).toBe("left-lateral");
  expect(verdict(reversed)).toMatchObject({ title: "No drawn plan clears all 3\u00a0lesions with enough liver" });
  expect(JSON.stringify(verdict(reversed))).toContain("First of 2 drawn, in the order given: Right hepatectomy (H5678).");
  expect(JSON.stringify(verdict(reversed))).not.toContain("Nearest");
});
