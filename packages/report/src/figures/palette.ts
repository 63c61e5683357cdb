/**
 * What each thing looks like in every figure. Each differs from the others by pattern or line as well as by colour, so
 * that a grey print says the same. Portal veins blue-violet and hepatic veins light blue, as in usual liver maps.
 */
export const PALETTE = {
  resected: "#ffc21f",
  lesion: "#ff4d3d",
  ablated: "#ff7ad9",
  noInflow: "#d17bff",
  noBile: "#4fd17a",
  noOutflow: "#35c5e8",
  occluded: "#c9b28f",
  portal: "#9d8cff",
  hepatic: "#6cc7ff",
  organ: "#ffffff",
} as const;

/** The same on white, for the 3-D pictures: red, green, blue, 0 .. 255. */
export const SURFACE_COLOURS = {
  remnant: [190, 112, 92],
  resected: [243, 194, 96],
  cut: [236, 214, 150],
  lesion: [226, 208, 70],
  portal: [104, 84, 190],
  hepatic: [72, 158, 214],
} as const;

/** SVG patterns of the areas of a slice, ids beginning with `prefix`. */
export function areaPatterns(prefix: string): string {
  const pattern = (name: string, sizePx: number, turn: number, drawing: string) =>
    `<pattern id="${prefix}-${name}" width="${sizePx}" height="${sizePx}" patternUnits="userSpaceOnUse" patternTransform="rotate(${turn})">${drawing}</pattern>`;
  const stripe = (colour: string, sizePx: number, widthPx: number) =>
    `<path d="M${sizePx / 2} 0V${sizePx}" stroke="${colour}" stroke-width="${widthPx}"/>`;
  return `<defs>${[
    // The dark stripe beside the bright one parts them from grey liver in a grey print.
    pattern("resected", 11, 45, `${stripe("#000000", 13.2, 1.1)}${stripe(PALETTE.resected, 11, 1.1)}`),
    pattern("noInflow", 7, 0, `<circle cx="3.5" cy="3.5" r="1.1" fill="${PALETTE.noInflow}"/>`),
    pattern("noOutflow", 8, 90, stripe(PALETTE.noOutflow, 8, 1)),
    pattern("noBile", 6, 0, stripe(PALETTE.noBile, 6, 1)),
    // crosses: no other area is drawn in two directions
    pattern("occluded", 8, 45, `<path d="M4 0V8M0 4H8" stroke="${PALETTE.occluded}" stroke-width="0.8"/>`),
    pattern("ablated", 6, -45, `${stripe("#000000", 7.6, 0.9)}${stripe(PALETTE.ablated, 6, 1)}`),
  ].join("")}</defs>`;
}
