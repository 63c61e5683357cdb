import { type Grid, voxelCount } from "@cantlie/volume";
import type { PhantomLesion } from "./lesion-plan.ts";
import type { LiverShape } from "./liver-shape.ts";
import { lumenCoverage, lumenMask } from "./lumen.ts";
import { PHASE_HU } from "./paint-ct.ts";
import type { PhantomTree } from "./phantom-tree.ts";
import { type Bounds, visitShape } from "./rasterise.ts";
import { sphere } from "./shape.ts";

/** Labels of a phantom, all on its grid, one byte per voxel. */
export interface PhantomLabels {
  readonly grid: Grid;
  readonly liver: Uint8Array;
  /** metastases and cysts */
  readonly lesions: Uint8Array;
  readonly portalVein: Uint8Array;
  /** without the cava */
  readonly hepaticVein: Uint8Array;
  readonly cava: Uint8Array;
  readonly bileDuct: Uint8Array;
  readonly gallbladder: Uint8Array;
  /** segment 1 .. 8 of every organ voxel (liver and lesions), by the portal branch that supplies it */
  readonly couinaud: Uint8Array;
}

/** Labels of all things but segments, and how much of each voxel the lumina fill, for the image. */
export function paintLabels(
  grid: Grid,
  things: {
    readonly shape: LiverShape;
    readonly liverDistanceMm: Float32Array;
    readonly lesions: readonly PhantomLesion[];
    readonly portal: PhantomTree;
    readonly hepatic: PhantomTree;
    readonly bile: PhantomTree;
  },
): { labels: PhantomLabels; lumina: { coverage: Uint8Array; hu: number }[] } {
  const { shape, lesions } = things;
  const count = voxelCount(grid);
  const inside = (visit: Parameters<typeof visitShape>[1], boundsMm: Bounds): Uint8Array => {
    const mask = new Uint8Array(count);
    visitShape(grid, visit, { boundsMm, visit: (index, distanceMm) => (mask[index] = distanceMm < 0 ? 1 : mask[index]!) });
    return mask;
  };
  const cava = inside(shape.cava, [
    [-1000, -1000, -1000],
    [1000, 1000, 1000],
  ]);
  const lumina = [
    { tree: things.bile, hu: PHASE_HU.bile },
    { tree: things.hepatic, hu: PHASE_HU.hepatic },
    { tree: things.portal, hu: PHASE_HU.portal },
  ].map(({ tree, hu }) => ({ tree, hu, coverage: lumenCoverage(tree, grid) }));
  const [bileDuct, hepaticVein, portalVein] = lumina.map(({ tree, coverage }) => lumenMask(tree, grid, coverage)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const liver = new Uint8Array(count);
  for (let index = 0; index < count; index++) {
    if (things.liverDistanceMm[index]! < 0) liver[index] = 1;
    if (cava[index] === 1) hepaticVein[index] = 0;
    if (portalVein[index] === 1) hepaticVein[index] = 0;
    if (portalVein[index] === 1 || hepaticVein[index] === 1) bileDuct[index] = 0;
  }
  const labels = {
    grid,
    liver,
    lesions: lesionMask(grid, lesions),
    portalVein,
    hepaticVein,
    cava,
    bileDuct,
    gallbladder: inside(shape.gallbladder, shape.boundsMm),
    couinaud: new Uint8Array(count),
  };
  return { labels, lumina };
}

function lesionMask(grid: Grid, lesions: readonly PhantomLesion[]): Uint8Array {
  const mask = new Uint8Array(voxelCount(grid));
  for (const { centreMm, diameterMm } of lesions) {
    const r = diameterMm / 2;
    const [x, y, z] = centreMm;
    visitShape(grid, sphere(centreMm, r), {
      boundsMm: [
        [x - r, y - r, z - r],
        [x + r, y + r, z + r],
      ],
      visit: (index, distanceMm) => {
        if (distanceMm < 0) mask[index] = 1;
      },
    });
  }
  return mask;
}
