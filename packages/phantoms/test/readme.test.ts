import { expect, test } from "vitest";
import { readmeExample } from "../../../scripts/readme-example.ts";

test("the example in the README shows what it says", async () => {
  const { shown } = await readmeExample("packages/phantoms");
  expect(shown).toEqual({ liverMl: 1500, lesionMl: "14.14", second: "removed", files: true });
});
