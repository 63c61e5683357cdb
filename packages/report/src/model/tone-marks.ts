import type { Tone } from "../report-model.ts";

/** A sign before a text, so that its tone is not told by colour alone. */
export const TONE_MARKS: Readonly<Record<Tone, string>> = { good: "✓", caution: "!", bad: "✕", unknown: "?" };
