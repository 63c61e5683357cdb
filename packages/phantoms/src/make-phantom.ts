import type { Plane, Vector3 } from "@cantlie/geometry";
import { type Grid, type ImageVolume, voxelCount } from "@cantlie/volume";
import { followPortalTree, piecesOf } from "./bile-ducts.ts";
import { STANDARD_SKIN_MM } from "./body.ts";
import { forecastTerminals } from "./forecast.ts";
import { growTrees } from "./grow-trees.ts";
import type { GrowthSpace } from "./growth-space.ts";
import { hepaticRuns } from "./hepatic-runs.ts";
import { type LesionRequest, type PhantomLesion, placeLesions } from "./lesion-plan.ts";
import { type LiverShape, makeLiverShape } from "./liver-shape.ts";
import { layMainVessels } from "./main-vessels.ts";
import { forecastRadiusMm, murrayRadiusMm } from "./murray.ts";
import { paintCt } from "./paint-ct.ts";
import { type PhantomLabels, paintLabels } from "./paint-labels.ts";
import { coveringGrid, type GridOptions } from "./phantom-grid.ts";
import { finishTree, type GrowingTree, type PhantomTree } from "./phantom-tree.ts";
import { type PhantomTruth, phantomTruth } from "./phantom-truth.ts";
import { portalRuns } from "./portal-runs.ts";
import { seededRandom } from "./random.ts";
import { type Bounds, visitShape } from "./rasterise.ts";
import { drawVariants, regionOf, SEGMENT_OF_BRANCH, type VesselVariants } from "./skeleton.ts";
import { type PhantomTerritory, supplyTerritory } from "./supply.ts";

export interface PhantomOptions extends GridOptions {
  /** integer from 0 to 2³² - 1; the same options give the same bytes */
  readonly seed: number;
  /** how many metastases, or which lesions; default 3 */
  readonly lesions?: number | readonly LesionRequest[];
  /** volume of the liver; default drawn between 1200 and 1900 mL */
  readonly liverVolumeMl?: number;
  /** about how many ends the portal tree has, and all hepatic veins together; default 220 */
  readonly terminals?: number;
  /** what is not given is drawn from the seed */
  readonly variants?: Partial<VesselVariants>;
  /** standard deviation of the noise; default 11 HU */
  readonly noiseSdHu?: number;
  /** planes whose cut is written into the truth; the side that the normal points to is resected */
  readonly planeCuts?: readonly Plane[];
}

/** A synthetic patient and all that is true of it. */
export interface Phantom {
  readonly grid: Grid;
  readonly ct: ImageVolume;
  readonly labels: PhantomLabels;
  readonly lesions: readonly PhantomLesion[];
  readonly trees: { readonly portal: PhantomTree; readonly hepatic: PhantomTree; readonly bile: PhantomTree };
  readonly territories: { readonly portal: PhantomTerritory; readonly hepatic: PhantomTerritory };
  /** plain values, ready for JSON */
  readonly truth: PhantomTruth;
}

/** Rim of the image above and below the liver in the standard body, mm. */
const RIM_MM = 14;

/**
 * A synthetic patient: body, liver, vessels, lesions, a CT image of a portal venous phase, labels and truth.
 *
 * @throws RangeError if an option makes no sense, or a lesion finds no room
 */
export function makePhantom(options: PhantomOptions): Phantom {
  const random = (stream: number) => seededRandom(options.seed, stream);
  const drawnMl = random(1).between(1200, 1900);
  const volumeMl = options.liverVolumeMl ?? drawnMl;
  if (!(volumeMl > 0) || !Number.isFinite(volumeMl))
    throw new RangeError(`liver volume is ${volumeMl} mL, expected a positive number`);
  const terminals = options.terminals ?? 220;
  if (!Number.isInteger(terminals) || terminals < 20)
    throw new RangeError(`terminals is ${terminals}, expected an integer of at least 20`);
  const shape = makeLiverShape(random(2), volumeMl);
  const variants = { ...drawVariants(random(3)), ...options.variants };
  if (variants.portalTrifurcation && variants.rightPosteriorFromTrunk)
    throw new RangeError(
      "variants ask for a trifurcation and a right posterior branch from the trunk, expected at most one of them",
    );
  const { portal, hepatic, bile, lesions } = growVessels(shape, { ...options, terminals, variants });
  const grid = coveringGrid(options, imageBounds(shape));
  const liverDistanceMm = new Float32Array(voxelCount(grid)).fill(Number.POSITIVE_INFINITY);
  visitShape(grid, shape.liver, {
    boundsMm: shape.boundsMm,
    visit: (index, distanceMm) => {
      liverDistanceMm[index] = distanceMm;
    },
  });
  const { labels, lumina } = paintLabels(grid, { shape, liverDistanceMm, lesions, portal, hepatic, bile });
  const organ = united(labels.liver, labels.lesions);
  const isCaudate = (at: Vector3): boolean => shape.caudate(...at) < 0;
  const territories = {
    portal: supplyTerritory(portal, grid, { mask: organ, isCaudate }),
    hepatic: supplyTerritory(hepatic, grid, { mask: organ, isCaudate }),
  };
  const segmentOfBranch = portal.branchNames.map((name) => SEGMENT_OF_BRANCH[name] ?? 0);
  for (let index = 0; index < organ.length; index++) {
    const piece = territories.portal.piece[index]!;
    if (piece > 0) labels.couinaud[index] = segmentOfBranch[portal.branch[piece - 1]!]!;
  }
  const ct = paintCt(grid, { shape, liverDistanceMm, lesions, lumina, noiseSdHu: options.noiseSdHu ?? 11, random: random(6) });
  const made = { grid, ct, labels, lesions, trees: { portal, hepatic, bile }, territories };
  return {
    ...made,
    truth: phantomTruth(made, { seed: options.seed, shape, liverDistanceMm, variants, planeCuts: options.planeCuts ?? [] }),
  };
}

function united(a: Uint8Array, b: Uint8Array): Uint8Array {
  const either = new Uint8Array(a.length);
  for (let index = 0; index < a.length; index++) either[index] = a[index]! | b[index]!;
  return either;
}

function growVessels(
  shape: LiverShape,
  options: PhantomOptions & { readonly terminals: number; readonly variants: VesselVariants },
): { portal: PhantomTree; hepatic: PhantomTree; bile: PhantomTree; lesions: readonly PhantomLesion[] } {
  const { terminals } = options;
  const random = seededRandom(options.seed, 5);
  const portal = layMainVessels("portal", portalRuns(options.variants), shape.scale);
  const hepatic = layMainVessels("hepatic", hepaticRuns(options.variants), shape.scale);
  const mainVessels = [portal, hepatic];
  const empty = growthSpace(shape);
  for (const tree of mainVessels) forecastTerminals(tree, empty, { random, terminals });
  const wanted = options.lesions ?? 3;
  const requests = typeof wanted === "number" ? Array.from({ length: wanted }, (): LesionRequest => ({})) : wanted;
  const lesions = placeLesions(requests, shape, { mainVessels, random: seededRandom(options.seed, 4) });
  const [portalCourse, hepaticCourse] = mainVessels.map((tree) => finishTree(tree, (node) => forecastRadiusMm(tree, node)));
  const bile = followPortalTree(portalCourse!, [hepaticCourse!]);
  const obstacles = {
    lesions: lesions.map(({ centreMm, diameterMm }) => ({ centreMm, radiusMm: diameterMm / 2 })),
    ducts: piecesOf(bile),
  };
  growTrees(mainVessels, { ...empty, ...obstacles }, { random, terminals });
  const grown = (tree: GrowingTree): PhantomTree => finishTree(tree, (node) => murrayRadiusMm(tree.terminals[node]!));
  return { portal: grown(portal), hepatic: grown(hepatic), bile, lesions };
}

function growthSpace(shape: LiverShape): GrowthSpace {
  const region = regionOf((x, y, z) => shape.caudate(x * shape.scale, y * shape.scale, z * shape.scale));
  return {
    liver: shape.liver,
    liverMl: shape.volumeMl,
    boundsMm: shape.boundsMm,
    cava: shape.cava,
    lesions: [],
    ducts: [],
    regionFor: (tree, [x, y, z]) => {
      const segment = region(x / shape.scale, y / shape.scale, z / shape.scale);
      if (tree.kind === "portal") return segment;
      return segment === "1" ? undefined : "hepatic";
    },
  };
}

function imageBounds(shape: LiverShape): Bounds {
  const [skinX, skinY] = STANDARD_SKIN_MM.map((half) => (half + 8) * shape.scale) as [number, number];
  const [lowMm, highMm] = extentAlongZ(shape);
  return [
    [-skinX, -skinY, lowMm - RIM_MM * shape.scale],
    [skinX, skinY, highMm + RIM_MM * shape.scale],
  ];
}

/** Lowest and highest z of the liver, on a lattice of 3 mm. */
function extentAlongZ(shape: LiverShape): readonly [number, number] {
  const [low, high] = shape.boundsMm;
  const isEmptyAt = (z: number): boolean => {
    for (let y = low[1]; y <= high[1]; y += 3)
      for (let x = low[0]; x <= high[0]; x += 3) if (shape.liver(x, y, z) < 0) return false;
    return true;
  };
  let bottom = low[2];
  let top = high[2];
  while (bottom < top && isEmptyAt(bottom)) bottom += 3;
  while (top > bottom && isEmptyAt(top)) top -= 3;
  return [bottom, top];
}
