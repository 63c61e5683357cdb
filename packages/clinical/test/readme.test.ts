import { expect, test } from "vitest";
import { readmeExample } from "../../../scripts/readme-example.ts";

test("the README's example runs and shows what it says", async () => {
  const { enough, withoutWeight, refused } = await readmeExample("packages/clinical");
  expect(enough).toBe("sufficient");
  expect(withoutWeight).toMatchObject({ kind: "unknown", missing: ["weightKg"] });
  expect(refused).toEqual([{ path: "heightCm", problem: expect.stringContaining("probably metres, which would be 176 cm") }]);
});
