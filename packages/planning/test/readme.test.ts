import { expect, test } from "vitest";
import { readmeExample } from "../../../scripts/readme-example.ts";

test("the README's example runs and shows what it says", async () => {
  const { marginMm, clears, unknown } = await readmeExample("packages/planning");
  expect(marginMm).toBeGreaterThan(5);
  // the next voxel outside is at most a diagonal away
  expect(marginMm).toBeLessThan(5 + Math.hypot(3, 3, 3));
  expect(clears).toBe(true);
  expect(unknown).toContain("volumes.functionalRemnantMl");
});
