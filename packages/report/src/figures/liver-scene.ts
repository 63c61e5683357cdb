import type { LiverAnatomy } from "@cantlie/anatomy";
import { type Vector3, type WorldPoint, worldPoint } from "@cantlie/geometry";
import { VOXEL_STATE } from "@cantlie/planning";
import type { Kernels } from "@cantlie/volume";
import { voxelIndexAt } from "@cantlie/volume";
import { blurOverSurface, displaySurface, type Surface } from "./surface.ts";

/** The surfaces of one patient, made once for all pictures. */
export interface LiverScene {
  readonly organ: Surface;
  readonly portal?: Surface;
  /** with the cava */
  readonly hepatic?: Surface;
  readonly lesions?: Surface;
  /** middle of the organ's box, and half its extent along LPS */
  readonly centreMm: WorldPoint;
  readonly halfExtentMm: Vector3;
}

/** What a plan adds to the scene. */
export interface PlanSurfaces {
  /** per vertex of `LiverScene.organ`: 0 stays .. 1 resected */
  readonly resectedFraction: Float32Array;
  /** where resected and remaining liver meet */
  readonly cut?: Surface;
}

/** About two triangles per printed half millimetre; finer is not seen at the size of the pictures. */
const ORGAN_DETAIL = { voxelMm: 2, insideFraction: 0.5, smoothingRounds: 8 };
/** Thin branches would vanish at half filled voxels: a third keeps vessels of 2 mm, at the price of a little thickness. */
const VESSEL_DETAIL = { voxelMm: 1.3, insideFraction: 0.34, smoothingRounds: 5 };
const LESION_DETAIL = { voxelMm: 1.3, insideFraction: 0.5, smoothingRounds: 5 };

export function liverScene(anatomy: LiverAnatomy, kernels: Pick<Kernels, "surfaceNets">): LiverScene {
  const { grid } = anatomy;
  const organ = displaySurface(anatomy.organ, grid, kernels, ORGAN_DETAIL);
  const portal = anatomy.vessels.portal;
  const hepatic = union(anatomy.vessels.hepatic, anatomy.cava);
  const lesions = Uint8Array.from(anatomy.lesionLabels, (label) => (label ? 1 : 0));
  const { centreMm, halfExtentMm } = extent(organ);
  return {
    organ,
    ...(portal && { portal: displaySurface(portal, grid, kernels, VESSEL_DETAIL) }),
    ...(hepatic && { hepatic: displaySurface(hepatic, grid, kernels, VESSEL_DETAIL) }),
    ...(anatomy.lesions.length > 0 && { lesions: displaySurface(lesions, grid, kernels, LESION_DETAIL) }),
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
  const stateAt = (p: Float32Array, q: Float32Array, c: number, alongMm: number) => {
    const place = worldPoint(p[c]! + alongMm * q[c]!, p[c + 1]! + alongMm * q[c + 1]!, p[c + 2]! + alongMm * q[c + 2]!);
    const index = voxelIndexAt(anatomy.grid, place);
    return index < 0 ? VOXEL_STATE.outside : state[index]!;
  };
  const { positionsMm, normals } = scene.organ;
  const resected = new Float32Array(positionsMm.length / 3);
  for (let v = 0; v < resected.length; v++) {
    let found: number = VOXEL_STATE.outside;
    for (let depthMm = 1; found === VOXEL_STATE.outside && depthMm <= 5; depthMm++)
      found = stateAt(positionsMm, normals, 3 * v, -depthMm);
    resected[v] = found === VOXEL_STATE.resected ? 1 : 0;
  }
  const resectedFraction = blurOverSurface(resected, scene.organ, 2);
  if (!state.includes(VOXEL_STATE.resected)) return { resectedFraction };
  const mask = Uint8Array.from(state, (value) => (value === VOXEL_STATE.resected ? 1 : 0));
  const whole = displaySurface(mask, anatomy.grid, kernels, ORGAN_DETAIL);
  // Only what faces remaining liver is a cut: 3 mm outwards, past the voxels that the surface was smoothed over.
  const isCut = (vertex: number) => {
    const beyond = stateAt(whole.positionsMm, whole.normals, 3 * vertex, 3);
    return beyond !== VOXEL_STATE.outside && beyond !== VOXEL_STATE.resected;
  };
  const cutVertices = Uint8Array.from({ length: whole.positionsMm.length / 3 }, (_, vertex) => (isCut(vertex) ? 1 : 0));
  const triangles: number[] = [];
  for (let i = 0; i < whole.triangles.length; i += 3) {
    const [a, b, c] = [whole.triangles[i]!, whole.triangles[i + 1]!, whole.triangles[i + 2]!];
    if (cutVertices[a]! + cutVertices[b]! + cutVertices[c]! >= 2) triangles.push(a, b, c);
  }
  return { resectedFraction, cut: { ...whole, triangles: Uint32Array.from(triangles) } };
}

function union(first: Uint8Array | undefined, second: Uint8Array | undefined): Uint8Array | undefined {
  if (!first || !second) return first ?? second;
  return first.map((value, index) => value | second[index]!);
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
