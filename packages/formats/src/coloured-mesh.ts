import type { Mesh } from "@cantlie/geometry";

/** A surface to show or print. */
export interface ColouredMesh {
  readonly name: string;
  readonly mesh: Mesh;
  /** red, green, blue as on a screen (sRGB), 0..1 */
  readonly colour: readonly [number, number, number];
  /** 1 if opaque; default 1 */
  readonly opacity?: number;
}
