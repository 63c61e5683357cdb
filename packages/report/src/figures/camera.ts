import { cross, dot, type Vector3, type WorldPoint } from "@cantlie/geometry";
import type { ScreenMesh } from "./rasterise.ts";
import type { Surface } from "./surface.ts";

/** A direction of view: what is to the right and what is up in the picture, unit LPS directions at right angles. */
export interface ViewDirection {
  readonly name: "anterior" | "inferior" | "right";
  readonly right: Vector3;
  readonly up: Vector3;
  readonly letters: { readonly left: string; readonly right: string; readonly top: string; readonly bottom: string };
}

/** From the front; from the feet, as an axial slice is shown; and from the patient's right. */
export const VIEW_DIRECTIONS: readonly ViewDirection[] = [
  { name: "anterior", right: [1, 0, 0], up: [0, 0, 1], letters: { left: "R", right: "L", top: "S", bottom: "I" } },
  { name: "inferior", right: [1, 0, 0], up: [0, -1, 0], letters: { left: "R", right: "L", top: "A", bottom: "P" } },
  { name: "right", right: [0, -1, 0], up: [0, 0, 1], letters: { left: "P", right: "A", top: "S", bottom: "I" } },
];

/** A view direction fitted to a picture. */
export interface Camera {
  readonly direction: ViewDirection;
  /** seen at the picture's middle */
  readonly centreMm: WorldPoint;
  readonly pxPerMm: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Unit direction from the patient to the viewer. */
export function towardsViewer(direction: ViewDirection): Vector3 {
  return cross(direction.right, direction.up);
}

/** Where a place is seen, in pixels from the picture's left and top edges. */
export function project(camera: Camera, point: Vector3): { xPx: number; yPx: number } {
  const { direction, centreMm, pxPerMm, widthPx, heightPx } = camera;
  return {
    xPx: widthPx / 2 + pxPerMm * (dot(direction.right, point) - dot(direction.right, centreMm)),
    yPx: heightPx / 2 - pxPerMm * (dot(direction.up, point) - dot(direction.up, centreMm)),
  };
}

/** `surface` as the camera sees it. Light comes over the viewer's left shoulder and from above. */
export function toScreen(surface: Surface, camera: Camera): ScreenMesh {
  const { direction, centreMm, pxPerMm, widthPx, heightPx } = camera;
  const { right, up } = direction;
  const viewer = towardsViewer(direction);
  const n = surface.positionsMm.length / 3;
  const mesh = {
    x: new Float32Array(n),
    y: new Float32Array(n),
    depth: new Float32Array(n),
    light: new Float32Array(n),
    facing: new Float32Array(n),
  };
  const x0 = widthPx / 2 - pxPerMm * dot(right, centreMm);
  const y0 = heightPx / 2 + pxPerMm * dot(up, centreMm);
  const p = surface.positionsMm;
  const q = surface.normals;
  for (let v = 0, c = 0; v < n; v++, c += 3) {
    mesh.x[v] = x0 + pxPerMm * (right[0] * p[c]! + right[1] * p[c + 1]! + right[2] * p[c + 2]!);
    mesh.y[v] = y0 - pxPerMm * (up[0] * p[c]! + up[1] * p[c + 1]! + up[2] * p[c + 2]!);
    mesh.depth[v] = -(viewer[0] * p[c]! + viewer[1] * p[c + 1]! + viewer[2] * p[c + 2]!);
    const across = right[0] * q[c]! + right[1] * q[c + 1]! + right[2] * q[c + 2]!;
    const upwards = up[0] * q[c]! + up[1] * q[c + 1]! + up[2] * q[c + 2]!;
    const facing = viewer[0] * q[c]! + viewer[1] * q[c + 1]! + viewer[2] * q[c + 2]!;
    const side = facing < 0 ? -1 : 1;
    mesh.facing[v] = facing;
    mesh.light[v] = 0.35 + 0.65 * Math.max(0, side * (LIGHT[0] * across + LIGHT[1] * upwards + LIGHT[2] * facing));
  }
  return { ...mesh, triangles: surface.triangles };
}

/** Unit direction to the light: to the picture's left, up, to the viewer. */
const LIGHT: Vector3 = [-0.36, 0.48, 0.8];
