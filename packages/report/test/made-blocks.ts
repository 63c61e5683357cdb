import type { Block, ReportModel } from "../src/index.ts";

export type TableBlock = Extract<Block, { kind: "table" }>;

/** All blocks of a report, or of one of its sections, those inside others too. */
export function blocksOf({ sections }: ReportModel, id?: string): Block[] {
  return sections.filter((section) => id === undefined || section.id === id).flatMap(({ blocks }) => blocks.flatMap(flattened));
}

export function tablesOf(model: ReportModel, id?: string): TableBlock[] {
  return blocksOf(model, id).filter((block) => block.kind === "table");
}

function flattened(block: Block): Block[] {
  if (block.kind === "together") return block.blocks.flatMap(flattened);
  return block.kind === "columns" ? [...block.wide, ...block.narrow].flatMap(flattened) : [block];
}

/** A row as its texts, the label first. */
export function rowTexts({ rows }: TableBlock): string[][] {
  return rows.map(({ label, cells }) => [label.text, ...cells.map(({ text }) => text)]);
}
