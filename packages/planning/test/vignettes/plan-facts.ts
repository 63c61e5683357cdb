import { flrSufficiency } from "@cantlie/clinical";
import type { StageEvaluation } from "../../src/evaluation.ts";
import { VOXEL_STATE } from "../../src/evaluation.ts";
import { finishedResection } from "../../src/finished-resection.ts";
import type { Plan, Stage } from "../../src/plan.ts";
import type { PreparedAnatomy } from "../../src/prepared-anatomy.ts";
import { stateOnGrid } from "../../src/state-runs.ts";
import { isInSegments, type PatientSketch, type Treatment } from "./vignette.ts";
import { bodyOfVignette, thresholdsOf } from "./vignette-body.ts";
import type { VignetteLiver } from "./vignette-liver.ts";

/** What the clauses of a vignette ask of a plan. Fractions are of liver without lesions. */
export interface PlanFacts {
  readonly name: string;
  readonly family: string;
  readonly stages: number;
  readonly clearsDisease: boolean;
  readonly verdict: string;
  readonly resectedFraction: number;
  readonly lostFraction: number;
  readonly shareOf: (segments: readonly string[]) => { readonly resected: number; readonly undrained: number };
  /** in the vignette's order */
  readonly lesions: readonly { readonly treatedBy: Treatment; readonly leastMarginMm: number | undefined }[];
  readonly reconstructs: readonly string[];
  /** lesions, numbered from 1 in the vignette's order, that the first stage removes or ablates */
  readonly firstStage: { readonly treats: readonly number[]; readonly occludes: boolean };
}

export function planFacts(
  liver: VignetteLiver,
  prepared: PreparedAnatomy,
  {
    plan,
    evaluations,
    patient,
  }: {
    readonly plan: Plan;
    /** one per stage */
    readonly evaluations: readonly StageEvaluation[];
    readonly patient: PatientSketch;
  },
): PlanFacts {
  const { anatomy } = liver;
  const last = evaluations.at(-1)!;
  const { resected, functional, noOutflow } = VOXEL_STATE;
  const states = stateOnGrid(anatomy.grid, last.state);
  const count = (state: number, counts: (voxel: number) => boolean): number => {
    let voxels = 0;
    states.forEach((value, voxel) => {
      if (value === state && anatomy.lesionLabels[voxel] === 0 && counts(voxel)) voxels++;
    });
    return voxels;
  };
  const liverVoxels = (counts: (voxel: number) => boolean): number =>
    anatomy.organ.reduce(
      (sum, inside, voxel) => sum + (inside !== 0 && anatomy.lesionLabels[voxel] === 0 && counts(voxel) ? 1 : 0),
      0,
    );
  const everywhere = (): boolean => true;
  const all = liverVoxels(everywhere);
  return {
    name: plan.name,
    family: plan.family,
    stages: plan.stages.length,
    clearsDisease: last.clearsDisease,
    verdict: verdictOf(liver, last, patient),
    resectedFraction: count(resected, everywhere) / all,
    lostFraction: 1 - count(functional, everywhere) / all,
    shareOf: (segments) => {
      const isOne = (voxel: number): boolean => isInSegments(anatomy.couinaud!.values[voxel]!, segments);
      const voxels = liverVoxels(isOne);
      return { resected: count(resected, isOne) / voxels, undrained: count(noOutflow, isOne) / voxels };
    },
    lesions: liver.lesionAt.map((at) => ({
      treatedBy: treatmentOf(prepared, plan, last, at),
      leastMarginMm: leastMarginMm(last, at),
    })),
    reconstructs: plan.stages.flatMap(({ reconstruct }) =>
      reconstruct.map(({ tree, branch }) => anatomy.trees[tree]!.branches.find(({ id }) => id === branch)!.name),
    ),
    firstStage: firstStageOf(liver, plan.stages[0]!, evaluations[0]!),
  };
}

function leastMarginMm({ margins }: StageEvaluation, lesion: number): number | undefined {
  const { parenchymalMm, vascularMm } = margins[lesion]!;
  const least = Math.min(parenchymalMm ?? Infinity, vascularMm ?? Infinity);
  return Number.isFinite(least) ? least : undefined;
}

function treatmentOf(prepared: PreparedAnatomy, plan: Plan, { margins }: StageEvaluation, lesion: number): Treatment {
  const { kind } = margins[lesion]!;
  if (kind === "not-removed") return "nothing";
  if (kind === "surveilled") return "surveillance";
  if (kind === "ablation") return "ablation";
  const isAnatomical = plan.stages.some(({ resections }) =>
    resections.some(
      (resection) => resection.kind !== "wedge" && takesWhole(prepared, finishedResection(prepared, resection), lesion),
    ),
  );
  return isAnatomical ? "anatomical" : "wedge";
}

function takesWhole(prepared: PreparedAnatomy, { first, length }: ReturnType<typeof finishedResection>, lesion: number): boolean {
  const taken = new Set<number>();
  first.forEach((from, run) => {
    for (let voxel = from; voxel < from + length[run]!; voxel++) taken.add(voxel);
  });
  return prepared.lesionVoxels[lesion]!.every((voxel) => taken.has(voxel));
}

function firstStageOf(liver: VignetteLiver, stage: Stage, { margins }: StageEvaluation): PlanFacts["firstStage"] {
  const treats = liver.lesionAt.flatMap((at, n) => (["resected", "ablation"].includes(margins[at]!.kind) ? [n + 1] : []));
  return { treats, occludes: stage.occlude.length > 0 };
}

function verdictOf(liver: VignetteLiver, evaluation: StageEvaluation, patient: PatientSketch): string {
  const { volumes, adjacentSegmentsRemain } = evaluation;
  const finding = flrSufficiency(
    {
      ...bodyOfVignette(liver, patient),
      flrMl: volumes.functionalRemnantFullCongestionMl,
      flrIgnoringCongestionMl: volumes.functionalRemnantIgnoringCongestionMl,
      adjacentRemainingSegments: adjacentSegmentsRemain === undefined ? undefined : adjacentSegmentsRemain ? 2 : 1,
    },
    thresholdsOf(patient),
  );
  return finding.kind === "known" ? finding.group! : finding.kind;
}
