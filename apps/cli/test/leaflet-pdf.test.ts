import { renderPdf } from "@cantlie/pdf";
import { leafletTypst } from "@cantlie/report";
import { expect, test } from "vitest";
import { LEAFLET_CASES, madeLeaflet } from "../../../packages/report/test/leaflet-cases.ts";

test.each(LEAFLET_CASES)("typst accepts the leaflet: at most 4 pages, tagged, its language told: %s", async (_name, make) => {
  const pdf = await renderPdf({ ...leafletTypst(madeLeaflet(make())), createdAtSeconds: 0 });
  const text = Buffer.from(pdf).toString("latin1");
  expect(text.startsWith("%PDF-")).toBe(true);
  expect(text).toContain("/StructTreeRoot");
  expect(text).toMatch(/\/Lang ?\(en/);
  // Page trees of typst are not compressed. Two for who has no plan to read of, four for two operations.
  const pages = Math.max(...[...text.matchAll(/\/Count (\d+)/g)].map((match) => Number(match[1])));
  expect(pages).toBeGreaterThanOrEqual(2);
  expect(pages).toBeLessThanOrEqual(4);
});
