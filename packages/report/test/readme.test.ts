import { expect, test } from "vitest";
import { readmeExample } from "../../../scripts/readme-example.ts";

test("the README's example runs and shows what it says", async () => {
  const { verdict, page, typst } = await readmeExample("packages/report");
  expect(verdict).toMatchObject({ kind: "verdict", tone: "bad", title: "Right hepatectomy (H5678)" });
  expect(page).toMatch(/^<!doctype html>/);
  expect(typst).toMatchObject({ source: expect.stringContaining("Right hepatectomy (H5678)") });
});
