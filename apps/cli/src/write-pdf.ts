import { renderPdf } from "@cantlie/pdf";
import { type ReportModel, reportTypst } from "@cantlie/report";
import { writeInto } from "./output-folder.ts";

/** Writes report.pdf; gives the names written. The same report made at the same time has the same bytes. */
export async function writePdf(folder: string, model: ReportModel, createdOn: string): Promise<string[]> {
  const { source, files } = reportTypst(model);
  const pdf = await renderPdf({ source, files, createdAtSeconds: Math.floor(Date.parse(createdOn) / 1000) });
  writeInto(folder, "report.pdf", pdf);
  return ["report.pdf"];
}
