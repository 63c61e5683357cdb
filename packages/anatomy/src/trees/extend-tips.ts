import { worldPoint } from "@cantlie/geometry";
import { type Mask, voxelIndexAt } from "@cantlie/volume";
import { distanceBetweenMm } from "./point-distance.ts";
import type { Skeleton } from "./skeleton.ts";
import { tipRadiusMm } from "./thickest-tip.ts";

/** The way that a vessel heads at its end is taken over this many points. */
const HEADING_POINTS = 6;

/** The lumen ends where it is less than half as deep as before: there its round or tapered cap begins. */
const CAP_DEPTH = 0.5;

/**
 * Carries each end of the centreline on, straight ahead, to the end of the lumen.
 *
 * Thinning takes a layer of voxels from the end of a vessel with each that it takes from the wall, so it stops a radius short in
 * plane and, with slices three times as thick as pixels, three radii short along the body. No end is carried farther than that.
 * New points stand after the old ones.
 *
 * @param except 1 for points whose ends stay as they are (the cava)
 */
export function extendTips(
  skeleton: Skeleton,
  { organ, except }: { readonly organ: Mask; readonly except?: Uint8Array },
): Skeleton {
  const positionMm = [...skeleton.positionMm];
  const added = { radiusMm: [] as number[], organVoxel: [] as number[], lumenVoxel: [] as number[], piece: [] as number[] };
  const neighbours = skeleton.neighbours.map((list) => [...list]);
  const count = skeleton.kept.length;
  const spacing = skeleton.lumenGrid.spacingMm;
  const stepMm = Math.min(...spacing);
  for (let tip = 0; tip < count; tip++) {
    const heading = skeleton.kept[tip] && !except?.[tip] ? headingAt(skeleton, tip) : undefined;
    if (!heading) continue;
    const radiusMm = tipRadiusMm(skeleton, tip);
    const steps = Math.ceil((radiusMm * Math.max(...spacing)) / stepMm ** 2);
    let before = tip;
    for (let step = 1; step <= steps; step++) {
      const [x, y, z] = [0, 1, 2].map((axis) => positionMm[3 * tip + axis]! + heading[axis]! * step * stepMm);
      const place = worldPoint(x!, y!, z!);
      const voxel = voxelIndexAt(skeleton.lumenGrid, place);
      if (voxel < 0 || !skeleton.lumen[voxel] || skeleton.depthMm[voxel]! < CAP_DEPTH * radiusMm) break;
      const point = positionMm.length / 3;
      positionMm.push(...place);
      added.radiusMm.push(skeleton.depthMm[voxel]!);
      added.organVoxel.push(voxelIndexAt(organ.grid, place));
      added.lumenVoxel.push(voxel);
      added.piece.push(skeleton.piece[tip]!);
      neighbours.push([before]);
      neighbours[before]!.push(point);
      before = point;
    }
  }
  return {
    ...skeleton,
    positionMm: Float64Array.from(positionMm),
    radiusMm: Float64Array.from([...skeleton.radiusMm, ...added.radiusMm]),
    organVoxel: Int32Array.from([...skeleton.organVoxel, ...added.organVoxel]),
    inOrgan: Uint8Array.from([
      ...skeleton.inOrgan,
      ...added.organVoxel.map((voxel) => (voxel >= 0 && organ.values[voxel] ? 1 : 0)),
    ]),
    lumenVoxel: Int32Array.from([...skeleton.lumenVoxel, ...added.lumenVoxel]),
    piece: Int32Array.from([...skeleton.piece, ...added.piece]),
    kept: Uint8Array.from([...skeleton.kept, ...added.piece.map(() => 1)]),
    neighbours,
  };
}

/** Unit direction in which a vessel heads at its end, or undefined if the point is no end of a run of two points or more. */
export function headingAt(skeleton: Skeleton, tip: number): readonly [number, number, number] | undefined {
  if (skeleton.neighbours[tip]!.length !== 1) return undefined;
  let back = tip;
  let before = -1;
  for (let step = 0; step < HEADING_POINTS; step++) {
    const next = skeleton.neighbours[back]!.filter((point) => point !== before);
    if (next.length !== 1) break;
    before = back;
    back = next[0]!;
  }
  const p = skeleton.positionMm;
  const lengthMm = distanceBetweenMm(p, tip, back);
  const along = (axis: number): number => (p[3 * tip + axis]! - p[3 * back + axis]!) / lengthMm;
  return [along(0), along(1), along(2)];
}
