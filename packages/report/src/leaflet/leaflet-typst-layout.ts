import { TYPST_FONT } from "../typst/typst-layout.ts";

/** How the parts of a leaflet look in typst: 12 points and more, but for sources and page feet. */
export const LEAFLET_LAYOUT = `
#let leaflet(title: "", intended: "", body) = {
  set document(title: title, date: none)
  set page(
    paper: "a4",
    margin: (x: 18mm, top: 20mm, bottom: 17mm),
    header: block(width: 100%, below: 0pt, stroke: (bottom: 0.6pt), inset: (bottom: 3pt), text(size: 12pt, weight: "bold", intended)),
    footer: align(right, text(size: 10pt, context counter(page).display("1 / 1", both: true))),
  )
  set text(font: ("${TYPST_FONT}", "DejaVu Sans Mono"), size: 12.5pt, lang: "en", hyphenate: false)
  set par(leading: 0.56em, spacing: 0.75em)
  show heading.where(level: 1): set text(size: 22pt)
  show heading.where(level: 2): it => block(above: 1.2em, below: 0.6em, sticky: true, text(size: 16pt, it.body))
  show heading.where(level: 3): it => block(above: 1em, below: 0.55em, sticky: true, text(size: 13pt, it.body))
  set list(spacing: 0.6em)
  set enum(spacing: 0.7em)
  body
}

#let told(body, notes) = [#body#if notes != "" { super(size: 8pt, notes) }]

#let patient(facts) = if facts.len() > 0 { par(facts.map(fact => [#fact.at(0): *#fact.at(1)*]).join(h(1.6em))) }

#let notice(body) = block(width: 100%, breakable: false, above: 0.8em, below: 0.9em, stroke: (left: 6pt, rest: 1pt), inset: (x: 9pt, y: 7pt), strong(body))

#let points(items) = list(..items)

#let steps(items) = enum(..items)

#let pictures(entries, width: 100%) = block(breakable: false, width: width, above: 0.8em, below: 0.8em, grid(
  columns: entries.map(_ => 1fr), column-gutter: 10pt,
  ..entries.map(entry => {
    image(entry.at(0), alt: entry.at(1), width: 100%)
    if entry.at(2) != "" { block(above: 0.45em, entry.at(2)) }
  }),
))

#let numbers(caption, header, rows) = block(breakable: false, width: 100%, above: 0.9em, below: 0.9em, {
  block(below: 0.5em, strong(caption))
  table(
    columns: (2.2fr,) + header.slice(1).map(_ => 1fr),
    stroke: (x: none, top: none, bottom: 0.5pt), inset: (left: 0pt, right: 6pt, y: 3.5pt),
    table.header(..header.map(cell => table.cell(stroke: (x: none, top: none, bottom: 1pt), strong(cell)))),
    ..rows.flatten(),
  )
})

#let lines(items) = block(breakable: false, width: 100%, above: 0.9em, below: 0.9em, grid(
  columns: (42mm, 1fr), row-gutter: 0.95em,
  ..items.map(((label, value)) => (
    strong(label),
    if value == none { move(dy: 0.85em, line(length: 100%, stroke: 0.6pt)) } else { value },
  )).flatten(),
))

#let sources(items, footer) = {
  line(length: 100%, stroke: 0.8pt)
  set text(size: 8.5pt)
  set par(leading: 0.45em)
  if items.len() > 0 {
    heading(level: 2, outlined: false, text(size: 11pt, "Where the numbers come from"))
    enum(spacing: 0.4em, ..items)
  }
  par(footer)
}
`;
