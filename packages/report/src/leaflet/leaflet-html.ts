import { escapeMarkup, type Figure } from "../figures/figure.ts";
import { type LeafletBlock, type LeafletModel, rowPercent, type Told } from "./leaflet-model.ts";
import { leafletStyle } from "./leaflet-style.ts";

/**
 * The leaflet as one HTML document that loads nothing: style and pictures are inside, there is no script, and a policy in the
 * document forbids any loading.
 */
export function leafletHtml(model: LeafletModel): string {
  const { title, intendedUse, heading, sections, sources, footer } = model;
  const body = [
    `<p class="intended">${escapeMarkup(intendedUse)}</p>`,
    `<header><h1>${escapeMarkup(title)}</h1>${headingHtml(heading)}</header>`,
    "<main>",
    ...sections.map(
      ({ id, title: name, blocks }) =>
        `<section id="${escapeMarkup(id)}" aria-labelledby="${escapeMarkup(id)}-title"><h2 id="${escapeMarkup(id)}-title">${escapeMarkup(name)}</h2>${blocks.map((block) => blockHtml(block, model)).join("")}</section>`,
    ),
    "</main>",
    "<footer>",
    sources.length > 0
      ? `<h2>Where the numbers come from</h2><ol class="sources">${sources.map((source, n) => `<li id="source-${n + 1}">${escapeMarkup(source)}</li>`).join("")}</ol>`
      : "",
    `<p>${escapeMarkup(footer)}</p></footer>`,
  ];
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
    `<title>${escapeMarkup(title)}</title><style>${leafletStyle(intendedUse)}</style></head><body>`,
    ...body,
    "</body></html>",
  ].join("\n");
}

function headingHtml(facts: LeafletModel["heading"]): string {
  if (facts.length === 0) return "";
  return `<p class="patient">${facts.map(({ label, value }) => `<span>${escapeMarkup(label)}: <b>${escapeMarkup(value)}</b></span>`).join(" ")}</p>`;
}

function blockHtml(block: LeafletBlock, model: LeafletModel): string {
  const told = (one: Told) => toldHtml(one, model);
  switch (block.kind) {
    case "paragraph":
      return `<p>${told(block.told)}</p>`;
    case "notice":
      return `<p class="notice">${told(block.told)}</p>`;
    case "subheading":
      return `<h3>${escapeMarkup(block.text)}</h3>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${told(item)}</li>`).join("")}</ul>`;
    case "steps":
      return `<ol>${block.items.map((item) => `<li>${told(item)}</li>`).join("")}</ol>`;
    case "figures":
      return `<div class="figures" style="width:${rowPercent(block.figures)}%">${block.figures.map(figureHtml).join("")}</div>`;
    case "table":
      return tableHtml(block, model);
    case "lines":
      return `<dl>${block.lines.map(({ label, value }) => `<div><dt>${escapeMarkup(label)}</dt>${value === undefined ? '<dd class="blank"><span>to be filled in</span></dd>' : `<dd>${escapeMarkup(value)}</dd>`}</div>`).join("")}</dl>`;
  }
}

function tableHtml({ caption, columns, rows }: Extract<LeafletBlock, { kind: "table" }>, model: LeafletModel): string {
  const head = columns.map((column) => `<th scope="col">${escapeMarkup(column)}</th>`).join("");
  const lines = rows.map(
    ({ name, cells }) =>
      `<tr><th scope="row">${toldHtml(name, model)}</th>${cells.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join("")}</tr>`,
  );
  return `<table><caption>${escapeMarkup(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${lines.join("")}</tbody></table>`;
}

function figureHtml({ svg, caption }: Figure): string {
  return `<figure>${svg}${caption === "" ? "" : `<figcaption>${escapeMarkup(caption)}</figcaption>`}</figure>`;
}

function toldHtml({ text, sources = [] }: Told, model: LeafletModel): string {
  const numbers = sources.map((source) => model.sources.indexOf(source) + 1);
  const notes = numbers.map((n) => `<a href="#source-${n}" aria-label="source ${n}">${n}</a>`).join(",");
  return `${escapeMarkup(text)}${notes ? `<sup>${notes}</sup>` : ""}`;
}
