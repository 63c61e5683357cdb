import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import { enumerate } from "../model/format.ts";
import { countWords, segmentsWords, sideWords } from "./liver-words.ts";

type Stage = PlanEntry["stages"][number];
type Resection = Stage["resections"][number];

/** What the surgeon does in one operation, a sentence each, in the order in which it matters to the patient. */
export function stageSentences(document: PlanDocument, stage: Stage): string[] {
  const anatomical = [...new Set(stage.resections.flatMap((resection) => partWords(document, resection)))];
  const wedged = stage.resections.flatMap((resection) => (resection.kind === "wedge" ? wedgeLesions(resection) : []));
  return [
    ...(anatomical.length > 0 ? [`The surgeon takes out ${enumerate(anatomical)} of your liver.`] : []),
    ...(wedged.length > 0 ? [wedgeSentence(document, wedged)] : []),
    ...ablationSentence(stage.ablations.length),
    ...(stage.reconstruct.length > 0 ? ["A blood vessel of the liver is cut and sewn together again."] : []),
  ];
}

/** A part of the liver as a person can point to it; nothing for a wedge. */
function partWords(document: PlanDocument, resection: Resection): string[] {
  switch (resection.kind) {
    case "segments":
      return [segmentsWords(resection.segments)];
    case "territory":
      return [territoryWords(document, resection)];
    case "surface":
    case "drawn":
      return ["the part that the picture shows"];
    case "wedge":
      return [];
  }
}

/** By the names of the vessels that feed it; names without a side say too little. */
function territoryWords(document: PlanDocument, { tree, branches }: Extract<Resection, { kind: "territory" }>): string {
  const names = branches.map((id) => document.anatomy.trees[tree]?.branches.find((branch) => branch.id === id)?.name ?? "");
  const named = TERRITORIES[names.length === 1 ? names[0]! : ""];
  if (named !== undefined) return named;
  const isOn = (side: string) => names.length > 0 && names.every((name) => name.includes(side));
  if (isOn("right")) return "a part of the right side";
  return isOn("left") ? "a part of the left side" : "a part";
}

const TERRITORIES: Readonly<Record<string, string>> = {
  "right portal vein": "the right side",
  "left portal vein": "the left side",
  "right anterior portal vein": "the front part of the right side",
  "right posterior portal vein": "the back part of the right side",
};

function wedgeLesions({ lesion, mergedWith = [] }: Extract<Resection, { kind: "wedge" }>): string[] {
  return [lesion, ...mergedWith.map((one) => one.lesion)];
}

function wedgeSentence(document: PlanDocument, ids: readonly string[]): string {
  const segments = document.anatomy.lesions.filter(({ id }) => ids.includes(id)).flatMap((lesion) => lesion.segments);
  const side = sideWords(segments);
  const where = side === undefined ? "" : ` in ${side} of your liver`;
  return ids.length === 1
    ? `The surgeon cuts out one tumour${where}, with a rim of healthy liver around it.`
    : `The surgeon cuts out ${countWords(ids.length, "tumour")}${where}, each with a rim of healthy liver around it.`;
}

function ablationSentence(count: number): string[] {
  if (count === 0) return [];
  return [
    `The team kills ${countWords(count, "tumour")} with heat. For this, a thin needle is put into the tumour. Doctors call this ablation.`,
  ];
}
