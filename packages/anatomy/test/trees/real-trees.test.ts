import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { worldPoint } from "@cantlie/geometry";
import { boundingBox, createKernels, cropGrid, cropValues, type Mask, makeGrid, voxelsToMl } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { rightLeftSplit } from "../../src/naming/right-left-split.ts";
import { type SuppliedVessel, vesselTreeWithTerritory } from "../../src/trees/vessel-tree-with-territory.ts";
import type { BranchName, VesselTree } from "../../src/vessel-tree.ts";

const FOLDER = join(process.env.CANTLIE_DATA ?? "../shared/data", "ircadb-01");
const hasData = existsSync(FOLDER);
if (!hasData) console.warn("skipped: no data");

describe.skipIf(!hasData)("the trees of ircadb-01", () => {
  const kernels = createKernels();
  const loaded = hasData ? organAndCouinaud() : undefined;
  const { organ, couinaud } = loaded ?? { organ: emptyMask(), couinaud: new Uint8Array(1) };
  const trace = (kind: "portal" | "hepatic", file: string): SuppliedVessel =>
    vesselTreeWithTerritory({ kind, vessel: load(file), organ, kernels })!;
  const portal = hasData ? trace("portal", "portal-vein") : undefined;
  const hepatic = hasData ? trace("hepatic", "hepatic-vein") : undefined;

  test("the portal tree has one root, at the outer end of a trunk that is thicker than all else", () => {
    const { tree } = portal!;
    expect(tree.roots).toHaveLength(1);
    expect(tree.loosePieces).toEqual([]);
    expect(tree.branches[0]!.name).toBe("main portal trunk");
    const trunk = tree.branches[0]!;
    // A portal trunk is 5 to 8 cm long and 10 to 16 mm wide; half of its length is the least to see here.
    expect(trunk.lengthMm).toBeGreaterThan(25);
    expect(trunk.lengthMm).toBeLessThan(80);
    expect(trunk.meanRadiusMm).toBeGreaterThan(4.5);
    for (const branch of tree.branches.slice(1)) expect(branch.meanRadiusMm).toBeLessThan(trunk.meanRadiusMm);
    expect(organ.values[tree.points.voxel[tree.roots[0]!]!] ?? 0).toBe(0);
  });

  test("right and left half by portal supply agree with Couinaud 5-8 and 2-4 on at least .95 of voxels", () => {
    const { halves } = rightLeftSplit(portal!.tree, portal!.territory)!;
    let same = 0;
    let all = 0;
    couinaud.forEach((segment, voxel) => {
      if (segment < 2 || !organ.values[voxel]) return;
      all++;
      if ((halves[voxel] === 2) === segment <= 4) same++;
    });
    console.info(`right and left half: ${(same / all).toFixed(3)} of voxels as in the label map`);
    expect(all).toBeGreaterThan(2e6);
    expect(same / all).toBeGreaterThanOrEqual(0.95);
  });

  test("sections and segments lie where they belong", () => {
    const { tree } = portal!;
    const at = (name: BranchName) => tree.branches.find((branch) => branch.name === name)!.atMm;
    expect(at("right posterior portal vein")[1]).toBeGreaterThan(at("right anterior portal vein")[1]);
    expect(at("left portal vein")[0]).toBeGreaterThan(at("right anterior portal vein")[0]);
    expect(tree.variants).toEqual(["portal trifurcation"]);
    // The label map follows planes, the branches do not: more than half is what a right name can be held to.
    for (const [name, segments] of [
      ["right anterior portal vein", [5, 8]],
      ["right posterior portal vein", [6, 7]],
      ["segment 2 branch", [2]],
      ["segment 4 branch", [4]],
      ["segment 5 branch", [5]],
      ["segment 6 branch", [6]],
      ["segment 7 branch", [7]],
      ["segment 8 branch", [8]],
    ] as const)
      expect([name, sharedWith(portal!, name, segments) > 0.5]).toEqual([name, true]);
  });

  test("three hepatic veins leave the cava, right, middle and left, and the cava is no part of them", () => {
    const { tree, cava, lumen } = hepatic!;
    const roots = tree.roots.map((point) => ({
      name: tree.branches[tree.points.branch[point]!]!.name,
      x: tree.points.positionMm[3 * point]!,
      z: tree.points.positionMm[3 * point + 2]!,
    }));
    expect(roots.sort((a, b) => a.x - b.x).map(({ name }) => name)).toEqual([
      "right hepatic vein",
      "middle hepatic vein",
      "left hepatic vein",
    ]);
    expect(tree.loosePieces).toEqual([]);
    const grid = load("hepatic-vein").grid;
    const cavaMl = voxelsToMl(
      grid,
      cava!.reduce((sum, value) => sum + value, 0),
    );
    const veinsMl = voxelsToMl(
      grid,
      lumen.reduce((sum, value) => sum + value, 0),
    );
    // 74.4 mL in all, 17.4 mL of it inside the liver; the rest is cava and renal veins.
    expect(veinsMl).toBeGreaterThan(13);
    expect(veinsMl).toBeLessThan(19);
    expect(cavaMl).toBeGreaterThan(30);
    const [ni, nj] = grid.size;
    for (let point = 0; point < tree.points.count; point++) {
      const [i, j, k] = [0, 1, 2].map((axis) => Math.round(tree.points.positionMm[3 * point + axis]! / grid.spacingMm[axis]!));
      // Smoothing may move a point at an ostium into the neighbouring voxel; the others are clear of the cava.
      if (!tree.roots.includes(point) && !tree.roots.includes(tree.points.parent[point]!))
        expect(cava![i! + ni * (j! + nj * k!)]).toBe(0);
    }
  });

  test("branches are numbered per tree, and every organ voxel is attached", () => {
    for (const [letter, { tree, territory }] of [
      ["P", portal!],
      ["H", hepatic!],
    ] as const) {
      expect(tree.branches.map(({ id }) => id)).toEqual(tree.branches.map((_, index) => `${letter}${index + 1}`));
      expect(territory.point.every((point, voxel) => point >= 0 === (organ.values[voxel] === 1))).toBe(true);
      expect(territory.unreachedVoxels).toBeLessThan(100);
      expect(tree.points.parent.every((parent, point) => parent < point)).toBe(true);
    }
  });

  function sharedWith({ tree, territory }: SuppliedVessel, name: BranchName, segments: readonly number[]): number {
    const isPart = partsOf(tree, name);
    let all = 0;
    let shared = 0;
    territory.point.forEach((point, voxel) => {
      if (point < 0 || !isPart[tree.points.branch[point]!] || couinaud[voxel] === 0) return;
      all++;
      if (segments.includes(couinaud[voxel]!)) shared++;
    });
    return shared / all;
  }
});

/** Branches at or beyond the first with that name. */
function partsOf(tree: VesselTree, name: BranchName): boolean[] {
  const first = tree.branches.findIndex((branch) => branch.name === name);
  const isPart: boolean[] = [];
  tree.branches.forEach(({ parent }, index) => {
    isPart[index] = index === first || (parent !== undefined && isPart[parent] === true);
  });
  return isPart;
}

function organAndCouinaud(): { readonly organ: Mask; readonly couinaud: Uint8Array } {
  const liver = load("liver");
  load("tumours").values.forEach((inside, voxel) => {
    if (inside) liver.values[voxel] = 1;
  });
  const box = boundingBox(liver.values, liver.grid, 15)!;
  return {
    organ: { grid: cropGrid(liver.grid, box), values: cropValues(liver.values, liver.grid, box) },
    couinaud: cropValues(load("couinaud").values, liver.grid, box),
  };
}

/** Byte masks of this case only: axes along L, P, S and the origin at 0, as their headers say. */
function load(name: string): Mask {
  const bytes = gunzipSync(readFileSync(join(FOLDER, `${name}.nii.gz`)));
  const size = [bytes.readInt16LE(42), bytes.readInt16LE(44), bytes.readInt16LE(46)] as const;
  const spacing = [bytes.readFloatLE(80), bytes.readFloatLE(84), bytes.readFloatLE(88)] as const;
  const grid = makeGrid(size, spacing, worldPoint(0, 0, 0), [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);
  const first = bytes.readFloatLE(108);
  return { grid, values: Uint8Array.from(bytes.subarray(first, first + size[0] * size[1] * size[2])) };
}

function emptyMask(): Mask {
  return {
    grid: makeGrid([1, 1, 1], [1, 1, 1], worldPoint(0, 0, 0), [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]),
    values: new Uint8Array(1),
  };
}
