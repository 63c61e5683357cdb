import type { LiverAnatomy } from "@cantlie/anatomy";
import type { Plan, StageEvaluation } from "@cantlie/planning";
import { describe, expect, test } from "vitest";
import { noPlanBecause } from "../src/no-plan-because.ts";
import type { RankedPlan } from "../src/order-plans.ts";

const ANATOMY = { lesions: [{ id: "L1" }, { id: "L2" }] } as unknown as LiverAnatomy;

/** A plan that leaves the lesions named. */
function leaving(left: readonly string[], isSufficient?: boolean): RankedPlan {
  const margins = ["L1", "L2"].map((lesion) => ({ lesion, kind: left.includes(lesion) ? "not-removed" : "resected" }));
  const stage = { clearsDisease: left.length === 0, margins } as unknown as StageEvaluation;
  return { evaluated: { plan: {} as Plan, stages: [stage], marginDeficitMm: 0 }, isSufficient, shortfallMl: undefined };
}

test("without a labelled lesion clearance is unknown, whatever a plan removes", () => {
  expect(noPlanBecause([leaving([], true)], { lesions: [] } as unknown as LiverAnatomy, true)).toMatch(
    /clears the disease is unknown/,
  );
});

test("a plan that was not asked for is no fault of the labels, and a benign lesion need not go", () => {
  expect(noPlanBecause([], ANATOMY, false)).toMatch(/leave out --no-search$/);
  const benign = { lesions: [{ id: "L1", status: "benign" }, { id: "L2" }] } as unknown as LiverAnatomy;
  expect(noPlanBecause([leaving(["L1", "L2"])], benign, true)).toMatch(/^no plan removes L2;/);
});

describe("why no plan meets the policy", () => {
  test("nothing is said where one does, or where sufficiency cannot be judged", () => {
    expect(noPlanBecause([leaving(["L1"]), leaving([], true)], ANATOMY, true)).toBeUndefined();
    expect(noPlanBecause([leaving([], undefined)], ANATOMY, true)).toBeUndefined();
    expect(noPlanBecause([leaving([], false), leaving([], true)], ANATOMY, true)).toBeUndefined();
  });

  test.each([
    ["no plan was made", [], /^no plan was made: these labels allow no automatic one.*--resections/],
    ["a lesion that every plan leaves is named", [leaving(["L2"]), leaving(["L1", "L2"])], /^no plan removes L2;/],
    [
      "each lesion goes in some plan, but not all in one",
      [leaving(["L1"]), leaving(["L2"])],
      /^no single resection removes every lesion/,
    ],
    [
      "all that clear leave too little",
      [leaving([], false), leaving(["L1"], true)],
      /too little functional liver.*would loosen it$/,
    ],
  ])("%s", (_what, plans, because) => {
    expect(noPlanBecause(plans, ANATOMY, true)).toMatch(because);
  });
});
