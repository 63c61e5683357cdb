import { COHORT_CURVES } from "@cantlie/clinical";
import { describe, expect, test } from "vitest";
import { survivalFigure } from "../src/figures/survival-figure.ts";

const ENDPOINTS = ["overall survival", "disease-free survival"] as const;

/** Points of a path of only M, H and V, with absolute coordinates. */
function pointsOf(path: string): [number, number][] {
  let [x, y] = [0, 0];
  return [...path.matchAll(/M(\S+) ([^HVZ]+)|H([^HVZ]+)|V([^HVZ]+)/g)].map(([, mx, my, h, v]) => {
    x = Number(mx ?? h ?? x);
    y = Number(my ?? v ?? y);
    return [x, y];
  });
}

/** The thick lines with many steps: the curves, in the order in which they are drawn. */
function linesOf(svg: string): [number, number][][] {
  return [...svg.matchAll(/<path d="([^"]+)" fill="none"[^>]*stroke-width="2.4"/g)].map(([, path]) => pointsOf(path!));
}

describe.each(ENDPOINTS)("the figure of %s", (endpoint) => {
  const figure = survivalFigure(COHORT_CURVES, endpoint);
  const curves = COHORT_CURVES.curves.filter((curve) => curve.endpoint === endpoint && curve.group !== "all");

  test("draws each curve at its place: 5 years at the middle of the axis, one half midway between its ends", () => {
    const lines = linesOf(figure.svg);
    expect(lines).toHaveLength(2);
    for (const [n, line] of lines.entries()) {
      const [left, top] = line[0]!;
      const atFiveYears = line.findLast(([x]) => x <= left + (660 - left) / 2)![1];
      const fraction = curves[n]!.steps.findLast(([months]) => months <= 60)![1];
      // a tenth of a pixel on 300
      expect((334 - atFiveYears) / (334 - top)).toBeCloseTo(fraction, 3);
      for (const [m, [x, y]] of line.entries()) {
        expect(x).toBeLessThanOrEqual(660);
        expect(y).toBeLessThanOrEqual(334);
        if (m > 0) {
          expect(x).toBeGreaterThanOrEqual(line[m - 1]![0]);
          expect(y).toBeGreaterThanOrEqual(line[m - 1]![1]);
        }
      }
    }
  });

  test("says who is still followed, what the bands are, where it comes from and that it is about groups", () => {
    const words = [...figure.svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text!);
    const all = words.join(" ");
    for (const { atRisk } of curves) for (const count of atRisk) expect(words).toContain(`${count}`);
    expect(all).toContain("29 of 197 patients have no score and are not drawn");
    expect(all).toContain("95 %, log(−log)");
    expect(all).toContain(COHORT_CURVES.attribution);
    expect(figure.caption).toContain("no probability of this one");
  });

  test("parts the groups without colour: one line is dashed, the other is not", () => {
    const dashes = [...figure.svg.matchAll(/stroke-width="2.4" stroke-dasharray="([^"]+)"/g)].map(([, text]) => text);
    expect(new Set(dashes)).toEqual(new Set(["none", "8 4"]));
  });

  test("is one well-formed document with no letters beyond its edge", () => {
    expect(figure.svg).not.toMatch(/NaN|undefined|Infinity/);
    for (const [, y] of figure.svg.matchAll(/<text x="[^"]+" y="([^"]+)"/g)) expect(Number(y)).toBeLessThan(figure.heightPx);
    // half the size is a letter’s mean width in the fonts that the figures ask for
    for (const [, size, text] of figure.svg.matchAll(/<text x="8" [^>]*font-size="(\d+)"[^>]*>([^<]*)</g))
      expect(8 + text!.length * Number(size) * 0.5).toBeLessThan(figure.widthPx);
  });
});

test("an endpoint without curves is refused by name", () => {
  expect(() => survivalFigure({ ...COHORT_CURVES, curves: [] }, "overall survival")).toThrow(/endpoint is overall survival/);
});
