import type { LiverAnatomy } from "@cantlie/anatomy";
import { scale, type Vector3, vertexNormals, type WorldPoint, worldPoint } from "@cantlie/geometry";
import { VOXEL_STATE } from "@cantlie/planning";
import { boundingBox, type Grid, type Kernels, type VoxelBox } from "@cantlie/volume";
import { type CoarseGrid, coarseGrid, grownBox, mergeVoxels, sampleVoxels } from "./coarse-grid.ts";
import { VESSEL_REACH_MM, vesselsNearOrgan } from "./near-vessels.ts";
import { blurOverSurface, displaySurface, partOfMesh, type Surface, smoothSurface } from "./surface.ts";

/** The surfaces of one patient, made once for all pictures. */
export interface LiverScene {
  readonly organ: Surface;
  /** empty where not labelled; so are the next two */
  readonly portal: readonly Surface[];
  /** with the cava */
  readonly hepatic: readonly Surface[];
  readonly lesions: readonly Surface[];
  /** the blocks that the organ's surface was made from */
  readonly organBlocks: CoarseGrid;
  /** middle of the organ's box, and half its extent along LPS */
  readonly centreMm: WorldPoint;
  readonly halfExtentMm: Vector3;
}

/** What a plan adds to the scene. */
export interface PlanSurfaces {
  /** per vertex of `LiverScene.organ`: 0 stays .. 1 resected or ablated */
  readonly resectedFraction: Float32Array;
  /** where resected or ablated and remaining liver meet */
  readonly cut: Surface;
}

export type SceneKernels = Pick<Kernels, "surfaceNets" | "distanceToMaskMm" | "connectedComponents">;

/** About two triangles per printed millimetre; smoothed normals carry what is finer. */
const ORGAN = { voxelMm: 2.4, smoothingRounds: 10 };
/** A cut is seen through the organ's surface and needs less. */
const CUT_SMOOTHING_ROUNDS = 5;
/** Thin branches would vanish at half filled voxels: a third keeps vessels of 2 mm, at the price of a little thickness. */
const VESSEL = { voxelMm: 1.6, insideFraction: 0.34, smoothingRounds: 4 };
const LESION = { voxelMm: 1.6, insideFraction: 0.5, smoothingRounds: 4 };

/** `box` is the organ's. */
export function liverScene(anatomy: LiverAnatomy, box: VoxelBox, kernels: SceneKernels): LiverScene {
  const { grid, vessels, cava, lesionLabels } = anatomy;
  const organBlocks = coarseGrid(grid, box, ORGAN.voxelMm);
  const organValues = sampleVoxels(anatomy.organ, organBlocks);
  const organ = displaySurface({ values: organValues, grid: organBlocks.grid }, kernels, ORGAN.smoothingRounds);
  const lesionBlocks = coarseGrid(grid, box, LESION.voxelMm);
  const lesions = () => ({ values: mergeVoxels(lesionLabels, lesionBlocks, LESION.insideFraction), grid: lesionBlocks.grid });
  const vesselBlocks = coarseGrid(grid, grownBox(box, grid, VESSEL_REACH_MM), VESSEL.voxelMm);
  const nearOnly = vesselsNearOrgan(anatomy, vesselBlocks, kernels);
  const vessel = (values: Uint8Array) => {
    const merged = mergeVoxels(values, vesselBlocks, VESSEL.insideFraction);
    return displaySurface({ values: nearOnly(merged), grid: vesselBlocks.grid }, kernels, VESSEL.smoothingRounds);
  };
  return {
    organ,
    organBlocks,
    portal: vessels.portal ? [vessel(vessels.portal)] : [],
    hepatic: [vessels.hepatic, cava].flatMap((values) => (values ? [vessel(values)] : [])),
    lesions: anatomy.lesions.length > 0 ? [displaySurface(lesions(), kernels, LESION.smoothingRounds)] : [],
    ...extent(organ),
  };
}

/**
 * The organ's voxels in the anatomy's grid.
 *
 * @throws RangeError if there are none
 */
export function organBox(anatomy: LiverAnatomy): VoxelBox {
  const box = boundingBox(anatomy.organ, anatomy.grid);
  if (!box) throw new RangeError("the anatomy has an empty organ, expected at least one voxel");
  return box;
}

/** `state` is that of the plan's last stage, on the anatomy's grid. */
export function planSurfaces(
  anatomy: LiverAnatomy,
  scene: LiverScene,
  { state, kernels }: { state: Uint8Array; kernels: Pick<Kernels, "surfaceNets"> },
): PlanSurfaces {
  const stateBeside = stateReader(anatomy.grid, state);
  const { organ, organBlocks } = scene;
  const resected = new Float32Array(organ.positionsMm.length / 3);
  for (let v = 0; v < resected.length; v++) {
    let found: number = VOXEL_STATE.outside;
    for (let depthMm = 1; found === VOXEL_STATE.outside && depthMm <= 5; depthMm++) found = stateBeside(organ, v, -depthMm);
    resected[v] = isTaken(found) ? 1 : 0;
  }
  return { resectedFraction: blurOverSurface(resected, organ, 2), cut: cutSurface(organBlocks, state, kernels) };
}

/** In space an ablation zone is drawn as what is resected: both are gone after the plan. */
function isTaken(state: number): boolean {
  return state === VOXEL_STATE.resected || state === VOXEL_STATE.ablated;
}

/** The part of the taken liver's surface that faces liver that remains. */
function cutSurface(blocks: CoarseGrid, state: Uint8Array, kernels: Pick<Kernels, "surfaceNets">): Surface {
  const sampled = sampleVoxels(state, blocks);
  const resected = sampled.map((value) => (isTaken(value) ? 1 : 0));
  const whole = kernels.surfaceNets(resected, blocks.grid);
  const stateAt = stateReader(blocks.grid, sampled);
  const isCut = new Uint8Array(whole.positionsMm.length / 3);
  const normals = vertexNormals(whole);
  // One block outwards lies what the surface borders on.
  const beyondMm = Math.max(...blocks.grid.spacingMm);
  for (let v = 0; v < isCut.length; v++) {
    const beyond = stateAt({ positionsMm: whole.positionsMm, normals }, v, beyondMm);
    isCut[v] = beyond !== VOXEL_STATE.outside && !isTaken(beyond) ? 1 : 0;
  }
  return smoothSurface(partOfMesh(whole, isCut), CUT_SMOOTHING_ROUNDS);
}

/** Reads the state of the voxel that lies `alongMm` from a vertex along its normal; "outside" beyond the grid. */
function stateReader(
  grid: Grid,
  state: Uint8Array,
): (surface: Pick<Surface, "positionsMm" | "normals">, vertex: number, alongMm: number) => number {
  const { size, spacingMm, originMm, direction } = grid;
  // One row per voxel axis: index along it = (place − origin) · direction / spacing. Unrolled, as it runs for every vertex of every plan.
  const row = (axis: 0 | 1 | 2): Vector3 => scale(direction[axis], 1 / spacingMm[axis]);
  const [di, dj, dk] = [row(0), row(1), row(2)] as const;
  return ({ positionsMm: p, normals: q }, vertex, alongMm) => {
    const c = 3 * vertex;
    const x = p[c]! + alongMm * q[c]! - originMm[0];
    const y = p[c + 1]! + alongMm * q[c + 1]! - originMm[1];
    const z = p[c + 2]! + alongMm * q[c + 2]! - originMm[2];
    const i = Math.round(di[0] * x + di[1] * y + di[2] * z);
    const j = Math.round(dj[0] * x + dj[1] * y + dj[2] * z);
    const k = Math.round(dk[0] * x + dk[1] * y + dk[2] * z);
    if (i < 0 || j < 0 || k < 0 || i >= size[0] || j >= size[1] || k >= size[2]) return VOXEL_STATE.outside;
    return state[i + size[0] * (j + size[1] * k)]!;
  };
}

function extent({ positionsMm: p }: Surface): { centreMm: WorldPoint; halfExtentMm: Vector3 } {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let c = 0; c < p.length; c++) {
    const axis = c % 3;
    if (p[c]! < low[axis]!) low[axis] = p[c]!;
    if (p[c]! > high[axis]!) high[axis] = p[c]!;
  }
  const middle = (axis: number) => (low[axis]! + high[axis]!) / 2;
  const half = (axis: number) => (high[axis]! - low[axis]!) / 2;
  return { centreMm: worldPoint(middle(0), middle(1), middle(2)), halfExtentMm: [half(0), half(1), half(2)] };
}
