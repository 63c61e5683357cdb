import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import { judgeRemnant } from "../model/sufficiency.ts";
import type { LeafletFigures } from "./leaflet-figures.ts";
import type { LeafletInput } from "./leaflet-input.ts";
import type { LeafletBlock, LeafletSection, Told } from "./leaflet-model.ts";
import { countWords, roundMl, shareWords } from "./liver-words.ts";
import { stageSentences } from "./operation-words.ts";
import { waitingSteps } from "./waiting-words.ts";

/** What this patient's plan is: what goes, what stays, in how many operations, and that there may be others. */
export function planSection({ document }: LeafletInput, plan: PlanEntry, figures: LeafletFigures): LeafletSection {
  return {
    id: "plan",
    title: "The plan",
    blocks: [
      { kind: "paragraph", told: { text: introduction(plan) } },
      ...doneBlocks(document, plan),
      { kind: "paragraph", told: { text: `${sharesText(document, plan)} ${enoughText(plan)}` } },
      ...watchedBlocks(plan),
      {
        kind: "paragraph",
        told: { text: `Your doctors call it “${plan.name}”. ${othersText(document, plan)}${pictureText(figures)}` },
      },
    ],
  };
}

function introduction({ stages, growthNeeded }: PlanEntry): string {
  if (stages.length === 1) return "The plan is to treat all tumours in your liver in one operation.";
  const why = growthNeeded === undefined ? "" : " One operation would leave you too little liver.";
  return `The plan needs ${countWords(stages.length, "operation")}.${why}`;
}

function doneBlocks(document: PlanDocument, { stages }: PlanEntry): LeafletBlock[] {
  if (stages.length === 1) return [{ kind: "list", items: stageSentences(document, stages[0]!).map((text) => ({ text })) }];
  const items: Told[] = stages.flatMap((stage, n) => [
    { text: `${ORDINALS[n] ?? `${n + 1}th`} operation. ${stageSentences(document, stage).join(" ") || NOTHING_CUT}` },
    ...(n + 1 < stages.length ? waitingSteps(stage) : []),
  ]);
  return [{ kind: "steps", items }];
}

const ORDINALS: readonly string[] = ["First", "Second", "Third"];
const NOTHING_CUT = "Nothing is cut out of your liver yet.";

function sharesText({ anatomy }: PlanDocument, { volumes, stages }: PlanEntry): string {
  const wholeMl = anatomy.liverVolumeMl;
  const goesMl = Math.min(wholeMl, volumes.resectedMl + volumes.ablatedMl);
  const inAll = stages.length > 1 ? "In all, " : "";
  const share = shareWords(goesMl / wholeMl);
  return `${inAll}${inAll ? share : capitalise(share)} of your liver goes (${roundMl(goesMl)} of ${roundMl(wholeMl)}). ${capitalise(shareWords(1 - goesMl / wholeMl))} stays.`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** As the rules on the remnant judged; nothing is compared here. */
function enoughText(plan: PlanEntry): string {
  if (plan.growthNeeded !== undefined) return "The part that stays must grow first. We check this with a new scan.";
  switch (judgeRemnant(plan).tone) {
    case "good":
      return "By the limits that doctors use, that is enough.";
    case "caution":
      return "That is close to the limits that doctors use. Your team will look at this with care.";
    case "bad":
      return "That is less than the limits that doctors use. Ask your team how they will deal with this.";
    case "unknown":
      return "We do not know yet if that is enough. Ask your team about it.";
  }
}

function watchedBlocks({ surveilled = [] }: PlanEntry): LeafletBlock[] {
  if (surveilled.length === 0) return [];
  const text = `${capitalise(countWords(surveilled.length, "spot"))} will be left in place for now. Your team will watch ${surveilled.length === 1 ? "it" : "them"} with scans.`;
  return [{ kind: "paragraph", told: { text } }];
}

/** What leaves a tumour, or too little liver, is no choice that a patient is told of: the meeting may still have looked at it. */
function othersText({ plans }: PlanDocument, plan: PlanEntry): string {
  const isChoice = (other: PlanEntry): boolean =>
    other.id !== plan.id && other.origin !== "standard" && other.clearsDisease && judgeRemnant(other).tone !== "bad";
  const others = plans.filter(isChoice).length;
  if (others === 0) return "";
  return `There ${others === 1 ? "is" : "are"} ${countWords(others, "other plan")} to choose from. Ask how they differ.`;
}

/** Pictures come from the evaluation of a plan, which a leaflet may be made without. */
function pictureText({ liver }: LeafletFigures): string {
  return liver.length > 1 ? "" : " There is no picture of this plan.";
}
