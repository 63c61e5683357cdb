import { axisLetters, planeName } from "@cantlie/dicom";
import type { Vector3 } from "@cantlie/geometry";
import { expect, test } from "vitest";

const [L, P, S]: readonly Vector3[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
] as const;
const minus = ([x, y, z]: Vector3): Vector3 => [-x, -y, -z];

test("axes are named by the side of the body that they run to", () => {
  expect(axisLetters([L!, P!, S!])).toBe("LPS");
  expect(axisLetters([minus(L!), minus(P!), minus(S!)])).toBe("RAI");
  expect(axisLetters([P!, minus(S!), minus(L!)])).toBe("PIR");
  expect(axisLetters([[0.9, 0.3, 0.3], [-0.3, 0.95, 0], S!])).toBe("LPS");
});

test("planes are named, and slices tilted by more than 5 degrees are oblique", () => {
  expect(planeName([L!, P!])).toBe("axial");
  expect(planeName([L!, minus(S!)])).toBe("coronal");
  expect(planeName([P!, minus(S!)])).toBe("sagittal");
  const tilted = (degrees: number): Vector3 => [0, Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  expect(planeName([L!, tilted(4.9)])).toBe("axial");
  expect(planeName([L!, tilted(5.1)])).toBe("oblique");
});
