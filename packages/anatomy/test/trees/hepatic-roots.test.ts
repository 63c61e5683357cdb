import { createKernels, type Mask, voxelsToMl } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { vesselTreeWithTerritory } from "../../src/trees/vessel-tree-with-territory.ts";
import type { VesselTree } from "../../src/vessel-tree.ts";
import { draw, drawTubes, gridOver, type Place, type Tube, tube } from "./draw-tubes.ts";

const kernels = createKernels();
const GRID = gridOver([-75, -60, -60], [75, 75, 60], [2, 2, 2.5]);
/** A liver in front of the spine; the cava runs up behind it at y = 45. */
const ORGAN = draw(GRID, ([x, y, z]) => (x / 70) ** 2 + (y / 52) ** 2 + (z / 50) ** 2 <= 1 && Math.hypot(x - 5, y - 45) > 12);
const CAVA: Place[] = [
  [5, 45, -58],
  [5, 45, 58],
];
const RIGHT = [
  ...tube(4, [5, 45, 35], [-25, 25, 28]),
  ...tube(3, [-25, 25, 28], [-50, 10, 0]),
  ...tube(2.5, [-25, 25, 28], [-45, 20, 20]),
];
const MIDDLE = [
  ...tube(3.5, [5, 45, 40], [-2, 5, 25]),
  ...tube(2.5, [-2, 5, 25], [-12, -25, 0]),
  ...tube(2.5, [-2, 5, 25], [5, -25, 10]),
];
const LEFT = [
  ...tube(3.5, [5, 45, 40], [30, 15, 25]),
  ...tube(2.5, [30, 15, 25], [55, 0, 10]),
  ...tube(2.5, [30, 15, 25], [40, -15, 5]),
];
const VEINS = [...RIGHT, ...MIDDLE, ...LEFT];
const INFERIOR = tube(3, [5, 45, -15], [-25, 25, -25], [-40, 10, -30]);

describe("three main veins at a cava", () => {
  const { tree, cava, lumen } = build([...tube(10, ...CAVA), ...VEINS]);

  test("every ostium is a root, and each main vein has its name", () => {
    expect(rootNames(tree)).toEqual(["left hepatic vein", "middle hepatic vein", "right hepatic vein"]);
    expect(tree.variants).toEqual([]);
    for (const root of tree.roots) expect(distanceToCavaMm(tree, root)).toBeLessThan(14);
  });

  test("no point of the tree lies in the cava, and the cava is parted from the veins", () => {
    for (let point = 0; point < tree.points.count; point++) expect(distanceToCavaMm(tree, point)).toBeGreaterThan(7.5);
    const cavaMl = voxelsToMl(GRID, count(cava!));
    // π·10²·116 mm³ and its round ends; veins begin where they leave it.
    expect(Math.abs(cavaMl - 40)).toBeLessThan(4);
    expect(lumen.some((inside, voxel) => inside === 1 && cava![voxel] === 1)).toBe(false);
  });

  test("confidence is a fraction and high where territories lie apart", () => {
    for (const { name, nameConfidence } of tree.branches) {
      expect(nameConfidence > 0).toBe(name !== "unnamed");
      expect(nameConfidence).toBeLessThanOrEqual(1);
    }
    expect(tree.branches.find(({ name }) => name === "right hepatic vein")!.nameConfidence).toBeGreaterThan(0.85);
  });
});

test("a collapsed cava is found too", () => {
  const flat = draw(GRID, ([x, y]) => ((x - 5) / 11) ** 2 + ((y - 45) / 5) ** 2 <= 1);
  const { tree } = buildFrom(union(flat, drawTubes(GRID, VEINS)));
  expect(rootNames(tree)).toEqual(["left hepatic vein", "middle hepatic vein", "right hepatic vein"]);
});

test("a cava with a label of its own gives the same roots", () => {
  const cava = drawTubes(GRID, tube(10, ...CAVA));
  const veins = drawTubes(GRID, VEINS);
  for (let voxel = 0; voxel < veins.values.length; voxel++) if (cava.values[voxel]) veins.values[voxel] = 0;
  const built = vesselTreeWithTerritory({ kind: "hepatic", vessel: veins, cava, organ: ORGAN, kernels })!;
  expect(rootNames(built.tree)).toEqual(["left hepatic vein", "middle hepatic vein", "right hepatic vein"]);
  expect(built.cava).toBeUndefined();
});

test("without any cava each vein is rooted at its ostium", () => {
  const veins = drawTubes(GRID, VEINS);
  const near = draw(GRID, ([x, y]) => Math.hypot(x - 5, y - 45) <= 12);
  for (let voxel = 0; voxel < veins.values.length; voxel++) if (near.values[voxel]) veins.values[voxel] = 0;
  const { tree, cava } = buildFrom(veins);
  expect(cava).toBeUndefined();
  expect(rootNames(tree)).toEqual(["left hepatic vein", "middle hepatic vein", "right hepatic vein"]);
  for (const root of tree.roots) expect(distanceToCavaMm(tree, root)).toBeLessThan(18);
});

describe("a loop through the cava", () => {
  const dorsal: Place[] = [
    [-50, 10, 0],
    [-45, 25, -15],
    [-20, 30, -20],
    [-4, 39, -20],
  ];

  test("a thin twig of the right vein that touches the cava is no ostium, and the vein keeps its own", () => {
    // 3.4 mm across: one or two voxels, the thinnest that is drawn without gaps
    const { tree } = build([...tube(10, ...CAVA), ...VEINS, ...tube(1.7, ...dorsal)]);
    expect(rootNames(tree)).toEqual(["left hepatic vein", "middle hepatic vein", "right hepatic vein"]);
    expect(tree.variants).toEqual([]);
  });

  test("an inferior vein that a twig ties to the right one keeps its ostium", () => {
    const { tree } = build([
      ...tube(10, ...CAVA),
      ...VEINS,
      ...INFERIOR,
      ...tube(1.7, [-50, 10, 0], [-48, 12, -15], [-40, 10, -30]),
    ]);
    expect(rootNames(tree)).toEqual([
      "inferior right hepatic vein",
      "left hepatic vein",
      "middle hepatic vein",
      "right hepatic vein",
    ]);
  });
});

test("middle and left vein may share a trunk", () => {
  const shared = [
    ...tube(4.5, [5, 45, 40], [10, 25, 32]),
    ...tube(3.5, [10, 25, 32], [-5, -5, 20], [-12, -28, 0]),
    ...tube(3.5, [10, 25, 32], [35, 10, 20], [55, 0, 5]),
  ];
  const { tree } = build([...tube(10, ...CAVA), ...RIGHT, ...shared]);
  expect(rootNames(tree)).toEqual(["common trunk of middle and left hepatic veins", "right hepatic vein"]);
  expect(tree.variants).toEqual(["common trunk of middle and left hepatic veins"]);
  expect(new Set(tree.branches.map(({ name }) => name))).toContain("middle hepatic vein");
  expect(new Set(tree.branches.map(({ name }) => name))).toContain("left hepatic vein");
});

test("a low vein of the right side is an inferior right hepatic vein with a root of its own", () => {
  const { tree } = build([...tube(10, ...CAVA), ...VEINS, ...INFERIOR]);
  expect(rootNames(tree)).toEqual([
    "inferior right hepatic vein",
    "left hepatic vein",
    "middle hepatic vein",
    "right hepatic vein",
  ]);
  expect(tree.variants).toEqual(["inferior right hepatic vein"]);
});

test("a renal vein at the same cava is no part of the tree", () => {
  const renal = tube(4, [5, 45, -52], [60, 60, -56]);
  const { tree, lumen } = build([...tube(10, ...CAVA), ...VEINS, ...renal]);
  expect(tree.roots).toHaveLength(3);
  expect(lumen[nearestVoxel([50, 57, -55])]).toBe(0);
});

function build(tubes: readonly Tube[]) {
  return buildFrom(drawTubes(GRID, tubes));
}

function buildFrom(vessel: Mask) {
  return vesselTreeWithTerritory({ kind: "hepatic", vessel, organ: ORGAN, kernels })!;
}

function rootNames(tree: VesselTree): string[] {
  return tree.roots.map((point) => tree.branches[tree.points.branch[point]!]!.name).sort();
}

function distanceToCavaMm(tree: VesselTree, point: number): number {
  return Math.hypot(tree.points.positionMm[3 * point]! - 5, tree.points.positionMm[3 * point + 1]! - 45);
}

function union(a: Mask, b: Mask): Mask {
  return { grid: a.grid, values: a.values.map((value, voxel) => value | b.values[voxel]!) };
}

function count(mask: Uint8Array): number {
  return mask.reduce((sum, value) => sum + value, 0);
}

function nearestVoxel([x, y, z]: Place): number {
  const [ni, nj] = GRID.size;
  const index = [x, y, z].map((value, axis) => Math.round((value - GRID.originMm[axis]!) / GRID.spacingMm[axis]!));
  return index[0]! + ni * (index[1]! + nj * index[2]!);
}
