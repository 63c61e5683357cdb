import { worldPoint } from "@cantlie/geometry";
import { createKernels, type Grid, indexToWorld, type Mask, makeGrid, voxelCount } from "@cantlie/volume";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attachTerritory } from "../src/territories.ts";
import { territoryVolumes } from "../src/territory-volumes.ts";
import { assembleTree } from "../src/trees/assemble-tree.ts";
import { pointsBeyond, pointsBeyondCuts, totalBeyond } from "../src/trees/subtree.ts";
import type { VesselTree } from "../src/vessel-tree.ts";

const kernels = createKernels();

describe("straight lines", () => {
  test("equal a search over all points, and so do the ambiguous voxels", () => {
    fc.assert(
      fc.property(smallOrgan(), ({ organ, tree }) => {
        const territory = attachTerritory(organ, tree, { kernels, method: "euclidean" });
        for (let voxel = 0; voxel < organ.values.length; voxel++) {
          const point = territory.point[voxel]!;
          if (!organ.values[voxel]) {
            expect(point).toBe(-1);
            continue;
          }
          const { firstMm, secondMm } = searched(organ, tree, voxel);
          expect(voxelDistanceMm(organ.grid, voxel, tree.points.voxel[point]!)).toBeCloseTo(firstMm, 4);
          // A tie at exactly 1.1 may fall either way in single precision; a tie between two branches is ambiguous anyhow.
          const ratio = secondMm / firstMm;
          if (firstMm > 0 && Math.abs(ratio - 1.1) > 1e-4) expect(territory.ambiguous[voxel]).toBe(ratio <= 1.1 ? 1 : 0);
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});

describe("paths inside the organ", () => {
  test("in a convex organ reach the point that is nearest in a straight line, to a voxel", () => {
    const grid = gridOf([24, 20, 16], [1, 1, 1.5]);
    const organ = maskOf(grid, ([x, y, z]) => ((x - 11.5) / 11) ** 2 + ((y - 9.5) / 9) ** 2 + ((z - 11) / 10) ** 2 <= 1);
    const tree = thinTree(organ, [
      [11, 9, 7],
      [4, 9, 8],
      [18, 8, 8],
      [12, 14, 10],
    ]);
    const territory = attachTerritory(organ, tree, { kernels, method: "geodesic" });
    let voxels = 0;
    let longer = 0;
    for (let voxel = 0; voxel < organ.values.length; voxel++) {
      if (!organ.values[voxel]) continue;
      voxels++;
      const { firstMm } = searched(organ, tree, voxel);
      const mm = voxelDistanceMm(grid, voxel, tree.points.voxel[territory.point[voxel]!]!);
      // Fronts on voxels are not exact: the point that they come from may be farther, but never by more than a voxel.
      expect(mm - firstMm).toBeLessThan(1);
      if (mm > firstMm + 0.01) longer++;
    }
    expect(longer / voxels).toBeLessThan(0.05);
    expect(territory.unreachedVoxels).toBe(0);
  });

  test("do not cross a fissure that straight lines cross", () => {
    const grid = gridOf([21, 21, 5], [1, 1, 1]);
    // A slit at i = 10 that is open only at the far end.
    const organ = maskOf(grid, ([x, y]) => !(x === 10 && y < 18));
    const tree = thinTree(organ, [
      [8, 2, 2],
      [18, 2, 2],
    ]);
    const voxel = indexAt(grid, 12, 2, 2);
    const branchAt = (method: "geodesic" | "euclidean"): number =>
      tree.points.branch[attachTerritory(organ, tree, { kernels, method }).point[voxel]!]!;
    expect(branchAt("euclidean")).toBe(tree.points.branch[0]);
    expect(branchAt("geodesic")).toBe(tree.points.branch[1]);
  });

  test("start at the wall: a thick vessel reaches farther", () => {
    const grid = gridOf([41, 5, 5], [1, 1, 1]);
    const organ = maskOf(grid, () => true);
    const tree = thinTree(
      organ,
      [
        [0, 2, 2],
        [40, 2, 2],
      ],
      [9, 1],
    );
    const territory = attachTerritory(organ, tree, { kernels, method: "geodesic" });
    // Walls at 9 and 39: halfway is 24.
    expect(territory.point[indexAt(grid, 23, 2, 2)]).toBe(0);
    expect(territory.point[indexAt(grid, 25, 2, 2)]).toBe(1);
  });

  test("an island takes the nearest point, is ambiguous and is counted", () => {
    const grid = gridOf([20, 5, 5], [1, 1, 1]);
    const organ = maskOf(grid, ([x]) => x < 8 || x > 15);
    const tree = thinTree(organ, [[3, 2, 2]]);
    const territory = attachTerritory(organ, tree, { kernels, method: "geodesic" });
    expect(territory.unreachedVoxels).toBe(4 * 25);
    expect(territory.point[indexAt(grid, 18, 1, 1)]).toBe(0);
    expect(territory.ambiguous[indexAt(grid, 18, 1, 1)]).toBe(1);
  });
});

test("a tree outside the organ supplies nothing, and that is counted", () => {
  const grid = gridOf([10, 5, 5], [1, 1, 1]);
  const organ = maskOf(grid, ([x]) => x < 5);
  const tree = thinTree({ grid, values: new Uint8Array(voxelCount(grid)).fill(1) }, [[8, 2, 2]]);
  for (const method of ["geodesic", "euclidean"] as const) {
    const territory = attachTerritory(organ, tree, { kernels, method });
    expect(territory.unreachedVoxels).toBe(125);
    expect(territory.point.every((point) => point === -1)).toBe(true);
  }
});

test("territories partition the organ: every voxel has one point, whose path leads to a root, and volumes add up", () => {
  fc.assert(
    fc.property(smallOrgan(), fc.constantFrom("geodesic" as const, "euclidean" as const), ({ organ, tree }, method) => {
      const territory = attachTerritory(organ, tree, { kernels, method });
      for (let voxel = 0; voxel < organ.values.length; voxel++) {
        let point = territory.point[voxel]!;
        expect(point >= 0).toBe(organ.values[voxel] === 1);
        while (point >= 0 && tree.points.parent[point]! >= 0) {
          expect(tree.points.parent[point]!).toBeLessThan(point);
          point = tree.points.parent[point]!;
        }
        if (organ.values[voxel]) expect(tree.roots).toContain(point);
      }
      const volumes = territoryVolumes(organ.grid, tree, territory);
      const organVoxels = organ.values.reduce((sum, value) => sum + value, 0);
      const own = volumes.reduce((sum, { ownMl }) => sum + ownMl, 0);
      const [x, y, z] = organ.grid.spacingMm;
      expect(own).toBeCloseTo((organVoxels * x * y * z) / 1000, 9);
      const roots = volumes.filter((_, branch) => tree.branches[branch]!.parent === undefined);
      expect(roots.reduce((sum, { beyondMl }) => sum + beyondMl, 0)).toBeCloseTo(own, 9);
    }),
    { seed: 2, numRuns: 60 },
  );
});

test("resecting more never saves what was lost, and all that lies beyond a cut is lost", () => {
  fc.assert(
    fc.property(smallOrgan(), fc.array(fc.nat(399), { maxLength: 12 }), fc.nat(399), ({ tree }, voxels, another) => {
      const less = new Set(voxels);
      const more = new Set([...voxels, another]);
      const cutLess = pointsBeyondCuts(tree, (voxel) => less.has(voxel));
      const cutMore = pointsBeyondCuts(tree, (voxel) => more.has(voxel));
      for (let point = 0; point < tree.points.count; point++) {
        if (cutLess.lost[point]) expect(cutMore.lost[point]).toBe(1);
        const before = tree.points.parent[point]!;
        if (before >= 0 && cutLess.lost[before]) expect(cutLess.lost[point]).toBe(1);
      }
      const beyond = new Uint8Array(tree.points.count);
      for (const cut of cutLess.cuts)
        pointsBeyond(tree, cut).forEach((is, point) => {
          if (is) beyond[point] = 1;
        });
      expect([...beyond]).toEqual([...cutLess.lost]);
    }),
    { seed: 3, numRuns: 100 },
  );
});

test("wrong arguments are refused", () => {
  const organ = maskOf(gridOf([4, 4, 4], [1, 1, 1]), () => true);
  const tree = thinTree(organ, [[1, 1, 1]]);
  expect(() => totalBeyond(tree, [1, 2])).toThrow(RangeError);
  expect(() => pointsBeyond(tree, 1)).toThrow(RangeError);
  expect(() => pointsBeyond(tree, -1)).toThrow(RangeError);
});

/** A connected organ of 400 voxels less some holes, and a random tree of up to 12 points in it. */
function smallOrgan() {
  return fc
    .record({
      spacing: fc.tuple(fc.constantFrom(0.7, 1, 1.3), fc.constantFrom(0.7, 1), fc.constantFrom(1, 2.5)),
      holes: fc.array(fc.nat(399), { maxLength: 40 }),
      points: fc.uniqueArray(fc.nat(399), { minLength: 1, maxLength: 12 }),
      links: fc.array(fc.nat(1000), { minLength: 12, maxLength: 12 }),
      radii: fc.array(fc.constantFrom(0.3, 0.6, 1.2), { minLength: 12, maxLength: 12 }),
    })
    .map(({ spacing, holes, points, links, radii }) => {
      const grid = gridOf([10, 8, 5], spacing);
      const values = new Uint8Array(400).fill(1);
      for (const hole of holes) values[hole] = 0;
      for (const point of points) values[point] = 1;
      const parents = points.map((_, at) => (at === 0 ? -1 : links[at]! % at));
      return { organ: { grid, values }, tree: treeOf({ grid, values }, points, { parents, radii }) };
    });
}

type Index = readonly [number, number, number];

/** Points each of which is a root of its own, so that each is a branch of its own. */
function thinTree(organ: Mask, places: readonly Index[], radii: readonly number[] = places.map(() => 0.5)): VesselTree {
  const voxels = places.map((place) => indexAt(organ.grid, ...place));
  return treeOf(organ, voxels, { parents: places.map(() => -1), radii });
}

function treeOf(
  { grid }: Mask,
  voxels: readonly number[],
  { parents, radii }: { readonly parents: readonly number[]; readonly radii: readonly number[] },
): VesselTree {
  return assembleTree(
    "portal",
    {
      positionMm: Float64Array.from(voxels.flatMap((voxel) => [...indexToWorld(grid, voxel)])),
      radiusMm: Float64Array.from(voxels, (_, at) => radii[at]!),
      parent: Int32Array.from(parents),
      organVoxel: Int32Array.from(voxels),
      piece: new Int32Array(voxels.length),
      joinedOverMm: new Float64Array(voxels.length),
    },
    [],
  );
}

function searched(
  { grid }: Mask,
  { points }: VesselTree,
  voxel: number,
): { readonly firstMm: number; readonly secondMm: number } {
  const distances = Array.from({ length: points.count }, (_, point) => voxelDistanceMm(grid, voxel, points.voxel[point]!));
  const firstMm = Math.min(...distances);
  const branches = new Set(distances.flatMap((mm, point) => (mm <= firstMm + 1e-6 ? [points.branch[point]!] : [])));
  const others = distances.filter((_, point) => branches.size > 1 || !branches.has(points.branch[point]!));
  return { firstMm, secondMm: others.length > 0 ? Math.min(...others) : Infinity };
}

function voxelDistanceMm(grid: Grid, a: number, b: number): number {
  const [p, q] = [indexToWorld(grid, a), indexToWorld(grid, b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

function gridOf(size: Index, spacing: Index): Grid {
  return makeGrid(size, spacing, worldPoint(0, 0, 0), [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);
}

function maskOf(grid: Grid, isInside: (placeMm: Index) => boolean): Mask {
  return {
    grid,
    values: Uint8Array.from({ length: voxelCount(grid) }, (_, voxel) => (isInside(indexToWorld(grid, voxel)) ? 1 : 0)),
  };
}

function indexAt(grid: Grid, i: number, j: number, k: number): number {
  return i + grid.size[0] * (j + grid.size[1] * k);
}
