import type { Figure } from "../figures/figure.ts";
import { figureFiles } from "../typst/figure-files.ts";
import { array, literal } from "../typst/literal.ts";
import type { TypstReport } from "../typst/report-typst.ts";
import { type LeafletBlock, type LeafletModel, rowPercent, type Told } from "./leaflet-model.ts";
import { LEAFLET_LAYOUT } from "./leaflet-typst-layout.ts";

/** The leaflet as a typst document. All text is passed as typst strings, never as markup, so that nothing in it can act. */
export function leafletTypst(model: LeafletModel): TypstReport {
  const { files, addFigure } = figureFiles();
  const { title, intendedUse, heading, sections, sources, footer } = model;
  const lines = [
    LEAFLET_LAYOUT,
    `#show: leaflet.with(title: ${literal(title)}, intended: ${literal(intendedUse)})`,
    `#heading(level: 1, ${literal(title)})`,
    `#patient(${array(heading.map(({ label, value }) => array([literal(label), literal(value)])))})`,
    ...sections.flatMap((section) => [
      `#heading(level: 2, ${literal(section.title)})`,
      ...section.blocks.map((block) => blockTypst(block, { model, addFigure })),
    ]),
    `#sources(${array(sources.map(literal))}, ${literal(footer)})`,
  ];
  return { source: `${lines.join("\n")}\n`, files };
}

interface Context {
  readonly model: LeafletModel;
  readonly addFigure: (figure: Figure) => string;
}

function blockTypst(block: LeafletBlock, { model, addFigure }: Context): string {
  const told = (one: Told) => toldTypst(one, model);
  switch (block.kind) {
    case "paragraph":
      return `#par(${told(block.told)})`;
    case "notice":
      return `#notice(${told(block.told)})`;
    case "subheading":
      return `#heading(level: 3, ${literal(block.text)})`;
    case "list":
      return `#points(${array(block.items.map(told))})`;
    case "steps":
      return `#steps(${array(block.items.map(told))})`;
    case "figures":
      return `#pictures(${array(block.figures.map((figure) => array([literal(addFigure(figure)), literal(figure.alt), literal(figure.caption)])))}, width: ${rowPercent(block.figures)}%)`;
    case "table":
      return `#numbers(${literal(block.caption)}, ${array(block.columns.map(literal))}, ${array(block.rows.map(({ name, cells }) => array([told(name), ...cells.map(literal)])))})`;
    case "lines":
      return `#lines(${array(block.lines.map(({ label, value }) => array([literal(label), value === undefined ? "none" : literal(value)])))})`;
  }
}

function toldTypst({ text, sources = [] }: Told, model: LeafletModel): string {
  const notes = sources.map((source) => model.sources.indexOf(source) + 1).join(",");
  return `told(${literal(text)}, ${literal(notes)})`;
}
