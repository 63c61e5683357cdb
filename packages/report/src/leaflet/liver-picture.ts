import { worldPoint } from "@cantlie/geometry";
import type { PlanDocument } from "@cantlie/workup";
import { project } from "../figures/camera.ts";
import { composeLayers, type PlanLook } from "../figures/compose-layers.ts";
import { type Figure, haloText, imageElement, makeFigure, round1 } from "../figures/figure.ts";
import type { Deflate } from "../figures/png.ts";
import type { ViewLayers } from "../figures/view-layers.ts";

export interface LiverPictureRequest {
  readonly id: string;
  /** ringed, so that a grey print shows them and those behind a vessel are found */
  readonly lesions: PlanDocument["anatomy"]["lesions"];
  readonly look?: PlanLook;
  readonly samples: number;
  readonly deflate: Deflate;
  readonly caption: string;
  readonly alt: string;
}

/** The liver as a patient looks at it: no letters of anatomy, but their own right and left in words. */
export function liverPicture(view: ViewLayers, request: LiverPictureRequest): Figure {
  const { id, look, samples, deflate, caption, alt } = request;
  const image = composeLayers(view, look, samples);
  const { widthPx } = image;
  const heightPx = image.heightPx + SIDES_PX;
  const rings = request.lesions.map(({ id: name, centroidMm, largestDiameterMm, status }) => {
    const [x, y, z] = centroidMm;
    const place = project(view.camera, worldPoint(x, y, z));
    const [xPx, yPx] = [place.xPx / samples, place.yPx / samples];
    const radiusPx = ((largestDiameterMm / 2) * view.camera.pxPerMm) / samples + RING_GAP_PX;
    // above the ring, but inside the picture
    const at = {
      xPx,
      yPx: Math.max(yPx - radiusPx - 5, LETTER_PX),
      sizePx: LETTER_PX,
      fill: "#111111",
      halo: "#ffffff",
      anchor: "middle" as const,
    };
    return tumourRing({ xPx, yPx, radiusPx, isSeen: status === "visible" }) + haloText(name, at);
  });
  const side = (text: string, xPx: number, anchor: "start" | "end") =>
    haloText(text, { xPx, yPx: heightPx - 9, sizePx: LETTER_PX, fill: "#111111", halo: "#ffffff", anchor });
  const body = [
    imageElement(image, deflate),
    ...rings,
    side("← your right", 6, "start"),
    side("your left →", widthPx - 6, "end"),
  ];
  return makeFigure({ id, caption, alt, widthPx, heightPx, body: body.join("") });
}

/** A ring around a tumour, broken around other spots: black on white, so that it is seen on every ground and without colour. */
export function tumourRing({
  xPx,
  yPx,
  radiusPx,
  isSeen,
}: {
  xPx: number;
  yPx: number;
  radiusPx: number;
  isSeen: boolean;
}): string {
  const circle = (stroke: string, widthPx: number, dashes: string) =>
    `<circle cx="${round1(xPx)}" cy="${round1(yPx)}" r="${round1(radiusPx)}" fill="none" stroke="${stroke}" stroke-width="${widthPx}"${dashes}/>`;
  return circle("#ffffff", 5, "") + circle("#111111", 2.2, isSeen ? "" : ' stroke-dasharray="4 4"');
}

/** Below the liver, for the words on its sides. */
const SIDES_PX = 30;
/** Two pictures of 420 pixels stand in a row of 174 mm: a letter of 21 is then 12 points high. */
const LETTER_PX = 21;
const RING_GAP_PX = 4;
