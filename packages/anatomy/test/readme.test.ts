import { expect, test } from "vitest";
import { readmeExample } from "../../../scripts/readme-example.ts";

test("the README's example runs and shows what it says", async () => {
  const { lesion, doubts } = await readmeExample("packages/anatomy");
  expect(lesion).toMatchObject({ id: "L1", nearest: { capsule: { distanceMm: expect.closeTo(18, 6) } } });
  expect((lesion as { volumeMl: number }).volumeMl).toBeCloseTo(4.6, 1);
  expect(doubts).toEqual(["anatomy/couinaud-unknown"]);
});
