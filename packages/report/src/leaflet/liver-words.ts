import type { PlanDocument } from "@cantlie/workup";

type Lesion = PlanDocument["anatomy"]["lesions"][number];

/**
 * A share in words, "about a third", with the nearest of the fractions that people use. They are symmetric about a half, so that
 * what goes and what stays always make a whole.
 */
export function shareWords(fraction: number): string {
  if (!(fraction >= 0 && fraction <= 1)) throw new RangeError(`a share of the liver is ${fraction}, expected 0 to 1`);
  if (fraction < LEAST_NAMED) return "less than a tenth";
  if (fraction > 1 - LEAST_NAMED) return "more than nine tenths";
  const nearest = SHARES.reduce((best, share) => (Math.abs(share.of - fraction) < Math.abs(best.of - fraction) ? share : best));
  return `about ${nearest.words}`;
}

/** Below, a tenth would say too much. */
const LEAST_NAMED = 0.085;

const SHARES: readonly { readonly of: number; readonly words: string }[] = [
  { of: 1 / 10, words: "a tenth" },
  { of: 1 / 5, words: "a fifth" },
  { of: 1 / 4, words: "a quarter" },
  { of: 1 / 3, words: "a third" },
  { of: 2 / 5, words: "two fifths" },
  { of: 1 / 2, words: "half" },
  { of: 3 / 5, words: "three fifths" },
  { of: 2 / 3, words: "two thirds" },
  { of: 3 / 4, words: "three quarters" },
  { of: 4 / 5, words: "four fifths" },
  { of: 9 / 10, words: "nine tenths" },
];

/** Millilitres to two figures: what a person can take in, and no more than labels can tell. */
export function roundMl(volumeMl: number): string {
  const step = volumeMl < 100 ? 5 : 10;
  return `${Math.round(volumeMl / step) * step}\u00a0mL`;
}

/** A diameter in the half centimetres that people picture: "about 3 cm", "less than 1 cm". */
export function sizeWords(diameterMm: number): string {
  if (diameterMm < 8) return "less than 1\u00a0cm";
  return `about ${Math.round(diameterMm / 5) / 2}\u00a0cm`;
}

/** "one tumour", "3 tumours"; words up to three, since "one" reads better than "1" */
export function countWords(count: number, singular: string, plural = `${singular}s`): string {
  return `${["no", "one", "two", "three"][count] ?? count} ${count === 1 ? singular : plural}`;
}

/** The patient's own right or left, by Couinaud segments: 5 to 8 are right, 2 to 4 left; undefined where none is known. */
export function sideWords(segments: readonly string[]): string | undefined {
  const numbers = [...new Set(segments.map((segment) => Number.parseInt(segment, 10)))];
  const isRight = numbers.some((n) => n >= 5);
  const isLeft = numbers.some((n) => n >= 2 && n <= 4);
  if (isRight && isLeft) return "both sides";
  if (isRight) return "the right side";
  if (isLeft) return "the left side";
  return numbers.length > 0 ? "the back" : undefined;
}

/** The part of the liver that whole segments make: "the front part of the right side". */
export function segmentsWords(segments: readonly string[]): string {
  const key = [...new Set(segments.map((segment) => Number.parseInt(segment, 10)))].sort((a, b) => a - b).join("");
  return PARTS[key] ?? `a part of ${sideWords(segments) ?? "your liver"}`;
}

const PARTS: Readonly<Record<string, string>> = {
  "1": "a small part at the back",
  "4": "the inner part of the left side",
  "23": "the outer part of the left side",
  "58": "the front part of the right side",
  "67": "the back part of the right side",
  "234": "the left side",
  "1234": "the left side with a small part at the back",
  "458": "the middle part",
  "5678": "the right side",
  "15678": "the right side with a small part at the back",
  "45678": "the right side with the part next to it",
  "145678": "the right side with the part next to it and a small part at the back",
  "23458": "the left side with the part next to it",
  "123458": "the left side with the part next to it and a small part at the back",
};

/** Those that may be cancer and can be seen. */
export function seenLesions(lesions: readonly Lesion[]): Lesion[] {
  return lesions.filter(({ status }) => status === "visible");
}
