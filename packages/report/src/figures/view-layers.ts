import { type Camera, toScreen, type ViewDirection } from "./camera.ts";
import type { LiverScene } from "./liver-scene.ts";
import { SURFACE_COLOURS } from "./palette.ts";
import { clearLayer, emptyLayer, type Layer, rasterise } from "./rasterise.ts";
import type { Surface } from "./surface.ts";

/** What is seen of a patient from one side, whatever the plan. Finer than the pictures made of it. */
export interface ViewLayers {
  /** in samples */
  readonly camera: Camera;
  /** vessels and lesions; `solidColours` has the colour of each of its meshes */
  readonly solid: Layer;
  readonly solidColours: readonly (readonly number[])[];
  /** the organ's surface that faces the viewer */
  readonly organ: Layer;
}

/** The share of the picture's width and height that the liver may fill: the rest is for letters and vessels outside it. */
const FILL = 0.86;

/** `size` is in samples: pixels of the largest picture to be made of it, times samples along a pixel's side. */
export function viewLayers(
  scene: LiverScene,
  direction: ViewDirection,
  size: { readonly width: number; readonly height: number },
): ViewLayers {
  const half = (axis: readonly number[]) => axis.reduce((sum, part, i) => sum + Math.abs(part) * scene.halfExtentMm[i]!, 0);
  const pxPerMm = FILL * Math.min(size.width / (2 * half(direction.right)), size.height / (2 * half(direction.up)));
  const camera = { direction, centreMm: scene.centreMm, pxPerMm, widthPx: size.width, heightPx: size.height };
  const solid = emptyLayer(size.width, size.height);
  const solidColours = (["hepatic", "portal", "lesions"] as const).flatMap((kind) =>
    scene[kind].map((surface) => {
      rasterise(solid, toScreen(surface, camera), true);
      return SURFACE_COLOURS[kind === "lesions" ? "lesion" : kind];
    }),
  );
  const organ = emptyLayer(size.width, size.height);
  rasterise(organ, toScreen(scene.organ, camera), true);
  return { camera, solid, solidColours, organ };
}

/** A plan's cut as the camera of `layers` sees it, from either side, drawn into `layer` in place of what was there. */
export function drawCut({ camera }: ViewLayers, cut: Surface, layer: Layer): Layer {
  clearLayer(layer);
  rasterise(layer, toScreen(cut, camera), false);
  return layer;
}
