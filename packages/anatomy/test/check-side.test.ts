import type { Matrix3 } from "@cantlie/geometry";
import { boundingBox, cropGrid, cropValues, type Grid, reorderValues } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { checkSide } from "../src/check-side.ts";
import { frameOrgan, type LiverLabels } from "../src/index.ts";
import { phantomGrid, phantomLabels } from "./liver-phantom.ts";

const STRAIGHT: Matrix3 = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const GRID = phantomGrid([4, 4, 4], STRAIGHT);
const LABELS = phantomLabels(GRID);

/** Values turned left to right while the header stays: what a confusion of LPS and RAS does. */
function mirrored(values: Uint8Array, grid: Grid): Uint8Array {
  return reorderValues(values, grid, { from: [0, 1, 2], flipped: [true, false, false] });
}

function mirroredLabels(names: readonly (keyof typeof LABELS)[]): LiverLabels {
  const turned = names.filter((name) => name !== "grid").map((name) => [name, mirrored(LABELS[name] as Uint8Array, GRID)]);
  return { ...LABELS, ...Object.fromEntries(turned) };
}

/** A body of soft tissue (ellipse about the midline x = 0) in air. */
function bodyImage() {
  const values = new Int16Array(LABELS.liver.length).fill(-1000);
  const [ni, nj, nk] = GRID.size;
  for (let k = 0, at = 0; k < nk; k++)
    for (let j = 0; j < nj; j++)
      for (let i = 0; i < ni; i++, at++) {
        const x = GRID.originMm[0] + i * 4;
        const y = GRID.originMm[1] + j * 4;
        if ((x / 110) ** 2 + (y / 90) ** 2 < 1) values[at] = 40;
      }
  return { grid: GRID, values, quantity: "hu" as const };
}

const ALL = ["liver", "lesions", "portalVein", "hepaticVein"] as const;

describe("[ORI-02] checkSide", () => {
  test("accepts a liver on the right, with and without an image", () => {
    expect(checkSide(frameOrgan(LABELS))).toEqual([]);
    expect(checkSide(frameOrgan(LABELS), bodyImage())).toEqual([]);
  });

  test("refuses labels that are all mirrored, by cava and portal trunk alone", () => {
    expect(() => checkSide(frameOrgan(mirroredLabels(ALL)))).toThrow(
      expect.objectContaining({
        code: "anatomy/liver-on-the-left",
        message: expect.stringMatching(/left of: cava .* portal trunk .* mirrored left to right/),
      }),
    );
  });

  test("refuses a mirrored liver without any vessel by the body's outline", () => {
    const { grid, liver } = mirroredLabels(ALL);
    expect(() => checkSide(frameOrgan({ grid, liver }), bodyImage())).toThrow(
      expect.objectContaining({ code: "anatomy/liver-on-the-left", details: expect.objectContaining({ left: "body outline" }) }),
    );
  });

  test("cautions where the Couinaud map alone is mirrored", () => {
    const [ni] = GRID.size;
    const couinaud = LABELS.liver.map((inside, at) => {
      const x = GRID.originMm[0] + 4 * (at % ni);
      return inside === 0 ? 0 : x < -60 ? 7 : x > 10 ? 2 : 4;
    });
    expect(checkSide(frameOrgan({ ...LABELS, couinaud }))).toEqual([]);
    const [caution, ...more] = checkSide(frameOrgan({ ...LABELS, couinaud: mirrored(couinaud, GRID) }), bodyImage());
    expect(more).toEqual([]);
    expect(caution).toMatchObject({
      code: "anatomy/liver-on-the-left",
      details: { left: "Couinaud map", right: "body outline, cava, portal trunk" },
    });
    expect(caution!.message).toContain("one label mirrored against the others");
  });

  test("cautions by the field of view alone, and does not judge by one cropped to the liver or by values that are not HU", () => {
    const { grid, liver } = mirroredLabels(ALL);
    const magnetic = { ...bodyImage(), quantity: "arbitrary" as const };
    expect(checkSide(frameOrgan({ grid, liver }), magnetic)).toMatchObject([{ details: { left: "field of view", right: "" } }]);
    const box = boundingBox(liver, grid, 20)!;
    const cropped = { grid: cropGrid(grid, box), liver: cropValues(liver, grid, box) };
    expect(checkSide(frameOrgan(cropped))).toEqual([]);
  });
});
