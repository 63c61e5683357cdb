import { buildAnatomy, type LiverAnatomy } from "@cantlie/anatomy";
import { dot, type Vector3, type WorldPoint, worldPoint } from "@cantlie/geometry";
import { type LesionRequest, makePhantom, type Phantom, type PhantomTree } from "@cantlie/phantoms";
import { type Grid, indexToWorld, type Kernels, voxelIndexAt } from "@cantlie/volume";
import { randomNumbers } from "../draw.ts";
import { isInSegments, type LesionSketch, PERTURBATION, type Vignette } from "./vignette.ts";

/** A vignette made flesh. */
export interface VignetteLiver {
  readonly anatomy: LiverAnatomy;
  readonly phantom: Phantom;
  /** position in `anatomy.lesions` of each of the vignette's lesions */
  readonly lesionAt: readonly number[];
}

/** The finest at which a case takes about a second. */
const SPACING_MM: Vector3 = [3, 3, 3];
/** Large enough a liver that what is to lie right of the middle hepatic vein does so with its margin. */
const LIVER_ML = { least: 1600, most: 1800 };

/**
 * Livers of vignettes. Livers without lesions are kept, since places by depth are looked for in them and several vignettes share one.
 */
export function vignetteLivers(kernels: Kernels): (vignette: Vignette, perturbation: number) => VignetteLiver {
  const bare = new Map<string, Phantom>();
  return (vignette, perturbation) => {
    const inferiorRightHepaticVein = vignette.liver.inferiorRightHepaticVein && "large";
    const phantomOf = (lesions: readonly LesionRequest[]): Phantom =>
      makePhantom({
        // lobes, volume, side branches and the common trunk of middle and left vein differ from seed to seed
        seed: perturbation,
        spacingMm: SPACING_MM,
        liverVolumeMl: LIVER_ML.least + (LIVER_ML.most - LIVER_ML.least) * seededShare(perturbation),
        noiseSdHu: 0,
        lesions,
        // other portal variants move the right pedicle that three vignettes are about
        variants: { inferiorRightHepaticVein, portalTrifurcation: false, rightPosteriorFromTrunk: false },
      });
    const key = `${perturbation} ${inferiorRightHepaticVein}`;
    if (!bare.has(key)) bare.set(key, phantomOf([]));
    const phantom = phantomOf(lesionsIn(bare.get(key)!, vignette, perturbation, kernels));
    const { grid, bileDuct: _, couinaud, ...labels } = phantom.labels;
    const anatomy = buildAnatomy(
      { grid, ...labels, couinaud: withParted4(phantom, couinaud) },
      { kernels, territoryMethod: "geodesic" },
    );
    return { anatomy, phantom, lesionAt: phantom.lesions.map(({ centreMm }) => nearestLesion(anatomy, centreMm)) };
  };
}

function nearestLesion({ lesions }: LiverAnatomy, at: Vector3): number {
  const apart = lesions.map(({ centroidMm }) => apartMm(centroidMm, at));
  return apart.indexOf(Math.min(...apart));
}

function seededShare(seed: number): number {
  const random = randomNumbers(seed);
  random();
  return random();
}

/** The phantoms' standard body is as high as the first point of the main portal trunk is deep: 92 mm below the hilum. */
function scaleOf(phantom: Phantom): number {
  return phantom.truth.trees.portal.rootsMm[0]![2] / -92;
}

/** Where the segment 4 branch divides, in the standard body: 4a is fed from above it. */
const DIVISION_OF_4_Z_MM = 16;

function withParted4(phantom: Phantom, couinaud: Uint8Array): Uint8Array {
  const z = DIVISION_OF_4_Z_MM * scaleOf(phantom);
  return couinaud.map((value, voxel) => (value === 4 && indexToWorld(phantom.grid, voxel)[2] < z ? 9 : value));
}

function lesionsIn(bare: Phantom, vignette: Vignette, perturbation: number, kernels: Kernels): LesionRequest[] {
  const random = randomNumbers(1000 * perturbation + vignette.id.length);
  const between = (low: number, high: number): number => low + (high - low) * random();
  const { shiftMm, sizeFraction } = PERTURBATION;
  const scale = scaleOf(bare);
  const placed: { atMm: WorldPoint; diameterMm: number }[] = [];
  for (const sketch of vignette.lesions) {
    const diameterMm = sketch.diameterMm * between(1 - sizeFraction, 1 + sizeFraction);
    const shifted = (standardMm: Vector3): Vector3 =>
      standardMm.map((along) => along * scale + between(-shiftMm, shiftMm)) as unknown as Vector3;
    const at =
      "standardMm" in sketch
        ? shifted(sketch.standardMm)
        : "beside" in sketch
          ? besideVessel(bare, shifted(sketch.beside.atMm), diameterMm / 2, sketch.beside)
          : underCapsule(bare, sketch, { diameterMm, placed, random, kernels });
    placed.push({ atMm: worldPoint(...at), diameterMm });
  }
  return placed;
}

type Beside = Extract<LesionSketch, { beside: unknown }>["beside"];

/** Goes from a place in the vessel in the given direction until the lesion is as far from the lumen as it is to be. */
function besideVessel(bare: Phantom, from: Vector3, radiusMm: number, { vessel, toward, gapMm }: Beside): Vector3 {
  const [x, y] = [-20 * scaleOf(bare), 36 * scaleOf(bare)];
  const toLumenMm = (at: Vector3): number =>
    vessel === "portal" ? hilarPedicleMm(bare, at) : Math.hypot(at[0] - x, at[1] - y) - 11 * scaleOf(bare);
  for (let alongMm = 0; ; alongMm += 0.1) {
    const at: Vector3 = [from[0] + alongMm * toward[0], from[1] + alongMm * toward[1], from[2] + alongMm * toward[2]];
    if (toLumenMm(at) >= radiusMm + gapMm) return at;
  }
}

type Under = Extract<LesionSketch, { under: unknown }>;

/** Lesions of one vignette keep this far apart, so that each stays one. */
const APART_MM = 8;
/**
 * A place counts where its depth is within half a voxel's diagonal of what is wanted: so far from the wanted place the nearest voxel's middle may lie.
 * In a segment with no such place also within as much as the border of voxels besides is off, half a diagonal less half an edge.
 */
const DEPTH_TOLERANCE_MM = { usual: 2.6, atMost: 3.7 };

/** A random place of the segment whose nearest free capsule is as far from the lesion's surface as it is to be. */
function underCapsule(
  bare: Phantom,
  { under }: Under,
  lesion: {
    readonly diameterMm: number;
    readonly placed: readonly { readonly atMm: Vector3; readonly diameterMm: number }[];
    readonly random: () => number;
    readonly kernels: Kernels;
  },
): Vector3 {
  const { liver, couinaud, gallbladder, cava } = bare.labels;
  const radiusMm = lesion.diameterMm / 2;
  const outside = liver.map((inside) => 1 - inside);
  const { label: nearest, distanceMm } = nearestVoxels(outside, bare.grid, lesion.kernels);
  const halfVoxelMm = SPACING_MM[0] / 2;
  const placesWithin = (toleranceMm: number): Vector3[] => {
    const places: Vector3[] = [];
    for (let voxel = 0; voxel < liver.length; voxel++) {
      if (!isInSegments(couinaud[voxel]!, [under.segment])) continue;
      const depthMm = distanceMm[voxel]! - halfVoxelMm - radiusMm;
      if (Math.abs(depthMm - under.depthMm) > toleranceMm) continue;
      const at = indexToWorld(bare.grid, voxel);
      const capsule = nearest(voxel);
      const isFree = gallbladder[capsule] === 0 && cava[capsule] === 0 && isFarFromHilum(bare, indexToWorld(bare.grid, capsule));
      const isApart = lesion.placed.every((other) => apartMm(other.atMm, at) > radiusMm + other.diameterMm / 2 + APART_MM);
      if (
        isFree &&
        isApart &&
        isAmid(bare, at, radiusMm + AMID_MM, under.segment) &&
        mainVesselsMm(bare, at) > radiusMm + under.clearOfMainVesselsMm
      )
        places.push(at);
    }
    return places;
  };
  const usual = placesWithin(DEPTH_TOLERANCE_MM.usual);
  const places = usual.length > 0 ? usual : placesWithin(DEPTH_TOLERANCE_MM.atMost);
  if (places.length === 0) throw new Error(`no place in segment ${under.segment} is ${under.depthMm} mm under the capsule`);
  return places[Math.floor(places.length * lesion.random())]!;
}

/** Segments are those of the bare liver; in the one with lesions side branches grow elsewhere and their borders shift by as much. */
const AMID_MM = 5;

/** Whether a segment reaches this far around a place, as far as there is liver. */
function isAmid({ grid, labels }: Phantom, [x, y, z]: Vector3, aroundMm: number, segment: string): boolean {
  const steps = [-aroundMm, aroundMm];
  const around = steps.flatMap((mm) => [worldPoint(x + mm, y, z), worldPoint(x, y + mm, z), worldPoint(x, y, z + mm)]);
  return around.every((at) => {
    const value = labels.couinaud[voxelIndexAt(grid, at)] ?? 0;
    return value === 0 || isInSegments(value, [segment]);
  });
}

/** The mask's nearest voxel of any voxel, found where it is asked for: the border of the mask is near. */
function nearestVoxels(
  mask: Uint8Array,
  grid: Grid,
  kernels: Kernels,
): { label: (voxel: number) => number; distanceMm: Float32Array } {
  const distanceMm = kernels.distanceToMaskMm(mask, grid);
  const [ni, nj] = grid.size;
  const label = (voxel: number): number => {
    // downhill to the mask: on a distance map each step to the lowest neighbour comes nearer to the nearest voxel
    for (let at = voxel; ; ) {
      if (mask[at] !== 0) return at;
      let lowest = at;
      for (const step of [1, -1, ni, -ni, ni * nj, -ni * nj])
        if (distanceMm[at + step]! < distanceMm[lowest]!) lowest = at + step;
      at = lowest;
    }
  };
  return { label, distanceMm };
}

/** Half the width of the hilum with its fat. */
const HILUM_MM = 25;

function isFarFromHilum(phantom: Phantom, at: Vector3): boolean {
  return hilarPedicleMm(phantom, at) > HILUM_MM;
}

/** Distance to the lumen of the portal trunk or of its first branches. */
function hilarPedicleMm({ trees: { portal } }: Phantom, at: Vector3): number {
  const names = ["main portal trunk", "right portal vein", "left portal vein"];
  return lumenMm(portal, at, (node) => portal.main[node] === 1 && names.includes(portal.branchNames[portal.branch[node]!]!));
}

function mainVesselsMm({ trees }: Phantom, at: Vector3): number {
  return Math.min(...[trees.portal, trees.hepatic].map((tree) => lumenMm(tree, at, (node) => tree.main[node] === 1)));
}

/** Distance from a place to the nearest lumen among some pieces of a tree; negative inside. */
export function lumenMm(tree: PhantomTree, at: Vector3, counts: (node: number) => boolean): number {
  const place = (node: number): Vector3 => [
    tree.positionMm[3 * node]!,
    tree.positionMm[3 * node + 1]!,
    tree.positionMm[3 * node + 2]!,
  ];
  let least = Infinity;
  for (let node = 0; node < tree.count; node++) {
    const parent = tree.parent[node]!;
    if (parent < 0 || !counts(node)) continue;
    const [from, to] = [place(parent), place(node)];
    const along: Vector3 = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
    const off: Vector3 = [at[0] - from[0], at[1] - from[1], at[2] - from[2]];
    const t = Math.max(0, Math.min(1, dot(off, along) / Math.max(dot(along, along), 1e-9)));
    const mm = Math.hypot(off[0] - t * along[0], off[1] - t * along[1], off[2] - t * along[2]) - tree.radiusMm[node]!;
    least = Math.min(least, mm);
  }
  return least;
}

function apartMm(a: Vector3, b: Vector3): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
