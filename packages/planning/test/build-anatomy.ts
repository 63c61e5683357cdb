import type {
  BranchId,
  BranchName,
  Lesion,
  LesionId,
  LiverAnatomy,
  Segment,
  Territory,
  TreeKind,
  VesselBranch,
  VesselTree,
} from "@cantlie/anatomy";
import { IDENTITY3, type Vector3, type WorldPoint, worldPoint } from "@cantlie/geometry";
import { type Grid, indexToWorld, makeGrid, voxelCount, voxelIndexAt, voxelsToMl } from "@cantlie/volume";

/*
 * Small anatomies made by hand for the tests of this package: an organ given by a function of place, lesions as spheres, trees as
 * polylines, and territories by plain nearest point. None of it uses the code under test.
 */

export function gridOver(from: Vector3, to: Vector3, spacingMm: Vector3): Grid {
  const size = [0, 1, 2].map((axis) => Math.ceil((to[axis]! - from[axis]!) / spacingMm[axis]!)) as unknown as Vector3;
  return makeGrid(size, spacingMm, worldPoint(from[0], from[1], from[2]), IDENTITY3);
}

export function maskOf(grid: Grid, isInside: (at: WorldPoint) => boolean): Uint8Array {
  return Uint8Array.from({ length: voxelCount(grid) }, (_, voxel) => (isInside(indexToWorld(grid, voxel)) ? 1 : 0));
}

export interface Sphere {
  readonly centreMm: Vector3;
  readonly radiusMm: number;
  readonly status?: Lesion["status"];
  readonly origin?: Lesion["origin"];
}

export interface BranchSketch {
  readonly name?: BranchName;
  readonly order?: number;
  /** index of the branch that it leaves; its first point joins the last point of that branch */
  readonly parent?: number;
  readonly path: readonly Vector3[];
  readonly radiusMm: number;
}

export interface AnatomySketch {
  readonly grid: Grid;
  readonly organ: Uint8Array;
  readonly lesions?: readonly Sphere[];
  readonly trees?: Partial<Record<TreeKind, readonly BranchSketch[]>>;
  /** may a voxel be attached to this branch of this tree? default: always */
  readonly feeds?: (tree: TreeKind, branch: number, at: WorldPoint) => boolean;
  readonly segmentAt?: (at: WorldPoint) => number;
  readonly cava?: Uint8Array;
  readonly inaccessibleCapsule?: Uint8Array;
}

export function anatomyOf(sketch: AnatomySketch): LiverAnatomy {
  const { grid } = sketch;
  const lesionLabels = new Uint16Array(voxelCount(grid));
  const lesions = (sketch.lesions ?? []).map((sphere, n) => lesionOf(grid, sketch.organ, lesionLabels, { sphere, n }));
  const organ = Uint8Array.from(sketch.organ, (value, voxel) => (value || lesionLabels[voxel] ? 1 : 0));
  const trees: Partial<Record<TreeKind, VesselTree>> = {};
  const territories: Partial<Record<TreeKind, Territory>> = {};
  for (const [kind, branches] of Object.entries(sketch.trees ?? {}) as [TreeKind, readonly BranchSketch[]][]) {
    trees[kind] = treeOf(grid, kind, branches);
    territories[kind] = territoryOf(grid, organ, trees[kind], sketch.feeds);
  }
  return {
    frame: {
      grid,
      order: { from: [0, 1, 2], flipped: [false, false, false] },
      box: { start: [0, 0, 0], size: grid.size },
      fullGrid: grid,
    },
    grid,
    organ,
    lesionLabels,
    lesions,
    vessels: {},
    trees,
    territories,
    inaccessibleCapsule: sketch.inaccessibleCapsule ?? new Uint8Array(voxelCount(grid)),
    ...(sketch.cava && { cava: sketch.cava }),
    ...(sketch.segmentAt && { couinaud: couinaudOf(grid, organ, sketch.segmentAt) }),
    liverTouchesImageBorder: false,
    cautions: [],
  };
}

function lesionOf(grid: Grid, organ: Uint8Array, labels: Uint16Array, { sphere, n }: { sphere: Sphere; n: number }): Lesion {
  const [x, y, z] = sphere.centreMm;
  let voxels = 0;
  for (let voxel = 0; voxel < labels.length; voxel++) {
    const at = indexToWorld(grid, voxel);
    if (organ[voxel] === 0 || Math.hypot(at[0] - x, at[1] - y, at[2] - z) > sphere.radiusMm) continue;
    labels[voxel] = n + 1;
    voxels++;
  }
  return {
    id: `L${n + 1}` as LesionId,
    volumeMl: voxelsToMl(grid, voxels),
    largestDiameterMm: 2 * sphere.radiusMm,
    axialDiameterMm: 2 * sphere.radiusMm,
    centroidMm: worldPoint(x, y, z),
    status: sphere.status ?? "visible",
    origin: sphere.origin ?? "mask",
    segments: [],
    nearest: {},
  };
}

const LETTER: Record<TreeKind, string> = { portal: "P", hepatic: "H", bile: "B", artery: "A" };
const STEP_MM = 1;

export function treeOf(grid: Grid, kind: TreeKind, sketches: readonly BranchSketch[]): VesselTree {
  const positions: number[] = [];
  const radii: number[] = [];
  const parents: number[] = [];
  const owners: number[] = [];
  const lastPoint: number[] = [];
  const roots: number[] = [];
  sketches.forEach((sketch, branch) => {
    let before = sketch.parent === undefined ? -1 : lastPoint[sketch.parent]!;
    if (before < 0) roots.push(radii.length);
    for (const at of sampled(sketch.path)) {
      positions.push(...at);
      radii.push(sketch.radiusMm);
      owners.push(branch);
      before = parents.push(before) - 1;
    }
    lastPoint.push(before);
  });
  const branches = sketches.map((sketch, branch): VesselBranch => {
    const middle = sketch.path[Math.floor(sketch.path.length / 2)]!;
    return {
      id: `${LETTER[kind]}${branch + 1}` as BranchId,
      parent: sketch.parent,
      children: sketches.flatMap((other, index) => (other.parent === branch ? [index] : [])),
      name: sketch.name ?? "unnamed",
      nameConfidence: sketch.name === undefined ? 0 : 1,
      order: sketch.order ?? 3,
      lengthMm: 0,
      meanRadiusMm: sketch.radiusMm,
      atMm: worldPoint(middle[0], middle[1], middle[2]),
      piece: 0,
    };
  });
  const places = radii.map((_, point) => worldPoint(positions[3 * point]!, positions[3 * point + 1]!, positions[3 * point + 2]!));
  return {
    kind,
    branches,
    roots,
    loosePieces: [],
    variants: [],
    points: {
      count: radii.length,
      positionMm: Float32Array.from(positions),
      radiusMm: Float32Array.from(radii),
      parent: Int32Array.from(parents),
      branch: Int32Array.from(owners),
      voxel: Int32Array.from(places, (at) => voxelIndexAt(grid, at)),
    },
  };
}

function sampled(path: readonly Vector3[]): Vector3[] {
  const points: Vector3[] = [path[0]!];
  for (let n = 1; n < path.length; n++) {
    const [a, b] = [path[n - 1]!, path[n]!];
    const steps = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]) / STEP_MM));
    for (let s = 1; s <= steps; s++) {
      const t = s / steps;
      points.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])]);
    }
  }
  return points;
}

function territoryOf(grid: Grid, organ: Uint8Array, tree: VesselTree, feeds: AnatomySketch["feeds"]): Territory {
  const { points, branches } = tree;
  const point = new Int32Array(voxelCount(grid)).fill(-1);
  for (let voxel = 0; voxel < point.length; voxel++) {
    if (organ[voxel] === 0) continue;
    const at = indexToWorld(grid, voxel);
    const allowed = branches.map((_, branch) => feeds?.(tree.kind, branch, at) ?? true);
    let best = Infinity;
    for (let p = 0; p < points.count; p++) {
      if (!allowed[points.branch[p]!]) continue;
      const [dx, dy, dz] = [0, 1, 2].map((axis) => points.positionMm[3 * p + axis]! - at[axis]!) as [number, number, number];
      const squared = dx * dx + dy * dy + dz * dz;
      if (squared >= best) continue;
      best = squared;
      point[voxel] = p;
    }
  }
  return { method: "euclidean", point, ambiguous: new Uint8Array(point.length) };
}

function couinaudOf(grid: Grid, organ: Uint8Array, segmentAt: (at: WorldPoint) => number): LiverAnatomy["couinaud"] & object {
  const values = Uint8Array.from(organ, (inside, voxel) => (inside ? segmentAt(indexToWorld(grid, voxel)) : 0));
  const segmentMl: Partial<Record<Segment, number>> = {};
  for (const name of ["1", "2", "3", "4", "5", "6", "7", "8"] as const)
    segmentMl[name] = voxelsToMl(
      grid,
      values.reduce((count, value) => count + (value === Number(name) ? 1 : 0), 0),
    );
  return { source: "imported", values, parts4: false, completedMl: 0, segmentMl, confidence: 1 };
}
