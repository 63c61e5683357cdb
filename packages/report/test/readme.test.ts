import { expect, test } from "vitest";
import { readmeExample } from "../../../scripts/readme-example.ts";

test("the README's example runs and shows what it says", async () => {
  const { titles, page, typst, leaflet } = await readmeExample("packages/report");
  expect((titles as string[]).slice(0, 2)).toEqual(["Decision", "The leading plan"]);
  expect(page).toMatch(/^<!doctype html>/);
  expect(leaflet).toMatch(/^<!doctype html>[\s\S]*Whom to ask/);
  expect(typst).toMatchObject({ source: expect.stringContaining("Right hepatectomy (H5678)") });
});
