import {
  boundingBox,
  canonicalOrder,
  cropGrid,
  cropValues,
  type Grid,
  indexToWorld,
  type Kernels,
  type Mask,
  pasteValues,
  reorderGrid,
  reorderValues,
  voxelCount,
  voxelIndexAt,
  voxelsToMl,
  voxelToWorld,
} from "@cantlie/volume";
import { spanningForest } from "./spanning-forest.ts";

/** A connected part of a vessel mask; pieces are sorted by volume, largest first. */
export interface Piece {
  readonly volumeMl: number;
  /** a skeleton point of it */
  readonly point: number;
}

/**
 * Centreline of a vessel mask as an undirected forest of points, one voxel apart, before it has a root.
 * Steps that change it (pruning, joining) give a new value.
 */
export interface Skeleton {
  /** x, y, z of each point, LPS mm: the centre of its voxel */
  readonly positionMm: Float64Array;
  readonly radiusMm: Float64Array;
  /** 1 where the point lies in the organ */
  readonly inOrgan: Uint8Array;
  /** voxel of the organ grid that holds the point; -1 outside it */
  readonly organVoxel: Int32Array;
  /** voxel of `lumenGrid` that holds the point */
  readonly lumenVoxel: Int32Array;
  /** index into `pieces` */
  readonly piece: Int32Array;
  /** neighbours of each point; empty for a point that was pruned and for a piece of one point */
  readonly neighbours: readonly (readonly number[])[];
  /** touching points whose link would close a loop of vessels (see `openLoops`) */
  readonly closings: readonly (readonly [number, number])[];
  /** 0 where the point was pruned */
  readonly kept: Uint8Array;
  readonly pieces: readonly Piece[];
  /** the vessel mask in canonical axes, cropped to its own box and a rim of background */
  readonly lumen: Uint8Array;
  readonly lumenGrid: Grid;
  /** distance of each voxel of the lumen from the wall, mm: the radius that a centreline point there has */
  readonly depthMm: Float32Array;
  /** rank in `pieces` for each voxel of the lumen, plus 1; 0 outside */
  readonly lumenPiece: Uint32Array;
}

/**
 * Thins a vessel mask to its centreline.
 *
 * The mask is taken whole, not clipped to the organ: in `ircadb-01` the portal vein inside the liver falls into 19 pieces that
 * only the hilum, which the liver mask leaves out, holds together. Radius is the distance to the nearest background voxel
 * centre less half the finest spacing, because the wall lies between the last voxel inside and the first one outside
 * and the nearest background is met along the finest axis first.
 *
 * @returns undefined if the mask is empty
 */
export function skeletonise(vessel: Mask, organ: Mask, kernels: Kernels): Skeleton | undefined {
  const { values: lumen, grid: lumenGrid } = canonicalCrop(vessel) ?? {};
  if (!lumen || !lumenGrid) return undefined;
  const thin = kernels.thinToCurve(lumen, lumenGrid);
  const outside = new Uint8Array(lumen.length);
  for (let voxel = 0; voxel < lumen.length; voxel++) outside[voxel] = 1 - lumen[voxel]!;
  const depthMm = kernels.distanceToMaskMm(outside, lumenGrid);
  const components = kernels.connectedComponents(lumen, lumenGrid, 26);
  const rank = rankBySize(components.sizes);
  const lumenPiece = new Uint32Array(lumen.length);
  const halfVoxelMm = Math.min(...lumenGrid.spacingMm) / 2;
  for (let voxel = 0; voxel < lumen.length; voxel++) {
    if (!lumen[voxel]) continue;
    depthMm[voxel]! -= halfVoxelMm;
    lumenPiece[voxel] = rank[components.labels[voxel]! - 1]! + 1;
  }

  const lumenVoxel = Int32Array.from(indicesOf(thin));
  const count = lumenVoxel.length;
  const positionMm = new Float64Array(3 * count);
  const organVoxel = new Int32Array(count);
  for (let p = 0; p < count; p++) {
    const place = indexToWorld(lumenGrid, lumenVoxel[p]!);
    positionMm.set(place, 3 * p);
    organVoxel[p] = voxelIndexAt(organ.grid, place);
  }
  const radiusMm = Float64Array.from(lumenVoxel, (voxel) => depthMm[voxel]!);
  const piece = Int32Array.from(lumenVoxel, (voxel) => lumenPiece[voxel]! - 1);
  const pieces: Piece[] = [];
  rank.forEach((place, component) => {
    pieces[place] = { volumeMl: voxelsToMl(lumenGrid, components.sizes[component]!), point: piece.indexOf(place) };
  });
  return {
    positionMm,
    radiusMm,
    inOrgan: Uint8Array.from(organVoxel, (voxel) => (voxel >= 0 && organ.values[voxel] ? 1 : 0)),
    organVoxel,
    lumenVoxel,
    piece,
    ...spanningForest(lumenVoxel, lumenGrid, radiusMm),
    kept: new Uint8Array(count).fill(1),
    pieces,
    lumen,
    lumenGrid,
    depthMm,
    lumenPiece,
  };
}

/** The mask as 0 and 1 in canonical axes, cropped to its own box and one voxel of background; undefined if it is empty. */
function canonicalCrop(mask: Mask): Mask | undefined {
  const box = boundingBox(mask.values, mask.grid);
  if (!box) return undefined;
  const cropped = cropGrid(mask.grid, box);
  const order = canonicalOrder(cropped);
  const inner = reorderGrid(cropped, order);
  const grid: Grid = {
    ...inner,
    size: [inner.size[0] + 2, inner.size[1] + 2, inner.size[2] + 2],
    originMm: voxelToWorld(inner, -1, -1, -1),
  };
  const values = new Uint8Array(voxelCount(grid));
  pasteValues(values, reorderValues(cropValues(mask.values, mask.grid, box), cropped, order), grid, {
    start: [1, 1, 1],
    size: inner.size,
  });
  for (let voxel = 0; voxel < values.length; voxel++) if (values[voxel]) values[voxel] = 1;
  return { grid, values };
}

/** For each component its place when they are sorted by size, largest first, ties by number. */
function rankBySize(sizes: Uint32Array): number[] {
  const bySize = Array.from(sizes, (_, component) => component).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const rank: number[] = [];
  bySize.forEach((component, place) => {
    rank[component] = place;
  });
  return rank;
}

function indicesOf(mask: Uint8Array): number[] {
  const indices: number[] = [];
  for (let index = 0; index < mask.length; index++) if (mask[index]) indices.push(index);
  return indices;
}
