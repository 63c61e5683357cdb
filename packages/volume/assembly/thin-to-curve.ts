const CENTRE: u32 = 1 << 13;
const FACES: u32 = (1 << 4) | (1 << 10) | (1 << 12) | (1 << 14) | (1 << 16) | (1 << 22);

/**
 * Thins the padded 0/1 box in place. `list` holds the foreground's flat indices, ascending, and is shortened to what remains; `removable` has
 * as much room. `tables`: 27 uint32 of touching places, 27 of facing ones, and one of all face and edge neighbours, made by the host
 * from the reference. Returns the number of voxels that remain.
 */
export function thinToCurve(
  values: usize,
  rowStep: i32,
  sliceStep: i32,
  list: usize,
  count: i32,
  removable: usize,
  tables: usize,
): i32 {
  for (let before = -1; before != count; ) {
    before = count;
    count = peel(values, rowStep, sliceStep, list, count, removable, tables, -sliceStep);
    count = peel(values, rowStep, sliceStep, list, count, removable, tables, sliceStep);
    count = peel(values, rowStep, sliceStep, list, count, removable, tables, -rowStep);
    count = peel(values, rowStep, sliceStep, list, count, removable, tables, rowStep);
    count = peel(values, rowStep, sliceStep, list, count, removable, tables, -1);
    count = peel(values, rowStep, sliceStep, list, count, removable, tables, 1);
  }
  return count;
}

function peel(
  values: usize,
  rowStep: i32,
  sliceStep: i32,
  list: usize,
  count: i32,
  removable: usize,
  tables: usize,
  side: i32,
): i32 {
  let found = 0;
  for (let entry = 0; entry < count; entry++) {
    const at = i32.load(list + (<usize>entry << 2));
    if (load<u8>(values + at + side) != 0) continue;
    const bits = neighbourBits(values + at, rowStep, sliceStep);
    if (isEndPoint(bits) || !isSimple(bits, tables)) continue;
    i32.store(removable + (<usize>found << 2), at);
    found++;
  }
  if (found == 0) return count;
  for (let field = 0; field < 8; field++)
    for (let entry = 0; entry < found; entry++) {
      const at = i32.load(removable + (<usize>entry << 2));
      if (subfieldOf(at, rowStep, sliceStep) != field) continue;
      if (isSimple(neighbourBits(values + at, rowStep, sliceStep), tables)) store<u8>(values + at, 0);
    }
  let kept = 0;
  for (let entry = 0; entry < count; entry++) {
    const at = i32.load(list + (<usize>entry << 2));
    if (load<u8>(values + at) == 0) continue;
    i32.store(list + (<usize>kept << 2), at);
    kept++;
  }
  return kept;
}

function subfieldOf(at: i32, rowStep: i32, sliceStep: i32): i32 {
  const inSlice = at % sliceStep;
  return ((inSlice % rowStep) & 1) | (((inSlice / rowStep) & 1) << 1) | (((at / sliceStep) & 1) << 2);
}

function neighbourBits(at: usize, rowStep: i32, sliceStep: i32): u32 {
  return (
    sliceBits(at - sliceStep, rowStep) | (sliceBits(at, rowStep) << 9) | (sliceBits(at + sliceStep, rowStep) << 18)
  );
}

@inline
function sliceBits(at: usize, rowStep: i32): u32 {
  return rowBits(at - rowStep) | (rowBits(at) << 3) | (rowBits(at + rowStep) << 6);
}

@inline
function rowBits(at: usize): u32 {
  const three = load<u32>(at - 1);
  return (three & 1) | ((three >> 7) & 2) | ((three >> 14) & 4);
}

function isEndPoint(bits: u32): bool {
  const around = bits & ~CENTRE;
  return around != 0 && (around & (around - 1)) == 0;
}

function isSimple(bits: u32, tables: usize): bool {
  const around = bits & ~CENTRE;
  if (around == 0 || spread(around & (0 - around), around, tables) != around) return false;
  const background = ~around & load<u32>(tables, 216);
  const faces = background & FACES;
  return faces != 0 && (spread(faces & (0 - faces), background, tables + 108) & faces) == faces;
}

function spread(seed: u32, within: u32, adjacent: usize): u32 {
  let reached = seed;
  let fresh = seed;
  while (fresh != 0) {
    const place = ctz(fresh);
    fresh &= fresh - 1;
    const next = load<u32>(adjacent + (<usize>place << 2)) & within & ~reached;
    reached |= next;
    fresh |= next;
  }
  return reached;
}
