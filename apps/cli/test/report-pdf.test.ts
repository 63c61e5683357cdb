import { renderPdf } from "@cantlie/pdf";
import { describe, expect, test } from "vitest";
import { makeReport } from "../../../packages/report/test/made-report.ts";
import { syntheticPatient } from "../../../packages/report/test/synthetic-patient.ts";

describe("report as PDF", () => {
  test("typst accepts it, several pages, and the same bytes again", async () => {
    const { typst } = makeReport(syntheticPatient([5, 5, 5]));
    const pdf = await renderPdf({ ...typst, createdAtSeconds: 0 });
    const text = Buffer.from(pdf).toString("latin1");
    expect(text.startsWith("%PDF-")).toBe(true);
    // Page trees of typst are not compressed; three lesions, five tables and the notes need four pages at least.
    expect(Math.max(...[...text.matchAll(/\/Count (\d+)/g)].map((match) => Number(match[1])))).toBeGreaterThanOrEqual(4);
    expect(text).toContain("/StructTreeRoot");
    expect(Buffer.compare(pdf, await renderPdf({ ...typst, createdAtSeconds: 0 }))).toBe(0);
  });

  test("quotes, backslashes, braces and typst marks in names stay text", async () => {
    const input = syntheticPatient([8, 8, 8]);
    const odd = `#panic() "x" \\ $y$ *z* [a] {b} @c <d> // e`;
    const plans = input.document.plans.map((plan) => ({ ...plan, name: odd, why: odd }));
    const { typst } = makeReport({ ...input, document: { ...input.document, plans } });
    await expect(renderPdf({ ...typst, createdAtSeconds: 0 })).resolves.toBeInstanceOf(Uint8Array);
  });
});
