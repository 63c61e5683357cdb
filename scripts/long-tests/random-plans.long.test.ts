import { buildAnatomy, type Segment } from "@cantlie/anatomy";
import { planeThrough, type Vector3, worldPoint } from "@cantlie/geometry";
import { makePhantom } from "@cantlie/phantoms";
import {
  DEFAULT_EVALUATION_SETTINGS,
  evaluateStage,
  intersectRuns,
  maskOfRuns,
  PlanError,
  planResection,
  prepareEvaluation,
  type Resection,
  runsOf,
  type Stage,
  type StageEvaluation,
  stateOnGrid,
  uniteRuns,
  VOXEL_STATE,
  type VoxelRuns,
} from "@cantlie/planning";
import { createKernels, indexToWorld, voxelsToMl } from "@cantlie/volume";
import { afterAll, describe, expect, test } from "vitest";
import { seededRandom } from "../bench/seeded-random.ts";
import { table, writePart } from "./write-part.ts";

/*
 * Random plans on a whole anatomy: what must hold of any plan holds of each. Every plan is of one to three resections of any kind
 * on a phantom with all its vessels.
 */

const RUNS = 1000;
const SEGMENTS: readonly Segment[] = ["1", "2", "3", "4", "5", "6", "7", "8"];

const phantom = makePhantom({ seed: 1, spacingMm: [3, 3, 3], lesions: 4 });
const { grid: _grid, couinaud: _couinaud, bileDuct: _bile, ...labels } = phantom.labels;
const kernels = createKernels();
const anatomy = buildAnatomy({ grid: phantom.grid, ...labels }, { kernels, territoryMethod: "geodesic" });
const prepared = prepareEvaluation(anatomy, kernels);
const organVoxels = anatomy.organ.reduce((sum, inside) => sum + inside, 0);
const random = seededRandom(1000);
const began = performance.now();

/** how often each kind of resection was drawn and each property looked at */
const drawn = new Map<string, number>();
const looked = new Map<string, number>();

describe("random plans", () => {
  test(`what must hold of any plan holds of ${RUNS}`, () => {
    const broken: string[] = [];
    for (let run = 0; run < RUNS; run++) {
      const stage = stageOf(randomResections());
      const resected = resectionOf(stage);
      if (resected === undefined) continue;
      for (const problem of problemsOf(stage, resected)) broken.push(`plan ${run}: ${problem}`);
    }
    expect(broken.slice(0, 20)).toEqual([]);
    // a wedge at the hilum and a territory of nothing are refused: the rest is what was looked at
    expect(looked.get("resected and remnant are the organ, voxel for voxel")).toBeGreaterThan(0.9 * RUNS);
  }, 600_000);
});

function problemsOf(stage: Stage, resected: VoxelRuns): string[] {
  const problems: string[] = [];
  const check = (what: string, holds: boolean): void => {
    looked.set(what, (looked.get(what) ?? 0) + 1);
    if (!holds) problems.push(what);
  };
  const plain = evaluateStage(prepared, resected, stage);
  conserves(plain, resected, check);
  const grown = grow(resected);
  const more = evaluateStage(prepared, grown, stage);
  check("more resected never leaves more", noMore(more, plain, ["remnantMl", "functionalRemnantMl", "tumourLeftMl"]));
  check("more resected leaves no voxel alive that was not", livingWithin(more, plain));
  check("more resected clears what less cleared", !plain.clearsDisease || more.clearsDisease);
  check("more resected lessens no margin within reach", noNearer(more, plain));
  const blocked = reference("portal");
  const occluded = evaluateStage(prepared, resected, stage, { ...DEFAULT_EVALUATION_SETTINGS, occludedBefore: [blocked] });
  check("a blocked portal branch changes no inflow that a cut took", plain.volumes.noInflowMl === occluded.volumes.noInflowMl);
  check("a blocked portal branch never adds functional liver", noMore(occluded, plain, ["functionalRemnantMl"]));
  const mended = evaluateStage(prepared, resected, { ...stage, reconstruct: [reference("hepatic")] });
  check("a vein mended never adds congestion", noMore(mended, plain, ["noOutflowMl"]));
  check("a vein mended never costs functional liver", noMore(plain, mended, ["functionalRemnantMl"]));
  return problems;
}

function conserves(evaluation: StageEvaluation, resected: VoxelRuns, check: (what: string, holds: boolean) => void): void {
  const { volumes } = evaluation;
  const state = stateOnGrid(anatomy.grid, evaluation.state);
  const taken = maskOfRuns(anatomy.grid, resected);
  const inState = new Array<number>(1 + Math.max(...Object.values(VOXEL_STATE))).fill(0);
  let strays = 0;
  for (let voxel = 0; voxel < state.length; voxel++) {
    inState[state[voxel]!]!++;
    if ((anatomy.organ[voxel] === 0) !== (state[voxel] === VOXEL_STATE.outside)) strays++;
    if (taken[voxel] !== (state[voxel] === VOXEL_STATE.resected ? 1 : 0)) strays++;
  }
  const resectedVoxels = inState[VOXEL_STATE.resected]!;
  const isMl = (ml: number, voxels: number): boolean => Math.abs(ml - voxelsToMl(anatomy.grid, voxels)) < 1e-6;
  check("every organ voxel has one state, others have none", strays === 0);
  check(
    "resected and remnant are the organ, voxel for voxel",
    isMl(volumes.resectedMl, resectedVoxels) && isMl(volumes.remnantMl, organVoxels - resectedVoxels),
  );
  const [full, ignoring] = [volumes.functionalRemnantFullCongestionMl!, volumes.functionalRemnantIgnoringCongestionMl!];
  check("functional liver is the voxels that are", isMl(full, inState[VOXEL_STATE.functional]!));
  check(
    "functional liver is at most the remnant, and congestion only costs",
    full <= ignoring && ignoring <= volumes.remnantMl + 1e-9,
  );
  check("healthy liver resected is at most all that is resected", volumes.healthyResectedMl <= volumes.resectedMl + 1e-9);
}

type VolumeName = "remnantMl" | "functionalRemnantMl" | "tumourLeftMl" | "noInflowMl" | "noOutflowMl";

function noMore(less: StageEvaluation, more: StageEvaluation, names: readonly VolumeName[]): boolean {
  return names.every((name) => less.volumes[name]! <= more.volumes[name]! + 1e-9);
}

function livingWithin(more: StageEvaluation, plain: StageEvaluation): boolean {
  const before = stateOnGrid(anatomy.grid, plain.state);
  return stateOnGrid(anatomy.grid, more.state).every(
    (value, voxel) => value !== VOXEL_STATE.functional || before[voxel] === VOXEL_STATE.functional,
  );
}

/** Margins are looked for along tissue up to 20 mm; where nothing is left there, how much farther the next cut is may change either way. */
function noNearer(more: StageEvaluation, plain: StageEvaluation): boolean {
  const leastMm = ({ margins }: StageEvaluation, n: number): number =>
    Math.min(20 - prepared.marginBiasMm, margins[n]!.parenchymalMm ?? Infinity, margins[n]!.vascularMm ?? Infinity);
  return plain.margins.every(({ kind }, n) => kind !== "resected" || leastMm(more, n) >= leastMm(plain, n) - 1e-6);
}

/** Adds a ball of organ anywhere. */
function grow(resected: VoxelRuns): VoxelRuns {
  return uniteRuns(anatomy.grid, resected, intersectRuns(prepared.organRuns, runsOf(anatomy.grid, randomBall())));
}

function randomBall(): Uint8Array {
  const [x, y, z] = organPlace();
  const radiusMm = 5 + 40 * random();
  return anatomy.organ.map((_, voxel) => {
    const at = indexToWorld(anatomy.grid, voxel);
    return Math.hypot(at[0] - x, at[1] - y, at[2] - z) <= radiusMm ? 1 : 0;
  });
}

function randomResections(): Resection[] {
  return Array.from({ length: 1 + Math.floor(3 * random()) }, () => {
    const resection = RESECTIONS[Math.floor(RESECTIONS.length * random())]!();
    drawn.set(resection.kind, (drawn.get(resection.kind) ?? 0) + 1);
    return resection;
  });
}

const RESECTIONS: readonly (() => Resection)[] = [
  () => ({ kind: "surface", plane: planeThrough(worldPoint(...organPlace()), direction()) }),
  () => ({ kind: "segments", segments: SEGMENTS.filter((_, n) => n === 3 || random() < 0.3) }),
  () => ({ kind: "wedge", lesion: pick(anatomy.lesions).id, marginMm: 12 * random() }),
  () => {
    const tree = random() < 0.7 ? "portal" : "hepatic";
    return { kind: "territory", tree, branches: [pick(anatomy.trees[tree]!.branches).id] };
  },
  () => ({ kind: "drawn", mask: randomBall() }),
];

/** Undefined where planning refuses the plan with a code; anything else that is thrown fails. */
function resectionOf(stage: Stage): VoxelRuns | undefined {
  try {
    return planResection(prepared, stage);
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    looked.set(`refused: \`${error.code}\``, (looked.get(`refused: \`${error.code}\``) ?? 0) + 1);
    return undefined;
  }
}

function stageOf(resections: readonly Resection[]): Stage {
  return { resections, keep: [], reconstruct: [], ablations: [], surveil: [], occlude: [] };
}

function reference(tree: "portal" | "hepatic") {
  return { tree, branch: pick(anatomy.trees[tree]!.branches).id };
}

function organPlace(): Vector3 {
  for (;;) {
    const voxel = Math.floor(anatomy.organ.length * random());
    if (anatomy.organ[voxel] !== 0) return indexToWorld(anatomy.grid, voxel);
  }
}

function direction(): Vector3 {
  const z = 2 * random() - 1;
  const angle = 2 * Math.PI * random();
  return [Math.sqrt(1 - z * z) * Math.cos(angle), Math.sqrt(1 - z * z) * Math.sin(angle), z];
}

function pick<T>(from: readonly T[]): T {
  return from[Math.floor(from.length * random())]!;
}

afterAll(() => {
  if (looked.size === 0) return;
  const counted = (counts: ReadonlyMap<string, number>) => [...counts].map(([what, times]) => [what, times]);
  writePart("random-plans", {
    title: "Random plans",
    seconds: (performance.now() - began) / 1000,
    text:
      `${RUNS} plans of one to three random resections on phantom 1 with voxels of 3 mm, all vessels and ${anatomy.lesions.length} lesions. ` +
      "A property that fails once fails the test.\n\n" +
      `${table(["resections drawn", "times"], counted(drawn))}\n\n${table(["property, or why a plan was refused", "plans"], counted(looked))}`,
  });
});
