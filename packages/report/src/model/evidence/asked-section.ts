import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Block, Section } from "../../report-model.ts";
import { choosePlans } from "../chosen-plans.ts";
import { fieldName } from "../limits.ts";
import { missingText } from "../unknown.ts";

/** What nobody stated or no label shows, each once with all that waits for it; and the cautions on the input. */
export function askedSection(document: PlanDocument): Section {
  const { sideBySide } = choosePlans(document);
  const blocks: Block[] = [askedBlock(document, sideBySide)];
  if (document.cautions.length > 0)
    blocks.push(
      { kind: "subheading", text: "Cautions on the input" },
      {
        kind: "list",
        items: document.cautions.map(({ message, code }) => ({ text: `${message} (${code})`, tone: "caution" as const })),
      },
    );
  return { id: "asked", title: "What is to be asked, and cautions", blocks };
}

function askedBlock(document: PlanDocument, plans: readonly PlanEntry[]): Block {
  const waiting = waitingFor(plans);
  if (waiting.size === 0) return { kind: "paragraph", text: "Nothing is missing." };
  const byTopic = new Map<string, { inputs: string[]; what: Set<string> }>();
  for (const [path, what] of waiting) {
    const topic = topicOf(path);
    const entry = byTopic.get(topic) ?? { inputs: [], what: new Set<string>() };
    entry.inputs.push(missingText(document, path));
    for (const one of what) entry.what.add(one);
    byTopic.set(topic, entry);
  }
  return {
    kind: "table",
    caption: "To be asked: what is missing, and what is unknown without it",
    columns: [
      { label: { text: "About" } },
      { label: { text: "Missing" }, share: 1.4 },
      { label: { text: "Unknown without it" }, share: 2 },
    ],
    rows: [...byTopic].map(([topic, { inputs, what }]) => ({
      label: { text: topic },
      cells: [{ text: [...new Set(inputs)].join(", ") }, { text: [...what].join(", ") }],
    })),
  };
}

/** By what is missing, the names of what waits for it. */
function waitingFor(plans: readonly PlanEntry[]): Map<string, Set<string>> {
  const waiting = new Map<string, Set<string>>();
  const note = (missing: string, what: string) => waiting.set(missing, (waiting.get(missing) ?? new Set()).add(what));
  for (const { unknown, findings, suitability, orderOfOperations, timeline } of plans) {
    for (const { field, missing } of unknown)
      for (const input of missing.length > 0 ? missing : ["(nothing named)"]) note(input, fieldName(field));
    for (const { kind, missing = [], rule } of findings) if (kind === "unknown") for (const input of missing) note(input, rule);
    for (const input of suitability?.missing ?? []) note(input, "suitability");
    for (const { missing } of orderOfOperations ?? []) for (const input of missing) note(input, "order of operations");
    for (const { missing } of timeline?.steps ?? []) for (const input of missing) note(input, "days of the timeline");
  }
  return waiting;
}

/** Where in the patient's file, or among the labels, an answer belongs. */
function topicOf(path: string): string {
  const [part] = /^[a-zA-Z]+/.exec(path) ?? [];
  return TOPICS[part ?? ""] ?? (path.includes(".") || BODY.includes(path) ? "Patient" : "Images and labels");
}

const BODY: readonly string[] = ["ageYears", "sex", "heightCm", "weightKg"];
const TOPICS: Readonly<Record<string, string>> = {
  reserve: "Reserve",
  primary: "Primary",
  // the order of bowel and liver is for the meeting
  order: "Primary",
  metastases: "Metastases",
  biology: "Biology",
  chemotherapy: "Chemotherapy",
  recist: "Response",
  laboratory: "Laboratory",
  liver: "Liver",
  history: "History",
  imaging: "Images and labels",
  planning: "Days",
  postoperative: "After the operation",
  plans: "Plan",
  anatomy: "Images and labels",
};
