import type { PlanDocument } from "@cantlie/workup";

/** The bytes of `plan.json`: the same document gives the same text. */
export function planDocumentText(document: PlanDocument): string {
  return `${JSON.stringify(document, null, 1)}\n`;
}
