import type { Matrix3 } from "@cantlie/geometry";
import {
  type AxisOrder,
  canonicalOrder,
  createKernels,
  type Grid,
  indexToWorld,
  pasteValues,
  reorderGrid,
  reorderValues,
} from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { buildAnatomy, type LiverAnatomy, type LiverLabels, SEGMENT_VALUE, type Segment } from "../src/index.ts";
import { vesselCouinaud } from "../src/vessel-couinaud.ts";
import { LESIONS, phantomGrid, phantomLabels } from "./liver-phantom.ts";

const STRAIGHT: Matrix3 = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const kernels = createKernels();
const build = (labels: LiverLabels) => buildAnatomy(labels, { kernels, territoryMethod: "geodesic" });

const LABELS = phantomLabels(phantomGrid([3, 3.5, 4], STRAIGHT));
const PLAIN = build(LABELS);

/** The same labels stored with other axes: nothing moves in space. */
function stored(order: AxisOrder): LiverLabels {
  const reordered = Object.entries(LABELS).map(([name, values]) => [
    name,
    values instanceof Uint8Array ? reorderValues(values, LABELS.grid, order) : reorderGrid(LABELS.grid, order),
  ]);
  return Object.fromEntries(reordered) as LiverLabels;
}

function allOrders(): AxisOrder[] {
  const orders: AxisOrder[] = [];
  for (const a of [0, 1, 2] as const)
    for (const b of [0, 1, 2] as const)
      for (const c of [0, 1, 2] as const) {
        if (a === b || b === c || a === c) continue;
        for (let bits = 0; bits < 8; bits++)
          orders.push({ from: [a, b, c], flipped: [(bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0] });
      }
  return orders;
}

const round = (value: number) => Number(value.toFixed(3));

/** All that a plan would use of an anatomy, in millimetres and millilitres to three digits. */
function told(anatomy: LiverAnatomy) {
  return {
    organMl: round(millilitres(anatomy)),
    lesions: anatomy.lesions.map((lesion) => ({
      ...lesion,
      volumeMl: round(lesion.volumeMl),
      largestDiameterMm: round(lesion.largestDiameterMm),
      axialDiameterMm: round(lesion.axialDiameterMm),
      centroidMm: lesion.centroidMm.map(round),
      nearest: Object.fromEntries(
        Object.entries(lesion.nearest).map(([name, { distanceMm, branch }]) => [name, { distanceMm: round(distanceMm), branch }]),
      ),
    })),
    branches: [anatomy.trees.portal!, anatomy.trees.hepatic!].flatMap(({ branches }) =>
      branches.map(({ id, name, atMm }) => `${id} ${name} at ${atMm.map(round).join(" ")}`),
    ),
    segments: Object.fromEntries(Object.entries(anatomy.couinaud!.segmentMl).map(([name, ml]) => [name, round(ml)])),
    source: anatomy.couinaud!.source,
    inaccessible: anatomy.inaccessibleCapsule.reduce((sum, held) => sum + held, 0),
    cautions: anatomy.cautions.map(({ code }) => code),
  };
}

function millilitres({ organ, grid }: { organ: Uint8Array; grid: Grid }): number {
  return (organ.reduce((sum, inside) => sum + inside, 0) * grid.spacingMm[0] * grid.spacingMm[1] * grid.spacingMm[2]) / 1000;
}

describe("buildAnatomy", () => {
  test("finds in the phantom what was drawn", () => {
    expect(PLAIN.lesions.map(({ segments }) => segments[0])).toEqual(LESIONS.map(({ segment }) => segment));
    PLAIN.lesions.forEach(({ centroidMm }, at) => {
      expect(Math.hypot(...centroidMm.map((value, axis) => value - LESIONS[at]!.centre[axis]!))).toBeLessThan(1);
    });
    const named = new Set(PLAIN.trees.portal!.branches.map(({ name }) => name));
    expect([...named]).toEqual(
      expect.arrayContaining([
        "main portal trunk",
        "left portal vein",
        "right anterior portal vein",
        "right posterior portal vein",
      ]),
    );
    // drawn at (-15, 12, -18); the centreline may pass the corner by less than the radius of 7 mm
    expect(Math.hypot(...PLAIN.hilarBifurcationMm!.map((value, axis) => value - [-15, 12, -18][axis]!))).toBeLessThan(7);
    expect(PLAIN.couinaud!.source).toBe("portal");
  });

  test("gives every organ voxel a segment and no other", () => {
    const { values } = PLAIN.couinaud!;
    expect(values.every((segment, at) => segment > 0 === (PLAIN.organ[at] === 1))).toBe(true);
    const sum = Object.values(PLAIN.couinaud!.segmentMl).reduce((total, ml) => total + ml, 0);
    expect(sum).toBeCloseTo(millilitres(PLAIN), 6);
  });

  test("[ORI-01] tells the same of a liver in all 48 axis orders and flips", () => {
    const expected = told(PLAIN);
    for (const order of allOrders()) expect(told(build(stored(order))), JSON.stringify(order)).toEqual(expected);
  }, 120_000);

  test.each([
    ["turned about the body's axis", rotation(0, 0, 25)],
    ["tilted forward", rotation(20, 0, 0)],
    ["turned about all axes and stored with other axes", rotation(-12, 15, 30, true)],
  ])("[ORI-01] tells the same in an oblique frame: %s", (_how, direction) => {
    const anatomy = build(phantomLabels(phantomGrid([3, 3.5, 4], direction)));
    // other voxels sample the same shapes: a liver's volume is within 0.5 %, a small lesion's within 15 %
    expect(Math.abs(millilitres(anatomy) / millilitres(PLAIN) - 1)).toBeLessThan(0.005);
    expect(anatomy.lesions.map(({ segments }) => segments[0])).toEqual(LESIONS.map(({ segment }) => segment));
    const diagonalMm = Math.hypot(3, 3.5, 4);
    anatomy.lesions.forEach((lesion, at) => {
      const plain = PLAIN.lesions[at]!;
      expect(Math.abs(lesion.volumeMl / plain.volumeMl - 1)).toBeLessThan(0.15);
      for (const mm of ["largestDiameterMm", "axialDiameterMm"] as const)
        expect(Math.abs(lesion[mm] - plain[mm])).toBeLessThan(diagonalMm);
      for (const near of ["portal", "hepatic", "cava", "capsule"] as const)
        expect(Math.abs(lesion.nearest[near]!.distanceMm - plain.nearest[near]!.distanceMm)).toBeLessThan(diagonalMm);
    });
    const halves = (one: LiverAnatomy) => sumMl(one, ["5", "6", "7", "8"]) / millilitres(one);
    expect(Math.abs(halves(anatomy) - halves(PLAIN))).toBeLessThan(0.02);
    const main = ["main portal trunk", "left portal vein", "right hepatic vein", "middle hepatic vein", "left hepatic vein"];
    const names = new Set(
      [anatomy.trees.portal!, anatomy.trees.hepatic!].flatMap(({ branches }) => branches.map((one) => one.name)),
    );
    expect([...names]).toEqual(expect.arrayContaining(main));
    expect(canonicalOrder(anatomy.grid)).toEqual({ from: [0, 1, 2], flipped: [false, false, false] });
  });

  test("lacks what missing vessels would tell, and goes on", () => {
    const { grid, liver, lesions } = LABELS;
    const anatomy = build({ grid, liver, lesions });
    expect(anatomy.trees).toEqual({});
    expect(anatomy.territories).toEqual({});
    expect(anatomy.couinaud).toBeUndefined();
    expect(anatomy.cava).toBeUndefined();
    expect(anatomy.hilarBifurcationMm).toBeUndefined();
    expect(anatomy.lesions.map(({ segments }) => segments)).toEqual([[], [], []]);
    expect(Object.keys(anatomy.lesions[0]!.nearest)).toEqual(["capsule"]);
    expect(anatomy.cautions.map(({ code }) => code)).toEqual(["anatomy/couinaud-unknown"]);
  });

  test("segments by landmark planes alone agree with those by portal branches on most of a plain liver", () => {
    const { grid, organ, trees, territories, vessels, cava, hilarBifurcationMm } = PLAIN;
    const sources = {
      grid,
      organ,
      portal: trees.portal!,
      territory: territories.portal!,
      hepatic: trees.hepatic!,
      hepaticVeins: vessels.hepatic!,
      cava: cava!,
      hilarBifurcationMm: hilarBifurcationMm!,
      kernels,
    };
    const landmarks = vesselCouinaud("landmarks", sources)!;
    expect(landmarks).toMatchObject({ source: "landmarks", completedMl: 0 });
    const portal = PLAIN.couinaud!.values;
    let [all, same] = [0, 0];
    portal.forEach((segment, at) => {
      if (segment === 0) return;
      all++;
      if (landmarks.values[at] === segment) same++;
    });
    // the tubes end far from the borders that the planes draw, so halves agree and inner borders wander
    expect(same / all).toBeGreaterThan(0.7);
    // both place the same assumed segment 1, between cava and hilum
    expect(landmarks.segmentMl["1"]).toBeCloseTo(PLAIN.couinaud!.segmentMl["1"]!, 9);
    // without planes and names nothing is guessed
    const { hepatic: _hepatic, hepaticVeins: _veins, cava: _cava, ...portalOnly } = sources;
    expect(vesselCouinaud("landmarks", portalOnly)).toBeUndefined();
  });

  test("without hepatic veins and with a branch to segment 2 that has no name the segments are unknown, not guessed", () => {
    const { hepaticVein: _hepaticVein, ...portalOnly } = LABELS;
    const { couinaud, cautions, trees } = build(portalOnly);
    expect(trees.portal!.branches.map(({ name }) => name)).toContain("left portal vein");
    expect(couinaud).toBeUndefined();
    expect(cautions.map(({ code }) => code)).toEqual(["anatomy/couinaud-unknown"]);
  });

  test("a cava with a label of its own is no part of the hepatic veins", () => {
    const cava = PLAIN.cava!;
    const full = new Uint8Array(LABELS.liver.length);
    pasteValues(full, cava, LABELS.grid, PLAIN.frame.box);
    const anatomy = build({ ...LABELS, cava: full });
    expect(anatomy.cava).toEqual(cava);
    expect(anatomy.vessels.hepatic!.some((inside, at) => inside === 1 && cava[at] === 1)).toBe(false);
    expect(anatomy.trees.hepatic!.roots).toHaveLength(PLAIN.trees.hepatic!.roots.length);
  });

  test("names a vessel label that lies wholly outside the liver and leaves its tree unknown", () => {
    const artery = new Uint8Array(LABELS.liver.length);
    // the first rows of the grid are air in front of the body
    artery.fill(1, 20, 40);
    const anatomy = build({ ...LABELS, artery });
    expect(anatomy.trees.artery).toBeUndefined();
    expect(anatomy.cautions).toContainEqual(
      expect.objectContaining({ code: "anatomy/vessels-outside-liver", details: { label: "artery" } }),
    );
  });

  test("tells of a vessel that goes on behind a gap too wide to be joined", () => {
    // the branch of segment 8 runs up from z = -16 to 28; without 20 mm of it what is above hangs on nothing
    const portalVein = LABELS.portalVein.map((inside, voxel) => {
      const [x, y, z] = indexToWorld(LABELS.grid, voxel);
      return x < -50 && y < -15 && z > -8 && z < 12 ? 0 : inside;
    });
    const { cautions, trees } = build({ ...LABELS, portalVein });
    expect(trees.portal!.loosePieces).toHaveLength(1);
    const told = cautions.find(({ code }) => code === "anatomy/vessels-in-pieces")!;
    expect(told.details).toMatchObject({ label: "portalVein", pieces: 1, volumeMl: trees.portal!.loosePieces[0]!.volumeMl });
    expect(PLAIN.cautions.map(({ code }) => code)).not.toContain("anatomy/vessels-in-pieces");
  });

  describe("a lesion away from the liver", () => {
    /** Balls of 8 mm that lie so far from the nearest liver, behind the patient's right side: the ellipsoid ends at y = 55 there. */
    const ballBehind = (gapMm: number) =>
      LABELS.lesions.map((inside, voxel) => {
        const [x, y, z] = indexToWorld(LABELS.grid, voxel);
        return Math.hypot(x + 45, y - (55 + gapMm + 8), z) <= 8 ? 1 : inside;
      });
    const away = build({ ...LABELS, lesions: ballBehind(20) });
    const lesion = away.lesions.find(({ centroidMm }) => centroidMm[1] > 60)!;

    test("[LES-01] stays a lesion and is no part of the organ, of no segment and of no plan", () => {
      expect(away.lesions).toHaveLength(4);
      expect(lesion).toMatchObject({ status: "visible", origin: "mask", segments: [] });
      expect(lesion.volumeMl).toBeGreaterThan(1);
      expect(millilitres(away)).toBeCloseTo(millilitres(PLAIN), 9);
      const sum = Object.values(away.couinaud!.segmentMl).reduce((total, ml) => total + ml, 0);
      expect(sum).toBeCloseTo(millilitres(PLAIN), 6);
      expect(away.couinaud!.segmentMl).toEqual(PLAIN.couinaud!.segmentMl);
      const told = away.cautions.find(({ code }) => code === "anatomy/lesion-outside-liver")!;
      expect(told.message).toContain("no plan removes it");
    });

    test("counts as one of the organ within 10 mm of it, with a caution", () => {
      const near = build({ ...LABELS, lesions: ballBehind(6) });
      expect(millilitres(near)).toBeGreaterThan(millilitres(PLAIN) + 1);
      expect(near.cautions.find(({ code }) => code === "anatomy/lesion-outside-liver")!.message).toContain("part of the organ");
    });

    test("does not make the liver touch the image's border", () => {
      const [ni, nj] = LABELS.grid.size;
      const lesions = LABELS.lesions.slice();
      // a column at a vertical edge of the image, far from the liver
      for (let k = 20; k < 24; k++) lesions[ni - 1 + ni * (nj - 1 + nj * k)] = 1;
      const atEdge = build({ ...LABELS, lesions });
      expect(atEdge.lesions).toHaveLength(4);
      expect(atEdge.liverTouchesImageBorder).toBe(false);
      expect(atEdge.cautions.map(({ code }) => code)).not.toContain("anatomy/liver-touches-border");
    });
  });

  test.each([
    ["the masks of liver and lesions exchanged", { liver: LABELS.lesions, lesions: LABELS.liver }],
    ["one mask given as both", { lesions: LABELS.liver }],
    [
      "a liver without its lesions, exchanged",
      { liver: LABELS.lesions, lesions: LABELS.liver.map((inside, at) => (LABELS.lesions[at] === 1 ? 0 : inside)) },
    ],
  ])("[LAB-01] refuses lesions in place of a liver: %s", (_how, changes) => {
    expect(() => build({ ...LABELS, ...changes })).toThrow(expect.objectContaining({ code: "anatomy/lesions-fill-liver" }));
  });

  test("says where hepatic veins leave the liver below the hilum, as exchanged masks have it", () => {
    const exchanged = { ...LABELS, portalVein: LABELS.hepaticVein, hepaticVein: LABELS.portalVein };
    expect(build(exchanged).cautions.map(({ code }) => code)).toContain("anatomy/vessels-exchanged");
    expect(PLAIN.cautions.map(({ code }) => code)).not.toContain("anatomy/vessels-exchanged");
  });

  test("says where a portal vein opens into the cava, as hepatic veins do", () => {
    const full = new Uint8Array(LABELS.liver.length);
    pasteValues(full, PLAIN.cava!, LABELS.grid, PLAIN.frame.box);
    const exchanged = { ...LABELS, cava: full, portalVein: LABELS.hepaticVein, hepaticVein: LABELS.portalVein };
    const holding = { ...LABELS, cava: full, portalVein: LABELS.portalVein.map((inside, at) => inside | full[at]!) };
    for (const labels of [exchanged, holding])
      expect(build(labels).cautions.map(({ code }) => code)).toContain("anatomy/portal-touches-cava");
    expect(build({ ...LABELS, cava: full }).cautions.map(({ code }) => code)).not.toContain("anatomy/portal-touches-cava");
  });

  test("derives the segments where an imported map covers little, and says how much a usable one leaves out", () => {
    const full = new Uint8Array(LABELS.liver.length);
    pasteValues(full, PLAIN.couinaud!.values, LABELS.grid, PLAIN.frame.box);
    const lateral = build({ ...LABELS, couinaud: full.map((segment) => (segment === 2 || segment === 3 ? segment : 0)) });
    expect(lateral.couinaud!.source).toBe("portal");
    expect(lateral.cautions.map(({ code }) => code)).toContain("anatomy/couinaud-incomplete");
    // segment 5 is more than a twentieth and less than a fifth of this liver
    const gap = build({ ...LABELS, couinaud: full.map((segment) => (segment === 5 ? 0 : segment)) });
    expect(gap.couinaud!.source).toBe("imported");
    const told = gap.cautions.find(({ code }) => code === "anatomy/couinaud-incomplete")!;
    expect(told.details.missingFraction).toBeCloseTo(PLAIN.couinaud!.segmentMl["5"]! / millilitres(PLAIN), 9);
    expect(build({ ...LABELS, couinaud: full }).cautions.map(({ code }) => code)).not.toContain("anatomy/couinaud-incomplete");
  });

  test("keeps a disappeared lesion behind the visible ones", () => {
    const notes = [{ atMm: [10, -20, 10] as const, status: "disappeared" as const, diameterMm: 16 }];
    const anatomy = buildAnatomy(LABELS, { kernels, territoryMethod: "geodesic", lesionNotes: notes });
    expect(anatomy.lesions.map(({ id, status }) => `${id} ${status}`)).toEqual([
      "L1 visible",
      "L2 visible",
      "L3 visible",
      "L4 disappeared",
    ]);
    expect(anatomy.lesionLabels.includes(4)).toBe(true);
  });
});

function sumMl({ couinaud, grid }: LiverAnatomy, segments: readonly Segment[]): number {
  const wanted = new Set(segments.map((segment) => SEGMENT_VALUE[segment]));
  const voxels = couinaud!.values.reduce((sum, value) => sum + (wanted.has(value) ? 1 : 0), 0);
  return (voxels * grid.spacingMm[0] * grid.spacingMm[1] * grid.spacingMm[2]) / 1000;
}

/** Directions of a frame turned about x, then y, then z, in degrees; stored with moved and flipped axes if `mixed`. */
function rotation(aboutX: number, aboutY: number, aboutZ: number, mixed = false): Matrix3 {
  const turn = (v: readonly [number, number, number]): readonly [number, number, number] => {
    let [x, y, z] = v;
    const [cx, sx, cy, sy, cz, sz] = [aboutX, aboutY, aboutZ].flatMap((degrees) => [
      Math.cos((degrees * Math.PI) / 180),
      Math.sin((degrees * Math.PI) / 180),
    ]) as [number, number, number, number, number, number];
    [y, z] = [cx * y - sx * z, sx * y + cx * z];
    [x, z] = [cy * x + sy * z, -sy * x + cy * z];
    [x, y] = [cz * x - sz * y, sz * x + cz * y];
    return [x, y, z];
  };
  return mixed ? [turn([0, 0, -1]), turn([1, 0, 0]), turn([0, -1, 0])] : [turn([1, 0, 0]), turn([0, 1, 0]), turn([0, 0, 1])];
}
