import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  assessChemotherapy,
  assessFollowUp,
  assessOtherPrimary,
  assessResectability,
  assessSuitability,
  assessSynchronous,
  type SuitabilityFacts,
} from "../src/index.ts";

/** Nobody is called so by a program. */
const FORBIDDEN = /unresectab|inoperab/i;

const SOURCES = join(import.meta.dirname, "../src");
const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((file) => /\.(ts|json)$/.test(file));

const anyFacts: fc.Arbitrary<SuitabilityFacts> = fc.record(
  {
    primarySite: fc.constantFrom("colon" as const, "breast" as const, "lung" as const),
    ageYears: fc.integer({ min: 10, max: 90 }),
    lesionCount: fc.integer({ min: 0, max: 20 }),
    largestMm: fc.integer({ min: 5, max: 150 }),
    extrahepatic: fc.array(fc.record({ site: fc.constantFrom("lung" as const, "bone" as const), resectable: fc.boolean() }), {
      maxLength: 2,
    }),
    tumourFraction: fc.double({ min: 0, max: 1, noNaN: true }),
    segmentsWithDisease: fc.integer({ min: 0, max: 8 }),
    bothPortalVeinsInvolved: fc.boolean(),
    allHepaticVeinsInvolved: fc.boolean(),
    clearsDisease: fc.boolean(),
    adjacentRemainingSegments: fc.integer({ min: 0, max: 8 }),
    sFlrFraction: fc.double({ min: 0, max: 1, noNaN: true }),
    sufficiency: fc.constantFrom("sufficient" as const, "insufficient" as const),
    leastParenchymalMarginMm: fc.double({ min: 0, max: 20, noNaN: true }),
    leastVascularMarginMm: fc.double({ min: 0, max: 20, noNaN: true }),
    stages: fc.integer({ min: 1, max: 2 }),
    ecog: fc.integer({ min: 0, max: 4 }),
    asa: fc.integer({ min: 1, max: 5 }),
    msi: fc.constantFrom("high" as const, "stable" as const),
    primaryInPlace: fc.boolean(),
    simultaneousBowel: fc.boolean(),
    majorHepatectomy: fc.boolean(),
    bowelOperation: fc.constantFrom("minor" as const, "major" as const),
    ceaUgPerL: fc.integer({ min: 0, max: 500 }),
    braf: fc.constantFrom("mutant" as const, "wild" as const),
    diagnosedOn: fc.constantFrom("2025-01-14", "2024-01-14"),
    firstSeenOn: fc.constantFrom("2025-01-14", "2025-11-02"),
    primaryResectedOn: fc.constantFrom("2025-02-20", "2023-02-20"),
    planningOn: fc.constant("2026-03-15"),
    chemotherapy: fc.array(
      fc.record(
        {
          regimen: fc.constantFrom("FOLFOX", "FOLFIRI"),
          weeks: fc.integer({ min: 1, max: 30 }),
          cycles: fc.integer({ min: 1, max: 15 }),
          lastOn: fc.constantFrom("2026-01-10", "2026-03-01"),
          bevacizumab: fc.boolean(),
          response: fc.constantFrom("partial" as const, "progression" as const),
        },
        { requiredKeys: ["regimen"] },
      ),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);

const everythingOn = (facts: SuitabilityFacts) => [
  ...assessResectability(facts),
  ...assessSuitability(facts, facts),
  ...assessChemotherapy({ ...facts, operationOn: "2026-04-01" }),
  ...assessSynchronous(facts),
  ...assessOtherPrimary(facts),
  ...assessFollowUp(),
];

describe("[CLI-03] nobody is called beyond an operation by a program", () => {
  test("the word stands in no source", () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => FORBIDDEN.test(readFileSync(join(SOURCES, file), "utf8")))).toEqual([]);
  });
  test("the word stands in no finding, whatever is known", () => {
    const property = fc.property(anyFacts, (facts) => {
      expect(JSON.stringify(everythingOn(facts))).not.toMatch(FORBIDDEN);
    });
    fc.assert(property, { seed: 1, numRuns: 200 });
  });
});

describe("every finding of these rules", () => {
  test("[UNK-01] names what is missing, holds a finite number or words, and never an empty place in them", () => {
    const property = fc.property(anyFacts, (facts) => {
      for (const finding of everythingOn(facts)) {
        if (finding.kind === "unknown") expect(finding.missing.length).toBeGreaterThan(0);
        if (finding.kind === "known" && finding.value !== undefined) expect(Number.isFinite(finding.value)).toBe(true);
        if (finding.kind === "known" && finding.value === undefined) expect(finding.because).toBeTruthy();
        expect(JSON.stringify(finding)).not.toMatch(/undefined|NaN|\bnull\b/);
        expect(finding.source.length).toBeGreaterThan(10);
      }
    });
    fc.assert(property, { seed: 2, numRuns: 200 });
  });
  test("missing inputs are paths of patient.json or names of a plan's numbers", () => {
    const missing = new Set(everythingOn({}).flatMap((finding) => (finding.kind === "unknown" ? finding.missing : [])));
    for (const path of missing) expect(path).toMatch(/^[A-Za-z-]+(\[\d*\])?(\.[A-Za-z]+(\[\d*\])?)*$/);
    expect(missing.size).toBeGreaterThan(20);
  });
});
