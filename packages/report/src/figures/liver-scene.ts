import type { LiverAnatomy } from "@cantlie/anatomy";
import { scale, type Vector3, type WorldPoint, worldPoint } from "@cantlie/geometry";
import { VOXEL_STATE } from "@cantlie/planning";
import { boundingBox, type Grid, type Kernels, type VoxelBox } from "@cantlie/volume";
import { blurOverSurface, displaySurface, type Surface, type SurfaceDetail } from "./surface.ts";

/** The surfaces of one patient, made once for all pictures. */
export interface LiverScene {
  readonly organ: Surface;
  /** empty where not labelled; so are the next two */
  readonly portal: readonly Surface[];
  /** with the cava */
  readonly hepatic: readonly Surface[];
  readonly lesions: readonly Surface[];
  /** the organ's voxels in the anatomy's grid */
  readonly organBox: VoxelBox;
  /** middle of the organ's box, and half its extent along LPS */
  readonly centreMm: WorldPoint;
  readonly halfExtentMm: Vector3;
}

/** What a plan adds to the scene. */
export interface PlanSurfaces {
  /** per vertex of `LiverScene.organ`: 0 stays .. 1 resected */
  readonly resectedFraction: Float32Array;
  /** where resected and remaining liver meet */
  readonly cut: Surface;
}

/** About two triangles per printed half millimetre; finer is not seen at the size of the pictures. */
const ORGAN_DETAIL = { voxelMm: 2, insideFraction: 0.5, smoothingRounds: 12 };
/** Thin branches would vanish at half filled voxels: a third keeps vessels of 2 mm, at the price of a little thickness. */
const VESSEL_DETAIL = { voxelMm: 1.3, insideFraction: 0.34, smoothingRounds: 5 };
const LESION_DETAIL = { voxelMm: 1.3, insideFraction: 0.5, smoothingRounds: 5 };

export function liverScene(anatomy: LiverAnatomy, kernels: Pick<Kernels, "surfaceNets">): LiverScene {
  const { grid, vessels, cava, lesionLabels } = anatomy;
  const organBox = boundingBox(anatomy.organ, grid);
  if (!organBox) throw new RangeError("the anatomy has an empty organ, expected at least one voxel");
  const organ = displaySurface({ values: anatomy.organ, grid, box: organBox }, kernels, ORGAN_DETAIL);
  const surface = (values: Uint8Array | Uint16Array, detail: SurfaceDetail) => displaySurface({ values, grid }, kernels, detail);
  const { centreMm, halfExtentMm } = extent(organ);
  const hepatic = [vessels.hepatic, cava].flatMap((values) => (values ? [surface(values, VESSEL_DETAIL)] : []));
  return {
    organ,
    organBox,
    portal: vessels.portal ? [surface(vessels.portal, VESSEL_DETAIL)] : [],
    hepatic,
    lesions: anatomy.lesions.length > 0 ? [surface(lesionLabels, LESION_DETAIL)] : [],
    centreMm,
    halfExtentMm,
  };
}

/** `state` is that of the plan's last stage, on the anatomy's grid. */
export function planSurfaces(
  anatomy: LiverAnatomy,
  scene: LiverScene,
  { state, kernels }: { state: Uint8Array; kernels: Pick<Kernels, "surfaceNets"> },
): PlanSurfaces {
  const stateBeside = stateReader(anatomy.grid, state);
  const { organ } = scene;
  const resected = new Float32Array(organ.positionsMm.length / 3);
  for (let v = 0; v < resected.length; v++) {
    let found: number = VOXEL_STATE.outside;
    for (let depthMm = 1; found === VOXEL_STATE.outside && depthMm <= 5; depthMm++) found = stateBeside(organ, v, -depthMm);
    resected[v] = found === VOXEL_STATE.resected ? 1 : 0;
  }
  const region = { values: state, grid: anatomy.grid, equalTo: VOXEL_STATE.resected, box: scene.organBox };
  const whole = displaySurface(region, kernels, ORGAN_DETAIL);
  // Only what faces remaining liver is a cut: 3 mm outwards, past the voxels that the surface was smoothed over.
  const isCut = new Uint8Array(whole.positionsMm.length / 3);
  for (let v = 0; v < isCut.length; v++) {
    const beyond = stateBeside(whole, v, 3);
    isCut[v] = beyond !== VOXEL_STATE.outside && beyond !== VOXEL_STATE.resected ? 1 : 0;
  }
  const triangles: number[] = [];
  for (let i = 0; i < whole.triangles.length; i += 3) {
    const [a, b, c] = [whole.triangles[i]!, whole.triangles[i + 1]!, whole.triangles[i + 2]!];
    if (isCut[a]! + isCut[b]! + isCut[c]! >= 2) triangles.push(a, b, c);
  }
  return {
    resectedFraction: blurOverSurface(resected, organ, 2),
    cut: { ...whole, triangles: Uint32Array.from(triangles) },
  };
}

/** Reads the state of the voxel that lies `alongMm` from a vertex along its normal; "outside" beyond the grid. */
function stateReader(grid: Grid, state: Uint8Array): (surface: Surface, vertex: number, alongMm: number) => number {
  const { size, spacingMm, originMm, direction } = grid;
  // One row per voxel axis: index along it = (place − origin) · direction / spacing. Unrolled, as it runs for every vertex of every plan.
  const [di, dj, dk] = direction.map((axis, n) => scale(axis, 1 / spacingMm[n]!)) as unknown as [Vector3, Vector3, Vector3];
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

function extent({ positionsMm }: Surface): { centreMm: WorldPoint; halfExtentMm: Vector3 } {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  positionsMm.forEach((value, index) => {
    low[index % 3] = Math.min(low[index % 3]!, value);
    high[index % 3] = Math.max(high[index % 3]!, value);
  });
  const middle = (axis: number) => (low[axis]! + high[axis]!) / 2;
  const half = (axis: number) => (high[axis]! - low[axis]!) / 2;
  return { centreMm: worldPoint(middle(0), middle(1), middle(2)), halfExtentMm: [half(0), half(1), half(2)] };
}
