import { worldPoint } from "@cantlie/geometry";
import { type Grid, indexToWorld, makeGrid } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { frameOrgan, type LiverLabels } from "../src/index.ts";

/** A grid whose axes run to superior, right and posterior: none is canonical, two are flipped or moved. */
const GRID = makeGrid([40, 50, 30], [2, 1, 1.5], worldPoint(10, -20, 30), [
  [0, 0, 1],
  [-1, 0, 0],
  [0, 1, 0],
]);

function boxMask(grid: Grid, from: readonly number[], to: readonly number[]): Uint8Array {
  const mask = new Uint8Array(grid.size[0] * grid.size[1] * grid.size[2]);
  for (let k = from[2]!; k <= to[2]!; k++)
    for (let j = from[1]!; j <= to[1]!; j++)
      for (let i = from[0]!; i <= to[0]!; i++) mask[i + grid.size[0] * (j + grid.size[1] * k)] = 1;
  return mask;
}

const LIVER = boxMask(GRID, [15, 20, 12], [24, 30, 18]);

describe("frameOrgan", () => {
  test("keeps every voxel at its place and its axes to the left, back and head", () => {
    const framed = frameOrgan({ grid: GRID, liver: LIVER });
    const { grid } = framed.frame;
    expect(grid.direction).toEqual(
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ].map((column) => column.map((value) => expect.closeTo(value, 12))),
    );
    const places = (mask: Uint8Array, on: Grid) =>
      Array.from(mask.keys())
        .filter((at) => mask[at] === 1)
        .map((at) =>
          indexToWorld(on, at)
            .map((value) => value.toFixed(6))
            .join(" "),
        )
        .sort();
    expect(places(framed.organ, grid)).toEqual(places(LIVER, GRID));
  });

  test("leaves a rim of 15 mm, less where the image ends", () => {
    const { frame } = frameOrgan({ grid: GRID, liver: LIVER });
    // new axes: i from old j (1 mm), j from old k (1.5 mm), k from old i (2 mm); rims of 15, 10 and 8 voxels
    expect(frame.grid.size).toEqual([11 + 15 + 15, 7 + 10 + 10, 10 + 8 + 8]);
    const near = frameOrgan({ grid: GRID, liver: boxMask(GRID, [3, 20, 12], [24, 30, 18]) });
    expect(near.frame.grid.size).toEqual([41, 27, 22 + 3 + 8]);
    expect(near.liverTouchesImageBorder).toBe(false);
  });

  test("takes lesions outside the liver mask into the organ and the box", () => {
    const lesions = boxMask(GRID, [24, 31, 12], [26, 33, 14]);
    const framed = frameOrgan({ grid: GRID, liver: LIVER, lesions });
    expect(framed.organ.reduce((sum, inside) => sum + inside, 0)).toBe(11 * 7 * 10 + 27);
    expect(framed.masks.lesions!.reduce((sum, inside) => sum + inside, 0)).toBe(27);
  });

  test("reads any non-zero value of a mask as inside and leaves its input alone", () => {
    const liver = LIVER.map((inside) => 255 * inside);
    const framed = frameOrgan({ grid: GRID, liver });
    expect(new Set(framed.organ)).toEqual(new Set([0, 1]));
    expect(liver.includes(255)).toBe(true);
  });

  test("keeps vessels whole beside what lies of them in the frame", () => {
    const portalVein = boxMask(GRID, [0, 25, 15], [20, 26, 16]);
    const framed = frameOrgan({ grid: GRID, liver: LIVER, portalVein });
    expect(framed.whole.portalVein!.grid.size).toEqual([2, 2, 21]);
    expect(framed.whole.portalVein!.values.every((inside) => inside === 1)).toBe(true);
    expect(framed.masks.portalVein!.reduce((sum, inside) => sum + inside, 0)).toBe(2 * 2 * (20 - 7 + 1));
  });

  test("says where the liver touches the image's border", () => {
    expect(frameOrgan({ grid: GRID, liver: boxMask(GRID, [0, 20, 12], [9, 30, 18]) }).liverTouchesImageBorder).toBe(true);
    expect(frameOrgan({ grid: GRID, liver: boxMask(GRID, [10, 20, 12], [19, 30, 29]) }).liverTouchesImageBorder).toBe(true);
    expect(frameOrgan({ grid: GRID, liver: LIVER }).liverTouchesImageBorder).toBe(false);
  });

  test("[LAB-01] refuses an empty liver, and labels or an image on another grid", () => {
    const code = (labels: LiverLabels, image?: Parameters<typeof frameOrgan>[1]) => {
      try {
        frameOrgan(labels, image);
      } catch (error) {
        return (error as { code?: string }).code;
      }
      return "accepted";
    };
    expect(code({ grid: GRID, liver: new Uint8Array(LIVER.length) })).toBe("anatomy/empty-liver");
    expect(code({ grid: GRID, liver: LIVER, portalVein: new Uint8Array(12) })).toBe("anatomy/labels-on-another-grid");
    const shifted = { ...GRID, originMm: worldPoint(10, -20, 31) };
    const image = { grid: shifted, values: new Int16Array(LIVER.length), quantity: "hu" as const };
    expect(code({ grid: GRID, liver: LIVER }, image)).toBe("anatomy/image-on-another-grid");
    expect(code({ grid: GRID, liver: LIVER }, { ...image, grid: GRID })).toBe("accepted");
  });

  test("treats an empty label as not given, with a caution", () => {
    const empty = new Uint8Array(LIVER.length);
    const framed = frameOrgan({ grid: GRID, liver: LIVER, lesions: empty, artery: empty });
    expect(framed.cautions.map(({ code }) => code)).toEqual(["anatomy/no-lesions", "anatomy/empty-label"]);
    expect(framed.masks).toEqual({});
    expect(framed.cautions[0]!.message).toContain("a lesion mask without a voxel");
  });

  test("[LES-01] says that lesions were not labelled, which is not that there are none", () => {
    const [caution, ...more] = frameOrgan({ grid: GRID, liver: LIVER }).cautions;
    expect([caution!.code, more]).toEqual(["anatomy/no-lesions", []]);
    expect(caution!.message).toContain("no lesions were labelled: whether a plan clears the disease is unknown");
  });
});
