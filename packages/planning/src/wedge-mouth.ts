import { distanceMm, type WorldPoint } from "@cantlie/geometry";
import { worldToVoxel } from "@cantlie/volume";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { withinSlices } from "./wedge-openings.ts";

/** Openings are preferred that would serve margins up to this, the widest that is commonly wanted of liver metastases. */
const PREFERRED_MARGIN_MM = 10;
const MARGIN_STEP_MM = 2.5;

/**
 * The openings of a lesion, best first: the nearest that serves a margin of 10 mm, and so on; then the others, by the margin that they
 * serve. The order does not depend on the margin of a wedge, so that a wider one opens where the narrower one did.
 *
 * @param cornersMm of the convex hull of the lesion alone
 */
export function* openingsByReach(
  prepared: PreparedAnatomy,
  lesion: number,
  cornersMm: readonly WorldPoint[],
): Generator<WorldPoint> {
  const others: { opening: WorldPoint; servesMm: number }[] = [];
  for (const opening of prepared.wedgeOpenings[lesion]!) {
    const bareDepthMm = wedgeDepthMm(cornersMm, opening);
    const around = capsuleAround(prepared, opening, bareDepthMm + PREFERRED_MARGIN_MM);
    let servesMm = PREFERRED_MARGIN_MM;
    while (servesMm >= 0 && mouthRadiusMm(around, bareDepthMm + servesMm) === undefined) servesMm -= MARGIN_STEP_MM;
    if (servesMm === PREFERRED_MARGIN_MM) yield opening;
    else others.push({ opening, servesMm });
  }
  for (const { opening } of others.toSorted((a, b) => b.servesMm - a.servesMm)) yield opening;
}

/** From the middle of a mouth to the farthest corner of what is taken out through it. */
export function wedgeDepthMm(cornersMm: readonly WorldPoint[], openingMm: WorldPoint): number {
  return cornersMm.reduce((most, corner) => Math.max(most, distanceMm(corner, openingMm)), 0);
}

/** Capsule voxels around an opening, in the order of their indices. */
export interface CapsuleAround {
  /** flat indices */
  readonly voxels: readonly number[];
  /** from the opening */
  readonly mm: readonly number[];
  readonly areaMm2: readonly number[];
  /** whether a wedge may open there */
  readonly isOpen: readonly boolean[];
}

export function capsuleAround(
  { anatomy: { grid }, capsule, wedgeAccess }: PreparedAnatomy,
  openingMm: WorldPoint,
  withinMm: number,
): CapsuleAround {
  const [ci, cj, ck] = worldToVoxel(grid, openingMm);
  const [si, sj, sk] = grid.spacingMm;
  const [ni, nj] = grid.size;
  const voxels: number[] = [];
  const mm: number[] = [];
  const areaMm2: number[] = [];
  const isOpen: boolean[] = [];
  const firstSlice = Math.ceil(ck - withinMm / sk);
  const slices = withinSlices(grid, capsule.voxels, firstSlice, Math.floor(ck + withinMm / sk) + 1 - firstSlice);
  // a part of the list: it begins so many entries into it
  const before = (slices.byteOffset - capsule.voxels.byteOffset) / capsule.voxels.BYTES_PER_ELEMENT;
  for (let n = 0; n < slices.length; n++) {
    const voxel = slices[n]!;
    const row = Math.floor(voxel / ni);
    const j = row % nj;
    const squared = ((voxel - row * ni - ci) * si) ** 2 + ((j - cj) * sj) ** 2 + (((row - j) / nj - ck) * sk) ** 2;
    if (squared > withinMm * withinMm) continue;
    voxels.push(voxel);
    mm.push(Math.sqrt(squared));
    areaMm2.push(capsule.areaMm2[before + n]!);
    isOpen.push(wedgeAccess.isOpen[before + n] === 1);
  }
  return { voxels, mm, areaMm2, isOpen };
}

/**
 * How far the mouth of a wedge reaches around its middle: half the wedge's depth; farther where capsule within that cannot be opened, until as much
 * is open. Undefined where it is not even within the whole depth.
 */
export function mouthRadiusMm(around: CapsuleAround, depthMm: number): number | undefined {
  const { mm, areaMm2, isOpen } = around;
  let missingMm2 = neededMouthMm2(around, depthMm);
  const farther: number[] = [];
  for (let n = 0; n < mm.length; n++) {
    if (!isOpen[n] || mm[n]! > depthMm) continue;
    if (mm[n]! <= depthMm / 2) missingMm2 -= areaMm2[n]!;
    else farther.push(n);
  }
  if (missingMm2 <= ROUNDING_MM2) return depthMm / 2;
  for (const n of farther.sort((a, b) => mm[a]! - mm[b]!)) {
    missingMm2 -= areaMm2[n]!;
    if (missingMm2 <= ROUNDING_MM2) return mm[n]!;
  }
  return undefined;
}

/** Far below the area of a voxel's face, far above the rounding of ten thousand of them. */
const ROUNDING_MM2 = 1e-6;

/** The area of a mouth as wide as the wedge is deep: all capsule within half the depth of its middle. */
export function neededMouthMm2({ mm, areaMm2 }: CapsuleAround, depthMm: number): number {
  let needed = 0;
  for (let n = 0; n < mm.length; n++) if (mm[n]! <= depthMm / 2) needed += areaMm2[n]!;
  return needed;
}
