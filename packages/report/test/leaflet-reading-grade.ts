import { syllable } from "syllable";
import type { LeafletBlock, LeafletModel } from "../src/index.ts";

/** How hard a text is to read, as years of school in the United States; a reader's age is about five more. */
export interface ReadingGrade {
  /** Kincaid JP et al., Research Branch Report 8-75 (1975): 0.39 words per sentence + 11.8 syllables per word − 15.59 */
  readonly fleschKincaid: number;
  /** McLaughlin GH, J Reading 12:639 (1969): 1.043 √(30 × words of three syllables and more per sentence) + 3.1291 */
  readonly smog: number;
  readonly sentences: number;
  readonly words: number;
}

/** @throws RangeError for a text without words */
export function readingGrade(texts: readonly string[]): ReadingGrade {
  const sentences = texts.flatMap(sentencesOf);
  const words = sentences.flatMap(wordsOf);
  if (words.length === 0) throw new RangeError("the text has no words, expected some to measure");
  const syllables = words.map(syllablesOf);
  const total = syllables.reduce((sum, n) => sum + n, 0);
  const long = syllables.filter((n) => n >= 3).length;
  return {
    fleschKincaid: 0.39 * (words.length / sentences.length) + 11.8 * (total / words.length) - 15.59,
    smog: 1.043 * Math.sqrt((30 * long) / sentences.length) + 3.1291,
    sentences: sentences.length,
    words: words.length,
  };
}

/** All that a leaflet says but its list of sources, its footer and what a hospital or a patient's file put into it. */
export function leafletTexts({ title, intendedUse, sections }: LeafletModel): string[] {
  return [title, intendedUse, ...sections.flatMap((section) => [section.title, ...section.blocks.flatMap(blockTexts)])];
}

/**
 * Whole sentences only. Headings, labels and cells are short and would make any text seem easy; a list's items are sentences here.
 */
export function leafletProse({ intendedUse, sections }: LeafletModel): string[] {
  const told = sections.flatMap(({ blocks }) => blocks.flatMap(proseOf));
  return [intendedUse, ...told];
}

function blockTexts(block: LeafletBlock): string[] {
  switch (block.kind) {
    case "table":
      return [block.caption, ...block.columns, ...block.rows.flatMap(({ name, cells }) => [name.text, ...cells])];
    case "subheading":
      return [block.text];
    case "lines":
      return block.lines.map(({ label }) => label);
    default:
      return proseOf(block);
  }
}

function proseOf(block: LeafletBlock): string[] {
  switch (block.kind) {
    case "paragraph":
    case "notice":
      return [block.told.text];
    case "list":
    case "steps":
      return block.items.map(({ text }) => text);
    case "figures":
      return block.figures.flatMap(({ caption, alt, svg }) => [
        ...(caption === "" ? [] : [caption]),
        alt,
        ...[...svg.matchAll(/<text[^>]*>([^<]*)</g)].map((match) => match[1]!),
      ]);
    default:
      return [];
  }
}

/** A stop, question or exclamation mark that ends a sentence stands before a space or the end; a colon does not. */
function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => wordsOf(sentence).length > 0);
}

function wordsOf(sentence: string): string[] {
  return sentence.match(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu) ?? [];
}

/** A number counts a syllable a digit, which is about what it takes to say it. */
function syllablesOf(word: string): number {
  const digits = word.replace(/\D/g, "").length;
  return digits > 0 ? digits : Math.max(1, syllable(word));
}
