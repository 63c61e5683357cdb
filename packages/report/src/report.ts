import { reportHtml } from "./html/report-html.ts";
import { composeReport } from "./model/compose-report.ts";
import { reportFigures } from "./report-figures.ts";
import type { ReportInput, ReportTools } from "./report-input.ts";
import { reportTypst, type TypstReport } from "./typst/report-typst.ts";

/** A report in both forms; they say the same. */
export interface Report {
  /** one HTML document that loads nothing */
  readonly html: string;
  /** for the PDF: source and figures */
  readonly typst: TypstReport;
}

/**
 * The report of a work-up for the multidisciplinary meeting. The same input gives the same bytes.
 *
 * @throws RangeError if the anatomy's organ is empty, or a number of the document is not finite
 */
export function makeReport(input: ReportInput, tools: ReportTools): Report {
  const model = composeReport(input, reportFigures(input, tools));
  return { html: reportHtml(model), typst: reportTypst(model) };
}
