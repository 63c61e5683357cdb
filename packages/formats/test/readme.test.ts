import { expect, test } from "vitest";
import { readmeExample } from "../../../scripts/readme-example.ts";

test("the README's example runs and shows what it says", async () => {
  const example = await readmeExample("packages/formats");
  expect(example).toMatchObject({ mask: { values: Uint8Array.of(0, 1, 1, 0) }, doubts: [] });
});
