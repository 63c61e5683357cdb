import { createKernels, type Mask } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { traceVesselTree } from "../../src/trees/trace-vessel-tree.ts";
import type { TreeKind, VesselTree } from "../../src/vessel-tree.ts";
import { draw, drawTubes, gridOver, type Place, type Tube, tube } from "./draw-tubes.ts";

const kernels = createKernels();
/** Finer in plane than along the body, as CT is. */
const GRID = gridOver([-40, -30, -40], [40, 30, 40], [0.8, 0.8, 1.2]);
/** Everything above the hilum, which lies at z = -15. */
const ORGAN = draw(GRID, ([x, y, z]) => z >= -15 && Math.abs(x) < 38 && Math.abs(y) < 28 && z < 38);
const VOXEL_MM = Math.hypot(0.8, 0.8, 1.2);

const TRUNK = tube(4, [0, 0, -38], [0, 0, 0]);
const FORK = [...tube(3, [0, 0, 0], [-25, 0, 15]), ...tube(2.5, [0, 0, 0], [25, 0, 15])];

describe("a fork", () => {
  const tree = trace([...TRUNK, ...FORK]);

  test("has a trunk and two branches, rooted at the trunk's outer end", () => {
    expect(tree.branches.map(({ id, parent, order }) => [id, parent, order])).toEqual([
      ["P1", undefined, 0],
      ["P2", 0, 1],
      ["P3", 0, 1],
    ]);
    expect(tree.roots).toHaveLength(1);
    // The centreline may end up to a radius before the round end of the lumen.
    expect(distanceTo(tree, tree.roots[0]!, [0, 0, -38])).toBeLessThan(4 + VOXEL_MM);
  });

  test("has the drawn radii and lengths", () => {
    const [trunk, right, left] = tree.branches;
    // A radius read off voxels is good to half a voxel on either side.
    expect(Math.abs(trunk!.meanRadiusMm - 4)).toBeLessThan(0.8);
    const byX = [right!, left!].sort((a, b) => a.atMm[0] - b.atMm[0]);
    expect(Math.abs(byX[0]!.meanRadiusMm - 3)).toBeLessThan(0.8);
    expect(Math.abs(byX[1]!.meanRadiusMm - 2.5)).toBeLessThan(0.8);
    // From the division at the origin to the round end, less up to one radius at either end.
    for (const branch of byX) expect(Math.abs(branch.lengthMm - Math.hypot(25, 15))).toBeLessThan(4);
  });

  test("has points that lie in the vessel, a voxel apart, each after the one before it", () => {
    const { parent, count } = tree.points;
    for (let point = 0; point < count; point++) {
      if (parent[point]! < 0) continue;
      expect(parent[point]!).toBeLessThan(point);
    }
    const steps = Array.from({ length: count }, (_, point) => (parent[point]! < 0 ? 0 : step(tree, point)));
    // Where the runs leave a division the first step may be as long as the ball there.
    expect(steps.filter((mm) => mm > VOXEL_MM + 0.01).length).toBeLessThanOrEqual(2);
  });
});

test("three vessels that leave together are one division with three branches", () => {
  const tree = trace([...TRUNK, ...FORK, ...tube(2.5, [0, 0, 1], [0, 22, 22])]);
  expect(tree.branches).toHaveLength(4);
  expect(tree.branches[0]!.children).toHaveLength(3);
});

test("two divisions farther apart than the vessel's radius stay two", () => {
  const tree = trace([...TRUNK, ...FORK, ...tube(2, [0, 0, -12], [0, 20, -5])]);
  expect(tree.branches).toHaveLength(5);
  expect(Math.max(...tree.branches.map(({ order }) => order))).toBe(2);
});

test("a bump of the wall is no branch, a stump that stands out is one", () => {
  const bump = trace([...TRUNK, ...FORK, ...tube(1.5, [-12, 0, 7], [-12, 3.2, 7])]);
  expect(bump.branches).toHaveLength(3);
  const stump = trace([...TRUNK, ...FORK, ...tube(1.5, [-12, 0, 7], [-12, 12, 7])]);
  expect(stump.branches).toHaveLength(5);
});

test("a loop is opened where it is thinnest, and nothing of it is lost", () => {
  const thick = tube(3, [0, 0, 0], [-20, 0, 10], [-20, 0, 30]);
  const other = tube(3, [0, 0, 0], [20, 0, 10], [20, 0, 30]);
  const bridge = tube(1.2, [-20, 0, 30], [20, 0, 30]);
  const tree = trace([...TRUNK, ...thick, ...other, ...bridge]);
  expect(tree.roots).toHaveLength(1);
  const ends = tree.branches.filter(({ children }) => children.length === 0);
  expect(ends).toHaveLength(2);
  // Both ends lie in the thin bridge, next to each other.
  const tips = endPoints(tree);
  expect(Math.abs(tips[0]![2] - 30)).toBeLessThan(1.3);
  expect(Math.hypot(tips[0]![0] - tips[1]![0], tips[0]![1] - tips[1]![1], tips[0]![2] - tips[1]![2])).toBeLessThan(2 * VOXEL_MM);
});

describe("pieces", () => {
  /** The right branch goes on in its own direction after a gap. */
  const along = (mm: number): Place => [-mm * Math.cos(Math.atan2(15, 25)), 0, mm * Math.sin(Math.atan2(15, 25))];
  const beyondGap = (gapMm: number): Tube[] => tube(2, along(10 + 3 + gapMm + 2), along(40));
  const shortFork = [...tube(3, [0, 0, 0], along(10)), ...tube(2.5, [0, 0, 0], [25, 0, 15])];

  test.each([2, 3])("a piece across a gap of %i mm is joined there, and the gap is told", (gapMm) => {
    const tree = trace([...TRUNK, ...shortFork, ...beyondGap(gapMm)]);
    expect(tree.loosePieces).toEqual([]);
    expect(tree.roots).toHaveLength(1);
    expect(tree.branches).toHaveLength(3);
    const far = tree.branches.find(({ atMm }) => atMm[0] < 0)!;
    expect(far.joinedOverMm).toBeDefined();
    // Both walls are known to a voxel.
    expect(Math.abs(far.joinedOverMm! - gapMm)).toBeLessThan(1.5 * VOXEL_MM);
    expect(far.lengthMm).toBeGreaterThan(32);
  });

  test("a gap of three radii is not bridged: the piece stays loose", () => {
    const tree = trace([...TRUNK, ...shortFork, ...beyondGap(9)]);
    expect(tree.loosePieces).toHaveLength(1);
  });

  test("a piece far from everything is kept apart and told", () => {
    const tree = trace([...TRUNK, ...FORK, ...tube(1.5, [0, 20, 30], [10, 20, 30])]);
    expect(tree.loosePieces).toHaveLength(1);
    expect(tree.loosePieces[0]!.volumeMl).toBeCloseTo((Math.PI * 1.5 ** 2 * 10 + (4 / 3) * Math.PI * 1.5 ** 3) / 1000, 1);
    expect(tree.loosePieces[0]!.atMm[1]).toBeCloseTo(20, 0);
    expect(tree.branches).toHaveLength(3);
  });
});

test("the trunk begins where splenic and mesenteric vein meet, and neither is part of the tree", () => {
  const trunk = tube(4, [0, 0, -28], [0, 0, 0]);
  const tributaries = [...tube(3.5, [0, 0, -28], [-12, 0, -39]), ...tube(3, [0, 0, -28], [25, 0, -34])];
  const gastric = tube(1, [0, 0, -21], [12, 0, -20]);
  const tree = trace([...trunk, ...FORK, ...tributaries, ...gastric]);
  expect(tree.branches).toHaveLength(3);
  expect(distanceTo(tree, tree.roots[0]!, [0, 0, -28])).toBeLessThan(4 + VOXEL_MM);
});

test("a mask clipped to the liver is rooted at its thickest end", () => {
  const clipped = drawTubes(GRID, [...TRUNK, ...FORK]);
  for (let voxel = 0; voxel < clipped.values.length; voxel++) clipped.values[voxel]! &= ORGAN.values[voxel]!;
  const tree = traceVesselTree({ kind: "portal", vessel: clipped, organ: ORGAN, kernels })!.tree;
  expect(tree.branches).toHaveLength(3);
  expect(distanceTo(tree, tree.roots[0]!, [0, 0, -15])).toBeLessThan(4 + VOXEL_MM);
});

test("an empty mask has no tree", () => {
  expect(traceVesselTree({ kind: "portal", vessel: drawTubes(GRID, []), organ: ORGAN, kernels })).toBeUndefined();
});

test("a single voxel is a tree of one point", () => {
  const values = new Uint8Array(ORGAN.values.length);
  values[Math.floor(values.length / 2)] = 1;
  const tree = traceVesselTree({ kind: "portal", vessel: { grid: GRID, values }, organ: ORGAN, kernels })!.tree;
  expect(tree.points.count).toBe(1);
  expect(tree.branches.map(({ lengthMm }) => lengthMm)).toEqual([0]);
});

function trace(tubes: readonly Tube[], kind: TreeKind = "portal", organ: Mask = ORGAN): VesselTree {
  return traceVesselTree({ kind, vessel: drawTubes(GRID, tubes), organ, kernels })!.tree;
}

function place(tree: VesselTree, point: number): Place {
  const p = tree.points.positionMm;
  return [p[3 * point]!, p[3 * point + 1]!, p[3 * point + 2]!];
}

function distanceTo(tree: VesselTree, point: number, target: Place): number {
  const at = place(tree, point);
  return Math.hypot(at[0] - target[0], at[1] - target[1], at[2] - target[2]);
}

function step(tree: VesselTree, point: number): number {
  return distanceTo(tree, point, place(tree, tree.points.parent[point]!));
}

function endPoints(tree: VesselTree): Place[] {
  const parents = new Set(tree.points.parent);
  return Array.from({ length: tree.points.count }, (_, point) => point)
    .filter((point) => !parents.has(point))
    .map((point) => place(tree, point));
}
