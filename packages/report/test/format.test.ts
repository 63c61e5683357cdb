import { describe, expect, test } from "vitest";
import { enumerate, formatCm2, formatMl, formatMm, formatPercent } from "../src/model/format.ts";

describe("numbers as text", () => {
  test("carry their unit behind a space that does not break", () => {
    expect(formatMl(1489.44)).toBe("1489\u00a0mL");
    expect(formatMl(99.94)).toBe("99.9\u00a0mL");
    expect(formatMl(99.96)).toBe("100\u00a0mL");
    expect(formatMm(0)).toBe("0.0\u00a0mm");
    expect(formatCm2(7420)).toBe("74\u00a0cm²");
    expect(formatPercent(0.2286)).toBe("22.9\u202f%");
    expect(formatPercent(0.00421, 2)).toBe("0.42\u202f%");
  });

  test("never show a negative zero, and a minus sign for what is below it", () => {
    expect(formatMm(-0.04)).toBe("0.0\u00a0mm");
    expect(formatMm(-1.26)).toBe("−1.3\u00a0mm");
  });

  test("[UNK-01] what is not a number is refused, not printed", () => {
    for (const value of [Number.NaN, Infinity, -Infinity]) expect(() => formatMl(value)).toThrow(RangeError);
  });

  test("lists read as a sentence", () => {
    expect([enumerate([]), enumerate(["a"]), enumerate(["a", "b"]), enumerate(["a", "b", "c"])]).toEqual([
      "",
      "a",
      "a and b",
      "a, b and c",
    ]);
  });
});
