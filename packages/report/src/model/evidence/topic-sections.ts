import type { DocumentFinding, PlanDocument } from "@cantlie/workup";
import type { Section } from "../../report-model.ts";
import { choosePlans } from "../chosen-plans.ts";
import { isAlternative } from "./alternatives-section.ts";
import { findingsBlocks, rulesOf } from "./findings-blocks.ts";

interface Topic {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly rules: readonly string[];
}

const TOPICS = {
  difficulty: {
    id: "difficulty",
    title: "Difficulty and route",
    caption: "How hard the operation is, and what speaks for which way into the abdomen",
    rules: ["DIF-", "ROUTE-"],
  },
  risk: { id: "risk", title: "Risk of the operation", caption: "What is published on complications and death", rules: ["RISK-"] },
  function: { id: "function", title: "Liver function", caption: "Function before the operation", rules: ["FUN-"] },
  growth: {
    id: "growth",
    title: "Growth of the remnant",
    caption: "Growth after occlusion of portal branches",
    rules: ["HYP-", "GROWTH-"],
  },
  chemotherapy: {
    id: "chemotherapy",
    title: "Chemotherapy and response",
    caption: "Intervals, injury of the liver, response and disappearing lesions",
    rules: ["CHEMO-", "DLM", "RECIST", "MORPHOLOGIC-"],
  },
} as const satisfies Record<string, Topic>;

/** Findings of one topic; without blocks where no rule of it was asked. */
export function topicSection(document: PlanDocument, name: keyof typeof TOPICS): Section {
  const { id, title, caption, rules } = TOPICS[name];
  const { sideBySide } = choosePlans(document);
  return { id, title, blocks: findingsBlocks(document, sideBySide, { caption, wanted: rulesOf(...rules) }) };
}

/** Findings that no other section tells. */
export function otherFindingsSection(document: PlanDocument): Section {
  const { sideBySide } = choosePlans(document);
  const told = rulesOf(...Object.values(TOPICS).flatMap(({ rules }) => [...rules]), ...ELSEWHERE);
  const wanted = (finding: DocumentFinding) => !told(finding) && !isAlternative(finding);
  return {
    id: "other-findings",
    title: "Other findings",
    blocks: findingsBlocks(document, sideBySide, { caption: "Rules of no other topic", wanted }),
  };
}

/** Rules that sections of their own tell. */
const ELSEWHERE: readonly string[] = [
  "FLR-",
  "VOL-",
  "RES-",
  "MSI-",
  "IMAGING-",
  "NCR-",
  "PROG-",
  "ORDER-",
  "FOLLOW-UP",
  "RECOVERY",
];
