/** The typeface of the PDF; typst carries it, so that the same bytes come out on every machine. */
export const TYPST_FONT = "Libertinus Serif";

/** How the parts of a report look in typst. `report` is the page; the others draw one kind of block each. */
export const TYPST_LAYOUT = `
#let tones = (good: rgb("#1c5b34"), caution: rgb("#7a4b00"), bad: rgb("#9b1c16"), unknown: rgb("#3d4f7c"))
#let hairline = 0.4pt + luma(78%)
#let small = 8pt

#let report(title: "", intended: "", footer: "", body) = {
  set document(title: title, date: none)
  set page(
    paper: "a4",
    margin: (x: 15mm, top: 17mm, bottom: 15mm),
    header: block(width: 100%, below: 0pt, stroke: (bottom: 0.6pt), inset: (bottom: 3pt), text(size: small, weight: "bold", intended)),
    footer: text(size: 7.5pt, fill: luma(35%), [#footer #h(1fr) #context counter(page).display("1 / 1", both: true)]),
  )
  set text(font: ("${TYPST_FONT}", "DejaVu Sans Mono"), size: 9.3pt, lang: "en", number-width: "tabular", hyphenate: false)
  set par(leading: 0.52em, spacing: 0.75em)
  show heading.where(level: 1): set text(size: 16pt)
  show heading.where(level: 2): it => block(above: 1.2em, below: 0.7em, width: 100%, stroke: (top: 1pt), inset: (top: 5pt), sticky: true, text(size: 12.5pt, it.body))
  show heading.where(level: 3): it => block(above: 1.1em, below: 0.55em, sticky: true, text(size: 10pt, it.body))
  set table(stroke: (x: none, top: none, bottom: hairline), inset: (left: 0pt, right: 5pt, y: 2.6pt))
  set table.cell(breakable: false)
  body
}

#let lead-in(body) = block(sticky: true, above: 0.75em, below: 0.75em, par(body))

#let name(text, notes) = [#text#if notes != "" { super(size: 6pt, notes) }]
#let toned(tone, mark, body) = if tone == "bad" or tone == "unknown" { text(fill: tones.at(tone), [#mark #body]) } else { [#text(fill: tones.at(tone), mark) #body] }

#let patient(facts) = if facts.len() > 0 { par(facts.map(fact => [#fact.at(0): *#fact.at(1)*]).join(h(1.6em))) }

#let verdict(tone, mark, title, sentences) = block(
  width: 100%, breakable: false, above: 0.9em, below: 0.9em,
  fill: luma(95.5%), stroke: (left: 4pt + tones.at(tone)), inset: (left: 10pt, right: 8pt, y: 5pt),
  {
    text(size: 12.5pt, weight: "bold", [#text(fill: tones.at(tone), mark) #title])
    for sentence in sentences { par(text(size: 9.8pt, sentence)) }
  },
)

#let marked-list(items) = for (tone, mark, body) in items {
  let colour = if tone == none { black } else { tones.at(tone) }
  list(marker: box(width: 0.7em, text(fill: colour, weight: "bold", mark)), body-indent: 0.2em, text(fill: if tone == "bad" or tone == "unknown" { colour } else { black }, body))
}

#let facts(items) = {
  let half = calc.ceil(items.len() / 2)
  let column(part) = table(
    columns: (3fr, 2.4fr), inset: (left: 0pt, right: 6pt, y: 2pt),
    ..part.map(item => (text(fill: luma(30%), item.at(0)), item.at(1))).flatten(),
  )
  set text(size: 8.4pt)
  grid(columns: (1fr, 1fr), column-gutter: 8mm, column(items.slice(0, half)), column(items.slice(half)))
}

// A table of numbers only is spread over the page's width.
#let spread(numeric, widths) = if numeric.slice(1).all(is-numeric => is-numeric) { (2fr,) + numeric.slice(1).map(_ => 1fr) } else { widths }

#let data-table(caption, numeric: (), widths: (), header: (), rows: ()) = {
  let body = {
    block(below: 0.5em, sticky: true, strong(caption))
    set text(size: if header.len() > 2 { 7.4pt } else { small })
    table(
      columns: spread(numeric, widths),
      align: numeric.map(is-numeric => if is-numeric { right } else { left }),
      table.header(..header.map(cell => table.cell(stroke: (x: none, top: none, bottom: 0.8pt), align: bottom, strong(cell)))),
      ..rows.flatten(),
    )
  }
  // A short table stays whole; a long one goes on over the page with its header, but not after a row or two.
  if rows.len() > 6 {
    block(height: 60mm, breakable: false, above: 0pt, below: 0pt)
    v(-60mm)
  }
  block(breakable: rows.len() > 6, above: 1em, below: 1em, width: 100%, body)
}

// The width is that of a whole row.
#let pictures(per-row, entries, width: 100%) = {
  let cell(entry) = {
    image(entry.at(0), alt: entry.at(1), width: 100%)
    block(above: 0.4em, text(size: small, fill: luma(30%), entry.at(2)))
  }
  for start in range(0, entries.len(), step: per-row) {
    let row = entries.slice(start, calc.min(start + per-row, entries.len()))
    let empty = per-row - row.len()
    block(breakable: false, width: width, above: 0.7em, below: 0.7em, grid(
      columns: row.map(entry => entry.at(3)) + (1fr,) * empty, column-gutter: 8pt, ..row.map(cell),
    ))
  }
}

// Cards of one row stay together; a row goes on the next page as a whole.
#let cards(items, per-row: 2) = {
  let card(item) = {
    let (tone, mark, title, picture, facts, notes) = item
    block(
      width: 100%, stroke: (top: 2.5pt + tones.at(tone), rest: hairline), inset: (x: 6pt, top: 5pt, bottom: 6pt),
      {
        block(below: 0.5em, strong([#text(fill: tones.at(tone), mark) #title]))
        if picture.len() > 0 { align(center, image(picture.at(0), alt: picture.at(1), width: 60%)) }
        set text(size: 7.4pt)
        if facts.len() > 0 { table(columns: (1.15fr, 2fr), inset: (left: 0pt, right: 4pt, y: 1.7pt), ..facts.map(fact => (text(fill: luma(30%), fact.at(0)), fact.at(1))).flatten()) }
        for note in notes { par(note) }
      },
    )
  }
  for start in range(0, items.len(), step: per-row) {
    let row = items.slice(start, calc.min(start + per-row, items.len()))
    block(breakable: false, width: 100%, above: 0.8em, below: 0.8em, grid(columns: (1fr,) * per-row, column-gutter: 8pt, ..row.map(card)))
  }
}

#let steps(caption, items) = block(breakable: false, width: 100%, above: 1em, below: 1em, {
  block(below: 0.5em, strong(caption))
  for (n, (title, lines)) in items.enumerate() {
    if n > 0 { block(above: 0.2em, below: 0.2em, inset: (left: 8pt), text(size: 10pt, sym.arrow.b)) }
    block(
      width: 100%, inset: 6pt, above: 0pt, below: 0pt,
      ..if calc.odd(n) { (stroke: (paint: luma(45%), thickness: 0.5pt, dash: "dashed")) } else { (fill: luma(95.5%)) },
      { strong(title); set text(size: 8pt); marked-list(lines) },
    )
  }
})

#let methods(items) = {
  set text(size: 7.6pt)
  let half = calc.ceil(items.len() / 2)
  let column(start, part) = enum(start: start, spacing: 0.55em, ..part.map(item => [*#item.at(0).* #item.at(1)]))
  grid(columns: (1fr, 1fr), column-gutter: 8mm, column(1, items.slice(0, half)), column(half + 1, items.slice(half)))
}

#let together(body) = block(breakable: false, above: 1.1em, width: 100%, body)

// A page is too narrow for columns: what stands in the narrow one comes first.
#let beside(wide, narrow) = { narrow; wide }

#let two-columns(wide, narrow) = grid(columns: (1fr, 50mm), column-gutter: 5mm, wide, narrow)

#let sign-off(choices, roles) = block(breakable: false, width: 100%, above: 0.9em, {
  set text(size: small)
  let box-to-tick = box(width: 7pt, height: 7pt, stroke: 0.6pt, baseline: 1pt)
  block(below: 0.7em, choices.map(choice => box[#box-to-tick #h(1pt) #choice]).join(h(9pt)))
  block(below: 0.4em, strong("Decided at the meeting by"))
  table(
    columns: (1.3fr, 1.6fr, 1.6fr, 1fr), inset: (left: 0pt, right: 5pt, top: 3.4pt, bottom: 3.4pt),
    table.header(..("Role", "Name", "Signature", "Date").map(name => table.cell(stroke: (x: none, top: none, bottom: 0.8pt), strong(name)))),
    ..roles.map(role => (role, [], [], [])).flatten(),
  )
})

// As large as fits on one page; what would have to be smaller than three quarters goes on over the page instead.
#let one-page(body) = {
  layout(size => {
    let fits(factor) = factor * measure(block(width: size.width / factor, body)).height <= size.height
    let factor = (1, 0.95, 0.9, 0.85, 0.8, 0.75).find(fits)
    if factor == none or factor == 1 { body } else { scale(factor * 100%, reflow: true, origin: top + left, block(width: size.width / factor, body)) }
  })
  pagebreak(weak: true)
}
`;
