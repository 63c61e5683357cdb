import { type Matrix3, type Vector3, worldPoint } from "@cantlie/geometry";
import { analyticMask } from "@cantlie/phantoms";
import { type AxisOrder, type ImageVolume, reorderGrid, reorderValues } from "@cantlie/volume";
import type { PlanDocument } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import type { WalkInput } from "../src/index.ts";
import { gridAround, LESIONS, PATIENT, resections, tubeLabels, tubeScan, walkWith } from "./tube-liver.ts";

const STRAIGHT: Matrix3 = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const SPACING_MM: Vector3 = [4, 4.5, 5];

/** One plan of each kind that can be drawn without knowing ids of branches, the drawn mask a ball in the right liver. */
const DRAWN = resections({
  plane: [{ resections: [{ kind: "surface", plane: { pointMm: [-30, 0, 0], normal: [-1, 0.5, 0] } }] }],
  right: [{ resections: [{ kind: "segments", segments: ["5", "6", "7", "8"] }] }],
  wedge: [{ resections: [{ kind: "wedge", lesion: "L1", marginMm: 10 }] }],
  ablation: [{ resections: [], ablations: [{ lesion: "L3", radiiMm: [15, 15, 18] }] }],
  ball: [{ resections: [{ kind: "drawn", file: "ball" }] }],
});

function inputOn(
  direction: Matrix3,
): Pick<WalkInput, "labels" | "image" | "drawn" | "patient"> & { readonly image: ImageVolume } {
  const grid = gridAround(SPACING_MM, direction);
  const ball = analyticMask(grid, [{ kind: "sphere", centreMm: worldPoint(-95, -12, 22), radiusMm: 30 }]).values;
  return {
    labels: tubeLabels(grid),
    image: tubeScan(grid),
    drawn: { file: DRAWN, masks: new Map([["ball", ball]]) },
    patient: PATIENT,
  };
}

const PLAIN = inputOn(STRAIGHT);
const TOLD = walkWith(PLAIN).document;

/** The same labels, scan and drawn mask stored with other axes: nothing moves in space. */
function stored(order: AxisOrder): typeof PLAIN {
  const { grid } = PLAIN.labels;
  const labels = Object.entries(PLAIN.labels).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? reorderValues(value, grid, order) : reorderGrid(grid, order),
  ]);
  return {
    ...PLAIN,
    labels: Object.fromEntries(labels) as typeof PLAIN.labels,
    image: { ...PLAIN.image, grid: reorderGrid(grid, order), values: reorderValues(PLAIN.image.values, grid, order) },
    drawn: {
      file: DRAWN,
      masks: new Map([...PLAIN.drawn!.masks].map(([name, mask]) => [name, reorderValues(mask, grid, order)])),
    },
  };
}

function allOrders(): AxisOrder[] {
  const axes = [0, 1, 2] as const;
  const permutations = axes.flatMap((a) =>
    axes.flatMap((b) => axes.flatMap((c) => (new Set([a, b, c]).size === 3 ? [[a, b, c] as const] : []))),
  );
  return permutations.flatMap((from) =>
    Array.from({ length: 8 }, (_, bits): AxisOrder => ({ from, flipped: [(bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0] })),
  );
}

const plan = (document: PlanDocument, id: string) => document.plans.find((one) => one.id === id)!;

describe("the whole walk and how the axes are stored", () => {
  test("the tubes make a liver on which every kind of plan can be judged", () => {
    expect(TOLD.cautions.map(({ code }) => code)).toEqual(["anatomy/segment-1-assumed"]);
    expect(TOLD.anatomy.lesions).toHaveLength(LESIONS.length);
    expect(TOLD.plans.filter(({ origin }) => origin === "drawn").map(({ id }) => id)).toEqual(DRAWN.plans.map(({ id }) => id));
    expect(TOLD.plans.filter(({ origin }) => origin === "standard").length).toBeGreaterThan(10);
    for (const { volumes } of TOLD.plans) expect(volumes.functionalRemnantMl).toBeDefined();
  });

  test("[ORI-01] all 48 orders and flips give the same document, to the last digit", () => {
    const orders = allOrders();
    expect(orders).toHaveLength(48);
    const expected = JSON.stringify(TOLD);
    // spacings and origin are sums of powers of two: a flip moves the origin without rounding, so nothing at all may differ
    for (const order of orders) expect(JSON.stringify(walkWith(stored(order)).document), JSON.stringify(order)).toBe(expected);
  }, 180_000);

  test.each([
    ["turned about the body's axis", rotation(0, 0, 25)],
    ["tilted forward, and k stored first", ((m) => [m[2], m[0], m[1]] as const)(rotation(20, 0, 0))],
    [
      "turned about all axes, and i stored against the patient",
      ((m) => [negative(m[0]), m[1], m[2]] as const)(rotation(-12, 15, 30)),
    ],
  ])("[ORI-01] an oblique frame gives the same mL, mm, sides and segments: %s", (_how, direction) => {
    const oblique = walkWith({ ...inputOn(direction), search: false }).document;
    const { anatomy } = TOLD;
    // the border of this liver has 80 000 mm², some 4000 voxels of 90 mm³ that fall in or out by chance: about
    // sqrt(4000) × 0.5 × 0.09 = 3 mL of its 1600; six times that
    const sampledMl = 18;
    expect(Math.abs(oblique.anatomy.liverVolumeMl - anatomy.liverVolumeMl)).toBeLessThan(sampledMl);
    const diagonalMm = Math.hypot(...SPACING_MM);
    oblique.anatomy.lesions.forEach((lesion, n) => {
      const plain = anatomy.lesions[n]!;
      expect(lesion.segments[0]).toBe(plain.segments[0]);
      expect(Math.abs(lesion.largestDiameterMm - plain.largestDiameterMm)).toBeLessThan(diagonalMm);
      lesion.centroidMm.forEach((mm, axis) => {
        expect(Math.abs(mm - LESIONS[n]!.centreMm[axis]!)).toBeLessThan(1);
      });
      for (const near of ["portal", "hepatic", "cava"] as const)
        expect(Math.abs(lesion.nearest[near]!.distanceMm - plain.nearest[near]!.distanceMm)).toBeLessThan(diagonalMm);
    });
    for (const id of ["plane", "ball", "wedge", "ablation"]) {
      const { volumes, clearsDisease } = plan(oblique, id);
      expect(Math.abs(volumes.resectedMl - plan(TOLD, id).volumes.resectedMl), id).toBeLessThan(sampledMl);
      expect(clearsDisease, id).toBe(plan(TOLD, id).clearsDisease);
    }
    // a border between segments runs halfway between two tubes that are traced anew: 2 % of the liver
    expect(Math.abs(plan(oblique, "right").volumes.resectedMl - plan(TOLD, "right").volumes.resectedMl)).toBeLessThan(
      0.02 * anatomy.liverVolumeMl,
    );
  });
});

describe("sides", () => {
  test("[ORI-01] a right hemihepatectomy removes the lesions on the patient's right and leaves the one on the left", () => {
    for (const margin of plan(TOLD, "right").margins) {
      const { centroidMm } = TOLD.anatomy.lesions.find(({ id }) => id === margin.lesion)!;
      expect(margin.kind).toBe(centroidMm[0] < 0 ? "resected" : "not-removed");
    }
  });

  test("[ORI-02] labels and scan mirrored together are refused, labels mirrored against the scan too", () => {
    const { grid } = PLAIN.labels;
    const flip: AxisOrder = { from: [0, 1, 2], flipped: [true, false, false] };
    const labels = Object.fromEntries(
      Object.entries(PLAIN.labels).map(([name, value]) => [
        name,
        value instanceof Uint8Array ? reorderValues(value, grid, flip) : value,
      ]),
    ) as typeof PLAIN.labels;
    const refusal = expect.objectContaining({ code: "anatomy/liver-on-the-left", message: expect.stringMatching(/mirrored/) });
    expect(() => walkWith({ labels, image: PLAIN.image })).toThrow(refusal);
    expect(() => walkWith({ labels })).toThrow(refusal);
  });
});

function negative([x, y, z]: Vector3): Vector3 {
  return [-x, -y, -z];
}

/** Unit axes of a frame turned about x, y and z by degrees. */
function rotation(...degrees: readonly [number, number, number]): Matrix3 {
  const [a, b, c] = degrees.map((angle) => (angle * Math.PI) / 180) as [number, number, number];
  const turn = ([x, y, z]: Vector3): Vector3 => {
    const [y1, z1] = [y * Math.cos(a) - z * Math.sin(a), y * Math.sin(a) + z * Math.cos(a)];
    const [x2, z2] = [x * Math.cos(b) + z1 * Math.sin(b), -x * Math.sin(b) + z1 * Math.cos(b)];
    return [x2 * Math.cos(c) - y1 * Math.sin(c), x2 * Math.sin(c) + y1 * Math.cos(c), z2];
  };
  return [turn(STRAIGHT[0]), turn(STRAIGHT[1]), turn(STRAIGHT[2])];
}
