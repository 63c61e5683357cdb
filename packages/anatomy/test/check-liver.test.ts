import { type Vector3, worldPoint } from "@cantlie/geometry";
import { makeGrid, referenceKernels } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { checkLiver } from "../src/check-liver.ts";
import { frameOrgan } from "../src/index.ts";

const STRAIGHT = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
] as const;

/** Boxes of liver (first voxel, size) on a grid with a margin around all of them. */
function check(boxes: readonly (readonly [Vector3, Vector3])[], spacingMm: Vector3) {
  const end = [0, 1, 2].map((axis) => Math.max(...boxes.map(([start, size]) => start[axis]! + size[axis]!)));
  const grid = makeGrid([end[0]! + 2, end[1]! + 2, end[2]! + 2], spacingMm, worldPoint(0, 0, 0), STRAIGHT);
  const liver = new Uint8Array(grid.size[0] * grid.size[1] * grid.size[2]);
  for (const [start, size] of boxes)
    for (let k = 0; k < size[2]; k++)
      for (let j = 0; j < size[1]; j++)
        for (let i = 0; i < size[0]; i++) liver[start[0] + i + grid.size[0] * (start[1] + j + grid.size[1] * (start[2] + k))] = 1;
  const labels = { grid, liver };
  return checkLiver(labels, frameOrgan(labels), referenceKernels);
}

describe("checkLiver", () => {
  test("has nothing to say of one piece of 1500 mL inside the image", () => {
    expect(
      check(
        [
          [
            [2, 2, 2],
            [15, 10, 10],
          ],
        ],
        [10, 10, 10],
      ),
    ).toEqual([]);
  });

  test("cautions against a volume that no liver has, with the reason", () => {
    const [caution] = check(
      [
        [
          [2, 2, 2],
          [15, 10, 10],
        ],
      ],
      [2, 2, 2],
    );
    expect(caution).toMatchObject({ code: "anatomy/implausible-liver-volume", details: { volumeMl: 12 } });
    expect(caution!.message).toContain("found a liver of 12 mL at a spacing of 2×2×2 mm; expected between 300 and 6000 mL");
    expect(
      check(
        [
          [
            [2, 2, 2],
            [15, 10, 10],
          ],
        ],
        [20, 20, 20],
      ).map(({ code }) => code),
    ).toEqual(["anatomy/implausible-liver-volume"]);
  });

  test("refuses an implausible volume at exactly 1×1×1 mm: the spacing was lost", () => {
    expect(() =>
      check(
        [
          [
            [2, 2, 2],
            [15, 10, 10],
          ],
        ],
        [1, 1, 1],
      ),
    ).toThrow(
      expect.objectContaining({ code: "anatomy/spacing-lost", message: expect.stringContaining("replaced by 1×1×1 mm") }),
    );
  });

  test("names further big pieces, not stray ones", () => {
    // 10 mm voxels are 1 mL: pieces of 1500, 20 and 4 mL, of which the last is below the 10 mL that count
    const cautions = check(
      [
        [
          [2, 2, 2],
          [15, 10, 10],
        ],
        [
          [20, 2, 2],
          [5, 2, 2],
        ],
        [
          [20, 8, 8],
          [1, 2, 2],
        ],
      ],
      [10, 10, 10],
    );
    expect(cautions).toMatchObject([{ code: "anatomy/liver-in-pieces", details: { pieces: 2 } }]);
  });

  test("says that the volume of a liver at the image's border is a lower bound", () => {
    const cautions = check(
      [
        [
          [0, 2, 2],
          [15, 10, 10],
        ],
      ],
      [10, 10, 10],
    );
    expect(cautions).toMatchObject([{ code: "anatomy/liver-touches-border", details: { volumeMl: 1500 } }]);
  });
});
