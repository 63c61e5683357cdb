import { createKernels } from "@cantlie/volume";
import { afterAll, describe, expect, test } from "vitest";
import {
  coverage,
  type MeasuredVolume,
  measuredVolumes,
  rootMeanSquare,
} from "../../packages/planning/test/label-errors/interval-coverage.ts";
import {
  BORDER_SD_MM,
  type Erring,
  FILLED_RANGE,
  LENGTHS_MM,
  TWIGS_MISSED,
} from "../../packages/planning/test/label-errors/labelled-twice.ts";
import { table, writePart } from "./write-part.ts";

/*
 * How often a 90 % interval holds the truth when labels err by smooth random fields. None of seeds 201 to 400 is left out, and what
 * the estimator is made of was seen on none of them: its share of the ambiguous band was set with the phantoms of the second table, and
 * seeds 1 to 200 showed that what voxels add to a border moves it everywhere alike.
 */

const SEEDS = Array.from({ length: 200 }, (_, n) => n + 201);
const OTHER_SEEDS = Array.from({ length: 40 }, (_, n) => n + 1001);
const LIVER = { spacingMm: [4, 4, 4] as const, terminals: 60, kernels: createKernels() };
/** The interval that every plan shows, and on whose volume the verdict rests. */
const SHOWN = "functionalRemnantFullCongestion";

const began = performance.now();
const measured: MeasuredVolume[] = [];
const bySource = new Map<string, MeasuredVolume[]>();

describe("interval coverage", () => {
  test(`of ${SEEDS.length} phantoms the 90 % interval of the functional remnant holds the truth in 85 to 95 %`, () => {
    for (const seed of SEEDS) measured.push(...measuredVolumes(seed, LIVER));
    const shown = measured.filter(({ volume }) => volume === SHOWN);
    expect(shown.length).toBeGreaterThan(3.5 * SEEDS.length);
    expect(coverage(shown)).toBeGreaterThanOrEqual(0.85);
    expect(coverage(shown)).toBeLessThanOrEqual(0.95);
    for (const plan of plansOf(shown)) {
      const ofPlan = coverage(shown.filter((one) => one.plan === plan));
      expect.soft(ofPlan, plan).toBeGreaterThanOrEqual(0.85);
      expect.soft(ofPlan, plan).toBeLessThanOrEqual(0.95);
    }
  }, 3_600_000);

  test.each<[string, readonly Erring[]]>([
    ["borders of the liver and of lesions", ["liver", "lesions"]],
    ["courses of vessels", ["courses"]],
    ["last branches missed", ["twigs"]],
  ])(
    "errors of one kind alone: %s",
    (kind, errs) => {
      const found = OTHER_SEEDS.flatMap((seed) => measuredVolumes(seed, { ...LIVER, errs }));
      bySource.set(kind, found);
      // each source alone is less than all that the interval allows for
      expect(coverage(found.filter(({ volume }) => volume === SHOWN))).toBeGreaterThanOrEqual(0.85);
    },
    3_600_000,
  );
});

function plansOf(of: readonly MeasuredVolume[]): string[] {
  return [...new Set(of.map(({ plan }) => plan))];
}

function coverageRows(): (string | number)[][] {
  const rows = new Map<string, MeasuredVolume[]>();
  for (const one of measured) {
    const key = `${one.plan} | ${one.volume}`;
    rows.set(key, [...(rows.get(key) ?? []), one]);
  }
  return [...rows.values()]
    .filter((of) => rootMeanSquare(of.map(({ errorMl }) => errorMl)) >= 1)
    .map((of) => [
      of[0]!.plan,
      of[0]!.volume,
      of.length,
      rootMeanSquare(of.map(({ errorMl }) => errorMl)).toFixed(1),
      rootMeanSquare(of.map(({ sdMl }) => sdMl)).toFixed(1),
      (100 * coverage(of)).toFixed(1),
    ]);
}

/** Found errors of one kind alone beside the parts of the deviation that are meant for it. */
function sourceRows(): (string | number)[][] {
  return [...bySource].flatMap(([kind, all]) =>
    plansOf(all.filter(({ parts }) => parts)).flatMap((plan) =>
      (["resected", "functionalRemnantIgnoringCongestion", SHOWN] as const).map((volume) => {
        const of = all.filter((one) => one.plan === plan && one.volume === volume);
        const part = (
          names: readonly ("byLiverBorderMl" | "byLesionBorderMl" | "byPortalTerritoryMl" | "byHepaticTerritoryMl")[],
        ) => rootMeanSquare(of.map(({ parts }) => Math.hypot(...names.map((name) => parts![name])))).toFixed(1);
        return [
          kind,
          plan,
          volume,
          rootMeanSquare(of.map(({ errorMl }) => errorMl)).toFixed(1),
          part(["byLiverBorderMl", "byLesionBorderMl"]),
          part(["byPortalTerritoryMl", "byHepaticTerritoryMl"]),
        ];
      }),
    ),
  );
}

afterAll(() => {
  if (measured.length === 0) return;
  writePart("interval-coverage", {
    title: "How often a 90 % interval holds the truth",
    seconds: (performance.now() - began) / 1000,
    text:
      `Phantoms ${SEEDS[0]} to ${SEEDS.at(-1)} with voxels of ${LIVER.spacingMm.join(" × ")} mm and about ${LIVER.terminals} ends to each tree. Each is labelled truly and with errors: borders of liver and lesions displaced by smooth Gaussian random fields of ${BORDER_SD_MM} mm standard deviation, ` +
      `and by a border voxel's share from which it is labelled (${(1 - FILLED_RANGE) / 2} to ${(1 + FILLED_RANGE) / 2}); every vessel's course displaced by such fields along x, y and z; ${100 * TWIGS_MISSED} % of last branches missed. Each field has a correlation length of its own, every ratio from ${LENGTHS_MM[0]} to ${LENGTHS_MM[1]} mm equally likely, because nobody knows it. ` +
      "Territories are attached anew on either. A plan is made on the labels with errors and carried out on the true ones, with the same vessels kept. " +
      "Asked is how often the interval around the measured volume holds the true one. Volumes that err by under 1 mL are left out.\n\n" +
      `${table(["plan", "volume", "phantoms", "error, root mean square, mL", "deviation stated, mL", "holds, %"], coverageRows())}\n\n` +
      `Floors: ${SHOWN} held in 85 to 95 %, over all plans and for each.\n\n### One kind of error at a time\n\n` +
      `Phantoms ${OTHER_SEEDS[0]} to ${OTHER_SEEDS.at(-1)}, which the first table does not use. The share of the ambiguous band that unseen branches are taken to move a border by was set here: at 1, missed branches and displaced vessels together move cuts by about nine tenths of what is stated.\n\n` +
      table(["errors", "plan", "volume", "found, mL", "stated by borders, mL", "stated by territories, mL"], sourceRows()),
  });
});
