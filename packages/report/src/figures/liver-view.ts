import type { LiverAnatomy } from "@cantlie/anatomy";
import { type Camera, project, toScreen, type ViewDirection } from "./camera.ts";
import { type Figure, haloText, imageElement, makeFigure } from "./figure.ts";
import type { LiverScene, PlanSurfaces } from "./liver-scene.ts";
import { SURFACE_COLOURS } from "./palette.ts";
import type { Deflate, RasterImage } from "./png.ts";
import { emptyLayer, type Layer, rasterise } from "./rasterise.ts";
import { scaleBar } from "./scale-bar.ts";

export interface LiverViewRequest {
  readonly id: string;
  readonly direction: ViewDirection;
  readonly plan?: PlanSurfaces;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly deflate: Deflate;
  readonly caption: string;
  readonly alt: string;
}

/** A picture of the liver with its vessels, lesions and cut, patient orientation on its edges. */
export function liverView(anatomy: LiverAnatomy, scene: LiverScene, request: LiverViewRequest): Figure {
  const camera = fitCamera(scene, request);
  const { letters } = request.direction;
  const { widthPx, heightPx } = request;
  const letter = (text: string, xPx: number, yPx: number) =>
    haloText(text, { xPx, yPx, sizePx: Math.round(widthPx / 24), fill: "#222222", halo: "#ffffff", anchor: "middle" });
  const names = anatomy.lesions.map((lesion) => {
    const { xPx, yPx } = project(camera, lesion.centroidMm);
    return haloText(lesion.id, {
      xPx,
      yPx: yPx + widthPx / 90,
      sizePx: Math.round(widthPx / 30),
      fill: "#1a1a1a",
      halo: "#ffffff",
      anchor: "middle",
    });
  });
  const body = [
    imageElement(renderScene(scene, request.plan, camera), request.deflate),
    ...names,
    letter(letters.left, widthPx / 40, heightPx / 2 + 5),
    letter(letters.right, (widthPx * 39) / 40, heightPx / 2 + 5),
    letter(letters.top, widthPx / 2, widthPx / 28),
    letter(letters.bottom, widthPx / 2, heightPx - 7),
    scaleBar(
      { widthPx, heightPx, pixelMm: 1 / camera.pxPerMm },
      { fill: "#222222", halo: "#ffffff", letterPx: Math.round(widthPx / 30) },
    ),
  ];
  return makeFigure({ ...request, body: body.join("") });
}

/** The share of the picture's width and height that the liver may fill: the rest is for letters and vessels outside it. */
const FILL = 0.86;

function fitCamera(scene: LiverScene, { direction, widthPx, heightPx }: LiverViewRequest): Camera {
  const half = (axis: readonly number[]) => axis.reduce((sum, part, i) => sum + Math.abs(part) * scene.halfExtentMm[i]!, 0);
  const pxPerMm = FILL * Math.min(widthPx / (2 * half(direction.right)), heightPx / (2 * half(direction.up)));
  return { direction, centreMm: scene.centreMm, pxPerMm, widthPx, heightPx };
}

/** What the materials of the solid layer are, and their colours in that order. */
const MATERIAL = { hepatic: 0, portal: 1, lesions: 2 } as const;
const SOLID_COLOURS = [SURFACE_COLOURS.hepatic, SURFACE_COLOURS.portal, SURFACE_COLOURS.lesion] as const;

/** Samples along each side of a pixel. */
const SUPERSAMPLING = 2;

/**
 * The scene as red, green, blue pixels. Vessels and lesions are solid; before them stand the cut and the liver's surface
 * that faces the viewer, translucent, whichever is farther first. Resected liver is hatched.
 */
export function renderScene(scene: LiverScene, plan: PlanSurfaces | undefined, camera: Camera): RasterImage {
  const fine: Camera = {
    ...camera,
    pxPerMm: camera.pxPerMm * SUPERSAMPLING,
    widthPx: camera.widthPx * SUPERSAMPLING,
    heightPx: camera.heightPx * SUPERSAMPLING,
  };
  const solid = emptyLayer(fine.widthPx, fine.heightPx);
  for (const name of ["hepatic", "portal", "lesions"] as const)
    for (const surface of scene[name]) rasterise(solid, toScreen(surface, fine, { material: MATERIAL[name] }), true);
  const organ = emptyLayer(fine.widthPx, fine.heightPx);
  const blend = plan && { blend: plan.resectedFraction };
  rasterise(organ, toScreen(scene.organ, fine, { material: 0, ...blend }), true);
  const cut = plan && emptyLayer(fine.widthPx, fine.heightPx);
  if (cut && plan) rasterise(cut, toScreen(plan.cut, fine, { material: 0 }), false);
  return compose({ solid, organ, cut }, camera);
}

interface Layers {
  readonly solid: Layer;
  readonly organ: Layer;
  readonly cut: Layer | undefined;
}

function compose(layers: Layers, { widthPx, heightPx }: Camera): RasterImage {
  const pixels = new Uint8Array(widthPx * heightPx * 3);
  const fineWidth = widthPx * SUPERSAMPLING;
  const colour = new Float32Array(3);
  const scale = 1 / (SUPERSAMPLING * SUPERSAMPLING);
  for (let y = 0, to = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++, to += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let sy = 0; sy < SUPERSAMPLING; sy++)
        for (let sx = 0; sx < SUPERSAMPLING; sx++) {
          const fineX = x * SUPERSAMPLING + sx;
          const fineY = y * SUPERSAMPLING + sy;
          shade(layers, { at: fineX + fineY * fineWidth, isHatched: (fineX + fineY) % HATCH_PERIOD < HATCH_WIDTH }, colour);
          red += colour[0]!;
          green += colour[1]!;
          blue += colour[2]!;
        }
      pixels[to] = red * scale + 0.5;
      pixels[to + 1] = green * scale + 0.5;
      pixels[to + 2] = blue * scale + 0.5;
    }
  return { widthPx, heightPx, channels: 3, pixels };
}

/** In samples: a line of one and a half pixels every eight. */
const HATCH_PERIOD = 8 * SUPERSAMPLING;
const HATCH_WIDTH = 1.5 * SUPERSAMPLING;

function shade(layers: Layers, { at, isHatched }: { at: number; isHatched: boolean }, colour: Float32Array): void {
  const { solid, organ, cut } = layers;
  colour.fill(255);
  const solidDepth = solid.depth[at]!;
  if (solidDepth < Infinity) paint(colour, SOLID_COLOURS[solid.material[at]!]!, solid.light[at]!, 1);
  const organDepth = organ.depth[at]!;
  const cutDepth = cut ? cut.depth[at]! : Infinity;
  if (cut && cutDepth < solidDepth && organDepth <= cutDepth) paintCut(cut, at, colour);
  if (organDepth < solidDepth) paintOrgan(organ, { at, isHatched }, colour);
  if (cut && cutDepth < solidDepth && cutDepth < organDepth) paintCut(cut, at, colour);
}

function paintCut(cut: Layer, at: number, colour: Float32Array): void {
  paint(colour, SURFACE_COLOURS.cut, cut.light[at]!, 0.62);
}

/** Translucent face on, dense at the silhouette, so that the outline stays readable and what is inside can be seen. */
function paintOrgan(organ: Layer, { at, isHatched }: { at: number; isHatched: boolean }, colour: Float32Array): void {
  const edge = 1 - organ.facing[at]!;
  const isResected = organ.blend[at]! > 0.5;
  const alpha = isResected ? 0.16 + 0.5 * edge * edge + (isHatched ? 0.3 : 0) : 0.36 + 0.5 * edge * edge;
  paint(
    colour,
    isResected ? SURFACE_COLOURS.resected : SURFACE_COLOURS.remnant,
    organ.light[at]! * (isResected && isHatched ? 0.75 : 1),
    alpha,
  );
}

function paint(
  colour: Float32Array,
  [red, green, blue]: readonly [number, number, number] | readonly number[],
  light: number,
  alpha: number,
): void {
  colour[0]! += alpha * (red! * light - colour[0]!);
  colour[1]! += alpha * (green! * light - colour[1]!);
  colour[2]! += alpha * (blue! * light - colour[2]!);
}
