/**
 * The 3×3×3 neighbourhood of a voxel as 27 bits: bit `(di + 1) + 3 (dj + 1) + 9 (dk + 1)` is the voxel at that offset, bit 13 the centre.
 */
export const CENTRE = 13;

/** Bits of the six face neighbours. */
export const FACES = (1 << 4) | (1 << 10) | (1 << 12) | (1 << 14) | (1 << 16) | (1 << 22);

/** Bits of the face and edge neighbours. */
export const FACES_AND_EDGES = bitsWhere((from) => distanceSteps(from, CENTRE) === 1 || distanceSteps(from, CENTRE) === 2);

/** For each place, the bits of the places that it touches at a face, edge or corner, without the centre. */
export const TOUCHING = Array.from({ length: 27 }, (_, place) => bitsWhere((other) => other !== CENTRE && touches(place, other)));

/** For each place, the bits of the places that share a face with it, without the centre. */
export const FACING = Array.from({ length: 27 }, (_, place) =>
  bitsWhere((other) => other !== CENTRE && distanceSteps(place, other) === 1),
);

/**
 * Whether removing the centre leaves the number of pieces, cavities and tunnels as it is (foreground 26-, background 6-connected):
 * its foreground neighbours form one piece, and the background that it touches by faces is one piece among face and edge neighbours.
 * G. Bertrand, G. Malandain, "A new characterization of three-dimensional simple points", Pattern Recognition Letters 15 (1994)
 * 169-175, doi:10.1016/0167-8655(94)90046-9.
 *
 * @param foreground bits of the foreground in the neighbourhood; the centre's own bit is ignored
 */
export function isSimple(foreground: number): boolean {
  const around = foreground & ~(1 << CENTRE);
  if (around === 0 || spread(around & -around, around, TOUCHING) !== around) return false;
  const background = ~around & FACES_AND_EDGES;
  const faces = background & FACES;
  return faces !== 0 && (spread(faces & -faces, background, FACING) & faces) === faces;
}

/** Whether exactly one neighbour is foreground: the end of a curve. */
export function isEndPoint(foreground: number): boolean {
  const around = foreground & ~(1 << CENTRE);
  return around !== 0 && (around & (around - 1)) === 0;
}

function spread(seed: number, within: number, adjacent: readonly number[]): number {
  let reached = seed;
  let fresh = seed;
  while (fresh !== 0) {
    const place = 31 - Math.clz32(fresh);
    fresh &= ~(1 << place);
    const next = adjacent[place]! & within & ~reached;
    reached |= next;
    fresh |= next;
  }
  return reached;
}

function bitsWhere(holds: (place: number) => boolean): number {
  let bits = 0;
  for (let place = 0; place < 27; place++) if (holds(place)) bits |= 1 << place;
  return bits;
}

function offsets(a: number, b: number): [number, number, number] {
  return [
    Math.abs((a % 3) - (b % 3)),
    Math.abs((Math.floor(a / 3) % 3) - (Math.floor(b / 3) % 3)),
    Math.abs(Math.floor(a / 9) - Math.floor(b / 9)),
  ];
}

function distanceSteps(a: number, b: number): number {
  const [di, dj, dk] = offsets(a, b);
  return di + dj + dk;
}

function touches(a: number, b: number): boolean {
  return a !== b && Math.max(...offsets(a, b)) === 1;
}
