import type { Mesh } from "@cantlie/geometry";
import { type Grid, isRightHanded } from "../grid.ts";
import { requireOneValuePerVoxel } from "../one-value-per-voxel.ts";
import { meanCrossing } from "../reference/surface-nets.ts";
import type { Arena } from "./arena.ts";

/** Mean crossing of each of the 256 ways that a cell's corners can lie, x, y, z. */
const CROSSINGS = Float64Array.from(
  Array.from({ length: 256 }, (_, corners) => (corners === 0 || corners === 255 ? [0, 0, 0] : meanCrossing(corners))).flat(),
);

export function surfaceNets(arena: Arena, mask: Uint8Array, grid: Grid): Mesh {
  requireOneValuePerVoxel(mask, grid, "mask");
  arena.clear();
  const [ni, nj, nk] = grid.size;
  // a background voxel before and after each row; rows of whole 64-bit words
  const words = Math.ceil((ni + 2) / 64);
  const bitBytes = 8 * words * (nj + 2) * (nk + 2) + 16;
  const bits = arena.take(bitBytes);
  arena.uint8(bits, bitBytes).fill(0);
  arena.run.packBits(arena.put(mask), ...grid.size, bits, words);
  const counts = arena.take(8);
  arena.run.countNets(bits, nj, nk, words, counts);
  const [vertices, quads] = arena.int32(counts, 2) as unknown as [number, number];
  const crossings = arena.put(CROSSINGS);
  const frame = arena.put(Float64Array.from([...grid.direction.flat(), ...grid.originMm, ...grid.spacingMm]));
  const cells = arena.take(2 * 4 * 64 * words * (nj + 1));
  const positions = arena.take(12 * vertices);
  const triangles = arena.take(24 * quads);
  const rightHanded = isRightHanded(grid) ? 1 : 0;
  arena.run.fillNets(bits, nj, nk, words, crossings, frame, rightHanded, cells, positions, triangles);
  return { positionsMm: arena.float32(positions, 3 * vertices).slice(), triangles: arena.uint32(triangles, 6 * quads).slice() };
}
