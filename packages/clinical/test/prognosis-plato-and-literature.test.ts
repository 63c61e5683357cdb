import { describe, expect, test } from "vitest";
import {
  type AnyFinding,
  CURE_OUTCOMES,
  cure,
  game,
  recurrenceByFong,
  recurrenceByGame,
  recurrenceByMcs,
  survivalByNumber,
} from "../src/index.ts";
import { PLATO_COEFFICIENTS } from "../src/prognosis/plato-coefficients.ts";
import plato from "./fixtures/plato-coefficients.json" with { type: "json" };
import examples from "./fixtures/worked-examples.json" with { type: "json" };
import { answer, BEST, outcomes } from "./metastatic-disease-facts.ts";

describe("PROG-PLATO-2026", () => {
  const recurrences = (finding: AnyFinding) => outcomes(finding).map(({ value }) => value);
  const years = ["0.5", "1", "2", "3"] as const;
  const worst = { kras: "mutant", ceaUgPerL: 30, nodePositive: true, lesionCount: 12, extrahepatic: [{}] } as const;
  test.each([
    [
      "GAME",
      recurrenceByGame,
      { kras: "mutant", nodePositive: true, largestMm: 35, lesionCount: 4 },
      examples["PLATO GAME KRAS1 CEA0 pN1 TBS1=1 TBS2=0 EHD0"],
    ],
    ["GAME", recurrenceByGame, {}, examples["PLATO GAME all zero"]],
    ["GAME", recurrenceByGame, worst, examples["PLATO GAME all worst(TBS2)"]],
    [
      "FONG",
      recurrenceByFong,
      { nodePositive: true, diseaseFreeIntervalMonths: 6, lesionCount: 2 },
      examples["PLATO Fong pN1 DFI<12 n>1 size0 cea0"],
    ],
    ["FONG", recurrenceByFong, {}, examples["PLATO Fong 0"]],
    ["MCS", recurrenceByMcs, { kras: "mutant", nodePositive: true }, examples["PLATO mCS RAS1 pN1 size0"]],
  ] as const)("PROG-PLATO-2026-%s", (_, rule, change, stated) => {
    const finding = rule({ ...BEST, ...change });
    const found = recurrences(finding);
    for (const [n, year] of years.entries()) expect(Math.abs(found[n]! - stated[year])).toBeLessThanOrEqual(0.00005 + 1e-9);
    expect(answer(finding)).toBe(found[1]);
    expect(finding.cautions[0]).toMatch(/^flagged/);
  });

  test.each(["GAME", "Fong", "mCS"] as const)("PROG-PLATO-2026 has the published coefficients of %s", (model) => {
    const published = years.map((year) => plato[model][year].map(([, coefficient]) => coefficient));
    expect(PLATO_COEFFICIENTS[model].map(({ intercept, terms }) => [intercept, ...terms])).toEqual(published);
    expect(PLATO_COEFFICIENTS[model].map(({ years }) => String(years))).toEqual([...years]);
  });

  test("PROG-PLATO-2026 is of groups, modelled, and never called the patient's", () => {
    for (const rule of [recurrenceByGame, recurrenceByFong, recurrenceByMcs]) {
      const finding = rule(BEST);
      expect(outcomes(finding).every(({ basis }) => basis === "modelled")).toBe(true);
      expect(JSON.stringify(finding)).not.toMatch(/your|survival rate/);
      expect(finding.cautions.join()).toContain("never this patient's probability");
    }
    expect(recurrenceByMcs(BEST)).toMatchObject({ because: "none of its terms" });
    expect(recurrenceByMcs({ ...BEST, nodePositive: true })).toMatchObject({ because: "node-positive primary" });
    expect(recurrenceByFong(BEST).cautions.join()).toContain("negative and not significant");
    expect(recurrenceByMcs({ ...BEST, nras: undefined })).toMatchObject({ missing: ["biology.nras"] });
  });
});

describe("literature", () => {
  const figures = (finding: AnyFinding) =>
    outcomes(finding).map(({ value, unit, patients, interval }) => [value, unit, patients, ...(interval ?? [])]);
  test("PROG-CURE, PROG-NUMBER and PROG-GAME-2018 show the published figures", () => {
    expect(figures(cure(BEST))).toEqual([
      [102 / 612, "fraction", 612],
      [99 / 102, "fraction", 102],
      [0.244, "fraction", 1211],
      [0.206, "fraction", 1211],
      [0.2, "fraction", 1012, 0.165, 0.235],
      [0.443, "fraction", 1012],
      [0.327, "fraction", 1012],
      [6.48, "years", 1012],
      [0.38, "fraction", undefined],
      [0.26, "fraction", undefined],
      [0.255, "fraction", undefined],
      [0.04, "fraction", undefined],
      [0.082, "fraction", undefined],
    ]);
    expect(figures(survivalByNumber(BEST))).toEqual([
      [0.54, "fraction", undefined],
      [0.417, "fraction", undefined],
      [0.32, "fraction", undefined],
      [0.3, "fraction", 529],
      [0.39, "fraction", undefined],
      [0.05, "fraction", undefined],
    ]);
    expect(figures(game(BEST))).toEqual([
      [68.1, "months", undefined],
      [46.7, "months", undefined],
      [32.4, "months", undefined],
      [0.27, "fraction", 155],
      [0.49, "fraction", 398],
      [0.69, "fraction", 156],
    ]);
  });

  test("PROG-CURE gives Tomlinson's one in six and Creasy's figures", () => {
    const value = (outcome: string, source: string) =>
      100 * CURE_OUTCOMES.find((each) => each.outcome === outcome && each.source.startsWith(source))!.value;
    expect(value("alive after 10 years", "Tomlinson")).toBeCloseTo(examples.Tomlinson, 2);
    // printed by the paper to a tenth
    expect(Math.abs(value("alive after 10 years", "Creasy") - examples["Creasy 10y"])).toBeLessThan(0.05);
    expect(Math.abs(value("cured", "Creasy") - examples["Creasy cure"])).toBeLessThan(0.05);
    expect(cure(BEST)).toMatchObject({ kind: "known", because: expect.stringContaining("1 in 5 to 1 in 6") });
  });
  test("PROG-CURE and PROG-NUMBER show the same to everybody", () => {
    for (const rule of [cure, survivalByNumber]) {
      expect(rule({ ...BEST, lesionCount: 12, nodePositive: true })).toEqual(rule(BEST));
      expect(outcomes(rule(BEST)).some(({ holdsPatient }) => holdsPatient !== undefined)).toBe(false);
    }
    expect(survivalByNumber(BEST).cautions[0]).toMatch(/^display only/);
  });
});
