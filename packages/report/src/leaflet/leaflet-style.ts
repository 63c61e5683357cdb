import { FIGURE_FONTS } from "../figures/figure.ts";
import { cssString } from "../html/css-string.ts";

/** The leaflet's style sheet: large dark letters on white, never below 12 points in print but for sources and page feet. */
export function leafletStyle(intendedUse: string): string {
  return `${STYLE}
@page { size: A4; margin: 15mm 18mm 18mm; @bottom-left { content: ${cssString(intendedUse)}; font: 8.5pt ${FIGURE_FONTS}; color: #333; } @bottom-right { content: counter(page) " / " counter(pages); font: 9pt ${FIGURE_FONTS}; color: #333; } }`;
}

const STYLE = `
:root { color-scheme: light; --line: #8a9299; --text: #14191c; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 0 24px 40px; max-width: 860px; background: #fff; color: var(--text); font: 18px/1.5 ${FIGURE_FONTS}; }
.intended { margin: 0 -24px; padding: 6px 24px; background: var(--text); color: #fff; font-size: 15px; font-weight: 600; }
h1 { font-size: 34px; line-height: 1.15; margin: 22px 0 6px; } h2 { font-size: 24px; line-height: 1.2; margin: 30px 0 8px; } h3 { font-size: 19px; margin: 18px 0 6px; }
p { margin: 8px 0; } .patient { margin: 4px 0 0; } .patient span { margin-right: 22px; }
ul, ol { margin: 8px 0; padding-left: 26px; } li { margin: 5px 0; }
.notice { border: 2px solid var(--text); border-left-width: 10px; padding: 10px 14px; font-weight: 600; }
.figures { display: flex; gap: 16px; margin: 12px 0; } figure { margin: 0; flex: 1 1 0; min-width: 0; } figure > svg { display: block; width: 100%; height: auto; } figcaption { padding-top: 4px; }
table { border-collapse: collapse; width: 100%; margin: 12px 0; } caption { text-align: left; font-weight: 700; padding-bottom: 6px; } th, td { text-align: left; vertical-align: top; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); font-weight: 400; } thead th { font-weight: 700; border-bottom: 2px solid var(--text); }
dl { margin: 8px 0; } dl > div { display: grid; grid-template-columns: 10.5em 1fr; gap: 10px; padding: 5px 0; } dt { font-weight: 600; } dd { margin: 0; } dd.blank { border-bottom: 1px solid var(--text); min-height: 1.6em; } dd.blank span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
sup { font-size: 0.66em; line-height: 0; } a { color: #0b4a8f; } sup a { text-decoration: none; } a:focus-visible { outline: 3px solid #0b4a8f; }
footer { margin-top: 30px; padding-top: 4px; border-top: 2px solid var(--text); font-size: 14px; } footer h2 { font-size: 17px; margin: 12px 0 4px; } .sources li { margin: 2px 0; overflow-wrap: anywhere; }
@media screen and (max-width: 620px) { .figures { display: block; } figure + figure { margin-top: 14px; } dl > div { grid-template-columns: 1fr; gap: 0; } }
@media print {
  body { padding: 0; max-width: none; font-size: 12pt; line-height: 1.36; } .intended { margin: 0; padding: 0 0 3pt; background: none; color: #000; border-bottom: 1px solid #000; font-size: 12pt; }
  h1 { font-size: 22pt; margin: 10pt 0 2pt; } h2 { font-size: 15pt; margin: 13pt 0 4pt; } h3 { font-size: 12.5pt; margin: 8pt 0 3pt; } p, ul, ol, dl { margin: 4pt 0; } li { margin: 2.5pt 0; } .figures { margin: 6pt 0; } .notice { padding: 5pt 8pt; } th, td { padding: 3pt 8pt 3pt 0; } dl > div { padding: 2.5pt 0; }
  footer { font-size: 9pt; margin-top: 10pt; } footer h2 { font-size: 11pt; margin: 5pt 0 2pt; } h2, h3, caption { break-after: avoid; } figure, table, .notice, li, dl > div, #checked { break-inside: avoid; } p, li { orphans: 3; widows: 3; } a { color: inherit; }
}`;
