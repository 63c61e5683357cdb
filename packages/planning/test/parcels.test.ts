import { buildAnatomy } from "@cantlie/anatomy";
import { IDENTITY3, type Vector3, worldPoint } from "@cantlie/geometry";
import { makePhantom } from "@cantlie/phantoms";
import { createKernels, type Grid, makeGrid, referenceKernels, voxelsToMl } from "@cantlie/volume";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateStage } from "../src/evaluate-stage.ts";
import { evaluateOnParcels } from "../src/parcels/evaluate-on-parcels.ts";
import { makeParcels } from "../src/parcels/make-parcels.ts";
import type { BranchReference } from "../src/plan.ts";
import { planResection } from "../src/plan-resection.ts";
import { prepareEvaluation } from "../src/prepared-anatomy.ts";
import { anatomyOf, type BranchSketch } from "./build-anatomy.ts";
import { compareRandomUnions, LIMITS, randomSets } from "./compare-unions.ts";
import { randomNumbers, stageOf } from "./draw.ts";
import { hasIrcadb01, ircadb01 } from "./ircadb-01-anatomy.ts";
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
  test("[PLN-03] a union of candidates costs on parcels what it costs on voxels", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(liver, ({ prepared, seed }) => {
        const random = randomNumbers(seed);
        const candidates = [...candidatesOf(prepared, randomTreatments(prepared, 12, random)), surveillanceOf(prepared, 1)];
        for (const { lesions, cuts, largestVesselCutMm } of compareRandomUnions(prepared, candidates, { runs: 10, seed })) {
          for (const { treated, vascularMm } of lesions) seen.add(vascularMm === undefined ? treated : `${treated} at a vessel`);
          seen.add(`${cuts} cuts`);
          if (largestVesselCutMm > 0) seen.add("vessel cut");
        }
      }),
      { seed: 1, numRuns: 40 },
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
        compareRandomUnions(prepared, candidates, {
          runs: 8,
          seed,
          reconstruct,
          occludedBefore: [branch("portal", m), branch("hepatic", n)],
        });
      }),
      { seed: 2, numRuns: 30 },
    );
  });
});

describe("on a phantom", () => {
  const { grid: phantomGrid, labels } = makePhantom({ seed: 3, spacingMm: [3, 3, 3], lesions: 4 });
  const kernels = createKernels();
  const anatomy = buildAnatomy({ ...labels, grid: phantomGrid }, { kernels, territoryMethod: "geodesic" });
  const prepared = prepareEvaluation(anatomy, kernels);
  const candidates = candidatesOf(prepared, randomTreatments(prepared, 30, randomNumbers(3)));

  test("a union of candidates costs on parcels what it costs on voxels", () => {
    compareRandomUnions(prepared, candidates, { runs: 20, seed: 3 });
  });

  test("and what the evaluation of its plan says", () => {
    const parcels = makeParcels(prepared, candidates);
    for (const chosen of randomSets(candidates.length, 20, 4)) {
      const treatments = chosen.map((n) => candidates[n]!.treatment);
      const stage = stageOf(
        treatments.flatMap((one) => (one.kind === "resection" ? [one.resection] : [])),
        { ablations: treatments.flatMap((one) => (one.kind === "ablation" ? [one.ablation] : [])) },
      );
      const { volumes, margins, cutVessels, cuts, adjacentSegmentsRemain } = evaluateStage(
        prepared,
        planResection(prepared, stage),
        stage,
      );
      const found = evaluateOnParcels(parcels, chosen, LIMITS);
      const ml = (voxels: number) => voxelsToMl(phantomGrid, voxels).toFixed(6);
      expect(ml(found.resectedVoxels)).toBe(volumes.resectedMl.toFixed(6));
      expect(ml(found.ablatedVoxels)).toBe(volumes.ablatedMl.toFixed(6));
      expect(ml(found.noInflowVoxels)).toBe(volumes.noInflowMl!.toFixed(6));
      expect(ml(found.noOutflowVoxels)).toBe(volumes.noOutflowMl!.toFixed(6));
      expect(ml(found.noBileVoxels)).toBe(volumes.noBileMl!.toFixed(6));
      expect(ml(found.deadVoxels)).toBe(volumes.devitalisedMl!.toFixed(6));
      expect(ml(found.functionalVoxels)).toBe(volumes.functionalRemnantFullCongestionMl!.toFixed(6));
      expect(found.cuts).toBe(cuts);
      expect(found.largestVesselCutMm).toBe(cutVessels[0]?.diameterMm ?? 0);
      expect(found.adjacentSegmentsRemain).toBe(adjacentSegmentsRemain);
      found.lesions.forEach(({ parenchymalMm, vascularMm, liverMm }, lesion) => {
        // parcels list what is within reach of the lesion, the evaluation of a plan looks farther
        const reachMm = prepared.lesionReach[lesion]!.reachMm - prepared.marginBiasMm;
        const within = (mm: number | undefined) => (mm === undefined || mm > reachMm ? "beyond" : mm.toFixed(4));
        expect([within(parenchymalMm), within(vascularMm), within(liverMm)]).toEqual([
          within(margins[lesion]!.parenchymalMm),
          within(margins[lesion]!.vascularMm),
          within(margins[lesion]!.liverMm),
        ]);
      });
    }
  });
});

test("candidates that take what is not liver are refused", () => {
  const organ = Uint8Array.from({ length: VOXELS }, (_, voxel) => (voxel % SIZE[0] < 5 ? 1 : 0));
  const prepared = prepareEvaluation(anatomyOf({ grid, organ }), referenceKernels);
  const [whole] = candidatesOf(prepared, [{ kind: "drawn", mask: organ }]);
  const beyond = { ...whole!, runs: { first: Int32Array.of(2), length: Int32Array.of(5) } };
  expect(() => makeParcels(prepared, [whole!, beyond])).toThrow(RangeError);
});

if (!hasIrcadb01) console.log("skipped: no data");

test.skipIf(!hasIrcadb01)(
  "on a real liver a union of candidates costs on parcels what it costs on voxels",
  () => {
    const prepared = ircadb01();
    const candidates = candidatesOf(prepared, randomTreatments(prepared, 40, randomNumbers(5)));
    compareRandomUnions(prepared, candidates, { runs: 24, seed: 5 });
  },
  300_000,
);
