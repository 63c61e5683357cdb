import type { CutVessel, LesionMargin, StageEvaluation } from "../evaluation.ts";
import { differenceWords } from "./difference-words.ts";

/** What a comparison asks of a plan: its evaluation after the last stage, or its entry in plan.json. */
export interface ComparedPlan
  extends Pick<StageEvaluation, "volumes" | "margins" | "cuts" | "transectionAreaMm2" | "clearsDisease"> {
  /** what is divided, each vessel at its origin */
  readonly dividedVessels: readonly CutVessel[];
  /** operations; default 1 */
  readonly stages?: number;
}

/** One way in which a plan differs from another; `from` is the other's value, `to` the plan's own. */
export type PlanDifference =
  | { readonly kind: "functional-remnant" | "undrained" | "resected"; readonly fromMl: number; readonly toMl: number }
  | { readonly kind: "divided"; readonly only: readonly CutVessel[]; readonly instead: readonly CutVessel[] }
  | {
      readonly kind: "margin";
      readonly lesion: LesionMargin["lesion"];
      readonly surface: "parenchymal" | "vascular";
      /** Infinity where nothing that stays bounds it */
      readonly fromMm: number;
      readonly toMm: number;
    }
  | {
      readonly kind: "treatment";
      readonly lesion: LesionMargin["lesion"];
      readonly from: LesionMargin["kind"];
      readonly to: LesionMargin["kind"];
    }
  | { readonly kind: "cuts" | "stages"; readonly from: number; readonly to: number }
  | { readonly kind: "cut-area"; readonly fromMm2: number; readonly toMm2: number };

export interface PlanComparison {
  readonly differences: readonly PlanDifference[];
  /** the differences in words, one phrase each, such as "margin of L2 falls from 9.0 to 5.2 mm"; none where the plans are alike */
  readonly words: readonly string[];
  /** those of the words that speak against the plan */
  readonly givesUp: readonly string[];
}

/** Less than this is no difference that an image shows: half a step of the finest scans' voxels. */
const LEAST_MARGIN_DIFFERENCE_MM = 0.5;

/** Less than a millilitre is below what a border of half a voxel holds. */
const LEAST_VOLUME_DIFFERENCE_ML = 1;

/** A wedge of 30 mm is cut over some 2000 mm²: a quarter of that is worth a word. */
const LEAST_AREA_DIFFERENCE_MM2 = 500;

/**
 * How a plan differs from another one of the same liver. What either of them does not know is not compared; a margin that a plan does not
 * have is no such thing: nothing that stays bounds it, as where the vessel at the lesion is taken.
 *
 * @param marginWantedMm margins that are this wide in both are not told apart: nobody weighs 56 against 54 mm; default all are told
 */
export function comparePlans(
  plan: ComparedPlan,
  other: ComparedPlan,
  { marginWantedMm = Infinity }: { readonly marginWantedMm?: number } = {},
): PlanComparison {
  const differences = [
    ...stagesDifference(plan, other),
    ...treatmentDifferences(plan, other),
    ...volumeDifferences(plan, other),
    ...dividedDifference(plan, other),
    ...marginDifferences(plan, other).filter(({ fromMm, toMm }) => Math.min(fromMm, toMm) < marginWantedMm),
    ...cutDifferences(plan, other),
  ];
  return { differences, ...differenceWords(differences) };
}

function stagesDifference({ stages: to = 1 }: ComparedPlan, { stages: from = 1 }: ComparedPlan): PlanDifference[] {
  return to === from ? [] : [{ kind: "stages", from, to }];
}

function treatmentDifferences(plan: ComparedPlan, other: ComparedPlan): PlanDifference[] {
  return pairedMargins(plan, other).flatMap(([to, from]) =>
    to.kind === from.kind ? [] : [{ kind: "treatment", lesion: to.lesion, from: from.kind, to: to.kind }],
  );
}

/** The functional remnant where both know it; else what is resected, which is always known. */
function volumeDifferences({ volumes: to }: ComparedPlan, { volumes: from }: ComparedPlan): PlanDifference[] {
  const differs = (fromMl: number, toMl: number): boolean => Math.abs(toMl - fromMl) >= LEAST_VOLUME_DIFFERENCE_ML;
  const known = to.functionalRemnantMl !== undefined && from.functionalRemnantMl !== undefined;
  const [fromMl, toMl] = known ? [from.functionalRemnantMl, to.functionalRemnantMl] : [from.resectedMl, to.resectedMl];
  const [undrainedFromMl, undrainedToMl] = [from.noOutflowMl ?? 0, to.noOutflowMl ?? 0];
  const bothDrained = to.noOutflowMl !== undefined && from.noOutflowMl !== undefined;
  return [
    ...(differs(fromMl, toMl) ? [{ kind: known ? ("functional-remnant" as const) : ("resected" as const), fromMl, toMl }] : []),
    ...(bothDrained && differs(undrainedFromMl, undrainedToMl)
      ? [{ kind: "undrained" as const, fromMl: undrainedFromMl, toMl: undrainedToMl }]
      : []),
  ];
}

function dividedDifference({ dividedVessels: own }: ComparedPlan, { dividedVessels: others }: ComparedPlan): PlanDifference[] {
  const without = (vessels: readonly CutVessel[], among: readonly CutVessel[]): CutVessel[] =>
    vessels.filter(({ tree, branch }) => !among.some((one) => one.tree === tree && one.branch === branch));
  const [only, instead] = [without(own, others), without(others, own)];
  return only.length + instead.length === 0 ? [] : [{ kind: "divided", only, instead }];
}

function marginDifferences(plan: ComparedPlan, other: ComparedPlan): Extract<PlanDifference, { kind: "margin" }>[] {
  const isTreated = ({ kind }: LesionMargin): boolean => kind === "resected" || kind === "ablation";
  const treatedByBoth = pairedMargins(plan, other).filter((pair) => pair.every(isTreated));
  return treatedByBoth.flatMap(([to, from]) =>
    (["parenchymal", "vascular"] as const).flatMap((surface) => {
      const { [`${surface}Mm` as const]: fromMm = Infinity } = from;
      const { [`${surface}Mm` as const]: toMm = Infinity } = to;
      // not below: of two infinite ones the difference is no number
      if (!(Math.abs(toMm - fromMm) >= LEAST_MARGIN_DIFFERENCE_MM)) return [];
      return [{ kind: "margin" as const, lesion: to.lesion, surface, fromMm, toMm }];
    }),
  );
}

function cutDifferences(plan: ComparedPlan, other: ComparedPlan): PlanDifference[] {
  const [fromMm2, toMm2] = [other.transectionAreaMm2, plan.transectionAreaMm2];
  return [
    ...(plan.cuts === other.cuts ? [] : [{ kind: "cuts" as const, from: other.cuts, to: plan.cuts }]),
    ...(Math.abs(toMm2 - fromMm2) < LEAST_AREA_DIFFERENCE_MM2 ? [] : [{ kind: "cut-area" as const, fromMm2, toMm2 }]),
  ];
}

/** The margins of each lesion that both plans speak of. */
function pairedMargins(plan: ComparedPlan, other: ComparedPlan): [LesionMargin, LesionMargin][] {
  return plan.margins.flatMap((to): [LesionMargin, LesionMargin][] => {
    const from = other.margins.find(({ lesion }) => lesion === to.lesion);
    return from === undefined ? [] : [[to, from]];
  });
}
