/** Corners of a closed polygon in pixels: x and y in turn. */
export type PixelPolygon = readonly number[];

/**
 * Turns every pixel over whose centre lies inside a polygon (even-odd rule): a polygon within another makes a hole, and one that goes in
 * and out of its own inside by a bridge without width does too. Centres on a left or upper edge are inside, on a right or lower one
 * are not, so that polygons that share an edge share no pixel.
 *
 * @param inside 0 or 1 per pixel, columns fastest; turned over in place
 */
export function fillContour(
  inside: Uint8Array,
  size: { readonly columns: number; readonly rows: number },
  polygon: PixelPolygon,
): void {
  const { columns, rows } = size;
  const corners = polygon.length >> 1;
  const crossings: number[][] = [];
  for (let corner = 0; corner < corners; corner++) {
    const next = (corner + 1) % corners;
    let [x0, y0, x1, y1] = [polygon[2 * corner]!, polygon[2 * corner + 1]!, polygon[2 * next]!, polygon[2 * next + 1]!];
    if (y0 > y1) [x0, y0, x1, y1] = [x1, y1, x0, y0];
    for (let row = Math.max(0, Math.ceil(y0)); row < y1 && row < rows; row++) {
      const x = x0 + ((row - y0) * (x1 - x0)) / (y1 - y0);
      if (crossings[row]) crossings[row]!.push(x);
      else crossings[row] = [x];
    }
  }
  crossings.forEach((xs, row) => {
    xs.sort((a, b) => a - b);
    for (let at = 0; at + 1 < xs.length; at += 2) {
      const end = Math.min(columns, Math.ceil(xs[at + 1]!));
      for (let column = Math.max(0, Math.ceil(xs[at]!)); column < end; column++) inside[column + row * columns]! ^= 1;
    }
  });
}
