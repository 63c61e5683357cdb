import type { Vector3 } from "@cantlie/geometry";
import { type Grid, type ImageVolume, voxelCount } from "@cantlie/volume";
import { bodyOrgans } from "./body.ts";
import type { PhantomLesion } from "./lesion-plan.ts";
import type { LiverShape } from "./liver-shape.ts";
import type { RandomSource } from "./random.ts";
import { type Bounds, coverageFraction, visitShape, voxelWidthMm } from "./rasterise.ts";
import { enlarge, type SignedDistance, sphere } from "./shape.ts";

/** Densities of a portal venous phase, HU: round figures as they are met in contrast-enhanced scans of metastases. */
export const PHASE_HU = {
  air: -1000,
  liver: 110,
  portal: 180,
  hepatic: 170,
  cava: 150,
  bile: 12,
  gallbladder: 8,
  kidney: 190,
  metastasis: 60,
  metastasisRim: 90,
  cyst: 5,
} as const;

export interface PaintedThings {
  readonly shape: LiverShape;
  /** signed distance to the liver's surface at each voxel, mm */
  readonly liverDistanceMm: Float32Array;
  readonly lesions: readonly PhantomLesion[];
  /** share of each voxel, 0 .. 255, painted in this order */
  readonly lumina: readonly { readonly coverage: Uint8Array; readonly hu: number }[];
  readonly noiseSdHu: number;
  readonly random: RandomSource;
}

/** The CT image: each thing over the one before it, mixed by the share of the voxel that it fills, then noise. */
export function paintCt(grid: Grid, things: PaintedThings): ImageVolume {
  const { shape } = things;
  const hu = new Float32Array(voxelCount(grid)).fill(PHASE_HU.air);
  const widthMm = voxelWidthMm(grid);
  const paint = (surface: SignedDistance, boundsMm: Bounds, density: number): void =>
    visitShape(grid, surface, {
      boundsMm,
      visit: (index, distanceMm) => {
        const share = coverageFraction(distanceMm, widthMm);
        if (share > 0) hu[index]! += share * (density - hu[index]!);
      },
    });
  const times = ([x, y, z]: Vector3): Vector3 => [x * shape.scale, y * shape.scale, z * shape.scale];
  const standardLiver: SignedDistance = (x, y, z) => shape.liver(x * shape.scale, y * shape.scale, z * shape.scale) / shape.scale;
  for (const organ of bodyOrgans(standardLiver))
    paint(enlarge(organ.shape, shape.scale), [times(organ.boundsMm[0]), times(organ.boundsMm[1])], organ.hu);
  paint(shape.rightKidney, shape.boundsMm, PHASE_HU.kidney);
  paint(shape.cava, TALL, PHASE_HU.cava);
  for (let index = 0; index < hu.length; index++) {
    const share = coverageFraction(things.liverDistanceMm[index]!, widthMm);
    if (share > 0) hu[index]! += share * (PHASE_HU.liver - hu[index]!);
  }
  paint(shape.gallbladder, shape.boundsMm, PHASE_HU.gallbladder);
  for (const lesion of things.lesions) {
    const radiusMm = lesion.diameterMm / 2;
    const [x, y, z] = lesion.centreMm;
    const reach = radiusMm + 2 * widthMm;
    const box: Bounds = [
      [x - reach, y - reach, z - reach],
      [x + reach, y + reach, z + reach],
    ];
    if (lesion.kind === "cyst") paint(sphere(lesion.centreMm, radiusMm), box, PHASE_HU.cyst);
    else {
      paint(sphere(lesion.centreMm, radiusMm), box, PHASE_HU.metastasisRim);
      paint(sphere(lesion.centreMm, radiusMm * 0.8), box, PHASE_HU.metastasis);
    }
  }
  for (const { coverage, hu: density } of things.lumina)
    for (let index = 0; index < hu.length; index++)
      if (coverage[index] !== 0) hu[index]! += (coverage[index]! / 255) * (density - hu[index]!);
  const noise = correlatedNoise(grid, things.random);
  const values = new Int16Array(hu.length);
  for (let index = 0; index < values.length; index++)
    values[index] = Math.max(-1024, Math.min(3071, Math.round(hu[index]! + things.noiseSdHu * noise[index]!)));
  return { grid, values, quantity: "hu" };
}

const TALL: Bounds = [
  [-1000, -1000, -1000],
  [1000, 1000, 1000],
];

/**
 * Noise of unit standard deviation, smoothed in the plane by 1-2-1 along i and j as a soft reconstruction kernel does.
 * Sums of four uniform halves stand in for normal draws: after the smoothing 36 of them make each voxel, and no function is
 * needed whose last bit may differ between engines.
 */
function correlatedNoise(grid: Grid, random: RandomSource): Float32Array {
  const [ni, nj, nk] = grid.size;
  const noise = new Float32Array(ni * nj * nk);
  // Variance of a sum of four uniforms on 0..65535 is 4 · 65536² / 12; 1-2-1 over 4 keeps 6/16 of it along each of two axes.
  const scale = 1 / (Math.sqrt((4 * 65536 * 65536) / 12) * (6 / 16));
  for (let index = 0; index < noise.length; index++) {
    const a = random.bits();
    const b = random.bits();
    noise[index] = ((a & 0xffff) + (a >>> 16) + (b & 0xffff) + (b >>> 16) - 131070) * scale;
  }
  for (let row = 0; row < noise.length; row += ni) smoothLine(noise, { start: row, step: 1, count: ni });
  for (let k = 0; k < nk; k++) for (let i = 0; i < ni; i++) smoothLine(noise, { start: i + ni * nj * k, step: ni, count: nj });
  return noise;
}

function smoothLine(values: Float32Array, line: { readonly start: number; readonly step: number; readonly count: number }): void {
  const { start, step, count } = line;
  let before = values[start]!;
  for (let n = 0, at = start; n < count; n++, at += step) {
    const here = values[at]!;
    const after = n + 1 < count ? values[at + step]! : here;
    values[at] = (before + 2 * here + after) / 4;
    before = here;
  }
}
