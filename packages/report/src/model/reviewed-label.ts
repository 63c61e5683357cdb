import type { PlanDocument } from "@cantlie/workup";
import type { Label } from "../report-model.ts";
import type { MethodId } from "./method-notes.ts";

type Part = "liver" | "lesions" | "branches";

/** What the numbers of each method rest on. */
const RESTS_ON: Readonly<Record<MethodId, readonly Part[]>> = {
  volume: ["liver", "lesions"],
  diameter: ["lesions"],
  segments: ["liver", "lesions", "branches"],
  contact: ["lesions", "branches"],
  branches: ["branches"],
  territory: ["liver", "branches"],
  lost: ["liver", "branches"],
  functional: ["liver", "lesions", "branches"],
  interval: ["liver", "lesions", "branches"],
  sflr: ["liver", "lesions", "branches"],
  flr: ["liver", "lesions", "branches"],
  bodyWeight: ["liver", "lesions", "branches"],
  probability: ["liver", "lesions", "branches"],
  margin: ["liver", "lesions", "branches"],
  cuts: ["liver"],
  remaining: ["liver", "branches"],
  verification: [],
};

/** A label for numbers obtained by `methods`, marked if a label of the image that they rest on is not confirmed. */
export function labelFor(document: PlanDocument, text: string, ...methods: readonly MethodId[]): Label {
  const unreviewed = methods.some((method) => RESTS_ON[method].some((part) => !document.reviewed[part]));
  return { text, methods, ...(unreviewed && { unreviewed }) };
}
