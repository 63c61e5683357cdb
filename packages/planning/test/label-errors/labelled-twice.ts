import { attachTerritory, buildAnatomy, type LiverAnatomy, type VesselTree } from "@cantlie/anatomy";
import { type Vector3, worldPoint } from "@cantlie/geometry";
import { makePhantom, type Phantom, type PhantomTree } from "@cantlie/phantoms";
import { type Grid, indexToWorld, type Kernels } from "@cantlie/volume";
import { type Field, gaussianField, gaussianRandom } from "./gaussian-field.ts";
import { treeOfPhantom } from "./tree-of-phantom.ts";

/*
 * Labels as a reader draws them, beside the true ones: borders of liver and lesions displaced by smooth random fields, vessels
 * displaced by such fields too, and some of their last branches not seen. None of it is how the estimator reckons: fields
 * with Gaussian correlation in three dimensions move the labels, and everything is built and evaluated anew.
 */

/** Of the border of a label and of a vessel's course, mm: what the policy assumes. */
export const BORDER_SD_MM = 1;
/** A border voxel is labelled where a share of it is filled that lies anywhere within this range around one half. */
export const FILLED_RANGE = 0.5;
/** Share of the last side branches that a reader does not label. */
export const TWIGS_MISSED = 0.15;
/** Correlation lengths of the errors, mm: nobody knows them, so every length between a centimetre and the organ is as likely in ratio. */
export const LENGTHS_MM = [10, 160] as const;

export interface LabelledTwice {
  readonly truth: LiverAnatomy;
  readonly observed: LiverAnatomy;
}

export interface LabelErrorOptions {
  readonly seed: number;
  readonly spacingMm: Vector3;
  readonly terminals: number;
  readonly kernels: Kernels;
  /** which labels err; default all */
  readonly errs?: readonly Erring[];
}

/** What errs: borders of the liver and of lesions, courses of vessels, and last branches that are missed. */
export type Erring = "liver" | "lesions" | "courses" | "twigs";

export function labelledTwice({
  seed,
  spacingMm,
  terminals,
  kernels,
  errs = ["liver", "lesions", "courses", "twigs"],
}: LabelErrorOptions): LabelledTwice {
  const random = gaussianRandom(seed);
  const within = (low: number, high: number): number => low + (high - low) * random.uniform();
  // one lesion under the front of the right lobe, where a wedge reaches it, and one anywhere
  const reached = { atMm: worldPoint(within(-105, -85), within(-62, -52), within(-5, 30)), diameterMm: within(12, 30) };
  const phantom = makePhantom({ seed, spacingMm, terminals, lesions: [reached, {}] });
  const liverDistanceMm = smoothDistanceMm(phantom, kernels);
  const length = (): number => LENGTHS_MM[0] * (LENGTHS_MM[1] / LENGTHS_MM[0]) ** random.uniform();
  // errors that are switched off are drawn all the same, so that the others stay what they are
  const field = (what: Erring): Field => {
    const unit = gaussianField(random, length());
    return errs.includes(what) ? (at) => BORDER_SD_MM * unit(at) : () => 0;
  };
  const border = (what: "liver" | "lesions"): Field => {
    const drawn = field(what);
    const filledMm = (random.uniform() - 0.5) * FILLED_RANGE * Math.cbrt(spacingMm[0] * spacingMm[1] * spacingMm[2]);
    return errs.includes(what) ? (at) => drawn(at) + filledMm : drawn;
  };
  const moves = { liver: border("liver"), lesions: border("lesions") };
  const course = (): Field[] => [0, 1, 2].map(() => field("courses"));
  const courses = { portal: course(), hepatic: course() };
  const still: Field = () => 0;
  const truth = anatomyOf(phantom, { liverDistanceMm, moves: { liver: still, lesions: still }, kernels });
  const observed = anatomyOf(phantom, { liverDistanceMm, moves, kernels });
  return {
    truth: withTrees(truth, phantom, kernels),
    observed: withTrees(observed, phantom, kernels, {
      courses,
      isMissed: () => random.uniform() < TWIGS_MISSED && errs.includes("twigs"),
    }),
  };
}

/**
 * Distance to the liver's border at parts of a voxel, negative inside: a mask smoothed by a Gaussian goes through a plane border as the
 * normal distribution does. Where the border bends the zero surface lies a little inside: that is then the true liver.
 */
function smoothDistanceMm({ labels, grid }: Phantom, kernels: Kernels): Float32Array {
  const sdMm = Math.max(...grid.spacingMm);
  const smooth = kernels.gaussian(Float32Array.from(labels.liver), grid, sdMm);
  const levelMm = smooth.map((share) => -sdMm * normalQuantile(Math.min(0.9999, Math.max(0.0001, share))));
  // where the border bends sharply the level does not rise by a millimetre per millimetre: to first order this makes it
  return levelMm.map((level, voxel) => (Math.abs(level) < 3 * sdMm ? level / slopeAt(levelMm, grid, voxel) : level));
}

/** Rise of a field at one voxel per millimetre, by central differences; no voxel near the liver lies at the grid's border. */
function slopeAt(values: Float32Array, { size, spacingMm }: Grid, voxel: number): number {
  const strides = [1, size[0], size[0] * size[1]];
  const rises = strides.map((stride, axis) => (values[voxel + stride]! - values[voxel - stride]!) / (2 * spacingMm[axis]!));
  return Math.max(0.1, Math.hypot(...rises));
}

/** Inverse of the normal distribution, by bisection on its series: only used on borders. */
function normalQuantile(share: number): number {
  // Odeh and Evans 1974; absolute error below 1.5e-8 in the range used
  const p = share > 0.5 ? 1 - share : share;
  const y = Math.sqrt(-2 * Math.log(p));
  const top = -0.322232431088 + y * (-1 + y * (-0.342242088547 + y * (-0.0204231210245 + y * -0.453642210148e-4)));
  const bottom = 0.099348462606 + y * (0.588581570495 + y * (0.531103462366 + y * (0.10353775285 + y * 0.38560700634e-2)));
  const z = y + top / bottom;
  return share > 0.5 ? z : -z;
}

interface Moved {
  readonly liverDistanceMm: Float32Array;
  readonly moves: { readonly liver: Field; readonly lesions: Field };
  readonly kernels: Kernels;
}

/** Everything but vessels, from labels whose borders are displaced outward by the fields. */
function anatomyOf(phantom: Phantom, { liverDistanceMm, moves, kernels }: Moved): LiverAnatomy {
  const { grid } = phantom;
  const nearMm = 6 * BORDER_SD_MM;
  const liver = new Uint8Array(liverDistanceMm.length);
  for (let voxel = 0; voxel < liver.length; voxel++) {
    const distance = liverDistanceMm[voxel]!;
    const isInside = Math.abs(distance) > nearMm ? distance < 0 : distance < moves.liver(indexToWorld(grid, voxel));
    liver[voxel] = isInside ? 1 : 0;
  }
  const lesions = new Uint8Array(liver.length);
  for (let voxel = 0; voxel < liver.length; voxel++) {
    const at = indexToWorld(grid, voxel);
    for (const { centreMm, diameterMm } of phantom.lesions) {
      const distance = Math.hypot(at[0] - centreMm[0], at[1] - centreMm[1], at[2] - centreMm[2]) - diameterMm / 2;
      if (distance < nearMm && distance < moves.lesions(at)) lesions[voxel] = 1;
    }
  }
  const { cava, gallbladder } = phantom.labels;
  return buildAnatomy({ grid, liver, lesions, cava, gallbladder }, { kernels, territoryMethod: "geodesic" });
}

interface VesselErrors {
  readonly courses: { readonly portal: readonly Field[]; readonly hepatic: readonly Field[] };
  readonly isMissed: () => boolean;
}

function withTrees(anatomy: LiverAnatomy, phantom: Phantom, kernels: Kernels, errors?: VesselErrors): LiverAnatomy {
  const organ = { grid: anatomy.grid, values: anatomy.organ };
  const tree = (kind: "portal" | "hepatic"): VesselTree => {
    const grown = phantom.trees[kind];
    return treeOfPhantom(anatomy.grid, grown, {
      course: errors?.courses[kind] ?? [],
      isLabelled: errors ? twigsLeft(grown, errors.isMissed) : () => true,
    });
  };
  const trees = { portal: tree("portal"), hepatic: tree("hepatic") };
  const territory = (kind: "portal" | "hepatic") => attachTerritory(organ, trees[kind], { kernels, method: "geodesic" });
  return { ...anatomy, trees, territories: { portal: territory("portal"), hepatic: territory("hepatic") } };
}

/** Which nodes a reader has labelled: a last side branch is missed as a whole, back to where it leaves. */
function twigsLeft({ count, parent, main }: PhantomTree, isMissed: () => boolean): (node: number) => boolean {
  const children = new Int32Array(count);
  for (let node = 0; node < count; node++) if (parent[node]! >= 0) children[parent[node]!]!++;
  const missed = new Uint8Array(count);
  for (let leaf = 0; leaf < count; leaf++) {
    if (children[leaf]! > 0 || main[leaf] === 1 || !isMissed()) continue;
    for (let node = leaf; node >= 0 && main[node] === 0 && (node === leaf || children[node] === 1); node = parent[node]!)
      missed[node] = 1;
  }
  return (node) => missed[node] === 0;
}
