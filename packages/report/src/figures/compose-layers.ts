import { SURFACE_COLOURS } from "./palette.ts";
import type { RasterImage } from "./png.ts";
import { type Layer, valueAt } from "./rasterise.ts";
import type { ViewLayers } from "./view-layers.ts";

/** What a plan adds to a view. */
export interface PlanLook {
  readonly cut: Layer;
  /** per vertex of the organ: 0 stays .. 1 resected */
  readonly resectedFraction: Float32Array;
}

/**
 * A view as red, green, blue pixels. Vessels and lesions are solid; before them stand the cut and the liver's surface that
 * faces the viewer, translucent, whichever is farther first. Resected liver is hatched.
 *
 * `samples` is how many samples of the layers make one side of a pixel.
 */
export function composeLayers(view: ViewLayers, plan: PlanLook | undefined, samples: number): RasterImage {
  const widthPx = Math.floor(view.camera.widthPx / samples);
  const heightPx = Math.floor(view.camera.heightPx / samples);
  const pixels = new Uint8Array(widthPx * heightPx * 3).fill(255);
  const hatch = hatchCover(samples);
  const kinds = sampleKinds(view, plan);
  const colour = new Float32Array(3);
  const share = 1 / samples ** 2;
  const width = view.camera.widthPx;
  const box = drawnBox([view.solid, view.organ, ...(plan ? [plan.cut] : [])]);
  const [x0, y0] = [Math.floor(box.x0 / samples), Math.floor(box.y0 / samples)];
  const x1 = Math.min(widthPx - 1, Math.floor(box.x1 / samples));
  const y1 = Math.min(heightPx - 1, Math.floor(box.y1 / samples));
  for (let y = y0; y <= y1; y++)
    for (let x = x0, to = 3 * (x0 + y * widthPx); x <= x1; x++, to += 3) {
      const first = samples * (x + y * width);
      const cover = hatch[(x + y) % hatch.length]!;
      if (isUniform(kinds, { first, width, samples })) {
        // Where nothing ends inside a pixel, one of its samples stands for all.
        if (kinds[first] === 0) continue;
        shade(view, plan, { at: first, kind: kinds[first]!, cover }, colour.fill(255));
        writePixel(pixels, to, colour);
        continue;
      }
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let sy = 0; sy < samples; sy++)
        for (let sx = 0; sx < samples; sx++) {
          const at = first + sx + sy * width;
          shade(view, plan, { at, kind: kinds[at]!, cover }, colour.fill(255));
          red += colour[0]!;
          green += colour[1]!;
          blue += colour[2]!;
        }
      colour[0] = red * share;
      colour[1] = green * share;
      colour[2] = blue * share;
      writePixel(pixels, to, colour);
    }
  return { widthPx, heightPx, channels: 3, pixels };
}

/** What the meshes of some layers can have touched, in samples, ends included. */
function drawnBox(layers: readonly Layer[]): { x0: number; y0: number; x1: number; y1: number } {
  const { width, height } = layers[0]!;
  let [x0, y0, x1, y1] = [width, height, -1, -1];
  for (const layer of layers)
    for (const { x, y } of layer.meshes)
      for (let v = 0; v < x.length; v++) {
        if (x[v]! < x0) x0 = x[v]!;
        if (x[v]! > x1) x1 = x[v]!;
        if (y[v]! < y0) y0 = y[v]!;
        if (y[v]! > y1) y1 = y[v]!;
      }
  return { x0: Math.max(0, Math.floor(x0)), y0: Math.max(0, Math.floor(y0)), x1: Math.ceil(x1), y1: Math.ceil(y1) };
}

/** Sixty-four steps of each colour: no step is seen on a shaded surface, and the file is a third smaller. */
function writePixel(pixels: Uint8Array, to: number, colour: Float32Array): void {
  for (let n = 0; n < 3; n++) {
    const value = Math.min(255, Math.floor(colour[n]! + 2));
    pixels[to + n] = (value & 0xfc) | (value >> 6);
  }
}

const SOLID = 1;
const ORGAN = 2;
const RESECTED = 4;
const CUT_BEFORE_ORGAN = 8;
const CUT_BEHIND_ORGAN = 16;
/** Which of the solid meshes it is: above the other bits. */
const MESH_SHIFT = 5;

/** What is seen at each sample, in bits; 0 is background. */
function sampleKinds({ solid, organ }: ViewLayers, plan: PlanLook | undefined): Uint8Array {
  const kinds = new Uint8Array(solid.depth.length);
  const cutDepth = plan?.cut.depth;
  const triangleFates = plan && fates(organ, plan.resectedFraction);
  for (let at = 0; at < kinds.length; at++) {
    const solidDepth = solid.depth[at]!;
    const organDepth = organ.depth[at]!;
    let kind = 0;
    if (solidDepth < Infinity) kind = SOLID | (solid.mesh[at]! << MESH_SHIFT);
    if (organDepth < solidDepth) {
      kind |= ORGAN;
      const fate = triangleFates ? triangleFates[organ.corner[at]! / 3]! : STAYS;
      if (fate === GOES || (fate === BOTH && valueAt(organ, at, plan!.resectedFraction) > 0.5)) kind |= RESECTED;
    }
    if (cutDepth && cutDepth[at]! < solidDepth) kind |= cutDepth[at]! < organDepth ? CUT_BEFORE_ORGAN : CUT_BEHIND_ORGAN;
    kinds[at] = kind;
  }
  return kinds;
}

const STAYS = 0;
const GOES = 1;
const BOTH = 2;

/** Whether a triangle of the organ's surface is resected: nearly all are so wholly or not at all. */
function fates(organ: Layer, resectedFraction: Float32Array): Uint8Array {
  const { triangles } = organ.meshes[0]!;
  const fates = new Uint8Array(triangles.length / 3);
  for (let n = 0, i = 0; n < fates.length; n++, i += 3) {
    const a = resectedFraction[triangles[i]!]! > 0.5;
    const b = resectedFraction[triangles[i + 1]!]! > 0.5;
    const c = resectedFraction[triangles[i + 2]!]! > 0.5;
    fates[n] = a && b && c ? GOES : a || b || c ? BOTH : STAYS;
  }
  return fates;
}

function isUniform(
  kinds: Uint8Array,
  { first, width, samples }: { readonly first: number; readonly width: number; readonly samples: number },
): boolean {
  const kind = kinds[first]!;
  for (let sy = 0; sy < samples; sy++)
    for (let sx = 0; sx < samples; sx++) if (kinds[first + sx + sy * width] !== kind) return false;
  return true;
}

/** In pixels: a line of one and a half every eight. */
const HATCH_PERIOD_PX = 8;
const HATCH_WIDTH_PX = 1.5;

/** How much of a pixel the hatch covers, 0 .. 1, by (x + y) modulo the period. */
function hatchCover(samples: number): number[] {
  const period = HATCH_PERIOD_PX * samples;
  return Array.from({ length: HATCH_PERIOD_PX }, (_, place) => {
    let covered = 0;
    for (let sy = 0; sy < samples; sy++)
      for (let sx = 0; sx < samples; sx++) if ((place * samples + sx + sy) % period < HATCH_WIDTH_PX * samples) covered++;
    return covered / samples ** 2;
  });
}

interface Sample {
  readonly at: number;
  readonly kind: number;
  /** share covered by the hatch */
  readonly cover: number;
}

/** Paints one sample over what `colour` holds. */
function shade(view: ViewLayers, plan: PlanLook | undefined, sample: Sample, colour: Float32Array): void {
  const { at, kind } = sample;
  if (kind & SOLID) {
    const { solid, solidColours } = view;
    const mesh = solid.mesh[at]!;
    paint(colour, solidColours[mesh]!, valueAt(solid, at, solid.meshes[mesh]!.light), 1);
  }
  if (plan && kind & CUT_BEHIND_ORGAN) paintCut(plan.cut, at, colour);
  if (kind & ORGAN) paintOrgan(view.organ, sample, colour);
  if (plan && kind & CUT_BEFORE_ORGAN) paintCut(plan.cut, at, colour);
}

/** Dense enough to be seen as a plane, thin enough for a lesion behind it to stay yellow. */
const CUT_ALPHA = 0.5;

function paintCut(cut: Layer, at: number, colour: Float32Array): void {
  paint(colour, SURFACE_COLOURS.cut, valueAt(cut, at, cut.meshes[0]!.light), CUT_ALPHA);
}

/** Translucent face on, dense at the silhouette, so that the outline stays readable and what is inside can be seen. */
function paintOrgan(organ: Layer, { at, kind, cover }: Sample, colour: Float32Array): void {
  const { facing, light } = organ.meshes[0]!;
  const edge = 1 - Math.abs(valueAt(organ, at, facing));
  const bright = valueAt(organ, at, light);
  if (kind & RESECTED) {
    const alpha = 0.16 + 0.5 * edge * edge + 0.3 * cover;
    paint(colour, SURFACE_COLOURS.resected, bright * (1 - 0.25 * cover), alpha);
  } else paint(colour, SURFACE_COLOURS.remnant, bright, 0.36 + 0.5 * edge * edge);
}

function paint(colour: Float32Array, tint: readonly number[], light: number, alpha: number): void {
  colour[0]! += alpha * (tint[0]! * light - colour[0]!);
  colour[1]! += alpha * (tint[1]! * light - colour[1]!);
  colour[2]! += alpha * (tint[2]! * light - colour[2]!);
}
