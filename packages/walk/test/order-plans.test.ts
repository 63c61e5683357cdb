import type { LiverAnatomy } from "@cantlie/anatomy";
import type { Plan, StageEvaluation } from "@cantlie/planning";
import { describe, expect, test } from "vitest";
import { orderPlans, type RankedPlan } from "../src/order-plans.ts";

interface Facts {
  /** lesions left in place; default none */
  readonly left?: number;
  readonly watched?: number;
  readonly parenchymalMm?: number;
  readonly ablated?: number;
  readonly sufficient?: boolean | undefined;
  readonly shortfallMl?: number;
  readonly deficitMm?: number;
  readonly stages?: number;
  /** part of what is lost */
  readonly undrainedMl?: number;
  readonly lostMl?: number;
  readonly origin?: Plan["origin"];
}

const LESIONS = [
  { id: "L1", status: "visible" },
  { id: "L8", status: "benign" },
  { id: "L9", status: "disappeared" },
] as unknown as LiverAnatomy["lesions"];
const FACTS = { liverMl: 1000, marginAutomaticMinimumMm: 5, lesions: LESIONS };

function ranked(id: string, facts: Facts): RankedPlan {
  const evaluation = {
    clearsDisease: !facts.left,
    surveilled: Array.from({ length: facts.watched ?? 0 }, () => "L9"),
    margins: [
      ...Array.from({ length: facts.left ?? 0 }, () => ({ lesion: "L1", kind: "not-removed" })),
      ...Array.from({ length: facts.ablated ?? 0 }, () => ({ lesion: "L1", kind: "ablation", parenchymalMm: 10 })),
      { lesion: "L1", kind: "resected", parenchymalMm: facts.parenchymalMm ?? 10, liverMm: facts.parenchymalMm ?? 10 },
    ],
    volumes: { healthyResectedMl: (facts.lostMl ?? 100) - (facts.undrainedMl ?? 0), noOutflowMl: facts.undrainedMl ?? 0 },
  } as unknown as StageEvaluation;
  return {
    evaluated: {
      plan: { id, origin: facts.origin ?? "standard" } as Plan,
      stages: Array.from({ length: facts.stages ?? 1 }, () => evaluation),
      marginDeficitMm: facts.deficitMm ?? 0,
    },
    isSufficient: "sufficient" in facts ? facts.sufficient : true,
    shortfallMl: facts.shortfallMl ?? 0,
  };
}

describe("order of plans", () => {
  test("[PLN-04] each criterion decides only where those before it are equal", () => {
    const worstFirst = [
      ranked("leaves one lesion, far too little", { left: 1, sufficient: false, shortfallMl: 300 }),
      ranked("leaves five lesions", { left: 5 }),
      ranked("leaves one lesion", { left: 1 }),
      ranked("far too little", { sufficient: false, shortfallMl: 300 }),
      ranked("just too little, narrow margin", { sufficient: false, shortfallMl: 10, deficitMm: 4 }),
      ranked("remnant unknown", { sufficient: undefined }),
      ranked("watches a lesion", { watched: 1, lostMl: 10 }),
      ranked("margin below the minimum", { parenchymalMm: 4, lostMl: 10 }),
      ranked("two stages", { stages: 2, lostMl: 10 }),
      ranked("leaves a segment undrained", { undrainedMl: 130, lostMl: 140 }),
      ranked("a half of the liver, wide margin", { lostMl: 500 }),
      ranked("ablated, wide margin", { ablated: 1, lostMl: 10 }),
      ranked("resected, a twentieth more", { lostMl: 110 }),
      ranked("a wedge, narrow margin", { deficitMm: 5, lostMl: 60 }),
      ranked("the same wedge, wide margin", { lostMl: 90 }),
      ranked("as wide and smaller", { lostMl: 80 }),
    ];
    expect(orderPlans(worstFirst, FACTS)).toEqual([...worstFirst].reverse().map(({ evaluated }) => evaluated.plan.id));
  });

  test("neither a benign lesion nor one that is watched by decision counts as left or too narrow", () => {
    const plan = ranked("wedge", { lostMl: 60 });
    const [evaluation] = plan.evaluated.stages;
    const margins = [
      ...evaluation!.margins,
      { lesion: "L8", kind: "resected", liverMm: 1 },
      { lesion: "L9", kind: "surveilled" },
    ] as unknown as StageEvaluation["margins"];
    const beside = { ...plan, evaluated: { ...plan.evaluated, stages: [{ ...evaluation!, margins }] } };
    expect(orderPlans([ranked("hemihepatectomy", { lostMl: 800 }), beside], FACTS)).toEqual(["wedge", "hemihepatectomy"]);
  });

  test("margins that no image tells apart do not decide", () => {
    const plans = [ranked("a", { deficitMm: 0.2, lostMl: 50 }), ranked("b", { deficitMm: 0, lostMl: 60 })];
    expect(orderPlans(plans, FACTS)).toEqual(["a", "b"]);
  });

  test("[PLN-04] five millimetres of margin do not put half a liver before a wedge", () => {
    const plans = [ranked("hemihepatectomy", { lostMl: 620 }), ranked("wedge", { deficitMm: 5, lostMl: 40 })];
    expect(orderPlans(plans, FACTS)).toEqual(["wedge", "hemihepatectomy"]);
  });

  test("[PLN-04] a plan that congests two segments does not lead before the one that takes them", () => {
    const plans = [ranked("wedge at the vein", { undrainedMl: 250, lostMl: 300 }), ranked("posterior section", { lostMl: 320 })];
    expect(orderPlans(plans, FACTS)).toEqual(["posterior section", "wedge at the vein"]);
    // some goes with almost every cut, and is not worth half a liver
    const little = [ranked("hemihepatectomy", { lostMl: 600 }), ranked("wedge", { undrainedMl: 100, lostMl: 180 })];
    expect(orderPlans(little, FACTS)).toEqual(["wedge", "hemihepatectomy"]);
  });

  test("[PLN-04] of plans that congest more than a segment the one that congests less leads, though both lose the same", () => {
    const segment = ranked("segment 7", { undrainedMl: 240, lostMl: 449 });
    const section = ranked("posterior section", { undrainedMl: 130, lostMl: 459 });
    expect(orderPlans([segment, section], FACTS)).toEqual(["posterior section", "segment 7"]);
  });

  test("[PLN-04] ablation leads where it spares more than a segment, and not where it spares less", () => {
    const wedge = ranked("wedge", { lostMl: 100 });
    const section = ranked("section", { lostMl: 260 });
    const ablation = ranked("ablation", { ablated: 1, lostMl: 10 });
    expect(orderPlans([ablation, wedge], FACTS)).toEqual(["wedge", "ablation"]);
    expect(orderPlans([section, ablation], FACTS)).toEqual(["ablation", "section"]);
  });

  test("found plans come before standard and drawn ones, each group by the same rule", () => {
    const plans = [
      ranked("drawn", { origin: "drawn", lostMl: 10 }),
      ranked("standard", { lostMl: 30 }),
      ranked("found, large", { origin: "search", lostMl: 400 }),
      ranked("found, small", { origin: "search", lostMl: 40 }),
    ];
    expect(orderPlans(plans, FACTS)).toEqual(["found, small", "found, large", "drawn", "standard"]);
  });
});
