import { deflateSync } from "node:zlib";
import { referenceKernels } from "@cantlie/volume";
import {
  composeReport,
  type ReportInput,
  type ReportModel,
  reportFigures,
  reportHtml,
  reportTypst,
  type TypstReport,
} from "../src/index.ts";

export const TOOLS = { kernels: referenceKernels, deflate: (bytes: Uint8Array) => new Uint8Array(deflateSync(bytes)) };

export interface MadeReport {
  readonly model: ReportModel;
  readonly html: string;
  readonly typst: TypstReport;
}

export function makeReport(input: ReportInput): MadeReport {
  const model = composeReport(input, reportFigures(input, TOOLS));
  return { model, html: reportHtml(model), typst: reportTypst(model) };
}

/** What a reader sees of a page: no style, pictures or tags, entities as letters. */
export function visibleText(html: string): string {
  return html
    .replace(/<style>[\s\S]*?<\/style>/g, " ")
    .replace(/<svg[\s\S]*?<\/svg>/g, " ")
    .replace(/<sup>[\s\S]*?<\/sup>/g, "")
    .replace(/<[^>]+>/g, "")
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name]!);
}
