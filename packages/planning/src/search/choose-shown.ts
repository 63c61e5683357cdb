import type { LesionId } from "@cantlie/anatomy";
import type { Parcels } from "../parcels/parcels.ts";
import type { FoundPlan } from "./found-plan.ts";
import { listOfLesions } from "./list-of-lesions.ts";
import { planShape, shapeDifference } from "./plan-shape.ts";
import { compareShownOrder, SEGMENT_SHARE, shownOrderKey } from "./shown-order.ts";

/** Why a found plan is shown. */
export type ShownReason =
  | "leads"
  | "least-liver"
  | "widest-margins"
  | "fewest-cuts"
  | "smallest-vessel"
  | "resection-only"
  | "ablation-based"
  | "treats-all"
  | "watches"
  | "next";

export interface ShownPlan {
  readonly found: FoundPlan;
  readonly reason: ShownReason;
  /** the reason in words, without figures: those stand in the evaluation on voxels, after the cut is made smooth */
  readonly because: string;
}

export interface ShownFacts {
  readonly parcels: Parcels;
  /** ids of `anatomy.lesions` */
  readonly lesions: readonly LesionId[];
  readonly voxelMl: number;
  readonly wantedRemnantMl: number | undefined;
  readonly shown: { readonly least: number; readonly most: number };
}

/**
 * Plans whose removed and ablated liver differs by less than this share of what either treats are one operation to a surgeon: a fifth is a
 * wedge in five, or the strip by which two drawings of one section differ.
 */
export const DISTINCT_SHARE = 0.2;

/**
 * The plans to show, from the Pareto set: the one that leads the shown order, then the best by each other aim, each distinct from those chosen before. No plan
 * is taken that leaves too little liver, more lesions below the least margin or more lesions in place than the leading one has to. Where
 * fewer than the least number are found so, the next distinct ones of the shown order follow, and if these are still too few, those with more
 * lesions below the least margin: what the leading plan costs for its margins is for the meeting to weigh.
 */
export function chooseShown(pareto: readonly FoundPlan[], facts: ShownFacts): ShownPlan[] {
  const ordered = inShownOrder(pareto, facts);
  const leader = ordered[0];
  if (leader === undefined) return [];
  const chosen: ShownPlan[] = [{ found: leader, reason: "leads", because: whyLeads(leader, facts) }];
  const shapes = [planShape(facts.parcels, leader.candidates)];
  const isDistinct = (plan: FoundPlan): boolean => {
    const shape = planShape(facts.parcels, plan.candidates);
    return shapes.every((other) => shapeDifference(facts.parcels, shape, other) >= DISTINCT_SHARE);
  };
  const add = (found: FoundPlan, reason: ShownReason, because: string): void => {
    if (chosen.length >= facts.shown.most || !isDistinct(found)) return;
    chosen.push({ found, reason, because });
    shapes.push(planShape(facts.parcels, found.candidates));
  };
  for (const aim of AIMS) {
    const best = bestBy(aim, ordered, { leader, facts });
    if (best !== undefined) add(best, aim.reason, aim.because(best, facts));
  }
  for (const isEligible of [isAsSafe, isAsSafeButForMargins])
    for (const plan of ordered) {
      if (chosen.length >= facts.shown.least) break;
      if (isEligible(plan, leader)) add(plan, "next", whyNext(plan, leader));
    }
  return chosen.toSorted((a, b) => ordered.indexOf(a.found) - ordered.indexOf(b.found));
}

/** Found plans in the order in which plans are shown; equal ones in the order given. */
export function inShownOrder(
  pareto: readonly FoundPlan[],
  { parcels, voxelMl, wantedRemnantMl }: Pick<ShownFacts, "parcels" | "voxelMl" | "wantedRemnantMl">,
): FoundPlan[] {
  const liverMl = parcels.voxels.reduce((sum, voxels) => sum + voxels, 0) * voxelMl;
  const keys = new Map(
    pareto.map((plan, n) => {
      const { objectives, evaluation, left } = plan;
      const key = shownOrderKey({
        clearsDisease: left.length === 0,
        lesionsLeft: left.length,
        isSufficient: leavesWanted(plan, { parcels, wantedRemnantMl }),
        shortfallMl: Math.max(0, (wantedRemnantMl ?? 0) - evaluation.functionalVoxels * voxelMl),
        lesionsWatched: objectives.surveilled,
        lesionsBelowMinimum: objectives.belowMinimum,
        lesionsAblated: objectives.ablated,
        stages: 1,
        undrainedMl: evaluation.undrainedVoxels * voxelMl,
        liverLostMl: evaluation.liverLostVoxels * voxelMl,
        liverMl,
        marginDeficitMm: evaluation.marginDeficitMm,
      });
      return [n, key];
    }),
  );
  return pareto
    .map((plan, n) => ({ plan, n }))
    .toSorted((a, b) => compareShownOrder(keys.get(a.n)!, keys.get(b.n)!) || a.n - b.n)
    .map(({ plan }) => plan);
}

/**
 * Whether a plan leaves what is wanted. Of a liver without portal or hepatic veins or without segments only "too little" can be known: what
 * a tree that nobody labelled would lose makes it less.
 */
function leavesWanted(
  { objectives, evaluation }: FoundPlan,
  { parcels, wantedRemnantMl }: Pick<ShownFacts, "parcels" | "wantedRemnantMl">,
): boolean | undefined {
  if (objectives.shortfall > 0) return false;
  const { portal, hepatic } = parcels.prepared.attachment;
  const isKnown = portal !== undefined && hepatic !== undefined && evaluation.adjacentSegmentsRemain !== undefined;
  return isKnown && wantedRemnantMl !== undefined ? true : undefined;
}

interface Aim {
  readonly reason: ShownReason;
  /** numbers to be small, each deciding where those before it are equal */
  readonly key: (plan: FoundPlan) => readonly number[];
  /** plans that the aim speaks of, beside the leading one */
  readonly holds?: (plan: FoundPlan, leader: FoundPlan, facts: ShownFacts) => boolean;
  readonly because: (plan: FoundPlan, facts: ShownFacts) => string;
}

const AIMS: readonly Aim[] = [
  {
    reason: "resection-only",
    holds: ({ objectives }, leader) => leader.objectives.ablated > 0 && objectives.ablated === 0,
    key: () => [],
    because: () => "leads the plans that need no ablation",
  },
  {
    reason: "treats-all",
    holds: ({ objectives }, leader) => leader.objectives.surveilled > 0 && objectives.surveilled === 0,
    key: () => [],
    because: () => "leads the plans that treat also what is only watched otherwise",
  },
  {
    reason: "least-liver",
    key: ({ evaluation }) => [evaluation.liverLostVoxels],
    because: () => "loses the least liver of the plans found that are as safe as the leading one",
  },
  {
    reason: "widest-margins",
    holds: costsLittleMore,
    key: ({ evaluation }) => [evaluation.belowMinimum, evaluation.marginDeficitMm],
    because: () => "has the widest margins of the plans found that cost at most a segment more than the leading one",
  },
  {
    reason: "ablation-based",
    holds: ({ objectives }, leader) => leader.objectives.ablated === 0 && objectives.ablated > 0,
    key: () => [],
    because: (plan, facts) => `leads the plans with ablation: ablates ${treatedLesions(plan, facts, "ablated")}`,
  },
  {
    reason: "fewest-cuts",
    holds: costsLittleMore,
    key: ({ evaluation }) => [evaluation.cuts, evaluation.cutFacesMm2],
    because: () => "has the fewest and smallest cuts of the plans found that cost at most a segment more than the leading one",
  },
  {
    reason: "smallest-vessel",
    holds: costsLittleMore,
    key: ({ evaluation }) => [evaluation.largestVesselCutMm],
    because: () => "divides the smallest vessels of the plans found that cost at most a segment more than the leading one",
  },
  {
    reason: "watches",
    holds: ({ objectives }, leader) => objectives.surveilled > leader.objectives.surveilled,
    key: () => [],
    because: (plan, facts) => `leads the plans that watch ${treatedLesions(plan, facts, "surveilled")}`,
  },
];

/** The first in the shown order of those that are best by an aim. */
function bestBy(
  { key, holds, reason }: Aim,
  ordered: readonly FoundPlan[],
  { leader, facts }: { readonly leader: FoundPlan; readonly facts: ShownFacts },
): FoundPlan | undefined {
  const eligible = ordered.filter(
    (plan) =>
      (holds?.(plan, leader, facts) ?? true) && (isAsSafe(plan, leader) || (reason === "watches" && leavesEnough(plan, leader))),
  );
  return eligible.reduce<FoundPlan | undefined>(
    (best, plan) => (best === undefined || compareShownOrder(key(plan), key(best)) < 0 ? plan : best),
    undefined,
  );
}

/** Fewer cuts or wider margins are an alternative to the leading plan only where they do not cost a segment more. */
function costsLittleMore(plan: FoundPlan, leader: FoundPlan, { parcels }: ShownFacts): boolean {
  const moreVoxels = plan.evaluation.liverLostVoxels - leader.evaluation.liverLostVoxels;
  return moreVoxels <= SEGMENT_SHARE * parcels.prepared.organVoxelCount;
}

/** What must not be worse than in the leading plan for a plan to be shown at all. */
function isAsSafe(plan: FoundPlan, leader: FoundPlan): boolean {
  return plan.objectives.surveilled <= leader.objectives.surveilled && leavesEnough(plan, leader);
}

function isAsSafeButForMargins({ left, objectives }: FoundPlan, leader: FoundPlan): boolean {
  return (
    left.length <= leader.left.length &&
    objectives.surveilled <= leader.objectives.surveilled &&
    objectives.shortfall <= leader.objectives.shortfall
  );
}

function leavesEnough(plan: FoundPlan, leader: FoundPlan): boolean {
  return (
    plan.left.length <= leader.left.length &&
    plan.objectives.shortfall <= leader.objectives.shortfall &&
    plan.objectives.belowMinimum <= leader.objectives.belowMinimum
  );
}

function whyNext({ objectives }: FoundPlan, leader: FoundPlan): string {
  const more = objectives.belowMinimum - leader.objectives.belowMinimum;
  if (more <= 0) return "next in the order of plans";
  return `next in the order of plans: ${more} more ${more === 1 ? "lesion has" : "lesions have"} a margin below the least`;
}

function whyLeads(plan: FoundPlan, facts: ShownFacts): string {
  const { objectives, left } = plan;
  const cleared =
    left.length === 0
      ? objectives.surveilled > 0
        ? `treats or watches every lesion`
        : "clears every lesion"
      : `treats all but ${listOfLesions(left.map((n) => facts.lesions[n]!))}, which no single operation here can treat`;
  const isEnough = leavesWanted(plan, facts);
  const enough =
    isEnough === undefined
      ? undefined
      : isEnough
        ? `leaves enough liver`
        : `leaves too little liver, but lacks least of all plans found`;
  return [cleared, enough].filter((part) => part !== undefined).join(", ");
}

function treatedLesions({ evaluation }: FoundPlan, { lesions }: ShownFacts, how: "ablated" | "surveilled"): string {
  return listOfLesions(evaluation.lesions.flatMap(({ treated }, n) => (treated === how ? [lesions[n]!] : [])));
}
