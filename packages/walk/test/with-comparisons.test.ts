import type { Plan, StageEvaluation } from "@cantlie/planning";
import type { PlanEntry } from "@cantlie/workup";
import { expect, test } from "vitest";
import type { EvaluatedPlan } from "../src/evaluated-plan.ts";
import { withComparisons } from "../src/with-comparisons.ts";

function evaluated(
  id: string,
  facts: { readonly origin?: Plan["origin"]; readonly cuts?: number; readonly keepsMl?: number } = {},
): EvaluatedPlan {
  const { origin = "search", cuts = 1, keepsMl = 800 } = facts;
  const stage = {
    volumes: { resectedMl: 100, functionalRemnantMl: keepsMl },
    margins: [],
    dividedVessels: [],
    transectionAreaMm2: 3000,
    cuts,
    clearsDisease: true,
  } as unknown as StageEvaluation;
  return { plan: { id, name: `plan ${id}`, origin } as Plan, stages: [stage], marginDeficitMm: 0 };
}

const entryOf = ({ plan }: EvaluatedPlan): PlanEntry =>
  ({ id: plan.id, name: plan.name, origin: plan.origin, givesUp: "100 mL of healthy liver" }) as PlanEntry;

test("each found plan is compared with the one before it, the first with the second, a drawn one with the leading one", () => {
  const plans = [
    evaluated("drawn", { origin: "drawn", cuts: 3 }),
    evaluated("second", { cuts: 2, keepsMl: 850 }),
    evaluated("first"),
    evaluated("third"),
    evaluated("named", { origin: "standard" }),
  ];
  const compared = withComparisons(plans.map(entryOf), plans, {
    order: ["first", "second", "third", "drawn", "named"],
    marginWantedMm: 10,
  });
  expect(compared.map(({ id, comparedTo }) => [id, comparedTo?.plan])).toEqual([
    ["drawn", "first"],
    ["second", "first"],
    ["first", "second"],
    ["third", "second"],
    ["named", undefined],
  ]);
  expect(compared[0]!.givesUp).toBe("100 mL of healthy liver; against plan 1: two cuts more");
  expect(compared[1]).toMatchObject({
    givesUp: "100 mL of healthy liver; against plan 1: one cut more",
    comparedTo: { words: ["keeps 50 mL more functional liver"] },
  });
  expect(compared[2]!.givesUp).toBe("100 mL of healthy liver; against plan 2: loses 50 mL more functional liver");
  expect(compared[4]!.givesUp).toBe("100 mL of healthy liver");
});

test("a single found plan has no neighbour", () => {
  const plans = [evaluated("only")];
  expect(withComparisons(plans.map(entryOf), plans, { order: ["only"], marginWantedMm: 10 })).toEqual(plans.map(entryOf));
});
