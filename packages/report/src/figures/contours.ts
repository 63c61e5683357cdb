/** A closed line through (x, y) pairs; x to the right, y downwards, in pixels of the field. Pixel centres are at whole numbers. */
export type Contour = Float32Array;

/**
 * Borders of the non-zero pixels of a field, as closed lines half a pixel outside the pixel centres, with foreground on a
 * fixed side (marching squares; pixels that touch by a corner only are parted). Pixels outside the field count as zero.
 */
export function contours(field: Uint8Array, widthPx: number, heightPx: number): Contour[] {
  // Points are named on a lattice of half pixels, shifted by one pixel so that the border outside the field has names too.
  const stride = 2 * widthPx + 5;
  const next = new Int32Array(stride * (2 * heightPx + 5));
  const starts = linkPoints(withZeroRim(field, widthPx, heightPx), widthPx, next);
  return starts.flatMap((first) => (next[first] === 0 ? [] : [followLine(next, first, stride)]));
}

/** Writes into `next` the point that follows each point; gives all points in the order of their cells. */
function linkPoints(padded: Uint8Array, widthPx: number, next: Int32Array): number[] {
  const rowLength = widthPx + 2;
  const stride = 2 * widthPx + 5;
  const starts: number[] = [];
  for (let at = 0, x = 0, y = 0; at + 1 + rowLength < padded.length; at++) {
    const cell = padded[at]! | (padded[at + 1]! << 1) | (padded[at + 1 + rowLength]! << 2) | (padded[at + rowLength]! << 3);
    // The last column of a row begins no cell: it is the rim, and so is the first of the next.
    if (cell !== 0 && cell !== 15) {
      const corner = 2 * x + 2 * y * stride;
      for (const [from, to] of SEGMENTS_OF_CELL[cell]!) {
        const start = corner + sideOffset(from, stride);
        next[start] = corner + sideOffset(to, stride);
        starts.push(start);
      }
    }
    if (++x === rowLength) {
      x = 0;
      y++;
    }
  }
  return starts;
}

/** From a cell's upper left corner to the middle of one of its sides. */
function sideOffset(side: number, stride: number): number {
  if (side === TOP) return 1;
  if (side === RIGHT) return 2 + stride;
  return side === BOTTOM ? 1 + 2 * stride : stride;
}

/** The closed line through `first`; its links are cleared, so that no other point of it begins the line again. */
function followLine(next: Int32Array, first: number, stride: number): Contour {
  const points: number[] = [];
  for (let point = first; next[point] !== 0; ) {
    points.push(((point % stride) - 2) / 2, (Math.floor(point / stride) - 2) / 2);
    const after = next[point]!;
    next[point] = 0;
    point = after;
  }
  return Float32Array.from(points);
}

/** 1 where the field is not zero, with one pixel of 0 all around. */
function withZeroRim(field: Uint8Array, widthPx: number, heightPx: number): Uint8Array {
  const padded = new Uint8Array((widthPx + 2) * (heightPx + 2));
  for (let y = 0, from = 0; y < heightPx; y++)
    for (let x = 0, to = 1 + (y + 1) * (widthPx + 2); x < widthPx; x++, from++, to++) if (field[from] !== 0) padded[to] = 1;
  return padded;
}

const TOP = 0;
const RIGHT = 1;
const BOTTOM = 2;
const LEFT = 3;

/** Lines in a cell by its corners (1 top left, 2 top right, 4 bottom right, 8 bottom left), foreground to the right of the line. */
const SEGMENTS_OF_CELL: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [[TOP, LEFT]],
  [[RIGHT, TOP]],
  [[RIGHT, LEFT]],
  [[BOTTOM, RIGHT]],
  [
    [TOP, LEFT],
    [BOTTOM, RIGHT],
  ],
  [[BOTTOM, TOP]],
  [[BOTTOM, LEFT]],
  [[LEFT, BOTTOM]],
  [[TOP, BOTTOM]],
  [
    [RIGHT, TOP],
    [LEFT, BOTTOM],
  ],
  [[RIGHT, BOTTOM]],
  [[LEFT, RIGHT]],
  [[TOP, RIGHT]],
  [[LEFT, TOP]],
  [],
];

/**
 * SVG path data of `lines`, each point moved halfway to the mean of its neighbours: that takes away the voxels' steps
 * and moves no point by more than half a pixel. Points that then lie on a straight line are left out.
 * `place` maps the field to the picture.
 */
export function pathData(lines: readonly Contour[], place: (x: number, y: number) => readonly [number, number]): string {
  let data = "";
  for (const line of lines) {
    const corners = withoutStraightPoints(softened(line, place));
    for (let c = 0; c < corners.length; c += 2)
      data += `${c === 0 ? "M" : "L"}${Math.round(corners[c]! * 10) / 10} ${Math.round(corners[c + 1]! * 10) / 10}`;
    data += "Z";
  }
  return data;
}

function softened(line: Contour, place: (x: number, y: number) => readonly [number, number]): Float32Array {
  const places = new Float32Array(line.length);
  for (let c = 0; c < line.length; c += 2) {
    const before = c === 0 ? line.length - 2 : c - 2;
    const after = c + 2 === line.length ? 0 : c + 2;
    const [x, y] = place(
      (line[before]! + 2 * line[c]! + line[after]!) / 4,
      (line[before + 1]! + 2 * line[c + 1]! + line[after + 1]!) / 4,
    );
    places[c] = x;
    places[c + 1] = y;
  }
  return places;
}

/** A fifth of a pixel is below what a line of one pixel shows. */
const STRAIGHT_PX = 0.2;

/** Each point is kept unless it and those left out before it lie on the line from the last kept point to the next one. */
function withoutStraightPoints(places: Float32Array): number[] {
  const kept: number[] = [];
  let first = 0;
  for (let c = 0; c < places.length; c += 2) {
    const isEnd = c === 0 || c + 2 === places.length;
    if (!isEnd && isStraight(places, first, c + 2)) continue;
    kept.push(places[c]!, places[c + 1]!);
    first = c;
  }
  return kept;
}

function isStraight(places: Float32Array, from: number, to: number): boolean {
  const ux = places[to]! - places[from]!;
  const uy = places[to + 1]! - places[from + 1]!;
  const length = Math.sqrt(ux * ux + uy * uy);
  for (let c = from + 2; c < to; c += 2) {
    const across = ux * (places[c + 1]! - places[from + 1]!) - uy * (places[c]! - places[from]!);
    if (Math.abs(across) > STRAIGHT_PX * length) return false;
  }
  return true;
}
