import type { Plane, Vector3 } from "@cantlie/geometry";
import { indexToWorld, voxelIndexAt, voxelsToMl } from "@cantlie/volume";
import type { LiverShape } from "./liver-shape.ts";
import type { Phantom } from "./make-phantom.ts";
import { nodeAt, type PhantomTree } from "./phantom-tree.ts";
import { cutByPlane, type PlaneCut } from "./plane-cut.ts";
import { apartMm, pointToPieceMm } from "./segment-distance.ts";
import type { SignedDistance } from "./shape.ts";
import type { VesselVariants } from "./skeleton.ts";
import type { PhantomTerritory } from "./supply.ts";

export interface BranchTruth {
  readonly name: string;
  readonly parent: string | null;
  /** of its first piece */
  readonly radiusMm: number;
  /** along its main course */
  readonly lengthMm: number;
  /** divisions of the branch itself and its unnamed side branches */
  readonly bifurcations: number;
  readonly terminals: number;
  /** its first point; of a hepatic vein the place where it enters the cava */
  readonly startMm: Vector3;
  /** liver attached to it or beyond it; absent for ducts */
  readonly territoryMl?: number;
}

export interface TreeTruth {
  readonly rootsMm: readonly Vector3[];
  readonly terminals: number;
  /** nodes at which two or more pieces begin */
  readonly bifurcations: number;
  readonly lengthMm: number;
  readonly branches: readonly BranchTruth[];
  /** greatest distance of any voxel from the lumen that supplies it; absent for ducts */
  readonly furthestSupplyMm?: number;
}

export interface LesionTruth {
  readonly kind: "metastasis" | "cyst";
  readonly atMm: Vector3;
  readonly diameterMm: number;
  /** of the whole sphere */
  readonly volumeMl: number;
  /** segment at its centre; absent if the centre is outside the image or the organ */
  readonly segment?: number;
  /** between surfaces, negative where they overlap */
  readonly nearestMm: { readonly portal: number; readonly hepatic: number; readonly cava: number };
}

/** What is true of a phantom, as plain values. */
export interface PhantomTruth {
  readonly schemaVersion: 1;
  readonly seed: number;
  readonly variants: VesselVariants;
  readonly volumesMl: {
    /** from 2 × 2 × 2 samples in each voxel at the border */
    readonly liver: number;
    /** voxels whose centre is inside */
    readonly liverVoxels: number;
    /** liver or lesion, voxels */
    readonly organVoxels: number;
    /** closed form */
    readonly lesions: number;
    /** voxels of each label, in- and outside the liver */
    readonly portalVein: number;
    readonly hepaticVein: number;
    readonly bileDuct: number;
    /** voxels, by number of the segment; they sum to `organVoxels` */
    readonly segments: Readonly<Record<string, number>>;
  };
  readonly lesions: readonly LesionTruth[];
  readonly trees: { readonly portal: TreeTruth; readonly hepatic: TreeTruth; readonly bile: TreeTruth };
  readonly planeCuts: readonly PlaneCut[];
}

export function phantomTruth(
  phantom: Omit<Phantom, "truth">,
  made: {
    readonly seed: number;
    readonly shape: LiverShape;
    readonly liverDistanceMm: Float32Array;
    readonly variants: VesselVariants;
    readonly planeCuts: readonly Plane[];
  },
): PhantomTruth {
  const { grid, labels, trees, territories, lesions } = phantom;
  const voxelsMl = (mask: Uint8Array): number => voxelsToMl(grid, mask.length - countsOf(mask)[0]!);
  const counts = countsOf(labels.couinaud);
  const segments = Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((segment) => [segment, voxelsToMl(grid, counts[segment]!)]));
  const sphereMl = (diameterMm: number): number => (Math.PI * diameterMm * diameterMm * diameterMm) / 6000;
  return {
    schemaVersion: 1,
    seed: made.seed,
    variants: made.variants,
    volumesMl: {
      liver: sampledVolumeMl(phantom, made.shape, made.liverDistanceMm),
      liverVoxels: voxelsMl(labels.liver),
      organVoxels: voxelsMl(labels.couinaud),
      lesions: lesions.reduce((sum, { diameterMm }) => sum + sphereMl(diameterMm), 0),
      portalVein: voxelsMl(labels.portalVein),
      hepaticVein: voxelsMl(labels.hepaticVein),
      bileDuct: voxelsMl(labels.bileDuct),
      segments,
    },
    lesions: lesions.map(({ kind, centreMm, diameterMm }) => {
      const index = voxelIndexAt(grid, centreMm);
      const segment = index < 0 ? 0 : labels.couinaud[index]!;
      const nearestTo = (tree: PhantomTree): number => nearestLumenMm(tree, centreMm) - diameterMm / 2;
      const nearestMm = {
        portal: nearestTo(trees.portal),
        hepatic: nearestTo(trees.hepatic),
        cava: made.shape.cava(centreMm[0], centreMm[1], centreMm[2]) - diameterMm / 2,
      };
      const truth = { kind, atMm: centreMm, diameterMm, volumeMl: sphereMl(diameterMm), nearestMm };
      return segment === 0 ? truth : { ...truth, segment };
    }),
    trees: {
      portal: treeTruth(trees.portal, phantom, { territory: territories.portal }),
      hepatic: treeTruth(trees.hepatic, phantom, { territory: territories.hepatic, cava: made.shape.cava }),
      bile: treeTruth(trees.bile, phantom, {}),
    },
    planeCuts: made.planeCuts.map((plane) => cutByPlane(phantom, plane)),
  };
}

/** How many voxels have each value. */
function countsOf(values: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  for (let index = 0; index < values.length; index++) counts[values[index]!]!++;
  return counts;
}

function nearestLumenMm(tree: PhantomTree, at: Vector3): number {
  let least = Number.POSITIVE_INFINITY;
  for (let node = 0; node < tree.count; node++) {
    const parent = tree.parent[node]!;
    if (parent < 0) continue;
    least = Math.min(least, pointToPieceMm(at, nodeAt(tree, parent), nodeAt(tree, node)) - tree.radiusMm[node]!);
  }
  return least;
}

/** The liver's volume with 2 × 2 × 2 samples wherever its surface may cross a voxel. */
function sampledVolumeMl(phantom: Omit<Phantom, "truth">, shape: LiverShape, liverDistanceMm: Float32Array): number {
  const { grid } = phantom;
  const [si, sj, sk] = grid.spacingMm;
  const [a, b, c] = grid.direction;
  const nearMm = Math.sqrt(si * si + sj * sj + sk * sk) / 2 + 0.5;
  let eighths = 0;
  for (let index = 0; index < liverDistanceMm.length; index++) {
    const distanceMm = liverDistanceMm[index]!;
    if (distanceMm < -nearMm) eighths += 8;
    if (Math.abs(distanceMm) > nearMm) continue;
    const [x, y, z] = indexToWorld(grid, index);
    for (let corner = 0; corner < 8; corner++) {
      const i = (corner & 1 ? si : -si) / 4;
      const j = (corner & 2 ? sj : -sj) / 4;
      const k = (corner & 4 ? sk : -sk) / 4;
      const at = (axis: 0 | 1 | 2): number => i * a[axis] + j * b[axis] + k * c[axis];
      if (shape.liver(x + at(0), y + at(1), z + at(2)) < 0) eighths++;
    }
  }
  return voxelsToMl(grid, eighths / 8);
}

function treeTruth(
  tree: PhantomTree,
  phantom: Omit<Phantom, "truth">,
  known: { readonly territory?: PhantomTerritory; readonly cava?: SignedDistance },
): TreeTruth {
  const childCount = new Int32Array(tree.count);
  const pieceMm = new Float64Array(tree.count);
  for (let node = 0; node < tree.count; node++) {
    const parent = tree.parent[node]!;
    if (parent < 0) continue;
    childCount[parent]!++;
    const [a, b] = [nodeAt(tree, parent), nodeAt(tree, node)];
    pieceMm[node] = apartMm(a, b);
  }
  const nodesWhere = (holds: (node: number) => boolean): number[] =>
    Array.from({ length: tree.count }, (_, node) => node).filter(holds);
  const sumMm = (nodes: readonly number[]): number => nodes.reduce((sum, node) => sum + pieceMm[node]!, 0);
  const roots = nodesWhere((node) => tree.parent[node]! < 0);
  const startOf = (root: number): Vector3 => (known.cava === undefined ? nodeAt(tree, root) : ostium(tree, root, known.cava));
  const territoryMl = known.territory === undefined ? undefined : branchTerritoriesMl(tree, phantom, known.territory);
  const branches = tree.branchNames.flatMap((name, branch): BranchTruth[] => {
    const own = nodesWhere((node) => tree.branch[node] === branch);
    const first = own[0];
    // A duct that found no room beside its vein is not there.
    if (first === undefined) return [];
    const parent = tree.branchParent[branch]!;
    const firstParent = tree.parent[first]!;
    const truth: BranchTruth = {
      name,
      parent: parent < 0 ? null : tree.branchNames[parent]!,
      radiusMm: tree.radiusMm[first]!,
      lengthMm: sumMm(own.filter((node) => tree.main[node] === 1)),
      bifurcations: own.filter((node) => childCount[node]! > 1).length,
      terminals: tree.terminals[first]!,
      startMm: firstParent < 0 ? startOf(first) : nodeAt(tree, firstParent),
    };
    return [territoryMl === undefined ? truth : { ...truth, territoryMl: territoryMl[branch]! }];
  });
  return {
    rootsMm: roots.map(startOf),
    terminals: roots.reduce((sum, root) => sum + tree.terminals[root]!, 0),
    bifurcations: nodesWhere((node) => childCount[node]! > 1).length,
    lengthMm: sumMm(nodesWhere((node) => tree.parent[node]! >= 0)),
    branches,
    ...(known.territory === undefined ? {} : { furthestSupplyMm: known.territory.furthestMm }),
  };
}

/** Where the course from a root inside the cava passes its wall, to far below a hundredth of a millimetre. */
function ostium(tree: PhantomTree, root: number, cava: SignedDistance): Vector3 {
  let inside = nodeAt(tree, root);
  for (let node = root + 1; node < tree.count; node++) {
    let outside = nodeAt(tree, node);
    if (cava(...outside) < 0) {
      inside = outside;
      continue;
    }
    for (let halving = 0; halving < 20; halving++) {
      const middle: Vector3 = [(inside[0] + outside[0]) / 2, (inside[1] + outside[1]) / 2, (inside[2] + outside[2]) / 2];
      if (cava(...middle) < 0) inside = middle;
      else outside = middle;
    }
    return outside;
  }
  return inside;
}

/** Volume attached to each branch or beyond it. */
function branchTerritoriesMl(tree: PhantomTree, phantom: Omit<Phantom, "truth">, territory: PhantomTerritory): number[] {
  const voxels = tree.branchNames.map(() => 0);
  for (let index = 0; index < territory.piece.length; index++) {
    const piece = territory.piece[index]!;
    if (piece > 0) voxels[tree.branch[piece - 1]!]!++;
  }
  for (let branch = voxels.length - 1; branch >= 0; branch--) {
    const parent = tree.branchParent[branch]!;
    if (parent >= 0) voxels[parent]! += voxels[branch]!;
  }
  return voxels.map((count) => voxelsToMl(phantom.grid, count));
}
