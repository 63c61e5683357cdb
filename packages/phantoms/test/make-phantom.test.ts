import { worldPoint } from "@cantlie/geometry";
import { indexToWorld, voxelToWorld, voxelVolumeMm3 } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { makePhantom, nodeAt, type Phantom, type PhantomTree } from "../src/index.ts";
import { makeLiverShape } from "../src/liver-shape.ts";
import { seededRandom } from "../src/random.ts";
import { pieceDistanceMm, pointToPieceMm } from "../src/segment-distance.ts";

/** Coarse enough to be quick; what is tested here does not depend on spacing unless it says so. */
const SPACING_MM = [2.5, 2.5, 3] as const;
const SEEDS = [7, 21] as const;
const phantoms = new Map<number, Phantom>(
  SEEDS.map((seed) => [seed, makePhantom({ seed, spacingMm: SPACING_MM, terminals: 150 })]),
);
const phantomOf = (seed: number): Phantom => phantoms.get(seed)!;
const bytesOf = (values: Int16Array | Uint8Array): Buffer => Buffer.from(values.buffer, values.byteOffset, values.byteLength);
const hashOf = async (phantom: Phantom): Promise<string> => {
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha256")
    .update(bytesOf(phantom.ct.values as Int16Array))
    .update(JSON.stringify(phantom.truth));
  for (const values of Object.values(phantom.labels)) if (values instanceof Uint8Array) hash.update(bytesOf(values));
  return hash.digest("hex");
};

test("the same options give the same image, labels and truth; another seed gives others", async () => {
  const small = { spacingMm: [4, 4, 4], terminals: 30 } as const;
  const first = await hashOf(makePhantom({ seed: 3, ...small }));
  expect(await hashOf(makePhantom({ seed: 3, ...small }))).toBe(first);
  expect(await hashOf(makePhantom({ seed: 4, ...small }))).not.toBe(first);
});

describe.each(SEEDS)("phantom of seed %i", (seed) => {
  const { grid, truth, labels, trees, territories, ct } = phantomOf(seed);

  test("Murray's law holds at every division", () => {
    for (const tree of [trees.portal, trees.hepatic]) {
      const cubes = new Map<number, number[]>();
      tree.parent.forEach((parent, node) => {
        if (parent >= 0 && tree.parent[parent]! >= 0)
          cubes.set(parent, [...(cubes.get(parent) ?? []), tree.radiusMm[node]! ** 3]);
      });
      expect([...cubes.values()].filter((children) => children.length > 1).length).toBeGreaterThan(100);
      for (const [parent, children] of cubes)
        expect(children.reduce((sum, cube) => sum + cube, 0)).toBeCloseTo(tree.radiusMm[parent]! ** 3, 6);
    }
  });

  test("lumina of different trees keep apart by more than 2 mm, ducts by more than nothing", () => {
    expect(leastGapMm(trees.portal, trees.hepatic)).toBeGreaterThan(2);
    expect(leastGapMm(trees.bile, trees.portal)).toBeGreaterThan(0);
    expect(leastGapMm(trees.bile, trees.hepatic)).toBeGreaterThan(0);
  });

  test("no voxel is in two vessels, none of a hepatic vein in the cava", () => {
    const { portalVein, hepaticVein, bileDuct, cava } = labels;
    for (let index = 0; index < portalVein.length; index++)
      if (portalVein[index]! + hepaticVein[index]! + bileDuct[index]! > 1 || hepaticVein[index]! + cava[index]! > 1)
        expect.fail(`voxel ${index} is in two vessels`);
  });

  test("side branches stay inside the liver, away from its surface", () => {
    const { liver } = makeLiverShape(seededRandom(seed, 2), seededRandom(seed, 1).between(1200, 1900));
    for (const tree of [trees.portal, trees.hepatic])
      for (let node = 0; node < tree.count; node++)
        if (tree.main[node] === 0) expect(liver(...nodeAt(tree, node))).toBeLessThan(-tree.radiusMm[node]! * 0.9);
  });

  test("every organ voxel has a portal supply and all but segment 1 a hepatic vein, 99 % within 22 mm of a lumen, all within 35 mm", () => {
    for (let index = 0; index < labels.liver.length; index++) {
      if (labels.liver[index] === 0) continue;
      if (territories.portal.piece[index] === 0) expect.fail(`voxel ${index} has no portal supply`);
      if (labels.couinaud[index] !== 1 && territories.hepatic.piece[index] === 0) expect.fail(`voxel ${index} has no drainage`);
    }
    // With 150 ends the generator aims at about 20 mm, and adds ends where there is room; in thin corners behind the cava or a lesion there may be none.
    for (const kind of ["portal", "hepatic"] as const) {
      expect(shareWithin(phantomOf(seed), kind, 22)).toBeGreaterThan(0.99);
      expect(truth.trees[kind].furthestSupplyMm).toBeLessThan(35);
    }
  });

  test("each voxel belongs to the piece whose lumen is nearest among all that may supply it", () => {
    const tree = trees.portal;
    const caudate = tree.branchNames.indexOf("caudate branch");
    const [ni, nj] = grid.size;
    let checked = 0;
    for (let index = 0; index < labels.couinaud.length; index += 997) {
      const given = territories.portal.piece[index]! - 1;
      if (given < 0) continue;
      const i = index % ni;
      const j = Math.floor(index / ni) % nj;
      const at = voxelToWorld(grid, i, j, Math.floor(index / (ni * nj)));
      const isCaudate = labels.couinaud[index] === 1;
      const toPiece = (node: number): number =>
        pointToPieceMm(at, nodeAt(tree, tree.parent[node]!), nodeAt(tree, node)) - tree.radiusMm[node]!;
      let least = Number.POSITIVE_INFINITY;
      for (let node = 0; node < tree.count; node++)
        if (tree.supplies[node] === 1 && (tree.branch[node] === caudate) === isCaudate) least = Math.min(least, toPiece(node));
      expect(toPiece(given)).toBeCloseTo(least, 9);
      checked++;
    }
    expect(checked).toBeGreaterThan(50);
  });

  test("segments partition the organ, in shares that a surgeon would expect", () => {
    const { segments, organVoxels, liver } = truth.volumesMl;
    const sum = Object.values(segments).reduce((total, ml) => total + ml, 0);
    expect(sum).toBeCloseTo(organVoxels, 6);
    const right = [5, 6, 7, 8].reduce((total, segment) => total + segments[segment]!, 0) / sum;
    const left = [2, 3].reduce((total, segment) => total + segments[segment]!, 0) / sum;
    // Right hemiliver about two thirds, left lateral section about a sixth, caudate lobe a few per cent.
    expect(right).toBeGreaterThan(0.55);
    expect(right).toBeLessThan(0.75);
    expect(left).toBeGreaterThan(0.1);
    expect(left).toBeLessThan(0.25);
    expect(segments[1]! / sum).toBeGreaterThan(0.004);
    for (const segment of [4, 5, 6, 7, 8]) expect(segments[segment]! / sum).toBeGreaterThan(0.06);
    expect(liver).toBeGreaterThan(1190);
    expect(liver).toBeLessThan(1910);
    // Counting centres against eight samples per voxel: both converge, and at 2×2×3 mm differ by far less than 0.5 %.
    expect(Math.abs(truth.volumesMl.liverVoxels / liver - 1)).toBeLessThan(0.005);
  });

  test("the liver is on the patient's right and the spine behind", () => {
    const middle = centroid(labels.liver, phantomOf(seed));
    expect(middle[0]).toBeLessThan(-15);
    const bone = Uint8Array.from(ct.values, (hu) => (hu > 170 ? 1 : 0));
    expect(centroid(bone, phantomOf(seed))[1]).toBeGreaterThan(20);
    const segment2 = labels.couinaud.map((value) => (value === 2 ? 1 : 0));
    expect(centroid(segment2, phantomOf(seed))[0]).toBeGreaterThan(0);
  });

  test("densities are those of a portal venous phase, with noise of the stated standard deviation", () => {
    const deep = (index: number): boolean =>
      labels.liver[index] === 1 &&
      labels.portalVein[index]! + labels.hepaticVein[index]! + labels.bileDuct[index]! + labels.lesions[index]! === 0;
    const parenchyma: number[] = [];
    const [ni, nj] = grid.size;
    const around = [1, -1, ni, -ni, ni * nj, -ni * nj];
    for (let index = ni * nj; index < labels.liver.length - ni * nj; index++)
      if (deep(index) && around.every((step) => deep(index + step))) parenchyma.push(ct.values[index]!);
    const mean = parenchyma.reduce((sum, hu) => sum + hu, 0) / parenchyma.length;
    const sd = Math.sqrt(parenchyma.reduce((sum, hu) => sum + (hu - mean) ** 2, 0) / parenchyma.length);
    // Vessels thinner than a voxel brighten a few of these voxels by partial volume: a little above 110 and 11.
    expect(mean).toBeGreaterThan(109);
    expect(mean).toBeLessThan(113);
    expect(sd).toBeGreaterThan(10.5);
    expect(sd).toBeLessThan(13);
  });
});

test("given lesions are placed as asked, drawn ones inside the liver and clear of main vessels", () => {
  const atMm = worldPoint(-70, -20, 10);
  const phantom = makePhantom({
    seed: 5,
    spacingMm: [3, 3, 3],
    terminals: 60,
    lesions: [{ diameterMm: 18 }, { atMm, diameterMm: 24 }, { diameterMm: 15, kind: "cyst" }],
  });
  expect(phantom.lesions[1]!.centreMm).toEqual(atMm);
  expect(phantom.truth.lesions[1]!.volumeMl).toBeCloseTo((Math.PI * 24 ** 3) / 6000, 9);
  expect(phantom.lesions[2]!.kind).toBe("cyst");
  for (const index of [0, 2]) {
    expect(phantom.truth.lesions[index]!.nearestMm.portal).toBeGreaterThan(0);
    expect(phantom.truth.lesions[index]!.nearestMm.hepatic).toBeGreaterThan(0);
    expect(phantom.truth.lesions[index]!.segment).toBeDefined();
  }
});

test("variants are made as asked and show in the trees", () => {
  const common = { spacingMm: [6, 6, 6], terminals: 40, lesions: 0 } as const;
  const trifurcation = makePhantom({
    seed: 1,
    ...common,
    variants: { portalTrifurcation: true, rightPosteriorFromTrunk: false },
  });
  const names = trifurcation.truth.trees.portal.branches;
  expect(names.find(({ name }) => name === "right posterior portal vein")?.parent).toBe("main portal trunk");
  expect(names.some(({ name }) => name === "right portal vein")).toBe(false);
  const inferior = makePhantom({ seed: 1, ...common, variants: { inferiorRightHepaticVein: true, commonMiddleLeftTrunk: true } });
  expect(inferior.truth.trees.hepatic.rootsMm).toHaveLength(3);
  const plain = makePhantom({ seed: 1, ...common, variants: { inferiorRightHepaticVein: false, commonMiddleLeftTrunk: false } });
  expect(plain.truth.trees.hepatic.rootsMm).toHaveLength(3);
  expect(plain.truth.trees.hepatic.branches.map(({ name }) => name)).not.toContain(
    "common trunk of middle and left hepatic veins",
  );
});

test("an oblique left-handed grid shows the same patient", () => {
  const straight = makePhantom({ seed: 9, spacingMm: [3, 3, 3], terminals: 60, lesions: 2 });
  const [c, s] = [Math.cos(0.4), Math.sin(0.4)];
  const tilted = makePhantom({
    seed: 9,
    spacingMm: [3, 2.5, 3],
    terminals: 60,
    lesions: 2,
    direction: [
      [-c, -s, 0],
      [-s, c, 0],
      [0, 0, 1],
    ],
  });
  expect(tilted.truth.lesions.map(({ atMm }) => atMm)).toEqual(straight.truth.lesions.map(({ atMm }) => atMm));
  for (const segment of ["2", "4", "7"]) {
    const ratio = tilted.truth.volumesMl.segments[segment]! / straight.truth.volumesMl.segments[segment]!;
    // The same solid sampled twice at 3 mm: counting error far below 1 % for volumes of 100 mL.
    expect(Math.abs(ratio - 1)).toBeLessThan(0.01);
  }
});

test("options that make no sense are refused", () => {
  expect(() => makePhantom({ seed: -1 })).toThrow(RangeError);
  expect(() => makePhantom({ seed: 1.5 })).toThrow(/seed is 1.5/);
  expect(() => makePhantom({ seed: 1, liverVolumeMl: 0 })).toThrow(/liver volume is 0 mL/);
  expect(() => makePhantom({ seed: 1, variants: { portalTrifurcation: true, rightPosteriorFromTrunk: true } })).toThrow(
    /at most one/,
  );
  expect(() => makePhantom({ seed: 1, terminals: 3 })).toThrow(/terminals is 3/);
  expect(() => makePhantom({ seed: 1, lesions: [{ diameterMm: 300 }] })).toThrow(/no room/);
});

function leastGapMm(tree: PhantomTree, other: PhantomTree): number {
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < tree.count; n++)
    for (let m = 0; m < other.count; m++) {
      if (tree.parent[n]! < 0 || other.parent[m]! < 0) continue;
      const c = nodeAt(other, other.parent[m]!);
      const gap = pieceDistanceMm(nodeAt(tree, tree.parent[n]!), nodeAt(tree, n), { c, d: nodeAt(other, m) });
      least = Math.min(least, gap - tree.radiusMm[n]! - other.radiusMm[m]!);
    }
  return least;
}

/** Share of the supplied voxels (every 53rd) that lie within `mm` of the lumen that supplies them. */
function shareWithin({ grid, trees, territories }: Phantom, kind: "portal" | "hepatic", mm: number): number {
  const tree = trees[kind];
  let within = 0;
  let all = 0;
  for (let index = 0; index < territories[kind].piece.length; index += 53) {
    const node = territories[kind].piece[index]! - 1;
    if (node < 0) continue;
    const at = indexToWorld(grid, index);
    all++;
    if (pointToPieceMm(at, nodeAt(tree, tree.parent[node]!), nodeAt(tree, node)) - tree.radiusMm[node]! <= mm) within++;
  }
  return within / all;
}

function centroid(mask: Uint8Array, phantom: Phantom): [number, number, number] {
  const { grid } = phantom;
  const sum: [number, number, number] = [0, 0, 0];
  let count = 0;
  const [ni, nj] = grid.size;
  mask.forEach((value, index) => {
    if (value === 0) return;
    const at = voxelToWorld(grid, index % ni, Math.floor(index / ni) % nj, Math.floor(index / (ni * nj)));
    for (const axis of [0, 1, 2] as const) sum[axis] += at[axis];
    count++;
  });
  expect(count * voxelVolumeMm3(grid)).toBeGreaterThan(0);
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}
