import type { PlanDocument } from "@cantlie/workup";
import type { AssessedCase } from "./assessed-case.ts";

export type ImagedLesion = PlanDocument["anatomy"]["lesions"][number];

/** Lesions that may be metastases; undefined where nobody labelled lesions, so that the images say nothing of their number. */
export function lesionsInImages({ imaged }: AssessedCase): readonly ImagedLesion[] | undefined {
  if (imaged === undefined || !imaged.reviewed.lesions) return undefined;
  return imaged.anatomy.lesions.filter(({ status }) => status !== "benign");
}
