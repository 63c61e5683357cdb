import { buildAnatomy } from "@cantlie/anatomy";
import { makePhantom } from "@cantlie/phantoms";
import { makeCandidates, type PreparedAnatomy, prepareEvaluation } from "@cantlie/planning";
import { createKernels } from "@cantlie/volume";
import { afterAll, describe, expect, test } from "vitest";
import { makeParcels } from "../../packages/planning/src/parcels/make-parcels.ts";
import { DEFAULT_CANDIDATE_LIMITS } from "../../packages/planning/test/candidate-limits.ts";
import { compareRandomUnions } from "../../packages/planning/test/compare-unions.ts";
import { randomNumbers } from "../../packages/planning/test/draw.ts";
import { hasIrcadb01, ircadb01 } from "../../packages/planning/test/ircadb-01-anatomy.ts";
import { candidatesOf, randomTreatments } from "../../packages/planning/test/parcel-candidates.ts";
import { table, writePart } from "./write-part.ts";

/*
 * Random sets of up to six candidates, judged on parcels and voxel by voxel: the candidates that the planner makes of a liver, and random
 * balls, planes, wedges, territories and zones beside them.
 */

const PHANTOMS = 4;
const UNIONS_PER_PHANTOM = 175;
const UNIONS_ON_IRCADB_01 = 300;
const RANDOM_CANDIDATES = 40;

const rows: (readonly (string | number)[])[] = [];
const began = performance.now();

describe("a set of candidates costs on parcels what it costs on voxels", () => {
  test.each(Array.from({ length: PHANTOMS }, (_, n) => n + 1))(
    "phantom %i",
    (seed) => {
      const { grid, labels } = makePhantom({ seed, spacingMm: [3, 3, 3], lesions: 5 });
      const kernels = createKernels();
      const anatomy = buildAnatomy({ ...labels, grid }, { kernels, territoryMethod: "geodesic" });
      compare(`phantom ${seed}, voxels of 3 mm`, prepareEvaluation(anatomy, kernels), { seed, runs: UNIONS_PER_PHANTOM });
    },
    1_200_000,
  );

  if (!hasIrcadb01) console.log("skipped: no data");
  test.skipIf(!hasIrcadb01)(
    "ircadb-01",
    () => {
      compare("ircadb-01", ircadb01(), { seed: 1, runs: UNIONS_ON_IRCADB_01 });
    },
    3_600_000,
  );
});

function compare(what: string, prepared: PreparedAnatomy, { seed, runs }: { seed: number; runs: number }): void {
  const candidates = [
    ...makeCandidates(prepared, DEFAULT_CANDIDATE_LIMITS).candidates,
    ...candidatesOf(prepared, randomTreatments(prepared, RANDOM_CANDIDATES, randomNumbers(seed))),
  ];
  const found = compareRandomUnions(prepared, candidates, { runs, seed });
  expect(found.length).toBe(runs);
  const treated = found
    .flatMap(({ lesions }) => lesions)
    .filter((one) => one.treated === "resected" || one.treated === "ablated");
  const { count } = makeParcels(prepared, candidates);
  rows.push([what, candidates.length, count, runs, treated.length, Math.max(...found.map(({ cuts }) => cuts)), 0]);
}

afterAll(() => {
  if (rows.length === 0) return;
  writePart("parcels-equal-voxels", {
    title: "Parcels against voxels",
    seconds: (performance.now() - began) / 1000,
    text:
      "Random sets of up to six candidates, judged on parcels and by an evaluation that paints, follows and floods voxels. Equal are all counts " +
      "of voxels, cuts, thickest vessel and remaining segments as they are, margins to 0.0001 mm and areas of faces to 0.001 mm². A difference fails the test.\n\n" +
      table(["liver", "candidates", "parcels", "sets", "lesions treated in them", "most cuts", "different"], rows),
  });
});
