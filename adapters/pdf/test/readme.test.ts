import { expect, test } from "vitest";
import { readmeExample } from "../../../scripts/readme-example.ts";

test("the README's example runs and shows what it says", async () => {
  expect((await readmeExample("adapters/pdf")).begins).toBe("%PDF-");
});
