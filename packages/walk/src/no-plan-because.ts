import type { LesionId, LiverAnatomy } from "@cantlie/anatomy";
import type { Policy } from "@cantlie/workup";
import { finalStage } from "./evaluated-plan.ts";
import type { RankedPlan } from "./order-plans.ts";

/** What plans were made from, for the reason why none of them will do. */
export interface PlansSought {
  readonly anatomy: Pick<LiverAnatomy, "lesions">;
  readonly policy: Policy;
  /** whether automatic plans were asked for */
  readonly search: boolean;
  /** candidates and plans that this liver or the policy does not allow */
  readonly notOffered: readonly { readonly id: string; readonly code: string; readonly message: string }[];
  /**
   * what kept the search from plans that treat every lesion, with a code that begins with `search/`; and why there are no plans in two
   * stages
   */
  readonly obstacles: readonly { readonly code?: string; readonly message: string; readonly loosenedBy: string }[];
  /** least functional remnant, mL; undefined where the body is not known */
  readonly wantedMl: number | undefined;
  /** portal branches were occluded before: what is planned is the second operation of two */
  readonly isOccluded: boolean;
}

/** Why no plan meets the policy, and what would loosen it; undefined if one does, or if that cannot be judged. */
export function noPlanBecause(plans: readonly RankedPlan[], sought: PlansSought): string | undefined {
  if (plans.length === 0) return noPlanMade(sought);
  if (sought.anatomy.lesions.length === 0)
    return "no lesion is labelled, so whether a plan clears the disease is unknown; give the lesions";
  const clearing = plans.filter(({ evaluated }) => finalStage(evaluated).clearsDisease);
  if (clearing.length === 0) return noneClears(plans, sought);
  return clearing.every(({ isSufficient }) => isSufficient === false) ? noneLeavesEnough(clearing, sought) : undefined;
}

function noPlanMade({ search, notOffered, obstacles }: PlansSought): string {
  if (!search) return "no plan was made: give drawn plans with --resections, or leave out --no-search";
  const kept = keptByPolicy(notOffered);
  if (kept.length === 0 && obstacles.length > 0) return obstaclesText(obstacles);
  return kept.length > 0
    ? `no plan was made: ${kept.join("; ")}; let one of them go (${POLICY_FIELDS}), or give drawn plans with --resections`
    : "no plan was made: these labels allow no automatic one, which needs segments (a Couinaud map, or portal and hepatic veins) or a lesion that a wedge can reach; give more labels, or drawn plans with --resections";
}

function obstaclesText(obstacles: PlansSought["obstacles"]): string {
  return obstacles.map(({ message, loosenedBy }) => `${message}; what would loosen it: ${loosenedBy}`).join("; ");
}

function noneClears(plans: readonly RankedPlan[], sought: PlansSought): string {
  const needed = sought.anatomy.lesions.filter(({ status }) => status !== "benign").map(({ id }) => id);
  const isUntreated = (plan: RankedPlan, id: LesionId): boolean => {
    const { margins, surveilled } = finalStage(plan.evaluated);
    const kind = margins.find(({ lesion }) => lesion === id)?.kind;
    return kind === "not-removed" || (kind === "surveilled" && !surveilled.includes(id));
  };
  const everLeft = needed.filter((id) => plans.every((plan) => isUntreated(plan, id)));
  if (everLeft.length > 0) return `no plan removes ${everLeft.join(", ")}${reasonsFor(everLeft, sought)}`;
  if (sought.obstacles.length > 0) return obstaclesText(sought.obstacles);
  if (!sought.search) return "no drawn plan treats every lesion; leave out --no-search to have combinations looked for";
  const { maxCuts, ablation } = sought.policy;
  return `every lesion goes in some plan, but not all in one: no combination of at most ${maxCuts.value} cuts and ${ablation.value.mostZones} ablation zones treats them all; more of either (maxCuts, ablation.mostZones) would loosen it, or a plan drawn by hand`;
}

/** Why nothing that was tried treats `lesions`, as far as what was not offered tells, and what would loosen that. */
function reasonsFor(lesions: readonly LesionId[], { notOffered, policy }: PlansSought): string {
  const about = notOffered.filter(({ id }) => lesions.some((lesion) => id.split("-").includes(lesion)));
  const kept = keptByPolicy(about);
  const reasons = [...new Set(about.map(({ message }) => message))].slice(0, MOST_REASONS);
  const loosened = [
    ...(kept.length > 0 ? [`vessels and segments that must stay (${POLICY_FIELDS})`] : []),
    ...(policy.ablation.value.mostZones > 0
      ? [`lesions over ${policy.ablation.value.largestLesionMm} mm are not ablated (ablation.largestLesionMm)`]
      : ["no ablation is allowed (ablation.mostZones)"]),
  ];
  const because = reasons.length > 0 ? `: ${reasons.join("; ")}` : "";
  return `${because}. What limits it: ${loosened.join("; ")}; one that treats ${lesions.length > 1 ? "them" : "it"} may be drawn by hand`;
}

const MOST_REASONS = 3;
const POLICY_FIELDS = "keepVessels, keepSegments";

function keptByPolicy(notOffered: PlansSought["notOffered"]): string[] {
  const kept = notOffered.filter(({ code }) => /\/(cuts-kept-vessel|takes-kept-segment|against-policy)$/.test(code));
  return [...new Set(kept.map(({ message }) => message))].slice(0, MOST_REASONS);
}

/** Told on the plan that lacks least. */
function noneLeavesEnough(clearing: readonly RankedPlan[], sought: PlansSought): string {
  const { wantedMl, isOccluded, search } = sought;
  const inTwo = isOccluded ? [] : inTwoStages(clearing, sought);
  const [nearest] = [...clearing].sort((a, b) => (a.shortfallMl ?? 0) - (b.shortfallMl ?? 0));
  const { volumes, adjacentSegmentsRemain } = finalStage(nearest!.evaluated);
  const { functionalRemnantFullCongestionMl: flrMl, functionalRemnantIgnoringCongestionMl: drainedMl } = volumes;
  const facts = [
    ...(flrMl === undefined || wantedMl === undefined || flrMl >= wantedMl
      ? []
      : [`the nearest, "${nearest!.evaluated.plan.name}", leaves ${flrMl.toFixed(0)} of ${wantedMl.toFixed(0)} mL`]),
    ...inTwo,
  ];
  const loosened = [
    ...(adjacentSegmentsRemain === false ? ["two adjacent segments that keep pedicle and drainage"] : []),
    ...(drainedMl !== undefined && wantedMl !== undefined && drainedMl >= wantedMl
      ? [`reconstruction of the veins that it cuts (reconstructVessels): with drainage ${drainedMl.toFixed(0)} mL would work`]
      : []),
    ...(isOccluded ? ["more time for the remnant to grow"] : []),
    // a search looks for them itself: what it refuted or shows is not suggested
    ...(!isOccluded && !search && inTwo.length === 0 ? ["a plan in two stages with growth between them"] : []),
    "a smaller margin (marginWantedMm), or ablation in place of a resection",
  ];
  return `every plan that clears the disease leaves too little functional liver (FLR-SUFFICIENCY)${facts.length > 0 ? `: ${facts.join("; ")}` : ""}; what would loosen it: ${loosened.join("; ")}`;
}

/** Whether plans in two stages are there, or why none is; nothing where they were not looked for. */
function inTwoStages(plans: readonly RankedPlan[], { obstacles }: PlansSought): string[] {
  const waits = plans.some(({ evaluated }) => evaluated.plan.stages.some(({ occlude }) => occlude.length > 0));
  if (waits) return ["plans in two stages are shown; they wait for measured growth"];
  return obstacles.filter(({ code }) => code?.startsWith("search/") !== true).map(({ message }) => message);
}
