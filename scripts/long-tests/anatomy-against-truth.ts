import { buildAnatomy, type LiverAnatomy, rightLeftSplit, territoryVolumes, type VesselTree } from "@cantlie/anatomy";
import type { Phantom, TreeTruth } from "@cantlie/phantoms";
import { cropValues, type Kernels, voxelCount, voxelsToMl } from "@cantlie/volume";

/** How the hepatic veins were labelled: the cava as a label of its own, as part of the veins' mask, or not at all. */
export type CavaLabel = "own label" | "in the veins' mask" | "absent";

/** What an anatomy says of a phantom, beside what is true. */
export interface AnatomyAgainstTruth {
  readonly variants: readonly string[];
  readonly portal: TreeAgainstTruth;
  readonly hepatic: Readonly<Record<CavaLabel, TreeAgainstTruth>>;
  /** found less true, by name of a portal branch; absent where the name was not given */
  readonly territoryErrorMl: Readonly<Record<string, number>>;
  /** Dice of right and left half, without segment 1 */
  readonly halvesDice: readonly [number, number];
  /** by name of a hepatic vein; 0 where it was not named */
  readonly drainageDice: Readonly<Record<string, number>>;
  /** share of organ voxels with their true segment */
  readonly segmentAgreement: number;
  /** of segments 1 to 8 */
  readonly segmentDice: readonly number[];
  readonly couinaudSource: string;
  readonly lesions: readonly LesionAgainstTruth[];
  readonly liverMl: number;
  readonly liverErrorMl: number;
}

/** Errors are found less true. */
export interface LesionAgainstTruth {
  readonly diameterMm: number;
  readonly volumeMl: number;
  readonly errorMl: number;
  readonly diameterErrorMm: number;
}

export interface TreeAgainstTruth {
  readonly roots: { readonly found: number; readonly truly: number };
  /** from each true root to the nearest one found; the largest */
  readonly rootErrorMm: number;
  readonly divisions: { readonly found: number; readonly truly: number };
  readonly names: { readonly missed: readonly string[]; readonly truly: number };
  /** names that were given to branches that no true branch has */
  readonly namesTooMany: readonly string[];
}

/** Builds the anatomy of a phantom from its labels, without its Couinaud map, and compares it with the phantom's truth. */
export function anatomyAgainstTruth(phantom: Phantom, kernels: Kernels): AnatomyAgainstTruth {
  const { grid, labels, truth } = phantom;
  const { liver, lesions, portalVein, hepaticVein, cava } = labels;
  const options = { kernels, territoryMethod: "geodesic" } as const;
  const anatomy = buildAnatomy({ grid, liver, lesions, portalVein, hepaticVein, cava }, options);
  const withCava = hepaticVein.map((inside, voxel) => inside | cava[voxel]!);
  const merged = buildAnatomy({ grid, liver, hepaticVein: withCava }, options);
  const bare = buildAnatomy({ grid, liver, hepaticVein }, options);
  const { portal, hepatic } = truth.trees;
  return {
    variants: Object.entries(truth.variants).flatMap(([name, present]) => (present ? [name] : [])),
    portal: treeAgainstTruth(anatomy.trees.portal!, portal),
    hepatic: {
      "own label": treeAgainstTruth(anatomy.trees.hepatic!, hepatic),
      "in the veins' mask": treeAgainstTruth(merged.trees.hepatic!, hepatic),
      absent: treeAgainstTruth(bare.trees.hepatic!, hepatic),
    },
    territoryErrorMl: territoryErrorsMl(anatomy, portal),
    halvesDice: halvesDice(anatomy, onOrganGrid(anatomy, phantom, labels.couinaud)),
    drainageDice: drainageDice(anatomy, phantom),
    ...segmentsAgainstTruth(anatomy, onOrganGrid(anatomy, phantom, labels.couinaud)),
    lesions: lesionsAgainstTruth(anatomy, phantom),
    liverMl: truth.volumesMl.liver,
    liverErrorMl: voxelsToMl(anatomy.grid, count(anatomy.organ)) - truth.volumesMl.liver,
  };
}

/** The caudate branch has no name in the product: segment 1 is found by its place. */
const WITHOUT_A_NAME = ["caudate branch"];

function treeAgainstTruth(tree: VesselTree, truth: TreeTruth): TreeAgainstTruth {
  const { positionMm } = tree.points;
  const found = tree.roots.map((root) => [positionMm[3 * root]!, positionMm[3 * root + 1]!, positionMm[3 * root + 2]!] as const);
  const nearestMm = ([x, y, z]: readonly [number, number, number]): number =>
    Math.min(...found.map((at) => Math.hypot(at[0] - x, at[1] - y, at[2] - z)));
  const given = new Set<string>(tree.branches.map(({ name }) => name));
  const known = truth.branches.map(({ name }) => name).filter((name) => !WITHOUT_A_NAME.includes(name));
  return {
    roots: { found: found.length, truly: truth.rootsMm.length },
    rootErrorMm: Math.max(...truth.rootsMm.map(nearestMm)),
    divisions: { found: tree.branches.filter(({ children }) => children.length > 1).length, truly: truth.bifurcations },
    names: { missed: known.filter((name) => !given.has(name)), truly: known.length },
    namesTooMany: [...given].filter((name) => name !== "unnamed" && !known.includes(name)),
  };
}

function territoryErrorsMl({ grid, trees, territories }: LiverAnatomy, truth: TreeTruth): Record<string, number> {
  const volumes = territoryVolumes(grid, trees.portal!, territories.portal!);
  const errors: Record<string, number> = {};
  for (const { name, territoryMl } of truth.branches) {
    const index = trees.portal!.branches.findIndex((branch) => branch.name === name);
    if (index >= 0) errors[name] = volumes[index]!.beyondMl - territoryMl!;
  }
  return errors;
}

function halvesDice({ trees, territories }: LiverAnatomy, segments: Uint8Array): [number, number] {
  const halves = rightLeftSplit(trees.portal!, territories.portal!)?.halves ?? new Uint8Array(segments.length);
  const found = halves.map((half, voxel) => (segments[voxel]! < 2 ? 0 : half));
  const truly = segments.map((segment) => (segment < 2 ? 0 : segment <= 4 ? 2 : 1));
  return [dice(found, truly, 1), dice(found, truly, 2)];
}

/** Liver by the vein that drains it: a branch belongs to the first named vein on its way to the root. */
function drainageDice(anatomy: LiverAnatomy, phantom: Phantom): Record<string, number> {
  const { branches, points } = anatomy.trees.hepatic!;
  const trueTree = phantom.trees.hepatic;
  const piece = onOrganGrid(anatomy, phantom, phantom.territories.hepatic.piece);
  const nameOf: string[] = [];
  branches.forEach(({ name, parent }, at) => {
    nameOf[at] = name === "unnamed" && parent !== undefined ? nameOf[parent]! : name;
  });
  const veins = trueTree.branchNames;
  const truly = Uint8Array.from(piece, (node) => (node === 0 ? 0 : trueTree.branch[node - 1]! + 1));
  const found = Uint8Array.from(anatomy.territories.hepatic!.point, (point, voxel) =>
    point < 0 || truly[voxel] === 0 ? 0 : veins.indexOf(nameOf[points.branch[point]!]!) + 1,
  );
  const supplies = new Set(truly);
  return Object.fromEntries(veins.flatMap((name, at) => (supplies.has(at + 1) ? [[name, dice(found, truly, at + 1)]] : [])));
}

function segmentsAgainstTruth({ couinaud }: LiverAnatomy, truly: Uint8Array) {
  const found = couinaud?.values ?? new Uint8Array(truly.length);
  const organVoxels = count(truly);
  const same = truly.reduce((sum, segment, voxel) => sum + (segment > 0 && segment === found[voxel] ? 1 : 0), 0);
  return {
    couinaudSource: couinaud?.source ?? "none",
    segmentAgreement: same / organVoxels,
    segmentDice: [1, 2, 3, 4, 5, 6, 7, 8].map((segment) => dice(found, truly, segment)),
  };
}

/** A lesion of the phantom is the one found whose centroid is nearest. */
function lesionsAgainstTruth(anatomy: LiverAnatomy, { truth }: Phantom): LesionAgainstTruth[] {
  return truth.lesions.map(({ atMm: [x, y, z], diameterMm, volumeMl }) => {
    const awayMm = ({ centroidMm: at }: LiverAnatomy["lesions"][number]): number => Math.hypot(at[0] - x, at[1] - y, at[2] - z);
    const found = anatomy.lesions.reduce((best, one) => (awayMm(one) < awayMm(best) ? one : best));
    return {
      diameterMm,
      volumeMl,
      errorMl: found.volumeMl - volumeMl,
      diameterErrorMm: found.largestDiameterMm - diameterMm,
    };
  });
}

/** Phantoms are stored along L, P, S, so that the organ grid is a box of theirs. */
function onOrganGrid<T extends Uint8Array | Uint16Array>({ frame }: LiverAnatomy, phantom: Phantom, values: T): T {
  const cropped = cropValues(values, phantom.grid, frame.box);
  if (cropped.length !== voxelCount(frame.grid)) throw new Error("the organ grid is no box of the phantom's grid");
  return cropped;
}

function dice(a: Uint8Array, b: Uint8Array, value: number): number {
  let [inA, inB, both] = [0, 0, 0];
  for (let voxel = 0; voxel < a.length; voxel++) {
    if (a[voxel] === value) inA++;
    if (b[voxel] !== value) continue;
    inB++;
    if (a[voxel] === value) both++;
  }
  return (2 * both) / (inA + inB);
}

function count(mask: Uint8Array): number {
  return mask.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0);
}
