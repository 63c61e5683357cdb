import { expect, test } from "vitest";
import { readmeExample } from "../../../scripts/readme-example.ts";

test("the README's example runs and shows what it says", async () => {
  const { grid, quantity, seen, refused } = await readmeExample("packages/dicom");
  expect(grid).toMatchObject({ size: [4, 3, 4], spacingMm: [0.8, 0.7, 2.5] });
  expect(quantity).toBe("hu");
  expect(seen).toEqual([["axial", 4, "volume"]]);
  expect(refused).toBe("dicom/missing-slice: slice 2 is 5.00 mm after slice 1, the others 2.50 mm: an image is missing");
});
