import { base64 } from "./base64.ts";
import { type Deflate, encodePng, type RasterImage } from "./png.ts";

/** One picture of the report: a complete SVG document, with raster parts inside it as data: addresses. */
export interface Figure {
  /** unique in a report, of letters, digits and hyphens: pattern ids inside the SVG begin with it */
  readonly id: string;
  readonly svg: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** what the picture shows, for who cannot see it */
  readonly alt: string;
  readonly caption: string;
}

/** Type of letters in figures. The PDF puts its own, embedded one in this place. */
export const FIGURE_FONTS = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";

/** A figure of the given size from the SVG elements in `body`. */
export function makeFigure(parts: Omit<Figure, "svg"> & { readonly body: string }): Figure {
  const { body, ...rest } = parts;
  const { widthPx, heightPx } = parts;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${widthPx} ${heightPx}" width="${widthPx}" height="${heightPx}" role="img" aria-label="${escapeMarkup(parts.alt)}" font-family="${FIGURE_FONTS}">${body}</svg>`;
  return { ...rest, svg };
}

/** An `<image>` element that holds `image` as PNG, at the origin. */
export function imageElement(image: RasterImage, deflate: Deflate): string {
  return `<image width="${image.widthPx}" height="${image.heightPx}" href="data:image/png;base64,${base64(encodePng(image, deflate))}"/>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** `text` for use between tags or inside a quoted attribute of HTML or SVG. Characters that XML forbids are left out. */
export function escapeMarkup(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0, section 2.2, forbids
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "").replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** Letters with a halo, readable on light and dark. */
export function haloText(
  text: string,
  at: { xPx: number; yPx: number; sizePx: number; fill: string; halo: string; anchor: "start" | "middle" | "end" },
): string {
  return `<text x="${round1(at.xPx)}" y="${round1(at.yPx)}" font-size="${at.sizePx}" font-weight="600" fill="${at.fill}" stroke="${at.halo}" stroke-width="${round1(at.sizePx / 5)}" stroke-linejoin="round" paint-order="stroke" text-anchor="${at.anchor}">${escapeMarkup(text)}</text>`;
}

/** One decimal is a tenth of a pixel: below what any screen or printer shows. */
export function round1(value: number): string {
  return (Math.round(value * 10) / 10).toString();
}
