import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { buildAnatomy } from "@cantlie/anatomy";
import { IDENTITY3, type Vector3, worldPoint } from "@cantlie/geometry";
import { makePhantom } from "@cantlie/phantoms";
import { createKernels, type Grid, makeGrid, referenceKernels } from "@cantlie/volume";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { labelMapFromImage, maskFromImage, readImageFile } from "../../formats/src/index.ts";
import { makeParcels } from "../src/parcels/make-parcels.ts";
import type { BranchReference } from "../src/plan.ts";
import { prepareEvaluation } from "../src/prepared-anatomy.ts";
import { anatomyOf, type BranchSketch } from "./build-anatomy.ts";
import { compareRandomUnions } from "./compare-unions.ts";
import { randomNumbers } from "./draw.ts";
import { candidatesOf, randomTreatments, surveillanceOf } from "./parcel-candidates.ts";

/*
 * Parcels say of any union of candidates what voxels say: on small livers of random shape with random trees, on a phantom and on a
 * real liver, with and without blocked and reconstructed branches.
 */

const SIZE: Vector3 = [11, 9, 8];
const grid: Grid = makeGrid(SIZE, [3, 3, 4], worldPoint(0, 0, 0), IDENTITY3);
const VOXELS = SIZE[0] * SIZE[1] * SIZE[2];

const place = fc.tuple(fc.integer({ min: -3, max: 33 }), fc.integer({ min: -3, max: 28 }), fc.integer({ min: 0, max: 30 }));
const tree = fc
  .array(fc.record({ from: fc.nat(), through: place, to: place, radiusMm: fc.integer({ min: 1, max: 5 }) }), {
    minLength: 2,
    maxLength: 7,
  })
  .map((branches): BranchSketch[] => {
    const sketches: BranchSketch[] = [];
    branches.forEach(({ from, through, to, radiusMm }, n) => {
      const parent = n === 0 ? undefined : from % n;
      const start = parent === undefined ? through : sketches[parent]!.path.at(-1)!;
      const order = parent === undefined ? 0 : sketches[parent]!.order! + 1;
      sketches.push({ path: [start, through, to], radiusMm, order, ...(parent !== undefined && { parent }) });
    });
    return sketches;
  });

const liver = fc
  .record({
    portal: tree,
    hepatic: tree,
    bile: fc.option(tree, { nil: undefined }),
    organ: fc.uint8Array({ minLength: VOXELS, maxLength: VOXELS, max: 9 }),
    isWhole: fc.boolean(),
    cava: fc.option(fc.integer({ min: 0, max: VOXELS - 1 }), { nil: undefined }),
    seed: fc.nat(),
  })
  .filter(({ organ, isWhole }) => isWhole || organ.some((value) => value > 0))
  .map(({ portal, hepatic, bile, organ, isWhole, cava, seed }) => ({
    prepared: prepareEvaluation(
      anatomyOf({
        grid,
        organ: organ.map((value) => (value > 0 || isWhole ? 1 : 0)),
        trees: { portal, hepatic, ...(bile && { bile }) },
        lesions: [
          { centreMm: [12, 9, 9], radiusMm: 4 },
          { centreMm: [24, 15, 20], radiusMm: 5, status: "disappeared" },
          { centreMm: [18, 12, 12], radiusMm: 3, status: "benign" },
        ],
        segmentAt: ([x, y]) => (x < 10 ? 6 : x < 18 ? (y < 12 ? 5 : 8) : x < 26 ? 4 : 3),
        ...(cava !== undefined && { cava: Uint8Array.from(organ, (_, voxel) => (voxel === cava ? 1 : 0)) }),
      }),
      referenceKernels,
    ),
    seed,
  }));

describe("on small random livers", () => {
  test("[FLR-05] a union of candidates costs on parcels what it costs on voxels", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(liver, ({ prepared, seed }) => {
        const random = randomNumbers(seed);
        const candidates = [...candidatesOf(prepared, randomTreatments(prepared, 12, random)), surveillanceOf(prepared, 1)];
        for (const { lesions, cuts, largestVesselCutMm } of compareRandomUnions(prepared, candidates, { runs: 12, seed })) {
          for (const { treated, vascularMm } of lesions) seen.add(vascularMm === undefined ? treated : `${treated} at a vessel`);
          seen.add(`${cuts} cuts`);
          if (largestVesselCutMm > 0) seen.add("vessel cut");
        }
      }),
      { seed: 1, numRuns: 60 },
    );
    // the comparison means little if these never happen
    for (const what of [
      "resected",
      "ablated",
      "surveilled",
      "left",
      "resected at a vessel",
      "0 cuts",
      "1 cuts",
      "2 cuts",
      "vessel cut",
    ])
      expect(seen, what).toContain(what);
  });

  test("so does one after branches were blocked, or with branches that are reconstructed", () => {
    fc.assert(
      fc.property(liver, fc.nat(), fc.nat(), ({ prepared, seed }, m, n) => {
        const random = randomNumbers(seed);
        const branch = (kind: "portal" | "hepatic", at: number): BranchReference => {
          const { branches } = prepared.anatomy.trees[kind]!;
          return { tree: kind, branch: branches[at % branches.length]!.id };
        };
        const reconstruct = [branch("hepatic", m), branch("portal", n)];
        const candidates = candidatesOf(prepared, randomTreatments(prepared, 10, random), reconstruct);
        if (candidates.length === 0) return;
        compareRandomUnions(prepared, candidates, { runs: 8, seed, reconstruct, occludedBefore: [branch("portal", m)] });
      }),
      { seed: 2, numRuns: 40 },
    );
  });
});

describe("on a phantom", () => {
  test("a union of candidates costs on parcels what it costs on voxels", () => {
    const { grid: phantomGrid, labels } = makePhantom({ seed: 3, spacingMm: [3, 3, 3], lesions: 4 });
    const kernels = createKernels();
    const anatomy = buildAnatomy({ ...labels, grid: phantomGrid }, { kernels, territoryMethod: "geodesic" });
    const prepared = prepareEvaluation(anatomy, kernels);
    const candidates = candidatesOf(prepared, randomTreatments(prepared, 30, randomNumbers(3)));
    compareRandomUnions(prepared, candidates, { runs: 30, seed: 3 });
  }, 60_000);
});

test("candidates that take what is not liver are refused", () => {
  const organ = Uint8Array.from({ length: VOXELS }, (_, voxel) => (voxel % SIZE[0] < 5 ? 1 : 0));
  const prepared = prepareEvaluation(anatomyOf({ grid, organ }), referenceKernels);
  const [whole] = candidatesOf(prepared, [{ kind: "drawn", mask: organ }]);
  const beyond = { ...whole!, runs: { first: Int32Array.of(2), length: Int32Array.of(5) } };
  expect(() => makeParcels(prepared, [whole!, beyond])).toThrow(RangeError);
});

const FOLDER = join(process.env.CANTLIE_DATA ?? "../shared/data", "ircadb-01");
if (!existsSync(FOLDER)) console.log("skipped: no data");

test.skipIf(!existsSync(FOLDER))(
  "on a real liver a union of candidates costs on parcels what it costs on voxels",
  () => {
    const read = (name: string) => readImageFile(readFileSync(join(FOLDER, `${name}.nii.gz`)), { inflate: gunzipSync }).image;
    const mask = (name: string) => maskFromImage(read(name)).values;
    const { grid: realGrid, values: organ } = maskFromImage(read("liver"));
    const couinaud = Uint8Array.from(labelMapFromImage(read("couinaud")).values);
    const kernels = createKernels();
    const anatomy = buildAnatomy(
      {
        grid: realGrid,
        liver: organ,
        couinaud,
        lesions: mask("tumours"),
        portalVein: mask("portal-vein"),
        hepaticVein: mask("hepatic-vein"),
      },
      { kernels, territoryMethod: "geodesic" },
    );
    const prepared = prepareEvaluation(anatomy, kernels);
    const candidates = candidatesOf(prepared, randomTreatments(prepared, 40, randomNumbers(5)));
    compareRandomUnions(prepared, candidates, { runs: 24, seed: 5 });
  },
  300_000,
);
