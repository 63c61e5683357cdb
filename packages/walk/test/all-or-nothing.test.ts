import { expect, test } from "vitest";
import { gridAround, resections, tubeLabels, walkWith } from "./tube-liver.ts";

const STRAIGHT = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
] as const;

test.each([
  [[1, 0, 0], "nothing"],
  [[-1, 0, 0], "the whole liver"],
] as const)("a plane beside the liver whose normal is %j is refused: it resects %s", (normal, what) => {
  const plane = { pointMm: [5000, 0, 0] as const, normal };
  const file = resections({ typo: [{ resections: [{ kind: "surface", plane }] }] });
  const labels = tubeLabels(gridAround([5, 5, 5], STRAIGHT));
  expect(() => walkWith({ labels, search: false, drawn: { file, masks: new Map() } })).toThrow(
    expect.objectContaining({
      code: "plan/all-or-nothing",
      message: expect.stringMatching(new RegExp(`resects ${what}; the liver lies within x -?\\d+ to -?\\d+, y`)),
    }),
  );
});
