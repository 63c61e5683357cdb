import { subtract, type Vector3 } from "@cantlie/geometry";
import type { HepaticBranchName, VesselTree } from "../vessel-tree.ts";
import { type Names, type ShapedTree, vesselDownstream, withNames } from "./division.ts";
import { centroidMm, chanceBeyond, together } from "./territory-shape.ts";

/** The smallest main vein drains a fifth of the liver on average (ANAT-VEINS: left 20.7 %); below a quarter of that it is an accessory vein. */
const MAIN_VEIN_FRACTION = 0.05;

/** The three main veins enter the cava within its last 2 cm below the diaphragm; a vein that enters lower is accessory. */
const MAIN_OSTIA_WITHIN_MM = 20;

/** Below this the territories of two veins are not apart enough to tell which is which. */
const LEAST_CONFIDENCE = 0.7;

/**
 * Names the branches of a hepatic tree from where its ostia and territories lie in the patient.
 *
 * Main veins are those that enter the cava within 2 cm of the highest ostium. If fewer than three do, the one whose two largest
 * branches drain regions farthest apart is divided, until there are three: then it was a common trunk. Seen from the ostia, the right vein drains
 * the region to the right, the middle one in front, the left one to the left: they are told apart by that angle.
 * A vein that enters lower and drains the right side is an inferior right hepatic vein; other low veins (of segment 1) stay unnamed.
 */
export function nameHepaticBranches(shaped: ShapedTree): VesselTree {
  const { tree, own, beyond } = shaped;
  const whole = own.reduce(together);
  const names: Names = new Map();
  const name = (branch: number, as: HepaticBranchName, confidence: number): void => {
    for (const run of vesselDownstream(shaped, branch)) if (!names.has(run)) names.set(run, { name: as, confidence });
  };
  const variants: string[] = [];
  const roots = tree.branches.flatMap(({ parent }, branch) => (parent === undefined ? [branch] : []));
  const isMain = (branch: number): boolean => beyond[branch]!.voxels >= MAIN_VEIN_FRACTION * whole.voxels;
  const ostiumMm = (branch: number): Vector3 => ostiumOf(tree, branch);
  const highestMm = Math.max(...roots.filter(isMain).map((root) => ostiumMm(root)[2]));
  const upper = roots.filter((root) => isMain(root) && ostiumMm(root)[2] >= highestMm - MAIN_OSTIA_WITHIN_MM);

  const { veins, trunks } = dividedIntoThree(shaped, upper, MAIN_VEIN_FRACTION * whole.voxels);
  const centre = centreOf(upper.map(ostiumMm));
  const [right, middle, left] = [...veins].sort((a, b) => angleFromRight(shaped, a, centre) - angleFromRight(shaped, b, centre));
  if (right !== undefined && middle !== undefined && left !== undefined) {
    const rightOfMiddle = apartness(shaped, right, middle);
    const leftOfMiddle = apartness(shaped, left, middle);
    const middleSure = Math.min(rightOfMiddle, leftOfMiddle);
    for (const trunk of trunks)
      if (isTrunkOf(tree, trunk, middle) && isTrunkOf(tree, trunk, left) && !isTrunkOf(tree, trunk, right)) {
        for (const run of vesselDownstream(shaped, trunk))
          names.set(run, { name: "common trunk of middle and left hepatic veins", confidence: leftOfMiddle });
        variants.push("common trunk of middle and left hepatic veins");
      }
    if (rightOfMiddle >= LEAST_CONFIDENCE) name(right, "right hepatic vein", rightOfMiddle);
    if (middleSure >= LEAST_CONFIDENCE) name(middle, "middle hepatic vein", middleSure);
    if (leftOfMiddle >= LEAST_CONFIDENCE) name(left, "left hepatic vein", leftOfMiddle);
  }

  for (const root of roots) {
    if (ostiumMm(root)[2] >= highestMm - MAIN_OSTIA_WITHIN_MM || beyond[root]!.voxels === 0) continue;
    const others = roots.filter((other) => other !== root).map((other) => beyond[other]!);
    const confidence = chanceBeyond(beyond[root]!, others.reduce(together), [-1, 0, 0]);
    if (centroidMm(beyond[root]!)[0] >= centre[0] || confidence < 0.5) continue;
    name(root, "inferior right hepatic vein", confidence);
    variants.push("inferior right hepatic vein");
  }
  return withNames(tree, names, { variants: [...new Set(variants)], orderOf: () => undefined });
}

interface Division {
  /** main veins, three if they could be found */
  readonly veins: readonly number[];
  /** branches that were divided on the way */
  readonly trunks: readonly number[];
}

function dividedIntoThree(shaped: ShapedTree, upper: readonly number[], leastVoxels: number): Division {
  const { tree, beyond } = shaped;
  let veins = [...upper].sort((a, b) => beyond[b]!.voxels - beyond[a]!.voxels).slice(0, 3);
  const trunks: number[] = [];
  while (veins.length > 0 && veins.length < 3) {
    const divisions = veins.flatMap((vein) => {
      const last = vesselDownstream(shaped, vein).at(-1)!;
      const [first, second] = tree.branches[last]!.children;
      if (first === undefined || second === undefined || beyond[second]!.voxels < leastVoxels) return [];
      const [a, b] = [centroidMm(beyond[first]!), centroidMm(beyond[second]!)];
      return [{ vein, first, second, apartMm: Math.hypot(a[0] - b[0], a[1] - b[1]) }];
    });
    const widest = divisions.reduce<(typeof divisions)[number] | undefined>(
      (best, division) => (best === undefined || division.apartMm > best.apartMm ? division : best),
      undefined,
    );
    if (!widest) break;
    veins = veins.flatMap((vein) => (vein === widest.vein ? [widest.first, widest.second] : [vein]));
    trunks.push(widest.vein);
  }
  return { veins, trunks };
}

/** Place of the root point of the tree that `branch` belongs to. */
function ostiumOf(tree: VesselTree, branch: number): Vector3 {
  const root = tree.roots.find((point) => tree.points.branch[point] === branch)!;
  const p = tree.points.positionMm;
  return [p[3 * root]!, p[3 * root + 1]!, p[3 * root + 2]!];
}

function centreOf(places: readonly Vector3[]): Vector3 {
  const sum = (axis: 0 | 1 | 2): number => places.reduce((total, place) => total + place[axis], 0) / places.length;
  return [sum(0), sum(1), sum(2)];
}

/** Direction of a vein's territory seen from the ostia, in the axial plane: 0 to the right, π/2 in front, π to the left; from −π/2. */
function angleFromRight({ beyond }: ShapedTree, branch: number, centre: Vector3): number {
  const [x, y] = subtract(centroidMm(beyond[branch]!), centre);
  const angle = Math.atan2(-y, -x);
  return angle < -Math.PI / 2 ? angle + 2 * Math.PI : angle;
}

/** How surely two territories lie apart along the line between their centroids, in the axial plane. */
function apartness({ beyond }: ShapedTree, a: number, b: number): number {
  const [x, y] = subtract(centroidMm(beyond[a]!), centroidMm(beyond[b]!));
  return chanceBeyond(beyond[a]!, beyond[b]!, [x, y, 0]);
}

function isTrunkOf(tree: VesselTree, trunk: number, branch: number): boolean {
  for (let at: number | undefined = branch; at !== undefined; at = tree.branches[at]!.parent) if (at === trunk) return true;
  return false;
}
