import type { Vector3 } from "@cantlie/geometry";
import type { Kernels } from "@cantlie/volume";
import {
  evaluateStage,
  interval90,
  organUncertainty,
  PlanError,
  type PreparedAnatomy,
  planResection,
  prepareEvaluation,
  DEFAULT_EVALUATION_SETTINGS as SETTINGS,
  type Stage,
  type StageEvaluation,
  type UncertainVolume,
  type VolumeDeviation,
} from "../../src/index.ts";
import { COVERAGE_PLANS } from "./coverage-plans.ts";
import { type Erring, labelledTwice } from "./labelled-twice.ts";

/** A volume as it is measured on labels with errors, and as it truly is. */
export interface MeasuredVolume {
  readonly plan: string;
  readonly volume: string;
  readonly errorMl: number;
  readonly sdMl: number;
  readonly parts?: VolumeDeviation;
  /** whether the 90 % interval around what is measured holds the truth */
  readonly isHeld: boolean;
}

export interface CoverageOptions {
  readonly spacingMm: Vector3;
  readonly terminals: number;
  readonly kernels: Kernels;
  readonly errs?: readonly Erring[];
}

/** Every volume of every plan that can be made on one phantom; the plan is made on the labels with errors and carried out on the true ones. */
export function measuredVolumes(seed: number, options: CoverageOptions): MeasuredVolume[] {
  const { truth, observed } = labelledTwice({ seed, ...options });
  const [trueLiver, seenLiver] = [truth, observed].map((anatomy) => prepareEvaluation(anatomy, options.kernels)) as [
    PreparedAnatomy,
    PreparedAnatomy,
  ];
  const measured = COVERAGE_PLANS.flatMap(({ name, stage }) => {
    const planned = stage(seenLiver);
    const [seen, true_] = [seenLiver, trueLiver].map((prepared) => evaluated(prepared, planned));
    return seen && true_ ? volumesOf(name, seen, true_) : [];
  });
  return [...measured, ...organVolumes(seenLiver, trueLiver)];
}

/** Undefined where the plan is none on these labels, such as a wedge without access. */
function evaluated(prepared: PreparedAnatomy, stage: Stage): StageEvaluation | undefined {
  try {
    return evaluateStage(prepared, planResection(prepared, stage), stage);
  } catch (error) {
    if (error instanceof PlanError) return undefined;
    throw error;
  }
}

function volumesOf(plan: string, seen: StageEvaluation, true_: StageEvaluation): MeasuredVolume[] {
  return Object.entries(seen.uncertainty).map(([name, parts]) => {
    const key = `${name as UncertainVolume}Ml` as const;
    return { ...measuredVolume(seen.volumes[key]!, true_.volumes[key]!, parts.sdMl), plan, volume: name, parts };
  });
}

function organVolumes(seen: PreparedAnatomy, true_: PreparedAnatomy): MeasuredVolume[] {
  const { liverVolumeSdMl, tumourVolumeSdMl } = organUncertainty(seen, SETTINGS);
  const tumourMl = ({ anatomy }: PreparedAnatomy): number => anatomy.lesions.reduce((sum, { volumeMl }) => sum + volumeMl, 0);
  const liverMl = ({ anatomy, organVoxelCount }: PreparedAnatomy): number =>
    (organVoxelCount * anatomy.grid.spacingMm[0] * anatomy.grid.spacingMm[1] * anatomy.grid.spacingMm[2]) / 1000;
  return [
    { ...measuredVolume(liverMl(seen), liverMl(true_), liverVolumeSdMl), plan: "any", volume: "liver" },
    { ...measuredVolume(tumourMl(seen), tumourMl(true_), tumourVolumeSdMl), plan: "any", volume: "tumour" },
  ];
}

function measuredVolume(seenMl: number, trueMl: number, sdMl: number) {
  const [low, high] = interval90(seenMl, sdMl);
  // volumes are sums of voxels: a last bit is no difference
  const isHeld = trueMl >= low - 1e-9 && trueMl <= high + 1e-9;
  return { errorMl: seenMl - trueMl, sdMl, isHeld };
}

/** Share of intervals that hold the truth. */
export function coverage(measured: readonly Pick<MeasuredVolume, "isHeld">[]): number {
  return measured.filter(({ isHeld }) => isHeld).length / measured.length;
}

export function rootMeanSquare(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
