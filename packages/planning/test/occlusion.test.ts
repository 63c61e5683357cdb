import type { BranchId, TreeKind } from "@cantlie/anatomy";
import { IDENTITY3, type Vector3, worldPoint } from "@cantlie/geometry";
import { makeGrid, referenceKernels, voxelCount } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import {
  type BranchReference,
  DEFAULT_EVALUATION_SETTINGS,
  evaluatePlan,
  evaluateStage,
  type Plan,
  planResection,
  prepareEvaluation,
  stateOnGrid,
  VOXEL_STATE,
} from "../src/index.ts";
import { anatomyOf, type BranchSketch } from "./build-anatomy.ts";
import { stageOf } from "./draw.ts";

/** A block of liver of 80 × 40 × 40 mm; the right half is fed by one branch, the left by another. */
const grid = makeGrid([40, 20, 20], [2, 2, 2], worldPoint(0, 0, 0), IDENTITY3);
const organ = new Uint8Array(voxelCount(grid)).fill(1);
const path = (...points: Vector3[]): BranchSketch["path"] => points;
const forked: readonly BranchSketch[] = [
  { path: path([40, -6, 20], [40, 6, 20]), radiusMm: 2, order: 0 },
  { path: path([40, 6, 20], [12, 20, 20]), radiusMm: 1, parent: 0, order: 1 },
  { path: path([40, 6, 20], [68, 20, 20]), radiusMm: 1, parent: 0, order: 1 },
];
const rooted: readonly BranchSketch[] = [
  { path: path([12, -6, 20], [12, 20, 20]), radiusMm: 1, order: 0 },
  { path: path([68, -6, 20], [68, 20, 20]), radiusMm: 1, order: 0 },
];
const veins: readonly BranchSketch[] = [
  { path: path([12, 46, 20], [12, 24, 20]), radiusMm: 1, order: 0 },
  { path: path([68, 46, 20], [68, 24, 20]), radiusMm: 1, order: 0 },
];
const reference = (tree: TreeKind, branch: string): BranchReference => ({ tree, branch: branch as BranchId });
const liver = prepareEvaluation(anatomyOf({ grid, organ, trees: { portal: forked, hepatic: veins } }), referenceKernels);
const HALF_ML = 64;

describe("liver of a portal branch that was occluded before", () => {
  const settings = { ...DEFAULT_EVALUATION_SETTINGS, occludedBefore: [reference("portal", "P2")] };
  const nothing = stageOf([]);

  test("[FLR-01] is neither functional nor dead, has a state of its own and is told", () => {
    const { volumes, state, islandsMl } = evaluateStage(liver, planResection(liver, nothing), nothing, settings);
    // the border between the two branches lies within a voxel of the middle
    expect(Math.abs(volumes.occludedMl! - HALF_ML)).toBeLessThan(HALF_ML / 20);
    expect(volumes.functionalRemnantMl).toBeCloseTo(volumes.remnantMl - volumes.occludedMl!, 9);
    expect(volumes.functionalRemnantIgnoringCongestionMl).toBeCloseTo(volumes.functionalRemnantMl!, 9);
    expect([volumes.noInflowMl, volumes.devitalisedMl, volumes.noOutflowMl]).toEqual([0, 0, 0]);
    const occluded = stateOnGrid(grid, state).filter((value) => value === VOXEL_STATE.occluded).length;
    expect((occluded * 8) / 1000).toBeCloseTo(volumes.occludedMl!, 9);
    // it lives: it parts no piece of liver from another
    expect(islandsMl).toBe(0);
  });

  test("is dead where its branch is cut all the same, or the artery is", () => {
    const cutsP2 = stageOf([{ kind: "drawn", mask: Uint8Array.from(organ, (_, voxel) => (isOn(voxel, [30, 10, 20]) ? 1 : 0)) }]);
    const cut = evaluateStage(liver, planResection(liver, cutsP2), cutsP2, settings).volumes;
    expect(cut.noInflowMl!).toBeGreaterThan(10);
    expect(cut.occludedMl! + cut.noInflowMl!).toBeGreaterThan(HALF_ML * 0.9);
    const arterial = prepareEvaluation(
      anatomyOf({ grid, organ, trees: { portal: forked, hepatic: veins, artery: rooted } }),
      referenceKernels,
    );
    const cutsA1 = stageOf([{ kind: "drawn", mask: Uint8Array.from(organ, (_, voxel) => (isOn(voxel, [12, 0, 20]) ? 1 : 0)) }]);
    const { volumes, state } = evaluateStage(arterial, planResection(arterial, cutsA1), cutsA1, settings);
    expect(Math.abs(volumes.noInflowMl! - HALF_ML)).toBeLessThan(HALF_ML / 20);
    expect(stateOnGrid(grid, state).filter((value) => value === VOXEL_STATE.occluded).length * 8).toBeLessThan(HALF_ML * 50);
  });

  test("is never taken with a closed resection", () => {
    const closed = stageOf([
      { kind: "drawn", mask: Uint8Array.from(organ, (_, voxel) => (isOn(voxel, [76, 38, 20]) ? 1 : 0)), closed: true },
    ]);
    const plan = (occlude: readonly BranchReference[]): Plan => ({
      id: "two",
      name: "two stages",
      origin: "search",
      family: "two-stage",
      why: "test",
      stages: [{ ...nothing, occlude }, closed],
    });
    const [first, second] = evaluatePlan(liver, plan([reference("portal", "P2")]));
    const [, plain] = evaluatePlan(liver, plan([]));
    expect(second!.volumes.resectedMl).toBe(plain!.volumes.resectedMl);
    expect(second!.absorbedMl).toBe(0);
    // told at the stage that occludes as well, where it still works
    expect(first!.volumes.occludedMl).toBeCloseTo(second!.volumes.occludedMl!, 9);
    expect(first!.volumes.functionalRemnantMl).toBeCloseTo(first!.volumes.remnantMl, 9);
    expect(second!.volumes.functionalRemnantMl).toBeCloseTo(plain!.volumes.functionalRemnantMl! - second!.volumes.occludedMl!, 9);
  });

  test("with its hepatic vein occluded too is counted once", () => {
    const both = { ...settings, occludedBefore: [...settings.occludedBefore, reference("hepatic", "H1")] };
    const { volumes } = evaluateStage(liver, planResection(liver, nothing), nothing, both);
    expect(volumes.occludedMl! + volumes.functionalRemnantMl!).toBeCloseTo(volumes.remnantMl, 9);
    expect(volumes.noOutflowMl).toBe(0);
  });
});

describe("a replaced artery", () => {
  test("is a root of its own: without it only its own territory loses arterial inflow", () => {
    const arterial = prepareEvaluation(
      anatomyOf({ grid, organ, trees: { portal: forked, hepatic: veins, artery: rooted } }),
      referenceKernels,
    );
    expect(arterial.anatomy.trees.artery!.roots.length).toBe(2);
    const cutsA1 = stageOf([{ kind: "drawn", mask: Uint8Array.from(organ, (_, voxel) => (isOn(voxel, [12, 0, 20]) ? 1 : 0)) }]);
    const { state, cutVessels } = evaluateStage(arterial, planResection(arterial, cutsA1), cutsA1);
    expect(cutVessels.map(({ tree, branch }) => `${tree} ${branch}`)).toEqual(["artery A1"]);
    const { point } = arterial.anatomy.territories.artery!;
    const { branch } = arterial.anatomy.trees.artery!.points;
    stateOnGrid(grid, state).forEach((value, voxel) => {
      if (value !== VOXEL_STATE.resected) expect(value === VOXEL_STATE.noInflow).toBe(branch[point[voxel]!] === 0);
    });
  });
});

/** within 2 mm of a place in each direction */
function isOn(voxel: number, [x, y, z]: Vector3): boolean {
  const [i, j, k] = [voxel % 40, Math.floor(voxel / 40) % 20, Math.floor(voxel / 800)];
  return Math.abs(2 * i - x) <= 2 && Math.abs(2 * j - y) <= 2 && Math.abs(2 * k - z) <= 2;
}
