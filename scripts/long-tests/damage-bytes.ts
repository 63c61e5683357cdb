/** A copy of some bytes with one to three damages of the kinds that transfer, editors and faulty writers make. */
export function damageBytes(bytes: Uint8Array, random: () => number, headerBytes: number): Uint8Array {
  let damaged: Uint8Array = bytes.slice();
  const damages = 1 + Math.floor(3 * random());
  for (let n = 0; n < damages; n++) damaged = DAMAGES[Math.floor(DAMAGES.length * random())]!(damaged, random, headerBytes);
  return damaged;
}

type Damage = (bytes: Uint8Array, random: () => number, headerBytes: number) => Uint8Array;

/** Values at which arithmetic turns: signs, the largest and least of two and four bytes, and how floats begin that are no numbers. */
const EDGES = [0x00, 0x01, 0x7f, 0x80, 0xff, 0x30, 0x39, 0x2d, 0x5c, 0x20];

const setByte: Damage = (bytes, random, headerBytes) => {
  const at = place(bytes, random, headerBytes);
  if (bytes.length > 0) bytes[at] = random() < 0.5 ? Math.floor(256 * random()) : EDGES[Math.floor(EDGES.length * random())]!;
  return bytes;
};

const setRun: Damage = (bytes, random, headerBytes) => {
  const at = place(bytes, random, headerBytes);
  bytes.fill(EDGES[Math.floor(EDGES.length * random())]!, at, at + 1 + Math.floor(8 * random()));
  return bytes;
};

const flipBit: Damage = (bytes, random, headerBytes) => {
  const at = place(bytes, random, headerBytes);
  if (bytes.length > 0) bytes[at]! ^= 1 << Math.floor(8 * random());
  return bytes;
};

const swapBytes: Damage = (bytes, random, headerBytes) => {
  const [a, b] = [place(bytes, random, headerBytes), place(bytes, random, headerBytes)];
  if (bytes.length > 0) [bytes[a], bytes[b]] = [bytes[b]!, bytes[a]!];
  return bytes;
};

const cutEnd: Damage = (bytes, random) => bytes.slice(0, Math.floor(bytes.length * random()));

const takeOut: Damage = (bytes, random, headerBytes) => {
  const at = place(bytes, random, headerBytes);
  return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + Math.floor(16 * random())));
};

const repeatRun: Damage = (bytes, random, headerBytes) => {
  const at = place(bytes, random, headerBytes);
  return joined(bytes.subarray(0, at + 1 + Math.floor(16 * random())), bytes.subarray(at));
};

const DAMAGES: readonly Damage[] = [setByte, setByte, setRun, flipBit, swapBytes, cutEnd, takeOut, repeatRun];

/** Three in four lie in the header, where damage does most. */
function place(bytes: Uint8Array, random: () => number, headerBytes: number): number {
  return Math.floor(random() * (random() < 0.75 ? Math.min(headerBytes, bytes.length) : bytes.length));
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
