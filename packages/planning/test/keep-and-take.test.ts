import type { BranchId, Segment } from "@cantlie/anatomy";
import type { Vector3 } from "@cantlie/geometry";
import { indexToWorld, referenceKernels } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import {
  type BranchReference,
  CLOSED_RESECTION_LIMIT_ML,
  DEAD_LIVER_LIMIT_ML,
  evaluatePlan,
  evaluateStage,
  maskOfRuns,
  nameAfterEvaluation,
  type Plan,
  planResection,
  prepareEvaluation,
  type Resection,
  type Stage,
  stateOnGrid,
  VOXEL_STATE,
} from "../src/index.ts";
import { stageOf } from "./draw.ts";
import { idealLiver } from "./ideal-liver.ts";

const prepared = prepareEvaluation(idealLiver(), referenceKernels);
const branch = (tree: "portal" | "hepatic", id: string): BranchReference => ({ tree, branch: id as BranchId });
const MIDDLE_VEIN = [branch("hepatic", "H3"), branch("hepatic", "H4")];
const RIGHT = { kind: "segments", segments: ["5", "6", "7", "8"] } as const;

describe("a kept vein", () => {
  test("stays in the remnant with its wall and is not cut", () => {
    const stage = stageOf([RIGHT], { keep: MIDDLE_VEIN });
    const runs = planResection(prepared, stage);
    const resected = maskOfRuns(prepared.anatomy.grid, runs);
    const { points } = prepared.anatomy.trees.hepatic!;
    for (let point = 0; point < points.count; point++)
      if ([2, 3].includes(points.branch[point]!) && points.voxel[point]! >= 0) expect(resected[points.voxel[point]!]).toBe(0);
    const { cutVessels } = evaluateStage(prepared, runs, stage);
    expect(cutVessels.map(({ name }) => name)).not.toContain("middle hepatic vein");
    expect(cutVessels.map(({ name }) => name)).toContain("right hepatic vein");
  });

  test("is a vascular margin apart from the parenchymal one; the wall next to a tumour is what limits it", () => {
    const liver = prepareEvaluation(
      idealLiver({ spacingMm: [2, 2, 2], lesions: [{ centreMm: [-16, 2, 14], radiusMm: 6 }] }),
      referenceKernels,
    );
    const stage = stageOf([RIGHT], { keep: MIDDLE_VEIN });
    const [margin] = evaluateStage(liver, planResection(liver, stage), stage).margins;
    expect(margin!.vessel).toBe("H3");
    // the lesion's centre is 16.94 mm from the vein's axis; less its radius of 6, the vein's of 4 and a wall of 1
    expect(Math.abs(margin!.vascularMm! - 5.94)).toBeLessThanOrEqual(Math.hypot(2, 2, 2) / 2);
    expect(margin!.parenchymalMm!).toBeGreaterThan(margin!.vascularMm!);
  });

  test("does not carry tumour into the remnant: a lesion that touches its wall is resected as a whole", () => {
    const liver = prepareEvaluation(idealLiver({ lesions: [{ centreMm: [-12, 2, 14], radiusMm: 9 }] }), referenceKernels);
    const stage = stageOf([RIGHT], { keep: MIDDLE_VEIN });
    const { margins, clearsDisease } = evaluateStage(liver, planResection(liver, stage), stage);
    expect(clearsDisease).toBe(true);
    expect(margins[0]!.predictable).toBe(false);
  });

  test("that is reconstructed with its tributaries is cut and loses nothing", () => {
    const whole = [...MIDDLE_VEIN, ...["H11", "H12", "H13", "H14"].map((id) => branch("hepatic", id))];
    const taking = { ...RIGHT, take: MIDDLE_VEIN };
    const stage = stageOf([taking]);
    const lost = evaluateStage(prepared, planResection(prepared, stage), stage);
    const mended = stageOf([taking], { reconstruct: whole });
    const saved = evaluateStage(prepared, planResection(prepared, mended), mended);
    expect(lost.volumes.noOutflowMl!).toBeGreaterThan(10);
    expect(saved.volumes.noOutflowMl!).toBe(0);
    expect(saved.cutVessels.map(({ name }) => name)).toContain("middle hepatic vein");
  });
});

describe("dead liver", () => {
  /** cuts the right posterior pedicle's segment 7 branch at its entry and leaves segment 7 behind */
  const cutSegment7 = (): Resection => {
    const { trees } = prepared.anatomy;
    const { points } = trees.portal!;
    const mask = new Uint8Array(prepared.anatomy.organ.length);
    for (let point = 0; point < points.count; point++)
      if (points.branch[point] === 8 && points.voxel[point]! >= 0 && prepared.anatomy.organ[points.voxel[point]!] === 1) {
        mask[points.voxel[point]!] = 1;
        break;
      }
    return { kind: "drawn", mask };
  };
  const closed = (resection: Resection): Resection => ({ ...resection, closed: true });

  test("is taken with a closed resection until no more than a fifth of 10 mL is left", () => {
    const [open, shut] = [stageOf([cutSegment7()]), stageOf([closed(cutSegment7())])];
    const left = evaluateStage(prepared, planResection(prepared, open), open).volumes;
    const { volumes } = evaluateStage(prepared, planResection(prepared, shut), shut);
    expect(left.devitalisedMl!).toBeGreaterThan(DEAD_LIVER_LIMIT_ML);
    expect(volumes.devitalisedMl!).toBeLessThanOrEqual(CLOSED_RESECTION_LIMIT_ML);
    expect(volumes.resectedMl).toBeGreaterThan(DEAD_LIVER_LIMIT_ML);
  });

  test("of a union of closed resections is no more than that of each", () => {
    const pedicles = ["5", "6", "8"].map((segment) => closed({ kind: "segments", segments: [segment as Segment] }));
    const all = [closed(cutSegment7()), ...pedicles];
    const deadOf = (resections: readonly Resection[]): number => {
      const stage = stageOf(resections);
      return evaluateStage(prepared, planResection(prepared, stage), stage).volumes.devitalisedMl!;
    };
    expect(deadOf(all)).toBeLessThanOrEqual(all.reduce((sum, one) => sum + deadOf([one]), 0) + 1e-9);
  });

  test("takes a lesion that lies wholly in it, and leaves one that reaches beyond it", () => {
    const { anatomy } = prepared;
    const middleOf7 = meanOf(anatomy.couinaud!.values, 7);
    const cleared = (centreMm: Vector3, radiusMm: number): string => {
      const liver = prepareEvaluation(idealLiver({ lesions: [{ centreMm, radiusMm }] }), referenceKernels);
      const stage = stageOf([closed(cutSegment7())]);
      return evaluateStage(liver, planResection(liver, stage), stage).margins[0]!.kind;
    };
    expect(cleared(middleOf7, 6)).toBe("resected");
    expect(cleared(middleOf7, 60)).toBe("not-removed");
  });

  /** middle of the voxels of one Couinaud value, mm */
  const meanOf = (values: Uint8Array, value: number): Vector3 => {
    const sum = [0, 0, 0];
    let voxels = 0;
    values.forEach((one, voxel) => {
      if (one !== value) return;
      voxels++;
      indexToWorld(prepared.anatomy.grid, voxel).forEach((x, axis) => {
        sum[axis]! += x;
      });
    });
    return [sum[0]! / voxels, sum[1]! / voxels, sum[2]! / voxels];
  };

  test("stays where a person drew the plan so, and is told; a plan that nobody drew is refused with it", () => {
    const plan = (origin: Plan["origin"], resection: Resection): Plan => ({
      id: "7",
      name: "7",
      origin,
      family: "resection",
      why: "test",
      stages: [stageOf([resection])],
    });
    const [drawn] = evaluatePlan(prepared, plan("drawn", cutSegment7()));
    const [standard] = evaluatePlan(prepared, plan("standard", closed(cutSegment7())));
    expect(drawn!.volumes.devitalisedMl!).toBeGreaterThan(DEAD_LIVER_LIMIT_ML);
    expect(drawn!.volumes.resectedMl).toBeLessThan(1);
    expect(standard!.volumes.resectedMl).toBeGreaterThan(DEAD_LIVER_LIMIT_ML);
    // what is dead is no remnant, taken or not; two millilitres are the walls of veins on its border
    const gainMl = drawn!.volumes.functionalRemnantMl! - standard!.volumes.functionalRemnantMl!;
    expect(Math.abs(gainMl)).toBeLessThan(2);
    expect(() => evaluatePlan(prepared, plan("search", cutSegment7()))).toThrow(
      expect.objectContaining({ code: "plan/dead-liver-left" }),
    );
  });

  /** a plan with the cut of segment 7's branch beside whole segments */
  const planOf = (segments: readonly Segment[], origin: Plan["origin"] = "standard"): Plan => ({
    id: "test",
    name: "as drawn",
    newWorldName: "H0",
    origin,
    family: "resection",
    why: "named",
    stages: [
      stageOf([{ kind: "segments", segments } as const, cutSegment7()].map((one) => (origin === "drawn" ? one : closed(one)))),
    ],
  });
  const named = (plan: Plan) => {
    const stages = evaluatePlan(prepared, plan);
    return { after: nameAfterEvaluation(prepared, plan, stages), stages };
  };

  test("that an automatic plan takes is told, in its New World name and in why", () => {
    const { after, stages } = named(planOf(["2", "3", "4", "5", "8"]));
    const { absorbedMl, volumes } = stages[0]!;
    // what was drawn: everything that is resected beyond it was absorbed
    const [drawn] = evaluatePlan(prepared, planOf(["2", "3", "4", "5", "8"], "drawn"));
    expect(absorbedMl!).toBeGreaterThan(DEAD_LIVER_LIMIT_ML);
    expect(absorbedMl!).toBeCloseTo(volumes.resectedMl - drawn!.volumes.resectedMl, 9);
    expect(after).toMatchObject({
      name: "as drawn",
      newWorldName: "H234578",
      why: `named; takes ${absorbedMl!.toFixed(0)} mL more that would lose their inflow`,
    });
  });

  test("that is more than a quarter of what was drawn stands in the plan's name", () => {
    const { after, stages } = named(planOf(["8"]));
    expect(after.name).toBe(`as drawn, with ${stages[0]!.absorbedMl!.toFixed(0)} mL that would lose inflow`);
    expect(after.newWorldName).toBe("H78");
  });

  test("changes no name where there is none, or where a person drew the plan", () => {
    const none: Plan = { ...planOf([]), stages: [stageOf([closed({ kind: "segments", segments: ["7"] })])] };
    expect(named(none).after).toBe(none);
    expect(named(none).stages[0]!.absorbedMl).toBe(0);
    const drawn = planOf(["8"], "drawn");
    expect(named(drawn).after).toBe(drawn);
    expect(named(drawn).stages[0]!.absorbedMl).toBeUndefined();
  });
});

describe("ablation and stages", () => {
  const lesions = [
    { centreMm: [48, -5, 5], radiusMm: 6 },
    { centreMm: [-60, 0, -15], radiusMm: 8 },
  ] as const;
  const liver = prepareEvaluation(idealLiver({ lesions }), referenceKernels);
  const [left, right] = liver.anatomy.lesions;

  test("[FLR-01] an ablation zone is no functional remnant, and a lesion within it has an ablation margin", () => {
    const stage = stageOf([], { ablations: [{ lesion: left!.id, radiiMm: [14, 14, 14] }] });
    const nothing = evaluateStage(liver, planResection(liver, stageOf([])), stageOf([]));
    const { volumes, margins, ...evaluation } = evaluateStage(liver, planResection(liver, stage), stage);
    const state = stateOnGrid(liver.anatomy.grid, evaluation.state);
    const ablatedMl = state.reduce((sum, value) => sum + (value === VOXEL_STATE.ablated ? 1 : 0), 0) * 0.027;
    expect(volumes.ablatedMl).toBeCloseTo(ablatedMl, 6);
    expect(volumes.healthyAblatedMl).toBeCloseTo(ablatedMl - left!.volumeMl, 6);
    expect(volumes.functionalRemnantMl!).toBeCloseTo(nothing.volumes.functionalRemnantMl! - volumes.healthyAblatedMl!, 6);
    // pictures and label maps show what tumourLeftMl says: no tumour where it was ablated
    expect(new Set(Array.from(liver.lesionVoxels[0]!, (voxel) => state[voxel]))).toEqual(new Set([VOXEL_STATE.ablated]));
    expect(state.filter((value) => value === VOXEL_STATE.tumour).length * 0.027).toBeCloseTo(volumes.tumourLeftMl, 6);
    expect(nothing.volumes.healthyAblatedMl).toBeUndefined();
    expect(margins[0]!.kind).toBe("ablation");
    expect(Math.abs(margins[0]!.parenchymalMm! - 8)).toBeLessThan(Math.hypot(3, 3, 3) / 2);
    expect(volumes.tumourLeftMl).toBeCloseTo(right!.volumeMl, 6);
  });

  test("tumour left is that of lesions to remove that are seen: none that is benign, and no former site", () => {
    const others = [
      { centreMm: [20, -10, 15], radiusMm: 6, status: "benign" },
      { centreMm: [20, -10, -15], radiusMm: 6, status: "disappeared", origin: "note" },
      { centreMm: [-20, -10, -15], radiusMm: 5, status: "disappeared" },
    ] as const;
    const five = prepareEvaluation(idealLiver({ lesions: [...lesions, ...others] }), referenceKernels);
    const [one, two, , , seen] = five.anatomy.lesions;
    const stage = stageOf([], { ablations: [{ lesion: one!.id, radiiMm: [14, 14, 14] }] });
    const { volumes, margins } = evaluateStage(five, planResection(five, stage), stage);
    expect(volumes.tumourLeftMl).toBeCloseTo(two!.volumeMl + seen!.volumeMl, 9);
    // what is no functional liver stays none, and each lesion keeps its entry
    expect(margins.map(({ kind }) => kind)).toEqual(["ablation", "not-removed", "not-removed", "not-removed", "not-removed"]);
  });

  test("an ablation that does not cover its lesion leaves it", () => {
    const stage = stageOf([], { ablations: [{ lesion: left!.id, radiiMm: [5, 14, 14] }] });
    const { margins, clearsDisease } = evaluateStage(liver, planResection(liver, stage), stage);
    expect(margins[0]!.kind).toBe("not-removed");
    expect(clearsDisease).toBe(false);
  });

  test("[PLN-02] a second stage adds to the first; only then the disease is cleared", () => {
    const rightPortal = { tree: "portal", branch: "P2" as BranchId } as const;
    const plan: Plan = {
      id: "two",
      name: "two stages",
      origin: "drawn",
      family: "two-stage",
      why: "test",
      stages: [
        stageOf([{ kind: "wedge", lesion: left!.id, marginMm: 5 }], { occlude: [rightPortal] }),
        stageOf([RIGHT], { keep: MIDDLE_VEIN }),
      ],
    };
    const [first, second] = evaluatePlan(liver, plan);
    expect([first!.clearsDisease, second!.clearsDisease]).toEqual([false, true]);
    expect(first!.volumes.occludedMl!).toBeGreaterThan(100);
    // occluded liver lives on the artery until the second stage
    expect(first!.volumes.noInflowMl!).toBeLessThan(1);
    expect(second!.volumes.resectedMl).toBeGreaterThan(first!.volumes.resectedMl);
    expect(second!.margins[0]).toEqual(first!.margins[0]);
  });

  test("a lesion that is ablated first and resected later ends as resected, with the margin of its resection", () => {
    const first = stageOf([], { ablations: [{ lesion: right!.id, radiiMm: [14, 14, 14] }] });
    const second = stageOf([RIGHT], { keep: MIDDLE_VEIN });
    const plan: Plan = {
      id: "two",
      name: "two stages",
      origin: "drawn",
      family: "two-stage",
      why: "test",
      stages: [first, second],
    };
    const margins = evaluatePlan(liver, plan).map((stage) => stage.margins[1]!);
    expect(margins.map(({ kind }) => kind)).toEqual(["ablation", "resected"]);
    const alone = evaluateStage(liver, planResection(liver, second), second).margins[1]!;
    expect(margins[1]!.parenchymalMm).toBe(alone.parenchymalMm);
    const neverResected = evaluatePlan(liver, { ...plan, stages: [first, stageOf([])] }).map((stage) => stage.margins[1]!);
    expect(neverResected[1]).toEqual(neverResected[0]);
  });

  test("a watched lesion stands as surveilled, and the plan does not clear the disease", () => {
    const stage = stageOf([RIGHT], { surveil: [{ lesion: left!.id }] });
    const { margins, clearsDisease, surveilled, undecided } = evaluateStage(liver, planResection(liver, stage), stage);
    expect(margins.map(({ kind }) => kind)).toEqual(["surveilled", "resected"]);
    expect(clearsDisease).toBe(false);
    expect([surveilled, undecided]).toEqual([[left!.id], []]);
  });

  test.each(["disappeared", "indeterminate"] as const)(
    "[PLN-02] a %s lesion asks for a decision: treated or watched on purpose the disease is cleared, passed over it is not",
    (status) => {
      const unsure = prepareEvaluation(idealLiver({ lesions: [{ ...lesions[0], status }, lesions[1]] }), referenceKernels);
      const [one] = unsure.anatomy.lesions;
      const decided = (rest: Partial<Stage>, origin: readonly Resection[] = [RIGHT]) => {
        const stage = stageOf(origin, rest);
        const { clearsDisease, undecided, surveilled } = evaluateStage(unsure, planResection(unsure, stage), stage);
        return { clearsDisease, undecided, surveilled };
      };
      expect(decided({})).toEqual({ clearsDisease: false, undecided: [one!.id], surveilled: [] });
      expect(decided({ surveil: [{ lesion: one!.id }] })).toEqual({ clearsDisease: true, undecided: [], surveilled: [one!.id] });
      expect(decided({ ablations: [{ lesion: one!.id, radiiMm: [14, 14, 14] }] })).toEqual({
        clearsDisease: true,
        undecided: [],
        surveilled: [],
      });
      // what is treated is not watched, whatever the stage says
      expect(decided({ surveil: [{ lesion: one!.id }] }, [RIGHT, { kind: "wedge", lesion: one!.id, marginMm: 5 }])).toEqual({
        clearsDisease: true,
        undecided: [],
        surveilled: [],
      });
    },
  );

  test("a benign lesion asks for nothing", () => {
    const benign = prepareEvaluation(
      idealLiver({ lesions: [{ ...lesions[0], status: "benign" }, lesions[1]] }),
      referenceKernels,
    );
    const stage = stageOf([RIGHT]);
    const { clearsDisease, undecided } = evaluateStage(benign, planResection(benign, stage), stage);
    expect([clearsDisease, undecided]).toEqual([true, []]);
  });

  test("a decision to watch holds in the stages that follow", () => {
    const unsure = prepareEvaluation(
      idealLiver({ lesions: [{ ...lesions[0], status: "disappeared" }, lesions[1]] }),
      referenceKernels,
    );
    const stages = [stageOf([], { surveil: [{ lesion: unsure.anatomy.lesions[0]!.id }] }), stageOf([RIGHT])];
    const plan: Plan = { id: "w", name: "w", origin: "drawn", family: "two-stage", why: "test", stages };
    expect(evaluatePlan(unsure, plan).map(({ clearsDisease }) => clearsDisease)).toEqual([false, true]);
  });
});
