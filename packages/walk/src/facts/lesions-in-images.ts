import type { Segment } from "@cantlie/clinical";
import type { PlanDocument } from "@cantlie/workup";
import type { AssessedCase } from "./assessed-case.ts";

export type ImagedLesion = PlanDocument["anatomy"]["lesions"][number];

/** Lesions that may be metastases; undefined where nobody labelled lesions, so that the images say nothing of their number. */
export function lesionsInImages({ imaged }: AssessedCase): readonly ImagedLesion[] | undefined {
  if (imaged === undefined || !imaged.reviewed.lesions) return undefined;
  return imaged.anatomy.lesions.filter(({ status }) => status !== "benign");
}

/** Less of a lesion in a segment is the raggedness of a border between segments. */
const BORDER_FRACTION = 0.05;

/** Segments that hold a lesion, the crumbs beyond a border apart; all that it touches where the document does not say how much. */
export function segmentsHolding({ segments, segmentParts }: ImagedLesion): readonly Segment[] {
  if (segmentParts === undefined) return segments;
  return segments.filter((segment) => (segmentParts[segment]?.lesionFraction ?? 0) >= BORDER_FRACTION);
}
