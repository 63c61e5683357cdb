/** A closed line through (x, y) pairs; x to the right, y downwards, in pixels of the field. Pixel centres are at whole numbers. */
export type Contour = Float32Array;

/**
 * Borders of the non-zero pixels of a field, as closed lines half a pixel outside the pixel centres, with foreground on a
 * fixed side (marching squares; pixels that touch by a corner only are parted). Pixels outside the field count as zero.
 */
export function contours(field: Uint8Array, widthPx: number, heightPx: number): Contour[] {
  const at = (x: number, y: number) => (x < 0 || y < 0 || x >= widthPx || y >= heightPx ? 0 : field[x + y * widthPx]! ? 1 : 0);
  const next = new Map<number, number>();
  const stride = 2 * widthPx + 5;
  // Points are named on a lattice of half pixels, shifted by one pixel so that the border outside the field has names too.
  const name = (x2: number, y2: number) => x2 + 2 + (y2 + 2) * stride;
  for (let y = -1; y < heightPx; y++)
    for (let x = -1; x < widthPx; x++) {
      const cell = at(x, y) | (at(x + 1, y) << 1) | (at(x + 1, y + 1) << 2) | (at(x, y + 1) << 3);
      if (cell === 0 || cell === 15) continue;
      const sides = [name(2 * x + 1, 2 * y), name(2 * x + 2, 2 * y + 1), name(2 * x + 1, 2 * y + 2), name(2 * x, 2 * y + 1)];
      for (const [from, to] of SEGMENTS_OF_CELL[cell]!) next.set(sides[from]!, sides[to]!);
    }
  const found: Contour[] = [];
  for (const first of [...next.keys()]) {
    if (!next.has(first)) continue;
    const points: number[] = [];
    let point: number | undefined = first;
    while (point !== undefined && next.has(point)) {
      points.push(((point % stride) - 2) / 2, (Math.floor(point / stride) - 2) / 2);
      const after: number = next.get(point)!;
      next.delete(point);
      point = after;
    }
    found.push(Float32Array.from(points));
  }
  return found;
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
 * and moves no point by more than half a pixel. `place` maps the field to the picture.
 */
export function pathData(lines: readonly Contour[], place: (x: number, y: number) => readonly [number, number]): string {
  let data = "";
  for (const line of lines) {
    const n = line.length / 2;
    let last = "";
    for (let i = 0; i < n; i++) {
      const before = 2 * ((i + n - 1) % n);
      const after = 2 * ((i + 1) % n);
      const [x, y] = place(
        (line[before]! + 2 * line[2 * i]! + line[after]!) / 4,
        (line[before + 1]! + 2 * line[2 * i + 1]! + line[after + 1]!) / 4,
      );
      const text = `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
      if (text !== last) data += `${i === 0 ? "M" : "L"}${text}`;
      last = text;
    }
    data += "Z";
  }
  return data;
}
