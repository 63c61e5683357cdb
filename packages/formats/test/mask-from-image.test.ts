import { worldPoint } from "@cantlie/geometry";
import { makeGrid, type VoxelArray } from "@cantlie/volume";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FormatError, labelMapFromImage, maskFromImage } from "../src/index.ts";

function image(values: VoxelArray) {
  return {
    grid: makeGrid([values.length, 1, 1], [1, 1, 1], worldPoint(0, 0, 0), [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]),
    values,
  };
}
function codeOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof FormatError) return error.code;
    throw error;
  }
  return "read";
}

describe("a mask is every non-zero voxel", () => {
  test("whatever the one value is", () => {
    for (const inside of [1, 2, 255])
      expect(maskFromImage(image(Uint8Array.of(0, inside, 0, inside))).values).toEqual(Uint8Array.of(0, 1, 0, 1));
    expect(maskFromImage(image(Float32Array.of(0, 0.9999, 0.9999))).values).toEqual(Uint8Array.of(0, 1, 1));
  });
  test("labels are inside alike", () => {
    expect(maskFromImage(image(Int16Array.of(0, 1, 8, 3))).values).toEqual(Uint8Array.of(0, 1, 1, 1));
  });
  test("zeros and ones are not copied", () => {
    const values = Uint8Array.of(0, 1, 1, 0, 0, 0, 1);
    expect(maskFromImage(image(values)).values).toBe(values);
  });
  test("the quick look at four voxels at once agrees with one at a time, at any alignment", () => {
    const property = fc.property(
      fc.uint8Array({ minLength: 2, maxLength: 40, max: 3 }),
      fc.integer({ min: 0, max: 3 }),
      (numbers, shift) => {
        const values = new Uint8Array(numbers.length + shift).subarray(shift);
        values.set(numbers);
        fc.pre(values.some((v) => v > 0) && values.some((v) => v === 0));
        expect([...maskFromImage(image(values)).values]).toEqual([...values].map((v) => (v > 0 ? 1 : 0)));
      },
    );
    fc.assert(property, { seed: 1, numRuns: 300 });
  });
});

describe("[LAB-01] masks that are refused", () => {
  test("fractional: a probability map, or a mask resampled with interpolation", () => {
    const error = () => maskFromImage(image(Float32Array.of(0, 0.25, 1, 1)));
    expect(codeOf(error)).toBe("formats/fractional-mask");
    expect(error).toThrow(/0\.25/);
  });
  test("empty", () => {
    expect(codeOf(() => maskFromImage(image(new Uint8Array(9))))).toBe("formats/empty-mask");
    expect(codeOf(() => maskFromImage(image(new Float32Array(9))))).toBe("formats/empty-mask");
  });
  test("the CT itself", () => {
    expect(codeOf(() => maskFromImage(image(Int16Array.of(-1024, 40, 0))))).toBe("formats/not-a-mask");
  });
  test("a mask without outside", () => {
    expect(codeOf(() => maskFromImage(image(new Uint8Array(9).fill(1))))).toBe("formats/not-a-mask");
    expect(codeOf(() => maskFromImage(image(new Int16Array(9).fill(5))))).toBe("formats/not-a-mask");
  });
});

describe("a label map", () => {
  test("is narrowed to the smallest type", () => {
    expect(labelMapFromImage(image(Float32Array.of(0, 8, 3))).values).toEqual(Uint8Array.of(0, 8, 3));
    expect(labelMapFromImage(image(Int32Array.of(0, 65535, 3))).values).toEqual(Uint16Array.of(0, 65535, 3));
    expect(labelMapFromImage(image(Int32Array.of(0, 800, 3))).values).toEqual(Uint16Array.of(0, 800, 3));
  });
  test("[LAB-01] is refused if fractional, negative, too large or empty", () => {
    expect(codeOf(() => labelMapFromImage(image(Float32Array.of(0, 2.5, 3))))).toBe("formats/not-a-label-map");
    expect(codeOf(() => labelMapFromImage(image(Int16Array.of(0, -1, 3))))).toBe("formats/not-a-label-map");
    expect(codeOf(() => labelMapFromImage(image(Int32Array.of(0, 65536))))).toBe("formats/not-a-label-map");
    expect(codeOf(() => labelMapFromImage(image(new Int32Array(5))))).toBe("formats/empty-mask");
    expect(labelMapFromImage(image(new Uint8Array(5)), { mayBeEmpty: true }).values).toEqual(new Uint8Array(5));
  });
});
