import { escapeMarkup, type Figure, makeFigure } from "./figure.ts";
import { areaPatterns, PALETTE, SURFACE_COLOURS } from "./palette.ts";

const ID = "legend";
const COLUMN_PX = 168;
const ROW_PX = 20;
const SWATCH_PX = 26;
const TITLE_PX = 66;

/** How to read the slices and the 3-D pictures: a swatch and a word for each thing. */
export function legendFigure(): Figure {
  const rows = [
    { title: "Slices", entries: SLICE_ENTRIES },
    { title: "3-D", entries: SURFACE_ENTRIES },
  ];
  let yPx = 0;
  const body: string[] = [areaPatterns(ID)];
  for (const { title, entries } of rows) {
    body.push(`<text x="0" y="${yPx + 14}" font-size="13" font-weight="600" fill="#111">${title}</text>`);
    entries.forEach(({ swatch, text }, index) => {
      const x = TITLE_PX + (index % COLUMNS) * COLUMN_PX;
      const y = yPx + Math.floor(index / COLUMNS) * ROW_PX;
      body.push(`<g transform="translate(${x} ${y + 3})">${swatch}</g>`);
      body.push(`<text x="${x + SWATCH_PX + 7}" y="${y + 14}" font-size="13" fill="#333">${escapeMarkup(text)}</text>`);
    });
    yPx += Math.ceil(entries.length / COLUMNS) * ROW_PX + 5;
  }
  return makeFigure({
    id: ID,
    widthPx: TITLE_PX + COLUMNS * COLUMN_PX,
    heightPx: yPx,
    body: body.join(""),
    caption:
      "The patient's right is on the picture's left in front views, views from below, axial and coronal slices; sagittal slices have anterior on the left. 3-D surfaces are smoothed for display; no number is measured on them.",
    alt: [...SLICE_ENTRIES, ...SURFACE_ENTRIES].map(({ text }) => text).join(", "),
  });
}

const COLUMNS = 5;

interface Entry {
  readonly swatch: string;
  readonly text: string;
}

const onGrey = (drawing: string) => `<rect width="${SWATCH_PX}" height="14" fill="#5c5c5c"/>${drawing}`;
const area = (name: keyof typeof PALETTE) =>
  onGrey(`<rect x="0.5" y="0.5" width="${SWATCH_PX - 1}" height="13" fill="url(#${ID}-${name})" stroke="${PALETTE[name]}"/>`);
const line = (colour: string, dashes: string, widthPx: number) =>
  onGrey(`<path d="M2 7h${SWATCH_PX - 4}" stroke="${colour}" stroke-width="${widthPx}" stroke-dasharray="${dashes}"/>`);
const block = ([red, green, blue]: readonly number[], drawing = "") =>
  `<rect width="${SWATCH_PX}" height="14" fill="rgb(${red} ${green} ${blue})"/>${drawing}`;
const HATCH = '<path d="M2 14 16 0M10 14 24 0M18 14 26 6" stroke="#8d6a1c" stroke-width="1.2"/>';

const SLICE_ENTRIES: readonly Entry[] = [
  { swatch: area("resected"), text: "resected" },
  { swatch: area("noOutflow"), text: "without outflow" },
  { swatch: area("noInflow"), text: "without inflow" },
  { swatch: area("ablated"), text: "ablated" },
  { swatch: area("noBile"), text: "without bile" },
  { swatch: area("occluded"), text: "inflow occluded" },
  { swatch: line(PALETTE.lesion, "none", 2.4), text: "lesion" },
  { swatch: line(PALETTE.portal, "none", 1.6), text: "portal vein" },
  { swatch: line(PALETTE.hepatic, "3 1.5", 1.6), text: "hepatic vein, cava" },
  { swatch: line(PALETTE.organ, "none", 0.8), text: "liver" },
];

const SURFACE_ENTRIES: readonly Entry[] = [
  { swatch: block(SURFACE_COLOURS.remnant), text: "remaining liver" },
  { swatch: block(SURFACE_COLOURS.resected, HATCH), text: "resected, ablated" },
  { swatch: block(SURFACE_COLOURS.lesion), text: "lesion" },
  { swatch: block(SURFACE_COLOURS.portal), text: "portal vein" },
  { swatch: block(SURFACE_COLOURS.hepatic), text: "hepatic vein, cava" },
  { swatch: block(SURFACE_COLOURS.cut), text: "cut, zone’s edge" },
];
