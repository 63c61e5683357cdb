import { expect, test } from "vitest";
import { readmeExample } from "../../../scripts/readme-example.ts";

test("the README's example runs and shows what it says", async () => {
  const { toTheLeftMm, aboveMm, isInside } = await readmeExample("packages/geometry");
  expect(toTheLeftMm).toBe(2);
  expect(aboveMm).toBeCloseTo(5.3, 1);
  expect(isInside).toBe(true);
});
