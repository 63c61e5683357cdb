import { escapeMarkup, type Figure } from "../figures/figure.ts";
import { METHOD_NOTES, type MethodId } from "../model/method-notes.ts";
import { TONE_MARKS } from "../model/tone-marks.ts";
import type { Block, Card, Cell, Column, Fact, Label, ReportModel, Step, Tone } from "../report-model.ts";
import { reportStyle } from "./report-style.ts";

/**
 * The report as one HTML document that loads nothing: style and pictures are inside, there is no script. A policy in the
 * document forbids any loading, so that text from files cannot cause it either.
 */
export function reportHtml(model: ReportModel): string {
  const body = [
    `<p class="intended">${escapeMarkup(model.intendedUse)}</p>`,
    `<header><h1>${escapeMarkup(model.title)}</h1>${headingList(model.heading)}</header>`,
    "<main>",
    ...model.sections.map(
      (section) =>
        `<section id="${escapeMarkup(section.id)}"${section.isOnePage ? ' class="one-page"' : ""}><h2>${escapeMarkup(section.title)}</h2>${section.blocks.map((block) => blockHtml(block, model)).join("")}</section>`,
    ),
    "</main>",
    `<footer>${escapeMarkup([model.footer, model.daggerNote].filter(Boolean).join(". "))}</footer>`,
  ];
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
    `<title>${escapeMarkup(model.title)}</title><style>${reportStyle(model.intendedUse)}</style></head><body>`,
    ...body,
    "</body></html>",
  ].join("\n");
}

function headingList(facts: readonly Fact[]): string {
  if (facts.length === 0) return "";
  return `<p class="patient">${facts.map(({ label, value }) => `<span>${escapeMarkup(label.text)}: <b>${escapeMarkup(value)}</b></span>`).join(" ")}</p>`;
}

function blockHtml(block: Block, model: ReportModel): string {
  switch (block.kind) {
    case "verdict":
      return `<div class="verdict ${block.tone}"><h3>${toneMark(block.tone)}${escapeMarkup(block.title)}</h3>${block.sentences.map((sentence) => `<p>${escapeMarkup(sentence)}</p>`).join("")}</div>`;
    case "paragraph":
      return `<p>${escapeMarkup(block.text)}</p>`;
    case "subheading":
      return `<h3>${escapeMarkup(block.text)}</h3>`;
    case "list":
      return listHtml(block.items);
    case "facts":
      return factsHtml(block.facts, model);
    case "table":
      return tableHtml(block, model);
    case "figures":
      return `<div class="figures per${block.perRow}${block.sameScale ? " scaled" : ""}">${block.figures.map((figure) => figureHtml(figure, block.sameScale === true)).join("")}</div>`;
    case "cards":
      return `<div class="cards${block.perRow ? ` per${block.perRow}` : ""}">${block.cards.map((card) => cardHtml(card, model)).join("")}</div>`;
    case "steps":
      return `<div class="together"><h3>${escapeMarkup(block.caption)}</h3><ol class="steps">${block.steps.map(stepHtml).join("")}</ol></div>`;
    case "methods":
      return `<ol class="methods">${model.methods.map(methodHtml).join("")}</ol>`;
    case "together":
      return `<div class="together">${block.blocks.map((inner) => blockHtml(inner, model)).join("")}</div>`;
    case "columns":
      return `<div class="columns${block.alsoOnPaper ? " on-paper" : ""}">${[block.wide, block.narrow].map((blocks) => `<div>${blocks.map((inner) => blockHtml(inner, model)).join("")}</div>`).join("")}</div>`;
    case "sign-off":
      return signOffHtml(block);
  }
}

function signOffHtml({ choices, roles }: Extract<Block, { kind: "sign-off" }>): string {
  const boxes = choices.map((choice) => `<li><span class="box" aria-hidden="true"></span>${escapeMarkup(choice)}</li>`);
  const head = ["Role", "Name", "Signature", "Date"].map((name) => `<th scope="col">${name}</th>`);
  const lines = roles.map((role) => `<tr><th scope="row">${escapeMarkup(role)}</th><td></td><td></td><td></td></tr>`);
  return `<div class="sign-off"><ul>${boxes.join("")}</ul><table><caption>Decided at the meeting by</caption><thead><tr>${head.join("")}</tr></thead><tbody>${lines.join("")}</tbody></table></div>`;
}

function listHtml(items: readonly Cell[]): string {
  return `<ul>${items.map((item) => `<li${toneClass(item.tone)}>${toneMark(item.tone)}${escapeMarkup(item.text)}</li>`).join("")}</ul>`;
}

function factsHtml(facts: readonly Fact[], model: ReportModel): string {
  return `<dl>${facts.map((fact) => `<div><dt>${labelHtml(fact.label, model)}</dt><dd${toneClass(fact.tone)}>${toneMark(fact.tone)}${escapeMarkup(fact.value)}</dd></div>`).join("")}</dl>`;
}

function cardHtml({ title, tone, figure, facts, notes }: Card, model: ReportModel): string {
  const picture = figure ? figureHtml(figure, false) : "";
  return `<article class="card ${tone}"><h3>${toneMark(tone)}${escapeMarkup(title)}</h3>${picture}${facts.length > 0 ? factsHtml(facts, model) : ""}${notes.map(({ text, tone: noteTone }) => `<p${toneClass(noteTone)}>${toneMark(noteTone)}${escapeMarkup(text)}</p>`).join("")}</article>`;
}

function stepHtml({ title, items }: Step): string {
  return `<li><h4>${escapeMarkup(title)}</h4>${listHtml(items)}</li>`;
}

function tableHtml(block: Extract<Block, { kind: "table" }>, model: ReportModel): string {
  const isNumeric = (column: number) => (block.columns[column]?.isNumeric ? ["num"] : []);
  const shares = block.columns.reduce((sum, { share = 0 }) => sum + share, 0);
  // beside long texts, short ones stand on one line
  const looks = (column: number) => [
    ...isNumeric(column),
    ...(shares > 0 && block.columns[column]?.share === undefined ? ["short"] : []),
  ];
  const head = block.columns.map(({ label }, column) =>
    label.text === ""
      ? `<td${classes(isNumeric(column))}></td>`
      : `<th scope="col"${classes(isNumeric(column))}>${labelHtml(label, model)}</th>`,
  );
  const rows = block.rows.map(({ label, cells }) => {
    const data = cells.map((cell, index) => cellHtml(cell, looks(index + 1)));
    return `<tr><th scope="row"${classes(looks(0))}>${labelHtml(label, model)}</th>${data.join("")}</tr>`;
  });
  return `<div class="${block.rows.length > WHOLE_ROWS ? "table" : "table whole"}"><table><caption>${escapeMarkup(block.caption)}</caption>${columnWidths(block.columns, shares)}<thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

/** A table of so few rows is not parted by a page's end. */
const WHOLE_ROWS = 6;

/** Long texts share the width that short ones leave. */
function columnWidths(columns: readonly Column[], shares: number): string {
  if (shares === 0) return "";
  const widths = columns.map(({ share }) =>
    share === undefined ? "<col>" : `<col style="width:${Math.round((100 * share) / shares)}%">`,
  );
  return `<colgroup>${widths.join("")}</colgroup>`;
}

function cellHtml(cell: Cell, extra: readonly string[]): string {
  return `<td${classes([...extra, ...(cell.tone ? [cell.tone] : [])])}>${toneMark(cell.tone)}${escapeMarkup(cell.text)}</td>`;
}

function figureHtml(figure: Figure, isScaled: boolean): string {
  return `<figure${isScaled ? ` style="flex:${figure.widthPx} 1 0"` : ""}>${figure.svg}<figcaption>${escapeMarkup(figure.caption)}</figcaption></figure>`;
}

function methodHtml(id: MethodId): string {
  const { name, text } = METHOD_NOTES[id];
  return `<li id="method-${id}"><b>${escapeMarkup(name)}.</b> ${escapeMarkup(text)}</li>`;
}

function labelHtml(label: Label, model: ReportModel): string {
  const notes = (label.methods ?? []).map((id) => `<a href="#method-${id}">${model.methods.indexOf(id) + 1}</a>`).join(",");
  const unreviewed = label.unreviewed ? '<abbr title="rests on labels that nobody has confirmed">†</abbr>' : "";
  return `${escapeMarkup(label.text)}${unreviewed}${notes ? `<sup>${notes}</sup>` : ""}`;
}

/** A sign before the text, so that a tone is not told by colour alone. */
function toneMark(tone: Tone | undefined): string {
  return tone ? `<span class="mark" aria-hidden="true">${TONE_MARKS[tone]}</span>` : "";
}

function toneClass(tone: Tone | undefined): string {
  return classes(tone ? [tone] : []);
}

function classes(names: readonly string[]): string {
  return names.length > 0 ? ` class="${names.join(" ")}"` : "";
}
