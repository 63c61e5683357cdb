import { worldPoint } from "@cantlie/geometry";
import { createKernels, type Grid, type Mask, makeGrid, reorderGrid, reorderValues, voxelsToMl } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { rightLeftSplit } from "../../src/naming/right-left-split.ts";
import { traceVesselTree } from "../../src/trees/trace-vessel-tree.ts";
import { vesselTreeWithTerritory } from "../../src/trees/vessel-tree-with-territory.ts";
import type { VesselTree } from "../../src/vessel-tree.ts";
import { drawTubes, ellipsoid, gridOver, type Tube, tube } from "../trees/draw-tubes.ts";

const kernels = createKernels();
const GRID = gridOver([-78, -63, -75], [78, 63, 57], [2, 2, 2.4]);

/** LPS: −x is the patient's right, −y anterior, z up. The hilum lies at the origin. */
const TRUNK = tube(6, [12, 10, -72], [0, 5, -8]);
const ORGAN = liverOn(GRID);
const ANTERIOR: Tube[] = [...tube(2.5, [-45, -25, 5], [-52, -28, 34]), ...tube(2.5, [-45, -25, 5], [-50, -32, -24])];
const POSTERIOR: Tube[] = [...tube(2.5, [-42, 30, 0], [-46, 32, 28]), ...tube(2.5, [-42, 30, 0], [-50, 30, -26])];
const LEFT: Tube[] = [
  ...tube(4.5, [0, 5, -8], [30, 0, 0]),
  ...tube(2.5, [30, 0, 0], [58, 16, 18]),
  ...tube(3.5, [30, 0, 0], [34, -26, 0]),
  ...tube(2.5, [34, -26, 0], [54, -24, -14]),
  ...tube(2.5, [34, -26, 0], [14, -38, 4]),
];
const USUAL: Tube[] = [
  ...TRUNK,
  ...tube(5, [0, 5, -8], [-24, 5, -4]),
  ...tube(4, [-24, 5, -4], [-45, -25, 5]),
  ...tube(4, [-24, 5, -4], [-42, 30, 0]),
  ...ANTERIOR,
  ...POSTERIOR,
  ...LEFT,
];
const ALL_NAMES = [
  "left portal vein",
  "main portal trunk",
  "right anterior portal vein",
  "right portal vein",
  "right posterior portal vein",
  "segment 2 branch",
  "segment 3 branch",
  "segment 4 branch",
  "segment 5 branch",
  "segment 6 branch",
  "segment 7 branch",
  "segment 8 branch",
];

describe("the usual division", () => {
  const built = build(USUAL);
  const { tree } = built;

  test("every branch has its name, once", () => {
    expect(names(tree)).toEqual(ALL_NAMES);
    expect(tree.variants).toEqual([]);
  });

  test.each([
    ["right anterior portal vein", [-35, -10, 0]],
    ["right posterior portal vein", [-33, 18, -2]],
    ["segment 2 branch", [44, 8, 9]],
    ["segment 3 branch", [44, -25, -7]],
    ["segment 4 branch", [24, -32, 2]],
    ["segment 5 branch", [-48, -28, -10]],
    ["segment 6 branch", [-46, 30, -13]],
    ["segment 7 branch", [-44, 31, 14]],
    ["segment 8 branch", [-48, -27, 20]],
  ] as const)("the %s is the one that was drawn there", (name, middleMm) => {
    const { atMm } = tree.branches.find((branch) => branch.name === name)!;
    // The middle of a run that begins a radius later or ends a radius earlier shifts by a few millimetres.
    expect(Math.hypot(atMm[0] - middleMm[0], atMm[1] - middleMm[1], atMm[2] - middleMm[2])).toBeLessThan(6);
  });

  test("the trunk is 0, right and left are 1, sections are 2", () => {
    const orderOf = (name: string): number => tree.branches.find((branch) => branch.name === name)!.order;
    expect(orderOf("main portal trunk")).toBe(0);
    expect([orderOf("right portal vein"), orderOf("left portal vein")]).toEqual([1, 1]);
    expect([orderOf("right anterior portal vein"), orderOf("right posterior portal vein")]).toEqual([2, 2]);
    expect(orderOf("segment 8 branch")).toBe(3);
  });

  test("P1 is the trunk and numbers go on in preorder, the larger territory first", () => {
    expect(tree.branches.map(({ id }) => id)).toEqual(tree.branches.map((_, index) => `P${index + 1}`));
    expect(tree.branches[0]!.name).toBe("main portal trunk");
    tree.branches.forEach(({ parent, children }, index) => {
      if (parent !== undefined) expect(parent).toBeLessThan(index);
      expect(children).toEqual([...children].sort((a, b) => a - b));
    });
    expect(tree.branches[1]!.name).toBe("right portal vein");
  });

  test("the liver divides at the hilum into a right and a left half", () => {
    const split = rightLeftSplit(tree, built.territory)!;
    expect(Math.hypot(split.bifurcationMm[0], split.bifurcationMm[1] - 5, split.bifurcationMm[2] + 8)).toBeLessThan(6);
    let [right, left, unattached] = [0, 0, 0];
    split.halves.forEach((half, voxel) => {
      const x = GRID.originMm[0] + 2 * (voxel % GRID.size[0]);
      if (half > 0 !== (ORGAN.values[voxel] === 1)) unattached++;
      if (x < -20 && half === 2) right++;
      if (x > 25 && half === 1) left++;
    });
    expect(unattached).toBe(0);
    // Far enough from the middle no voxel is on the wrong side.
    expect([right, left]).toEqual([0, 0]);
  });
});

test("a second branch of segment 4, however far in front and below, is not that of segment 3", () => {
  const { tree } = build([...USUAL, ...tube(3, [33, -20, 0], [24, -30, -12], [12, -30, -40])]);
  const third = tree.branches.find(({ name }) => name === "segment 3 branch")!;
  // Segment 3 was drawn from x = 34 to 54, the second branch of segment 4 from 33 to 12.
  expect(third.atMm[0]).toBeGreaterThan(34);
  expect(names(tree).filter((name) => name !== "unnamed")).toEqual(ALL_NAMES);
});

test("three branches at one place are a trifurcation", () => {
  const { tree } = build([
    ...TRUNK,
    ...tube(3, [0, 5, -8], [-12, -22, -4], [-45, -25, 5]),
    ...tube(3, [0, 5, -8], [-10, 28, -6], [-42, 30, 0]),
    ...ANTERIOR,
    ...POSTERIOR,
    ...LEFT,
  ]);
  expect(tree.variants).toEqual(["portal trifurcation"]);
  expect(names(tree)).toEqual(ALL_NAMES.filter((name) => name !== "right portal vein"));
});

test("a right posterior branch may leave the main trunk", () => {
  const { tree } = build([
    ...TRUNK,
    ...tube(4, [6, 7.5, -40], [-42, 30, 0]),
    ...tube(4, [0, 5, -8], [-45, -25, 5]),
    ...ANTERIOR,
    ...POSTERIOR,
    ...LEFT,
  ]);
  expect(tree.variants).toEqual(["right posterior branch from the main trunk"]);
  expect(names(tree)).toEqual(ALL_NAMES.filter((name) => name !== "right portal vein"));
  expect(tree.branches.filter(({ name }) => name === "main portal trunk")).toHaveLength(2);
});

test("a twig does not end a vessel's name, and it stays unnamed", () => {
  const { tree } = build([...USUAL, ...tube(2.2, [15, 2.5, -4], [16, 22, 6])]);
  // The transverse portion before and behind the twig, and the umbilical portion.
  expect(tree.branches.filter(({ name }) => name === "left portal vein")).toHaveLength(3);
  expect(tree.branches.filter(({ name }) => name === "unnamed").map(({ nameConfidence }) => nameConfidence)).toEqual([0]);
});

test("one vessel without a division has no names to give", () => {
  const { tree } = build([...TRUNK]);
  expect(new Set(names(tree))).toEqual(new Set(["unnamed"]));
});

test("[ORI-01] a vessel stored in any of the 48 axis orders and flips gives the same tree", () => {
  const vessel = drawTubes(GRID, USUAL);
  // Only the vessel is stored otherwise: names follow from the tree and the organ, whose own orders are the frame's affair.
  const expected = traceVesselTree({ kind: "portal", vessel, organ: ORGAN, kernels })!.tree.branches;
  for (const from of PERMUTATIONS)
    for (let flips = 0; flips < 8; flips++) {
      const order = { from, flipped: [(flips & 1) > 0, (flips & 2) > 0, (flips & 4) > 0] as const };
      const stored: Mask = { grid: reorderGrid(GRID, order), values: reorderValues(vessel.values, GRID, order) };
      const { branches } = traceVesselTree({ kind: "portal", vessel: stored, organ: ORGAN, kernels })!.tree;
      expect(branches.map(({ id, parent }) => [id, parent])).toEqual(expected.map(({ id, parent }) => [id, parent]));
      // Places are computed from another origin: they differ in the last digits only.
      branches.forEach(({ lengthMm, atMm }, index) => {
        expect(lengthMm).toBeCloseTo(expected[index]!.lengthMm, 3);
        for (const axis of [0, 1, 2] as const) expect(atMm[axis]).toBeCloseTo(expected[index]!.atMm[axis], 3);
      });
    }
});

test("[ORI-01] an image taken obliquely gives the same names", () => {
  const tilt = 0.3;
  const grid = makeGrid([106, 94, 56], [2, 2, 2.4], worldPoint(-82, -112, -75), [
    [Math.cos(tilt), Math.sin(tilt), 0],
    [-Math.sin(tilt), Math.cos(tilt), 0],
    [0, 0, 1],
  ]);
  const organ = liverOn(grid);
  const organMl = (mask: Mask): number =>
    voxelsToMl(
      mask.grid,
      mask.values.reduce((sum, value) => sum + value, 0),
    );
  // The oblique grid holds all of the liver.
  expect(organMl(organ) / organMl(ORGAN)).toBeCloseTo(1, 2);
  const built = vesselTreeWithTerritory({ kind: "portal", vessel: drawTubes(grid, USUAL), organ, kernels })!;
  expect(names(built.tree)).toEqual(ALL_NAMES);
});

/** An ellipsoid with a hilum: the trunk runs in a groove that is not liver. */
function liverOn(grid: Grid): Mask {
  const liver = ellipsoid(grid, [75, 60, 52]);
  const groove = drawTubes(grid, tube(14, [12, 10, -72], [2, 6, -22]));
  groove.values.forEach((inside, voxel) => {
    if (inside) liver.values[voxel] = 0;
  });
  return liver;
}

const PERMUTATIONS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

function build(tubes: readonly Tube[]) {
  return vesselTreeWithTerritory({ kind: "portal", vessel: drawTubes(GRID, tubes), organ: ORGAN, kernels })!;
}

function names(tree: VesselTree): string[] {
  return [...new Set(tree.branches.map(({ name }) => name))].sort();
}
