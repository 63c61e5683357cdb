import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Block, Tone } from "../report-model.ts";
import { capitalised, choosePlans } from "./chosen-plans.ts";
import { enumerate, formatCount, formatMl } from "./format.ts";
import { remainingLesions } from "./limits.ts";
import { judgeBodyWeightShare, judgeEstimatedShare, judgeRemnant } from "./sufficiency.ts";
import { knownOr } from "./unknown.ts";

/** The headline: the leading plan, or that none will do, with what comes nearest. */
export function verdict(document: PlanDocument): Block {
  const { lead } = choosePlans(document);
  if (!lead)
    return {
      kind: "verdict",
      tone: "unknown",
      title: "No plan",
      sentences: [withStop(capitalised(document.noPlanBecause ?? "No plan was evaluated"))],
    };
  const judged = judgeRemnant(lead);
  const about = [clearsText(document, lead), remnantText(lead, judged.text)];
  if (document.noPlanBecause !== undefined)
    return {
      kind: "verdict",
      tone: "bad",
      title: noPlanTitle(document),
      sentences: [`${leadText(document)}: ${planTitle(lead)}.`, ...about, withStop(capitalised(document.noPlanBecause))],
    };
  return {
    kind: "verdict",
    tone: planTone(lead),
    title: planTitle(lead),
    sentences: [...about, ...amongFound(document, lead)],
  };
}

/** Why a found plan leads, what it gives up, and beside how many others. */
function amongFound({ plans }: PlanDocument, { origin, why, givesUp }: PlanEntry): string[] {
  if (origin !== "search") return [];
  const others = plans.filter((plan) => plan.origin === "search").length - 1;
  const beside =
    others > 0
      ? `; ${formatCount(others, "other plan")} to choose from ${others === 1 ? "stands" : "stand"} beside it below`
      : "";
  return [`Why it leads: ${why}. Gives up: ${givesUp}${beside}.`];
}

function noPlanTitle(document: PlanDocument): string {
  const treated = document.anatomy.lesions.filter(({ status }) => status !== "benign").length;
  if (treated === 0) return "No lesion is labelled: whether a plan clears the disease is unknown";
  const lesions = treated === 1 ? "the lesion" : `all ${formatCount(treated, "lesion")}`;
  return `No ${isDrawnOnly(document) ? "drawn " : ""}plan clears ${lesions} with enough liver`;
}

/** Drawn plans come in the order given, so the first of them need not be the nearest. */
function leadText(document: PlanDocument): string {
  if (!isDrawnOnly(document)) return "Nearest";
  return document.plans.length === 1 ? "Drawn" : `First of ${document.plans.length} drawn, in the order given`;
}

function isDrawnOnly({ plans }: PlanDocument): boolean {
  return plans.every(({ origin }) => origin === "drawn");
}

function clearsText(document: PlanDocument, plan: PlanEntry): string {
  if (plan.clearsDisease) return `Clears the disease: ${clearedText(plan)}${watchedText(document, plan)}.`;
  const left = remainingLesions(plan).map(({ lesion }) => lesion);
  if (left.length === 0) return "Does not clear the disease: see the limits below.";
  return `Does not clear the disease: ${enumerate(left)} ${left.length === 1 ? "remains" : "remain"}.`;
}

/** Lesions that are not certain to be there may be watched by decision; that is said, not passed over. */
function watchedText({ anatomy }: PlanDocument, { surveilled = [] }: PlanEntry): string {
  if (surveilled.length === 0) return "";
  const names = surveilled.map((id) => `${id} (${anatomy.lesions.find((lesion) => lesion.id === id)?.status ?? "unknown"})`);
  return `; ${enumerate(names)} ${names.length === 1 ? "is" : "are"} only watched`;
}

function clearedText(plan: PlanEntry): string {
  const count = (kind: "resected" | "ablation") => plan.margins.filter((margin) => margin.kind === kind).length;
  const parts = [
    ...(count("resected") > 0 ? [`${formatCount(count("resected"), "lesion")} resected`] : []),
    ...(count("ablation") > 0 ? [`${count("ablation")} ablated`] : []),
  ];
  return parts.length > 0 ? enumerate(parts) : "no lesion is known";
}

/** Sufficiency is judged with congested liver counted as lost, so that remnant is told. */
function remnantText(plan: PlanEntry, judged: string): string {
  const field = "functionalRemnantFullCongestionMl";
  const remnant = knownOr(plan, field, plan.volumes[field], formatMl);
  return `Remnant ${judged}: functional ${remnant}; share of the estimated liver ${judgeEstimatedShare(plan).text}; share of body weight ${judgeBodyWeightShare(plan).text}.`;
}

function planTitle(plan: PlanEntry): string {
  const stages = plan.stages.length > 1 ? ` in ${plan.stages.length} stages` : "";
  return `${plan.name}${plan.newWorldName ? ` (${plan.newWorldName})` : ""}${stages}`;
}

/** A plan is as good as its worst part: clearance, remnant, and margins that image and execution can promise. */
export function planTone(plan: PlanEntry): Tone {
  const isUncertain = plan.margins.some(({ kind, predictable }) => (kind === "resected" || kind === "ablation") && !predictable);
  return worst(plan.clearsDisease ? "good" : "bad", judgeRemnant(plan).tone, isUncertain ? "caution" : "good");
}

/** A tone is as bad as its worst part. What is unknown is no reason for alarm, but none for calm either. */
function worst(...tones: readonly Tone[]): Tone {
  return (["bad", "caution", "unknown", "good"] as const).find((tone) => tones.includes(tone))!;
}

function withStop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
