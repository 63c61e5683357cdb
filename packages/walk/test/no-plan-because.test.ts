import type { Plan, StageEvaluation } from "@cantlie/planning";
import { DEFAULT_POLICY, type Policy, policyFrom } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { noPlanBecause, type PlansSought } from "../src/no-plan-because.ts";
import type { RankedPlan } from "../src/order-plans.ts";

const ANATOMY = { lesions: [{ id: "L1" }, { id: "L2" }] } as unknown as PlansSought["anatomy"];
const SOUGHT: PlansSought = {
  anatomy: ANATOMY,
  policy: DEFAULT_POLICY,
  search: true,
  notOffered: [],
  obstacles: [],
  wantedMl: 400,
  isOccluded: false,
};

/** A plan that leaves the lesions named. */
function leaving(left: readonly string[], isSufficient?: boolean, volumes: object = {}): RankedPlan {
  const margins = ["L1", "L2"].map((lesion) => ({ lesion, kind: left.includes(lesion) ? "not-removed" : "resected" }));
  const stage = { clearsDisease: left.length === 0, margins, volumes, surveilled: [] } as unknown as StageEvaluation;
  return {
    evaluated: {
      plan: { name: "right hemihepatectomy", stages: [{ occlude: [] }] } as unknown as Plan,
      stages: [stage],
      marginDeficitMm: 0,
    },
    isSufficient,
    shortfallMl: undefined,
  };
}

test("without a labelled lesion clearance is unknown, whatever a plan removes", () => {
  const because = noPlanBecause([leaving([], true)], { ...SOUGHT, anatomy: { lesions: [] } });
  expect(because).toMatch(/clears the disease is unknown/);
});

test("a plan that was not asked for is no fault of the labels, and a benign lesion need not go", () => {
  expect(noPlanBecause([], { ...SOUGHT, search: false })).toMatch(/leave out --no-search$/);
  const benign = { lesions: [{ id: "L1", status: "benign" }, { id: "L2" }] } as unknown as PlansSought["anatomy"];
  expect(noPlanBecause([leaving(["L1", "L2"])], { ...SOUGHT, anatomy: benign })).toMatch(/^no plan removes L2\./);
});

test("[PLN-08] where nothing is proposed the search's own reason is told, not a lack of labels", () => {
  const obstacles = [{ message: "most is left by a trisectionectomy, 90 of 500 mL", loosenedBy: "chemotherapy" }];
  expect(noPlanBecause([], { ...SOUGHT, obstacles })).toBe(
    "most is left by a trisectionectomy, 90 of 500 mL; what would loosen it: chemotherapy",
  );
  expect(noPlanBecause([], SOUGHT)).toMatch(/these labels allow no automatic one/);
});

describe("why no plan meets the policy", () => {
  test("nothing is said where one does, or where sufficiency cannot be judged", () => {
    expect(noPlanBecause([leaving(["L1"]), leaving([], true)], SOUGHT)).toBeUndefined();
    expect(noPlanBecause([leaving([], undefined)], SOUGHT)).toBeUndefined();
    expect(noPlanBecause([leaving([], false), leaving([], true)], SOUGHT)).toBeUndefined();
  });

  test.each([
    ["no plan was made", [], /^no plan was made: these labels allow no automatic one.*--resections/],
    ["a lesion that every plan leaves is named", [leaving(["L2"]), leaving(["L1", "L2"])], /^no plan removes L2\./],
    [
      "each lesion goes in some plan, but not all in one: the limits that bind are named with their numbers",
      [leaving(["L1"]), leaving(["L2"])],
      /not all in one: no combination of at most 5 cuts and 5 ablation zones .*\(maxCuts, ablation.mostZones\)/,
    ],
    [
      "all that clear leave too little",
      [leaving([], false), leaving(["L1"], true)],
      /too little functional liver.*what would loosen it: a smaller margin/,
    ],
  ])("%s", (_what, plans, because) => {
    expect(noPlanBecause(plans, SOUGHT)).toMatch(because);
  });

  const REFUTED = {
    message: "no plan in two stages was found: the right side holds too little",
    loosenedBy: "one drawn by hand",
  };
  const SEARCHED = { code: "search/no-candidate", message: "no candidate treats L2 as a whole", loosenedBy: "larger ablations" };
  /** What follows "what would loosen it". */
  const loosening = (because: string) => because.slice(because.indexOf("what would loosen it"));

  test("two stages that the search refuted are not suggested: the reason is told", () => {
    const because = noPlanBecause([leaving([], false)], { ...SOUGHT, obstacles: [SEARCHED, REFUTED] })!;
    expect(because).toContain(`too little functional liver (FLR-SUFFICIENCY): ${REFUTED.message}; what would loosen it: `);
    expect(loosening(because)).not.toMatch(/two stages|drawn by hand/);
    expect(because).not.toContain(SEARCHED.message);
  });

  test("two stages that are shown wait for growth, and are not suggested again", () => {
    const { evaluated, ...rest } = leaving([], false);
    const stages = [{ occlude: [{ tree: "portal", branch: "P2" }] }, { occlude: [] }];
    const waits = { ...rest, evaluated: { ...evaluated, plan: { ...evaluated.plan, stages } as unknown as Plan } };
    for (const plans of [[waits], [leaving([], false), waits]]) {
      const because = noPlanBecause(plans, SOUGHT)!;
      expect(because).toContain("plans in two stages are shown; they wait for measured growth");
      expect(loosening(because)).not.toContain("two stages");
    }
  });

  test("two stages are suggested where nobody searched for them", () => {
    const because = noPlanBecause([leaving([], false)], { ...SOUGHT, search: false })!;
    expect(loosening(because)).toContain("a plan in two stages with growth between them");
  });

  test("in a liver that is occluded already no other occlusion is suggested, but time to grow", () => {
    const because = noPlanBecause([leaving([], false)], { ...SOUGHT, isOccluded: true, obstacles: [REFUTED] })!;
    expect(because).toContain("what would loosen it: more time for the remnant to grow");
    expect(because).not.toContain("two stages");
  });

  test("the remnant that is nearest to enough is told in millilitres, and that drainage would make it enough", () => {
    const plan = leaving([], false, { functionalRemnantFullCongestionMl: 361, functionalRemnantIgnoringCongestionMl: 420 });
    const because = noPlanBecause([plan], SOUGHT)!;
    expect(because).toContain('the nearest, "right hemihepatectomy", leaves 361 of 400 mL');
    expect(because).toContain("reconstruction of the veins that it cuts (reconstructVessels): with drainage 420 mL would work");
  });

  test("what was tried on a lesion and is not offered is the reason, and the policy that forbids it is named", () => {
    const message = "it would cut hepatic branch H1, which the policy keeps";
    const notOffered = [
      { id: "wedge-L2-10-mm", code: "candidate/cuts-kept-vessel", message },
      { id: "wedge-L1-10-mm", code: "plan/no-wedge", message: "of L1, which other plans treat" },
    ];
    const because = noPlanBecause([leaving(["L2"])], { ...SOUGHT, notOffered })!;
    expect(because).toContain(`no plan removes L2: ${message}.`);
    expect(because).toContain("(keepVessels, keepSegments)");
    expect(because).not.toContain("of L1");
  });

  test("what the search met is told with what would loosen it", () => {
    const obstacles = [{ message: "every plan needs more than 5 cuts", loosenedBy: "6 cuts would do" }];
    expect(noPlanBecause([leaving(["L1"]), leaving(["L2"])], { ...SOUGHT, obstacles })).toBe(
      "every plan needs more than 5 cuts; what would loosen it: 6 cuts would do",
    );
  });

  test("a policy that forbids ablation is told as what limits it", () => {
    const policy: Policy = policyFrom({ schemaVersion: 1, ablation: { value: { mostZones: 0 }, reason: "no ablation here" } });
    expect(noPlanBecause([leaving(["L2"])], { ...SOUGHT, policy })).toContain("no ablation is allowed (ablation.mostZones)");
  });
});
