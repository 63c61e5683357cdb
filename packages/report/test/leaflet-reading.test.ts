import { describe, expect, test } from "vitest";
import { LEAFLET_CASES, madeLeaflet } from "./leaflet-cases.ts";
import { leafletProse, leafletTexts, readingGrade } from "./leaflet-reading-grade.ts";

/** A school grade of 7 is read at about 12 years. */
const MOST_GRADE = 7;

describe("the formulas", () => {
  test("six words of one syllable in one sentence: 0.39 × 6 + 11.8 − 15.59", () => {
    const { fleschKincaid, smog, words, sentences } = readingGrade(["The cat sat on the mat."]);
    expect([words, sentences]).toEqual([6, 1]);
    expect(fleschKincaid).toBeCloseTo(0.39 * 6 + 11.8 - 15.59, 9);
    expect(smog).toBeCloseTo(3.1291, 9);
  });

  test("words of three syllables and more weigh on both: 5 words, 11 syllables, one of four and one of three", () => {
    const { fleschKincaid, smog } = readingGrade(["The operation is in hospital."]);
    expect(fleschKincaid).toBeCloseTo(0.39 * 5 + (11.8 * 10) / 5 - 15.59, 9);
    expect(smog).toBeCloseTo(1.043 * Math.sqrt(60) + 3.1291, 9);
  });

  test("what a surgeon would say is beyond the limit", () => {
    const { fleschKincaid, smog } = readingGrade([
      "Following portal venous embolisation, contralateral parenchymal hypertrophy is ascertained volumetrically prior to completion hepatectomy.",
    ]);
    expect(Math.min(fleschKincaid, smog)).toBeGreaterThan(MOST_GRADE + 5);
  });
});

test.each(LEAFLET_CASES)("a child of 12 can read the leaflet: %s", (_name, make) => {
  const model = madeLeaflet(make());
  // As a whole, pictures' words and headings with it, and by its whole sentences alone, which short lines cannot make easier.
  for (const { fleschKincaid, smog, words } of [leafletTexts(model), leafletProse(model)].map(readingGrade)) {
    expect(words).toBeGreaterThan(300);
    expect(fleschKincaid).toBeLessThanOrEqual(MOST_GRADE);
    expect(smog).toBeLessThanOrEqual(MOST_GRADE);
  }
});
