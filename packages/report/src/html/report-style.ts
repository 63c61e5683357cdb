import { FIGURE_FONTS } from "../figures/figure.ts";
import { cssString } from "./css-string.ts";

/** The report's style sheet, with `intendedUse` at the foot of every printed page. */
export function reportStyle(intendedUse: string): string {
  return `${STYLE}
@page { size: A4; margin: 14mm 14mm 17mm; @bottom-left { content: ${cssString(intendedUse)}; font: 7.5pt ${FIGURE_FONTS}; color: #555; } @bottom-right { content: counter(page) " / " counter(pages); font: 7.5pt ${FIGURE_FONTS}; color: #555; } }`;
}

const STYLE = `
:root { color-scheme: light; --line: #d5d9dc; --soft: #f4f6f7; --text: #14191c; --muted: #555f66; --good: #1c5b34; --caution: #7a4b00; --bad: #9b1c16; --unknown: #3d4f7c; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 0 28px 40px; max-width: 1320px; background: #fff; color: var(--text); font: 14px/1.42 ${FIGURE_FONTS}; font-variant-numeric: tabular-nums; }
.intended { margin: 0 -28px; padding: 5px 28px; background: var(--text); color: #fff; font-size: 12.5px; font-weight: 600; max-width: none; }
header { display: flex; align-items: baseline; justify-content: space-between; gap: 24px; flex-wrap: wrap; margin: 14px 0 4px; }
h1 { font-size: 21px; margin: 0; letter-spacing: -0.01em; }
.patient { margin: 0; } .patient span { margin-left: 20px; }
h2 { font-size: 17px; margin: 30px 0 10px; padding-top: 10px; border-top: 2px solid var(--text); }
#decision h2 { position: absolute; left: -9999px; }
h3 { font-size: 14px; margin: 16px 0 5px; }
p { margin: 5px 0; max-width: 110ch; }
ul, ol { margin: 4px 0; padding-left: 0; list-style: none; }
li { margin: 4px 0; padding-left: 19px; position: relative; }
li > .mark { position: absolute; left: 0; }
ol.methods { padding-left: 22px; list-style: decimal; columns: 2; column-gap: 40px; font-size: 13px; }
ol.methods li { padding-left: 2px; break-inside: avoid; }
.mark { display: inline-block; width: 1.2em; font-weight: 700; }
.good .mark, .good.verdict h3 { color: var(--good); } .caution .mark { color: var(--caution); } .bad .mark { color: var(--bad); } .unknown .mark { color: var(--unknown); }
td.bad, dd.bad { color: var(--bad); font-weight: 600; } td.unknown, dd.unknown { color: var(--unknown); }
.verdict { border-left: 6px solid; padding: 7px 14px 8px; margin: 8px 0 4px; background: var(--soft); }
.verdict.good { border-color: var(--good); } .verdict.caution { border-color: var(--caution); } .verdict.bad { border-color: var(--bad); } .verdict.unknown { border-color: var(--unknown); }
.verdict h3 { margin: 0 0 2px; font-size: 18px; } .verdict p { font-size: 15px; margin: 2px 0; max-width: none; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 372px; gap: 30px; } .columns h3 { margin-top: 10px; }
dl { margin: 0; columns: 2; column-gap: 24px; } dl > div { break-inside: avoid; display: grid; grid-template-columns: 15em 1fr; gap: 6px; padding: 2.5px 0; border-bottom: 1px solid var(--line); }
dt { color: var(--muted); } dd { margin: 0; }
.figures { display: grid; gap: 12px 14px; margin: 10px 0; align-items: end; } .figures.scaled { display: flex; align-items: start; max-width: 1180px; }
.figures.per2 { grid-template-columns: 1fr 1fr; } .figures.per3 { grid-template-columns: repeat(3, 1fr); } .figures.per4 { grid-template-columns: repeat(4, 1fr); } .figures.per5 { grid-template-columns: repeat(5, 1fr); } .figures.per1 { max-width: 880px; }
figure { margin: 0; min-width: 0; break-inside: avoid; } figure > svg { display: block; width: 100%; height: auto; }
figcaption { color: var(--muted); font-size: 12.5px; padding-top: 3px; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 16px; margin: 12px 0; align-items: start; }
.card { border: 1px solid var(--line); border-top: 5px solid; padding: 6px 12px 8px; break-inside: avoid; } .card.good { border-top-color: var(--good); } .card.caution { border-top-color: var(--caution); } .card.bad { border-top-color: var(--bad); } .card.unknown { border-top-color: var(--unknown); }
.card dd.good .mark { color: var(--good); } .card dd.caution .mark { color: var(--caution); } .card dd.bad .mark { color: var(--bad); } .card dd.unknown .mark { color: var(--unknown); }
.card h3 { margin: 2px 0 6px; min-height: 2.8em; } .card dl { columns: 1; font-size: 13px; } .card dl > div { grid-template-columns: 10.5em 1fr; } .card p { font-size: 13px; margin: 6px 0 0; } .card figcaption { display: none; }
ol.steps { display: flex; gap: 26px; padding: 0; } ol.steps > li { flex: 1 1 0; margin: 0; padding: 6px 12px 8px; background: var(--soft); } ol.steps > li + li::before { content: "→"; position: absolute; left: -21px; top: 4px; font-size: 17px; } ol.steps > li:nth-child(even) { background: none; border: 1px dashed var(--muted); }
h4 { font-size: 13.5px; margin: 0 0 4px; } ol.steps ul { font-size: 13px; } ol.steps ul li { padding-left: 0; } ol.steps ul li > .mark { position: static; }
.table { overflow-x: auto; margin: 12px 0; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
caption { text-align: left; font-weight: 600; padding-bottom: 4px; }
th, td { text-align: left; vertical-align: top; padding: 3.5px 10px 3.5px 0; border-bottom: 1px solid var(--line); } td { overflow-wrap: break-word; }
thead th, thead td { border-bottom: 1.5px solid var(--text); vertical-align: bottom; }
th { font-weight: 600; } tbody th { font-weight: 500; color: #2b3338; } .num { text-align: right; } td.num { white-space: nowrap; }
tr { break-inside: avoid; } .short { white-space: nowrap; }
sup { font-size: 9.5px; line-height: 0; margin-left: 1px; } sup a { color: var(--muted); text-decoration: none; } abbr { text-decoration: none; }
footer { margin-top: 28px; padding-top: 8px; border-top: 1px solid var(--line); color: var(--muted); font-size: 12.5px; }
.cards.per3 { grid-template-columns: repeat(3, 1fr); } .card p .mark { margin-right: 0.1em; }
.one-page > .table table { table-layout: fixed; }
.sign-off { margin: 14px 0 0; break-inside: avoid; } .sign-off ul { display: flex; flex-wrap: wrap; gap: 4px 22px; } .sign-off li { padding: 0; margin: 0; } .box { display: inline-block; width: 11px; height: 11px; border: 1px solid var(--text); margin-right: 6px; } .sign-off td { height: 26px; }
@media screen and (max-width: 760px) { .columns, .cards.per3, .figures.per2, .figures.per3, .figures.per4, .figures.per5 { grid-template-columns: 1fr; } dl { columns: 1; } .figures.scaled { display: block; } ol.methods { columns: 1; } ol.steps { display: block; } ol.steps > li + li { margin-top: 10px; } ol.steps > li + li::before { content: none; } }
@media print {
  body { padding: 0; max-width: none; font-size: 8.6pt; line-height: 1.32; } h1 { font-size: 14pt; } header { margin: 6px 0 2px; } li { margin: 2px 0; } .figures.per1 { max-width: 78%; } .intended { margin: 0; background: none; color: #000; border-bottom: 1px solid #000; padding: 0 0 3px; }
  .cards { grid-template-columns: 1fr 1fr; gap: 10px; } .card { padding: 4px 8px 6px; } .card h3 { min-height: 0; } .card dl, .card p, ol.steps ul { font-size: 7.6pt; } .card dl > div { grid-template-columns: 9.5em 1fr; } .card figure { max-width: 62%; }
  .whole { break-inside: avoid; } thead { break-inside: avoid; break-after: avoid; } tbody tr:first-child { break-before: avoid; } tbody tr:nth-child(2) { break-before: avoid; }
  table { font-size: 7.4pt; } .table { overflow: visible; } figcaption, footer { font-size: 7.5pt; } th, td { padding: 2px 6px 2px 0; } dl { font-size: 8pt; } dl > div { grid-template-columns: 15.5em 1fr; } .verdict h3 { font-size: 12pt; } .verdict p { font-size: 9.4pt; } h2, h3, caption, h2 + p, h3 + p { break-after: avoid; } h2 + p, h3 + p { break-inside: avoid; } .verdict, .together { break-inside: avoid; } .columns { display: flex; flex-direction: column-reverse; gap: 0; } .columns > div:last-child .figures { grid-template-columns: repeat(3, 1fr); max-width: none; } a { color: inherit; }
  .one-page { break-after: page; font-size: 8pt; line-height: 1.24; } .one-page h3 { margin: 7px 0 2px; font-size: 9pt; } .one-page .table { margin: 5px 0; } .one-page table { font-size: 7pt; } .one-page .verdict { padding: 3px 9px; margin: 3px 0; } .one-page .verdict h3 { font-size: 11pt; margin: 0; } .one-page .verdict p { font-size: 8.6pt; margin: 1px 0; } .one-page p { margin: 2px 0; } .one-page li { margin: 1px 0; }
  .columns.on-paper { display: grid; grid-template-columns: minmax(0, 1fr) 48mm; gap: 14px; } .columns.on-paper > div:last-child .figures { grid-template-columns: 1fr; margin: 0; } .cards.per3 { grid-template-columns: repeat(3, 1fr); } .sign-off { margin-top: 6px; } .sign-off td { height: 6.4mm; } .box { width: 7pt; height: 7pt; }
}`;
