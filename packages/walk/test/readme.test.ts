import { expect, test } from "vitest";
import { readmeExample } from "../../../scripts/readme-example.ts";

test("[FLR-02] the README's example runs: without vessels the functional remnant is unknown, not a number", async () => {
  expect((await readmeExample("packages/walk")).shown).toEqual([true, undefined, true]);
});
