import { convexHull3, type WorldPoint } from "@cantlie/geometry";
import { convexOutline, type Grid, hullMask, voxelsToMl, voxelToWorld } from "@cantlie/volume";
import { type Pieces, piecesOf } from "./pieces.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { runsOf, type VoxelRuns } from "./voxel-runs.ts";
import { type CapsuleAround, capsuleAround, mouthRadiusMm, neededMouthMm2, wedgeDepthMm } from "./wedge-mouth.ts";
import { type WedgeRegion, wedgeRegion } from "./wedge-region.ts";

/** A lesion with its margin. */
export interface WedgeCore {
  /** flat indices */
  readonly voxels: Int32Array;
  /** corners of its convex hull, LPS mm */
  readonly cornersMm: readonly WorldPoint[];
}

/** @param voxels flat indices, one at least */
export function wedgeCore({ anatomy: { grid } }: PreparedAnatomy, voxels: Int32Array): WedgeCore {
  const places = outlinePlaces(grid, voxels);
  const hull = convexHull3(Float64Array.from(places.flat()));
  return { voxels, cornersMm: hull === undefined ? places : Array.from(hull.corners, (corner) => places[corner]!) };
}

/** A core and the middle of the mouth through which it is taken out. */
export interface WedgePart {
  readonly core: WedgeCore;
  readonly openingMm: WorldPoint;
}

/**
 * The organ's part of the convex hull of all cores and their mouths, without what lies within 3 mm of capsule that may not be opened, so far as
 * it hangs together with the cores. Undefined where a mouth is narrower than its wedge is deep, or such capsule would be left as an
 * island.
 */
export function openedWedge(prepared: PreparedAnatomy, parts: readonly WedgePart[]): VoxelRuns | undefined {
  const places: WorldPoint[] = [];
  const mouths: Mouth[] = [];
  for (const part of parts) {
    const mouth = mouthOf(prepared, part);
    if (mouth === undefined) return undefined;
    mouths.push(mouth);
    places.push(...part.core.cornersMm, ...outlinePlaces(prepared.anatomy.grid, mouth.voxels));
  }
  const hull = convexHull3(Float64Array.from(places.flat()));
  if (hull === undefined) return undefined;
  const region = wedgeRegion(
    prepared,
    Array.from(hull.corners, (corner) => places[corner]!),
  );
  const taken = hullMask(hull, region.grid);
  for (let at = 0; at < taken.length; at++) if (region.organ[at] === 0 || region.isNearShut[at] === 1) taken[at] = 0;
  for (const { core } of parts) for (const voxel of core.voxels) taken[region.indexOf(voxel)] = CORE;
  keepPiecesWithCore(region, taken);
  if (!takeIslands(prepared, region, taken)) return undefined;
  for (const { around, neededMm2 } of mouths) if (openMm2(region, taken, around) < OPEN_SHARE * neededMm2) return undefined;
  return runsOnGrid(region, taken);
}

/**
 * Of a mouth that was found wide enough, some voxels may hang on the far side of liver that stays. The area of a surface of voxels is
 * estimated to a tenth, so that a tenth less is as wide to within what can be measured: a twentieth.
 */
const OPEN_SHARE = 0.9;

const CORE = 2;

interface Mouth {
  readonly voxels: readonly number[];
  readonly around: CapsuleAround;
  readonly neededMm2: number;
}

function mouthOf(prepared: PreparedAnatomy, { core, openingMm }: WedgePart): Mouth | undefined {
  const depthMm = wedgeDepthMm(core.cornersMm, openingMm);
  const around = capsuleAround(prepared, openingMm, depthMm);
  const radiusMm = mouthRadiusMm(around, depthMm);
  if (radiusMm === undefined) return undefined;
  const voxels = around.voxels.filter((_, n) => around.isOpen[n]! && around.mm[n]! <= radiusMm);
  return { voxels, around, neededMm2: neededMouthMm2(around, depthMm) };
}

/** Leaves out what does not hang together with a core (26 neighbours): it lies across a fissure, or behind capsule that stays shut. */
function keepPiecesWithCore({ grid }: WedgeRegion, taken: Uint8Array): void {
  const runs = runsOf(grid, taken);
  const { sizes, piece } = piecesOf(grid, runs);
  const hasCore = sizes.map(() => false);
  forRuns(runs, (first, end, run) => {
    if (!hasCore[piece[run]!]! && taken.subarray(first, end).includes(CORE)) hasCore[piece[run]!] = true;
  });
  forRuns(runs, (first, end, run) => {
    if (!hasCore[piece[run]!]!) taken.fill(0, first, end);
  });
}

/** A scrap of liver that stays on a fissure and is smaller than any specimen, mL: see `cuts` of an evaluation. */
const SCRAP_ML = 0.5;

/**
 * Takes remnant that the wedge parts from the rest of the liver, since it would live on nothing. A scrap that has capsule which may not be
 * opened stays on it.
 *
 * @returns false if more than a scrap has such capsule
 */
function takeIslands({ anatomy }: PreparedAnatomy, region: WedgeRegion, taken: Uint8Array): boolean {
  const { grid, organ } = region;
  const isRemnant = organ.slice();
  for (let at = 0; at < taken.length; at++) if (taken[at] !== 0) isRemnant[at] = 0;
  const remnant = runsOf(grid, isRemnant);
  const { sizes, piece } = piecesOf(grid, remnant);
  const goesOn = leavingPieces(region, remnant, { sizes, piece });
  const isShut = sizes.map(() => false);
  const touchesWedge = sizes.map(() => false);
  forRuns(remnant, (first, end, run) => {
    const one = piece[run]!;
    if (goesOn[one]!) return;
    for (let at = first; at < end; at++) {
      isShut[one] ||= anatomy.inaccessibleCapsule[region.voxelAt(at)] !== 0;
      touchesWedge[one] ||= touches(grid, taken, at);
    }
  });
  if (sizes.some((size, one) => touchesWedge[one]! && isShut[one]! && voxelsToMl(grid, size) > SCRAP_ML)) return false;
  forRuns(remnant, (first, end, run) => {
    const one = piece[run]!;
    if (touchesWedge[one]! && !isShut[one]!) taken.fill(1, first, end);
  });
  return true;
}

/** Pieces that go on beyond the region; where none does it holds the whole organ, and the largest is the rest of the liver. */
function leavingPieces({ grid }: WedgeRegion, runs: VoxelRuns, { sizes, piece }: Pieces): boolean[] {
  const [mi, mj, mk] = grid.size;
  const goesOn = sizes.map(() => false);
  forRuns(runs, (first, end, run) => {
    const row = Math.floor(first / mi);
    const j = row % mj;
    const k = (row - j) / mj;
    if (first % mi === 0 || end % mi === 0 || j === 0 || j === mj - 1 || k === 0 || k === mk - 1) goesOn[piece[run]!] = true;
  });
  if (!goesOn.includes(true) && sizes.length > 0) goesOn[sizes.indexOf(Math.max(...sizes))] = true;
  return goesOn;
}

/** Whether one of the 26 neighbours is taken. */
function touches({ size: [mi, mj, mk] }: Grid, taken: Uint8Array, at: number): boolean {
  const row = Math.floor(at / mi);
  const [i, j, k] = [at - row * mi, row % mj, Math.floor(row / mj)];
  for (let z = Math.max(0, k - 1); z <= Math.min(mk - 1, k + 1); z++)
    for (let y = Math.max(0, j - 1); y <= Math.min(mj - 1, j + 1); y++)
      for (let x = Math.max(0, i - 1); x <= Math.min(mi - 1, i + 1); x++) if (taken[x + mi * (y + mj * z)] !== 0) return true;
  return false;
}

/** The capsule that a wedge opens around one of its mouths. */
function openMm2({ indexOf }: WedgeRegion, taken: Uint8Array, { voxels, isOpen, areaMm2 }: CapsuleAround): number {
  let sum = 0;
  for (let n = 0; n < voxels.length; n++) {
    const at = isOpen[n]! ? indexOf(voxels[n]!) : -1;
    if (at >= 0 && taken[at] !== 0) sum += areaMm2[n]!;
  }
  return sum;
}

function runsOnGrid({ grid, voxelAt }: WedgeRegion, taken: Uint8Array): VoxelRuns {
  const { first, length } = runsOf(grid, taken);
  return { first: first.map(voxelAt), length };
}

function forRuns({ first, length }: VoxelRuns, visit: (first: number, end: number, run: number) => void): void {
  for (let run = 0; run < first.length; run++) visit(first[run]!, first[run]! + length[run]!, run);
}

/** Places of the voxels that can be corners of a hull: those of the convex outline of each slice. */
function outlinePlaces(grid: Grid, voxels: ArrayLike<number>): WorldPoint[] {
  const [ni, nj] = grid.size;
  /** first and last of each row, by the row's number */
  const ends = new Map<number, [number, number]>();
  for (let n = 0; n < voxels.length; n++) {
    const row = Math.floor(voxels[n]! / ni);
    const i = voxels[n]! - row * ni;
    const known = ends.get(row);
    if (known === undefined) ends.set(row, [i, i]);
    else if (i < known[0]) known[0] = i;
    else if (i > known[1]) known[1] = i;
  }
  const slices = new Map<number, [number, number][]>();
  for (const row of [...ends.keys()].sort((a, b) => a - b)) {
    const k = Math.floor(row / nj);
    const slice = slices.get(k) ?? [];
    slices.set(k, slice);
    for (const i of ends.get(row)!) slice.push([i, row % nj]);
  }
  return [...slices].flatMap(([k, slice]) => convexOutline(slice).map(([i, j]) => voxelToWorld(grid, i, j, k)));
}
