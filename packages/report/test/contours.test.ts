import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contours, pathData } from "../src/figures/contours.ts";

/** Signed area of closed lines (shoelace); with y downwards, positive where the foreground is to the right of the line. */
function areaOf(lines: readonly Float32Array[]): number {
  let twice = 0;
  for (const line of lines)
    for (let i = 0; i < line.length; i += 2) {
      const j = (i + 2) % line.length;
      twice += line[i]! * line[j + 1]! - line[j]! * line[i + 1]!;
    }
  return twice / 2;
}

describe("contours", () => {
  test("enclose each pixel as often as it is foreground: the area follows from the four corners of each cell", () => {
    const field = fc
      .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
      .chain(({ width, height }) =>
        fc.record({
          width: fc.constant(width),
          height: fc.constant(height),
          values: fc.uint8Array({ minLength: width * height, maxLength: width * height, max: 1 }),
        }),
      );
    fc.assert(
      fc.property(field, ({ width, height, values }) => {
        const at = (x: number, y: number) => (x >= 0 && y >= 0 && x < width && y < height ? values[x + y * width]! : 0);
        let expected = 0;
        for (let y = -1; y < height; y++)
          for (let x = -1; x < width; x++) {
            const corners = [at(x, y), at(x + 1, y), at(x + 1, y + 1), at(x, y + 1)];
            const count = corners.reduce((sum, value) => sum + value, 0);
            const isDiagonal = count === 2 && corners[0] === corners[2];
            // Area of a unit cell cut through the middles of its sides.
            expected += [0, 1 / 8, isDiagonal ? 1 / 4 : 1 / 2, 7 / 8, 1][count]!;
          }
        expect(Math.abs(areaOf(contours(values, width, height)))).toBeCloseTo(expected, 4);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test("a ring has an outer and an inner line", () => {
    const ring = Uint8Array.from([1, 1, 1, 1, 0, 1, 1, 1, 1]);
    expect(contours(ring, 3, 3)).toHaveLength(2);
  });

  test("nothing gives no path", () => {
    expect(pathData(contours(new Uint8Array(12), 4, 3), (x, y) => [x, y])).toBe("");
  });
});
