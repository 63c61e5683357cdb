import { expect, test } from "vitest";
import { readmeExample } from "../../../scripts/readme-example.ts";

test("the README's example runs and shows what it says", async () => {
  expect((await readmeExample("packages/workup")).shown).toEqual([176, 8, 10]);
});
