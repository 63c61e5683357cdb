import { expect, test } from "vitest";
import { readmeExample } from "../../../scripts/readme-example.ts";

test("the README's example runs and shows what it says", async () => {
  const { cornerMm, volumeMl } = await readmeExample("packages/volume");
  expect(cornerMm).toBeCloseTo(Math.hypot(1.4, 0.7, 2.1), 6);
  expect(cornerMm).toBeCloseTo(2.62, 2);
  expect(volumeMl).toBeCloseTo(0.001029, 9);
});
