import type { Lesion, LiverAnatomy } from "@cantlie/anatomy";
import { dot } from "@cantlie/geometry";
import { project, towardsViewer } from "./camera.ts";
import { composeLayers } from "./compose-layers.ts";
import { type Figure, haloText, imageElement, makeFigure } from "./figure.ts";
import type { PlanSurfaces } from "./liver-scene.ts";
import type { Deflate } from "./png.ts";
import type { Layer } from "./rasterise.ts";
import { scaleBar } from "./scale-bar.ts";
import { drawCut, type ViewLayers } from "./view-layers.ts";

export interface LiverViewRequest {
  readonly id: string;
  readonly plan?: PlanSurfaces;
  /** as large as those of the view, for the plan's cut; what is in it is overwritten */
  readonly scratch: Layer;
  /** samples of the layers along one side of a pixel: 2 or more smooth the edges */
  readonly samples: number;
  readonly deflate: Deflate;
  readonly caption: string;
  readonly alt: string;
}

/** A picture of the liver with its vessels, lesions and cut, patient orientation on its edges. */
export function liverView(anatomy: LiverAnatomy, view: ViewLayers, request: LiverViewRequest): Figure {
  const { plan, samples } = request;
  const look = plan && { cut: drawCut(view, plan.cut, request.scratch), resectedFraction: plan.resectedFraction };
  const image = composeLayers(view, look, samples);
  const { widthPx, heightPx } = image;
  const { letters } = view.camera.direction;
  const dark = { fill: "#222222", halo: "#ffffff" };
  const sizePx = letterPx(widthPx);
  const letter = (text: string, xPx: number, yPx: number) => haloText(text, { xPx, yPx, sizePx, ...dark, anchor: "middle" });
  const names = anatomy.lesions.map((lesion) => {
    const place = project(view.camera, lesion.centroidMm);
    const [xPx, yPx] = [place.xPx / samples, place.yPx / samples + widthPx / 90];
    const name = haloText(lesion.id, { xPx, yPx, sizePx, ...dark, anchor: "middle" });
    return isHidden(view, lesion) ? `<g opacity="${HIDDEN_OPACITY}">${name}</g>` : name;
  });
  const body = [
    imageElement(image, request.deflate),
    ...names,
    letter(letters.left, widthPx / 40, heightPx / 2 + 5),
    letter(letters.right, (widthPx * 39) / 40, heightPx / 2 + 5),
    letter(letters.top, widthPx / 2, widthPx / 28),
    letter(letters.bottom, widthPx / 2, heightPx - 7),
    scaleBar({ widthPx, heightPx, pixelMm: samples / view.camera.pxPerMm }, { ...dark, letterPx: sizePx }),
  ];
  const { id, caption, alt } = request;
  return makeFigure({ id, caption, alt, widthPx, heightPx, body: body.join("") });
}

/** Three pictures stand in a row of 170 mm: a twenty-fourth of one's width is then more than 6 points. */
function letterPx(widthPx: number): number {
  return Math.round(widthPx / 24);
}

/** The name of a lesion that is behind something is faded: it lies there, but what is seen is something else. */
const HIDDEN_OPACITY = 0.5;
/** Of a smoothed surface against the voxels that it was made from. */
const SURFACE_ERROR_MM = 2;

/** True if a vessel or another lesion lies before the lesion's middle. The lesion itself reaches half its diameter from there. */
function isHidden({ camera, solid }: ViewLayers, { centroidMm, largestDiameterMm }: Lesion): boolean {
  const { xPx, yPx } = project(camera, centroidMm);
  const [x, y] = [Math.floor(xPx), Math.floor(yPx)];
  if (x < 0 || y < 0 || x >= camera.widthPx || y >= camera.heightPx) return false;
  const frontDepth = -dot(towardsViewer(camera.direction), centroidMm) - largestDiameterMm / 2 - SURFACE_ERROR_MM;
  return solid.depth[x + y * camera.widthPx]! < frontDepth;
}
