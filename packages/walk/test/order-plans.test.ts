import type { Plan, StageEvaluation } from "@cantlie/planning";
import { describe, expect, test } from "vitest";
import { orderPlans, type RankedPlan } from "../src/order-plans.ts";

interface Facts {
  /** lesions left in place; default none */
  readonly left?: number;
  readonly sufficient?: boolean | undefined;
  readonly shortfallMl?: number;
  readonly deficitMm?: number;
  readonly stages?: number;
  readonly lostMl?: number;
}

function ranked(id: string, facts: Facts): RankedPlan {
  const evaluation = {
    clearsDisease: !facts.left,
    margins: Array.from({ length: facts.left ?? 0 }, () => ({ kind: "not-removed" })),
    volumes: { healthyResectedMl: facts.lostMl ?? 100 },
  } as unknown as StageEvaluation;
  return {
    evaluated: {
      plan: { id } as Plan,
      stages: Array.from({ length: facts.stages ?? 1 }, () => evaluation),
      marginDeficitMm: facts.deficitMm ?? 0,
    },
    isSufficient: "sufficient" in facts ? facts.sufficient : true,
    shortfallMl: facts.shortfallMl ?? 0,
  };
}

describe("order of plans", () => {
  test("each criterion decides only where those before it are equal", () => {
    const worstFirst = [
      ranked("leaves one lesion, far too little", { left: 1, sufficient: false, shortfallMl: 300 }),
      ranked("leaves five lesions", { left: 5 }),
      ranked("leaves one lesion", { left: 1 }),
      ranked("far too little", { sufficient: false, shortfallMl: 300 }),
      ranked("just too little, narrow margin", { sufficient: false, shortfallMl: 10, deficitMm: 4 }),
      ranked("remnant unknown", { sufficient: undefined }),
      ranked("narrow margin", { deficitMm: 4, lostMl: 10 }),
      ranked("two stages", { stages: 2, lostMl: 10 }),
      ranked("large", { lostMl: 500 }),
      ranked("small", { lostMl: 50 }),
    ];
    expect(orderPlans(worstFirst)).toEqual([...worstFirst].reverse().map(({ evaluated }) => evaluated.plan.id));
  });

  test("margins that no image tells apart do not decide", () => {
    expect(orderPlans([ranked("a", { deficitMm: 0.2, lostMl: 50 }), ranked("b", { deficitMm: 0, lostMl: 60 })])).toEqual([
      "a",
      "b",
    ]);
  });
});
