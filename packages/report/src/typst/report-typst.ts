import type { Figure } from "../figures/figure.ts";
import { METHOD_NOTES, type MethodId } from "../model/method-notes.ts";
import { TONE_MARKS } from "../model/tone-marks.ts";
import type { Block, Card, Cell, Fact, Label, ReportModel, Section } from "../report-model.ts";
import { figureFiles } from "./figure-files.ts";
import { array, literal } from "./literal.ts";
import { TYPST_LAYOUT } from "./typst-layout.ts";

/** A typst document and the pictures that it names, by path. */
export interface TypstReport {
  readonly source: string;
  readonly files: ReadonlyMap<string, string>;
}

/**
 * The report as a typst document. All text is passed as typst strings, never as markup, so that nothing in it can act.
 * Figures are SVG files beside the source, with the fonts that typst itself carries.
 */
export function reportTypst(model: ReportModel): TypstReport {
  const { files, addFigure } = figureFiles();
  const render = (block: Block) => blockTypst(block, { model, addFigure });
  const section = ({ title, blocks }: Section) => [
    `#heading(level: 2, ${literal(title)})`,
    ...blocks.map((block, n) =>
      block.kind === "paragraph" && isIntroduction(blocks, n) ? `#lead-in(${literal(block.text)})` : render(block),
    ),
  ];
  const head = [
    `#heading(level: 1, ${literal(model.title)})`,
    `#patient(${array(model.heading.map(({ label, value }) => array([literal(label.text), literal(value)])))})`,
  ];
  const [first, ...rest] = model.sections;
  const opening = [...head, ...(first ? section(first) : [])];
  const lines = [
    TYPST_LAYOUT,
    `#show: report.with(title: ${literal(model.title)}, intended: ${literal(model.intendedUse)}, footer: ${literal([model.footer, model.daggerNote].filter(Boolean).join(". "))})`,
    // the title stands on the page of the first section
    ...(first?.isOnePage ? ["#one-page([", ...opening, "])"] : opening),
    ...rest.flatMap((each) => (each.isOnePage ? ["#one-page([", ...section(each), "])"] : section(each))),
  ];
  return { source: `${lines.join("\n")}\n`, files };
}

interface Context {
  readonly model: ReportModel;
  readonly addFigure: (figure: Figure) => string;
}

function blockTypst(block: Block, context: Context): string {
  switch (block.kind) {
    case "verdict":
      return `#verdict(${literal(block.tone)}, ${literal(TONE_MARKS[block.tone])}, ${literal(block.title)}, ${array(block.sentences.map(literal))})`;
    case "paragraph":
      return `#par(${literal(block.text)})`;
    case "subheading":
      return `#heading(level: 3, ${literal(block.text)})`;
    case "list":
      return `#marked-list(${array(block.items.map(itemTypst))})`;
    case "facts":
      return `#facts(${array(block.facts.map((fact) => factTypst(fact, context.model)))})`;
    case "table":
      return tableTypst(block, context.model);
    case "figures":
      return figuresTypst(block, context);
    case "cards":
      return `#cards(${array(block.cards.map((card) => cardTypst(card, context)))}, per-row: ${block.perRow ?? 2})`;
    case "steps":
      return `#steps(${literal(block.caption)}, ${array(block.steps.map(({ title, items }) => array([literal(title), array(items.map(itemTypst))])))})`;
    case "methods":
      return `#methods(${array(context.model.methods.map(methodTypst))})`;
    case "together":
      return `#together([\n${blocksTypst(block.blocks, context)}\n])`;
    case "columns":
      if (block.alsoOnPaper)
        return `#two-columns([\n${blocksTypst(block.wide, context)}\n], [\n${blocksTypst(block.narrow, context)}\n])`;
      return `#beside([\n${blocksTypst(block.wide, context)}\n], [\n${blocksTypst(block.narrow.map(inOneRow), context)}\n])`;
    case "sign-off":
      return `#sign-off(${array(block.choices.map(literal))}, ${array(block.roles.map(literal))})`;
  }
}

/** A paragraph between a heading and what it introduces is not left alone with the heading at a page's end. */
function isIntroduction(blocks: readonly Block[], n: number): boolean {
  const before = blocks[n - 1];
  return n + 1 < blocks.length && (before === undefined || before.kind === "subheading");
}

function blocksTypst(blocks: readonly Block[], context: Context): string {
  return blocks.map((block) => blockTypst(block, context)).join("\n");
}

/** Pictures of a narrow column stand side by side where there is no such column. */
function inOneRow(block: Block): Block {
  return block.kind === "figures" ? { ...block, perRow: block.figures.length } : block;
}

function cardTypst({ title, tone, figure, facts, notes }: Card, { model, addFigure }: Context): string {
  const picture = figure ? array([literal(addFigure(figure)), literal(figure.alt)]) : "()";
  return array([
    literal(tone),
    literal(TONE_MARKS[tone]),
    literal(title),
    picture,
    array(facts.map((fact) => factTypst(fact, model))),
    array(notes.map(cellTypst)),
  ]);
}

function tableTypst(block: Extract<Block, { kind: "table" }>, model: ReportModel): string {
  const header = block.columns.map(({ label }) => labelTypst(label, model));
  const isNumeric = block.columns.map((column) => (column.isNumeric ? "true" : "false"));
  const widths = block.columns.map((column) => (column.share === undefined ? "auto" : `${column.share}fr`));
  const rows = block.rows.map(({ label, cells }) => array([labelTypst(label, model), ...cells.map(cellTypst)]));
  return `#data-table(${literal(block.caption)}, numeric: ${array(isNumeric)}, widths: ${array(widths)}, header: ${array(header)}, rows: ${array(rows)})`;
}

function figuresTypst({ figures, perRow, sameScale }: Extract<Block, { kind: "figures" }>, { addFigure }: Context): string {
  const entries = figures.map((figure) =>
    array([literal(addFigure(figure)), literal(figure.alt), literal(figure.caption), `${sameScale ? figure.widthPx : 1}fr`]),
  );
  return `#pictures(${perRow}, ${array(entries)}, width: ${rowWidth(perRow, sameScale === true)})`;
}

/** Narrow enough that the slices of four lesions, and all that is said in short with its legend, fit on a page each. */
function rowWidth(perRow: number, isScaled: boolean): string {
  if (isScaled) return "92%";
  return perRow === 1 ? "84%" : perRow === 3 ? "94%" : "100%";
}

function factTypst({ label, value, tone }: Fact, model: ReportModel): string {
  return array([labelTypst(label, model), cellTypst({ text: value, ...(tone && { tone }) })]);
}

function methodTypst(id: MethodId): string {
  const { name, text } = METHOD_NOTES[id];
  return array([literal(name), literal(text)]);
}

function labelTypst(label: Label, model: ReportModel): string {
  const notes = (label.methods ?? []).map((id) => model.methods.indexOf(id) + 1).join(",");
  return `name(${literal(`${label.text}${label.unreviewed ? "†" : ""}`)}, ${literal(notes)})`;
}

function cellTypst({ text, tone }: Cell): string {
  return tone ? `toned(${literal(tone)}, ${literal(TONE_MARKS[tone])}, ${literal(text)})` : literal(text);
}

function itemTypst({ text, tone }: Cell): string {
  return array([tone ? literal(tone) : "none", literal(tone ? TONE_MARKS[tone] : ""), literal(text)]);
}
