import type { Figure } from "@cantlie/report";
import { escapeMarkup, FIGURE_FONTS } from "../../packages/report/src/figures/figure.ts";

export interface Panel {
  readonly title: string;
  readonly figure: Figure;
}

const GAP_PX = 12;
const TITLE_PX = 26;

/** Figures in rows, each under its title, as one SVG document on white. */
export function contactSheet(
  panels: readonly Panel[],
  { columns, label }: { readonly columns: number; readonly label: string },
): string {
  const widthPx = Math.max(...panels.map(({ figure }) => figure.widthPx));
  const heightPx = Math.max(...panels.map(({ figure }) => figure.heightPx));
  const rows = Math.ceil(panels.length / columns);
  const width = columns * widthPx + (columns + 1) * GAP_PX;
  const height = rows * (heightPx + TITLE_PX) + (rows + 1) * GAP_PX;
  const placed = panels.map(({ title, figure }, n) => {
    const x = GAP_PX + (n % columns) * (widthPx + GAP_PX);
    const y = GAP_PX + Math.floor(n / columns) * (heightPx + TITLE_PX + GAP_PX);
    return `<g transform="translate(${x} ${y})"><text x="0" y="17" font-size="14" font-weight="600" fill="#222222">${escapeMarkup(title)}</text><g transform="translate(0 ${TITLE_PX})">${figure.svg}</g></g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeMarkup(label)}" font-family="${FIGURE_FONTS}"><rect width="100%" height="100%" fill="#ffffff"/>${placed.join("")}</svg>`;
}
