import type { BranchId, LesionId } from "@cantlie/anatomy";
import { translate, worldPoint } from "@cantlie/geometry";
import { referenceKernels } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import {
  checkStage,
  drawnResection,
  evaluateStage,
  type PlanErrorCode,
  planResection,
  prepareEvaluation,
  type Resection,
  type Stage,
} from "../src/index.ts";
import { anatomyOf } from "./build-anatomy.ts";
import { stageOf } from "./draw.ts";
import { idealLiver } from "./ideal-liver.ts";

const anatomy = idealLiver({ lesions: [{ centreMm: [48, -5, 5], radiusMm: 6 }] });
const prepared = prepareEvaluation(anatomy, referenceKernels);
const [lesion] = anatomy.lesions;
const H3 = "H3" as BranchId;
const h3At = anatomy.trees.hepatic!.branches[2]!.atMm;

function codeOf(action: () => unknown): PlanErrorCode | undefined {
  try {
    action();
  } catch (error) {
    return (error as { code?: PlanErrorCode }).code;
  }
  return undefined;
}

describe("references", () => {
  const moved = (byMm: number): Partial<Stage> => ({
    keep: [{ tree: "hepatic", branch: H3, atMm: translate(h3At, [0, 0, byMm]) }],
  });

  test("are refused if the thing has moved more than 3 mm, and taken if less", () => {
    expect(codeOf(() => checkStage(anatomy, stageOf([], moved(2.9))))).toBeUndefined();
    expect(codeOf(() => checkStage(anatomy, stageOf([], moved(3.1))))).toBe("plan/reference-moved");
    const wedge = (byMm: number): Resection => ({
      kind: "wedge",
      lesion: lesion!.id,
      marginMm: 5,
      atMm: translate(lesion!.centroidMm, [byMm, 0, 0]),
    });
    expect(codeOf(() => checkStage(anatomy, stageOf([wedge(2)])))).toBeUndefined();
    expect(codeOf(() => checkStage(anatomy, stageOf([wedge(9)])))).toBe("plan/reference-moved");
  });

  test.each<[PlanErrorCode, () => unknown]>([
    ["plan/unknown-branch", () => checkStage(anatomy, stageOf([], { keep: [{ tree: "hepatic", branch: "H99" as BranchId }] }))],
    ["plan/unknown-branch", () => checkStage(anatomy, stageOf([], { occlude: [{ tree: "portal", branch: "P99" as BranchId }] }))],
    ["plan/no-territory", () => checkStage(anatomy, stageOf([], { keep: [{ tree: "bile", branch: "B1" as BranchId }] }))],
    ["plan/unknown-lesion", () => planResection(prepared, stageOf([{ kind: "wedge", lesion: "L9" as LesionId, marginMm: 5 }]))],
    [
      "plan/outside-organ",
      () =>
        checkStage(
          anatomy,
          stageOf([], { ablations: [{ lesion: lesion!.id, radiiMm: [9, 9, 9], centreMm: worldPoint(-48, 5, 500) }] }),
        ),
    ],
    [
      "plan/conflict",
      () =>
        checkStage(
          anatomy,
          stageOf([{ kind: "segments", segments: ["5"], take: [{ tree: "hepatic", branch: H3 }] }], {
            keep: [{ tree: "hepatic", branch: H3 }],
          }),
        ),
    ],
    [
      "plan/conflict",
      () =>
        checkStage(
          anatomy,
          stageOf([
            {
              kind: "segments",
              segments: ["5"],
              keep: [{ tree: "hepatic", branch: H3 }],
              take: [{ tree: "hepatic", branch: H3 }],
            },
          ]),
        ),
    ],
    [
      "plan/unknown-branch",
      () =>
        checkStage(
          anatomy,
          stageOf([{ kind: "segments", segments: ["5"], take: [{ tree: "hepatic", branch: "H99" as BranchId }] }]),
        ),
    ],
    [
      "plan/unknown-lesion",
      () =>
        checkStage(
          anatomy,
          stageOf([{ kind: "wedge", lesion: lesion!.id, marginMm: 5, mergedWith: [{ lesion: "L9" as LesionId }] }]),
        ),
    ],
    [
      "plan/conflict",
      () =>
        checkStage(
          anatomy,
          stageOf([], { ablations: [{ lesion: lesion!.id, radiiMm: [9, 9, 9] }], surveil: [{ lesion: lesion!.id }] }),
        ),
    ],
    ["plan/unknown-segment", () => drawnResection(prepared, { kind: "segments", segments: ["4a"] })],
  ])("are refused with %s", (code, action) => {
    expect(codeOf(action)).toBe(code);
  });
});

describe("what the anatomy lacks", () => {
  const bare = prepareEvaluation(
    anatomyOf({ grid: anatomy.grid, organ: anatomy.organ, lesions: [{ centreMm: [48, -5, 5], radiusMm: 6 }] }),
    referenceKernels,
  );

  test("is refused where a resection is drawn on it", () => {
    expect(codeOf(() => drawnResection(bare, { kind: "segments", segments: ["2"] }))).toBe("plan/no-couinaud");
    expect(codeOf(() => drawnResection(bare, { kind: "territory", tree: "portal", branches: ["P1" as BranchId] }))).toBe(
      "plan/no-territory",
    );
  });

  test("[FLR-02] is unknown and named, never 0: no tree", () => {
    const stage = stageOf([{ kind: "wedge", lesion: lesion!.id, marginMm: 5 }]);
    const { volumes, unknown, remainingSegments, islandsMl, margins } = evaluateStage(bare, planResection(bare, stage), stage);
    expect(margins[0]!.parenchymalMm).toBeGreaterThan(5);
    expect(remainingSegments).toBeUndefined();
    expect(islandsMl).toBeUndefined();
    for (const field of ["noInflowMl", "noOutflowMl", "noBileMl", "functionalRemnantMl", "devitalisedMl", "intervalMl"]) {
      expect(volumes).not.toHaveProperty(field);
      expect(unknown.map((one) => one.field)).toContain(`volumes.${field}`);
    }
    expect(unknown.find(({ field }) => field === "volumes.functionalRemnantMl")!.missing).toEqual([
      "portal vein",
      "hepatic vein",
    ]);
    expect(Object.values(volumes).flat()).not.toContain(Number.NaN);
  });

  test("[FLR-02] is unknown and named, never cleared: no lesions", () => {
    const liver = prepareEvaluation(idealLiver(), referenceKernels);
    const stage = stageOf([{ kind: "segments", segments: ["5", "6", "7", "8"] }]);
    const { clearsDisease, unknown } = evaluateStage(liver, planResection(liver, stage), stage);
    expect(clearsDisease).toBe(false);
    expect(unknown).toContainEqual({ field: "clearsDisease", missing: ["lesions"] });
    const [known] = [evaluateStage(prepared, planResection(prepared, stage), stage)];
    expect(known.unknown.map(({ field }) => field)).not.toContain("clearsDisease");
  });

  test("[FLR-02] is unknown and named, never 0: no hepatic veins", () => {
    const liver = prepareEvaluation(idealLiver({ without: ["hepatic"] }), referenceKernels);
    const stage = stageOf([{ kind: "segments", segments: ["5", "6", "7", "8"] }]);
    const { volumes } = evaluateStage(liver, planResection(liver, stage), stage);
    expect(volumes.noInflowMl).toBeDefined();
    expect(volumes.functionalRemnantIgnoringCongestionMl).toBeGreaterThan(0);
    expect(volumes.noOutflowMl).toBeUndefined();
    expect(volumes.functionalRemnantMl).toBeUndefined();
  });
});

test("wrong arguments are RangeErrors that tell value and expectation", () => {
  const few = new Uint8Array(5);
  expect(() => drawnResection(prepared, { kind: "drawn", mask: few })).toThrow(/5 values/);
  expect(() => drawnResection(prepared, { kind: "wedge", lesion: lesion!.id, marginMm: -1 })).toThrow(/marginMm is -1/);
});
