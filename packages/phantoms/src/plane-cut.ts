import { dot, type Plane, subtract, type Vector3 } from "@cantlie/geometry";
import { type Grid, indexToWorld, voxelsToMl } from "@cantlie/volume";
import { nodeAt, type PhantomTree } from "./phantom-tree.ts";

/** What a plane does to a phantom; the side that its normal points to is resected. */
export interface PlaneCut {
  readonly pointMm: Vector3;
  readonly normal: Vector3;
  readonly resectedMl: number;
  readonly remnantMl: number;
  /** in the order of the phantom's lesions */
  readonly lesions: readonly { readonly treatment: "removed" | "cut" | "left"; readonly surfaceToPlaneMm: number }[];
  /** where a vessel's axis passes from the remnant into the resected side on its way from the root */
  readonly cutVessels: readonly {
    readonly tree: PhantomTree["kind"];
    readonly branch: string;
    readonly radiusMm: number;
    readonly atMm: Vector3;
  }[];
}

/** What the cut needs of a phantom. */
export interface CuttablePhantom {
  readonly grid: Grid;
  readonly labels: { readonly couinaud: Uint8Array };
  readonly lesions: readonly { readonly centreMm: Vector3; readonly diameterMm: number }[];
  readonly trees: Readonly<Record<"portal" | "hepatic" | "bile", PhantomTree>>;
}

/**
 * Volumes, margins and cut vessels of a plane through a phantom. Margins are closed forms of spheres; volumes are organ voxels,
 * those at the plane shared by 4 × 4 × 4 samples.
 */
export function cutByPlane(phantom: CuttablePhantom, plane: Plane): PlaneCut {
  const { grid, labels, trees } = phantom;
  const side = (at: Vector3): number => dot(plane.normal, subtract(at, plane.pointMm));
  // How far the plane's distance moves along one voxel edge of each axis.
  const slope = (axis: 0 | 1 | 2): number => grid.spacingMm[axis] * dot(plane.normal, grid.direction[axis]);
  const slopes: Vector3 = [slope(0), slope(1), slope(2)];
  const reachMm = (Math.abs(slopes[0]) + Math.abs(slopes[1]) + Math.abs(slopes[2])) / 2;
  let organ = 0;
  let resected = 0;
  for (let index = 0; index < labels.couinaud.length; index++) {
    if (labels.couinaud[index] === 0) continue;
    organ++;
    const distanceMm = side(indexToWorld(grid, index));
    if (distanceMm > reachMm) resected++;
    else if (distanceMm > -reachMm) resected += positiveFraction(distanceMm, slopes);
  }
  return {
    pointMm: plane.pointMm,
    normal: plane.normal,
    resectedMl: voxelsToMl(grid, resected),
    remnantMl: voxelsToMl(grid, organ - resected),
    lesions: phantom.lesions.map(({ centreMm, diameterMm }) => {
      const distanceMm = side(centreMm);
      const surfaceToPlaneMm = Math.abs(distanceMm) - diameterMm / 2;
      return { treatment: surfaceToPlaneMm <= 0 ? "cut" : distanceMm > 0 ? "removed" : "left", surfaceToPlaneMm };
    }),
    cutVessels: (["portal", "hepatic", "bile"] as const).flatMap((kind) => cutsOf(trees[kind], side)),
  };
}

function positiveFraction(distanceMm: number, slopes: Vector3): number {
  let positive = 0;
  for (const i of SAMPLES)
    for (const j of SAMPLES)
      for (const k of SAMPLES) if (distanceMm + i * slopes[0] + j * slopes[1] + k * slopes[2] > 0) positive++;
  return positive / (SAMPLES.length * SAMPLES.length * SAMPLES.length);
}

const SAMPLES = [-0.375, -0.125, 0.125, 0.375] as const;

function cutsOf(tree: PhantomTree, side: (at: Vector3) => number): PlaneCut["cutVessels"] {
  return Array.from({ length: tree.count }, (_, node) => node).flatMap((node) => {
    const parent = tree.parent[node]!;
    if (parent < 0) return [];
    const [from, to] = [nodeAt(tree, parent), nodeAt(tree, node)];
    const [before, after] = [side(from), side(to)];
    if (before > 0 || after <= 0) return [];
    const t = before / (before - after);
    const atMm: Vector3 = [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1]), from[2] + t * (to[2] - from[2])];
    return [{ tree: tree.kind, branch: tree.branchNames[tree.branch[node]!]!, radiusMm: tree.radiusMm[node]!, atMm }];
  });
}
