import { worldPoint } from "@cantlie/geometry";
import { makePhantom } from "@cantlie/phantoms";
import { type AxisOrder, createKernels, type Grid, reorderGrid, reorderValues } from "@cantlie/volume";
import { walk } from "@cantlie/walk";
import { DEFAULT_POLICY, type PlanDocument } from "@cantlie/workup";
import { afterAll, describe, expect, test } from "vitest";
import { writePart } from "./write-part.ts";

/*
 * One phantom at 2 mm, its labels and scan stored in every order and direction of the axes, through the whole walk. The origin is a
 * whole number of millimetres, so that flipping moves it without rounding and nothing at all may differ.
 */

const SPACING_MM = [2, 2, 2] as const;
const covering = makePhantom({ seed: 2, spacingMm: [8, 8, 8], terminals: 20 }).grid;
const phantom = makePhantom({
  seed: 2,
  spacingMm: SPACING_MM,
  originMm: worldPoint(...(covering.originMm.map((mm) => 2 * Math.floor(mm / 2)) as [number, number, number])),
  size: covering.size.map((voxels) => 4 * voxels + 1) as [number, number, number],
});
const { grid: _grid, couinaud: _couinaud, ...masks } = phantom.labels;
const kernels = createKernels();
const began = performance.now();
let agreed = 0;

function documentOf(stored: { readonly grid: Grid; readonly order?: AxisOrder }): PlanDocument {
  const { grid, order } = stored;
  const inOrder = <T extends Uint8Array | typeof phantom.ct.values>(values: T): T =>
    order === undefined ? values : (reorderValues(values, phantom.grid, order) as T);
  const labels = Object.fromEntries(Object.entries(masks).map(([name, mask]) => [name, inOrder(mask)])) as typeof masks;
  return walk(
    {
      labels: { grid, ...labels },
      image: { grid, quantity: "hu", values: inOrder(phantom.ct.values) },
      patient: { schemaVersion: 1, sex: "male", ageYears: 64, heightCm: 176, weightKg: 82 },
      policy: DEFAULT_POLICY,
      search: true,
      inputs: [],
      cautions: [],
      software: { name: "long tests", version: "0" },
    },
    { kernels, progress: () => {} },
  ).document;
}

const straight = documentOf({ grid: phantom.grid });
const anatomyTold = JSON.stringify(straight.anatomy);
const plansTold = JSON.stringify(straight.plans);

describe("orientation", () => {
  test("the phantom has every kind of thing to tell", () => {
    expect(straight.anatomy.lesions).toHaveLength(3);
    expect(straight.plans.length).toBeGreaterThan(10);
  });

  test.each(allOrders())(
    "[ORI-01] a phantom stored from axes $from flipped $flipped gives the same anatomy and plans",
    (order) => {
      const document = documentOf({ grid: reorderGrid(phantom.grid, order), order });
      expect(JSON.stringify(document.anatomy)).toBe(anatomyTold);
      expect(JSON.stringify(document.plans)).toBe(plansTold);
      agreed++;
    },
    300_000,
  );
});

function allOrders(): AxisOrder[] {
  const axes = [0, 1, 2] as const;
  const permutations = axes.flatMap((a) =>
    axes.flatMap((b) => axes.flatMap((c) => (new Set([a, b, c]).size === 3 ? [[a, b, c] as const] : []))),
  );
  return permutations.flatMap((from) =>
    Array.from({ length: 8 }, (_, bits): AxisOrder => ({ from, flipped: [(bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0] })),
  );
}

afterAll(() => {
  writePart("orientation", {
    title: "Orders and directions of axes",
    seconds: (performance.now() - began) / 1000,
    text:
      `Phantom 2 with voxels of 2 mm, ${phantom.grid.size.join(" × ")}, with scan and labels, walked in ${allOrders().length} orders and directions of its axes. ` +
      `${agreed} of ${allOrders().length} gave the same ${straight.anatomy.lesions.length} lesions, trees, segments and ${straight.plans.length} plans, byte for byte in the sections \`anatomy\` and \`plans\` of \`plan.json\`.`,
  });
});
