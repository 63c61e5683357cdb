import type { PlanDocument } from "@cantlie/workup";
import { escapeMarkup, type Figure, makeFigure } from "../figures/figure.ts";
import { SURFACE_COLOURS } from "../figures/palette.ts";
import { tumourRing } from "./liver-picture.ts";

/** How to read a picture of the liver, in the words that the leaflet uses. */
export function liverLegend(lesions: PlanDocument["anatomy"]["lesions"], hasPlan: boolean): Figure {
  const entries = [
    ...(lesions.some(({ status }) => status === "visible") ? [TUMOUR] : []),
    ...(lesions.some(({ status }) => status !== "visible") ? [OTHER_SPOT] : []),
    ...(hasPlan ? PLAN_ENTRIES : [LIVER]),
  ];
  const body = entries.map(({ swatch, text }, n) => {
    const xPx = (n % COLUMNS) * COLUMN_PX;
    const yPx = Math.floor(n / COLUMNS) * ROW_PX;
    return `<g transform="translate(${xPx} ${yPx + 5})">${swatch}</g><text x="${xPx + SWATCH_PX + 10}" y="${yPx + 24}" font-size="${LETTER_PX}" fill="#111">${escapeMarkup(text)}</text>`;
  });
  return makeFigure({
    id: "liver-legend",
    widthPx: WIDTH_PX,
    heightPx: Math.ceil(entries.length / COLUMNS) * ROW_PX,
    body: body.join(""),
    caption: "",
    alt: `What the colours and lines mean: ${entries.map(({ text, look }) => `${text}, ${look}`).join("; ")}.`,
  });
}

const WIDTH_PX = 880;
const COLUMNS = 4;
const COLUMN_PX = 220;
const ROW_PX = 34;
const SWATCH_PX = 34;
/** 880 pixels over 174 mm: 12 points. */
const LETTER_PX = 21;

interface Entry {
  readonly swatch: string;
  readonly text: string;
  readonly look: string;
}

const block = ([red, green, blue]: readonly number[], drawing = "") =>
  `<rect width="${SWATCH_PX}" height="24" fill="rgb(${red} ${green} ${blue})" stroke="#555" stroke-width="0.8"/>${drawing}`;
const STRIPES = '<path d="M0 24 24 0M10 24 34 0M20 24 34 10M0 14 14 0" stroke="#7a5a12" stroke-width="2"/>';

const ring = (isSeen: boolean) => tumourRing({ xPx: 17, yPx: 12, radiusPx: 8, isSeen });
const TUMOUR: Entry = { swatch: block(SURFACE_COLOURS.lesion, ring(true)), text: "tumour", look: "yellow in a ring" };
const OTHER_SPOT: Entry = { swatch: block([255, 255, 255], ring(false)), text: "other spot", look: "in a broken ring" };
const LIVER: Entry = { swatch: block(SURFACE_COLOURS.remnant), text: "your liver", look: "red-brown" };

const PLAN_ENTRIES: readonly Entry[] = [
  { swatch: block(SURFACE_COLOURS.remnant), text: "liver that stays", look: "red-brown" },
  { swatch: block(SURFACE_COLOURS.resected, STRIPES), text: "liver that goes", look: "yellow with stripes" },
  { swatch: block(SURFACE_COLOURS.cut), text: "where the cut is", look: "pale yellow" },
];
