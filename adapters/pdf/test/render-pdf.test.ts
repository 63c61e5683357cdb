import { describe, expect, test } from "vitest";
import { PdfError, renderPdf } from "../src/index.ts";

const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><rect width="9" height="9"/></svg>';
const SOURCE = '#set document(title: "Report", date: none)\n= Report\n#image("figures/square.svg", alt: "a square")\n';

describe("renderPdf", () => {
  test("makes a tagged PDF with the picture that it is given, the same bytes each time", async () => {
    const document = { source: SOURCE, files: new Map([["figures/square.svg", PICTURE]]), createdAtSeconds: 1_773_000_000 };
    const pdf = await renderPdf(document);
    const text = Buffer.from(pdf).toString("latin1");
    expect(text.startsWith("%PDF-")).toBe(true);
    expect(text).toContain("/StructTreeRoot");
    expect(text).toContain("/Alt");
    expect(Buffer.compare(pdf, await renderPdf(document))).toBe(0);
  });

  test("refuses a source that typst does not accept, with typst's reason", async () => {
    const broken = renderPdf({ source: "#nothing-of-this-name()", files: new Map(), createdAtSeconds: 0 });
    await expect(broken).rejects.toThrow(PdfError);
    await expect(broken).rejects.toMatchObject({
      code: "pdf/typst-refused",
      message: expect.stringContaining("unknown variable"),
    });
  });

  test("finds no file but those given", async () => {
    const document = { source: '#image("/etc/hostname.svg")', files: new Map<string, string>(), createdAtSeconds: 0 };
    await expect(renderPdf(document)).rejects.toMatchObject({ code: "pdf/typst-refused" });
  });

  test("files of one document are not seen by the next", async () => {
    await renderPdf({ source: SOURCE, files: new Map([["figures/square.svg", PICTURE]]), createdAtSeconds: 0 });
    await expect(renderPdf({ source: SOURCE, files: new Map(), createdAtSeconds: 0 })).rejects.toThrow(PdfError);
  });
});
