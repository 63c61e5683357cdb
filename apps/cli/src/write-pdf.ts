import { renderPdf } from "@cantlie/pdf";
import type { TypstReport } from "@cantlie/report";
import { writeInto } from "./output-folder.ts";

/** Writes `source` as the PDF `name`; gives the names written. The same source made at the same time has the same bytes. */
export async function writePdf(
  folder: string,
  name: string,
  { source, files, createdOn }: TypstReport & { readonly createdOn: string },
): Promise<string[]> {
  const pdf = await renderPdf({ source, files, createdAtSeconds: Math.floor(Date.parse(createdOn) / 1000) });
  writeInto(folder, name, pdf);
  return [name];
}
