import { expect, test } from "vitest";
import { readmeExample } from "../../../scripts/readme-example.ts";

test("the README's example runs and shows what it says", async () => {
  expect(await readmeExample("packages/pathway")).toMatchObject({
    earliest: "2025-04-12",
    named: [["timeline/too-early", "caution"]],
  });
});
