import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  chiSquareTail,
  coxRegression,
  kaplanMeier,
  logRankTest,
  medianSurvival,
  numberAtRisk,
  type Observation,
  survivalAt,
} from "../../src/survival/index.ts";
import { REFERENCE, type ReferenceSet } from "./reference.ts";

/** R prints 15 digits and stops Newton's method at 1e-12 of the likelihood, which leaves its coefficients good to 1e-6 and better. */
const NEAR = 6;

const observationsOf = ({ time, event }: ReferenceSet): Observation[] =>
  time.map((each, n) => ({ time: each, event: event[n] === 1 }));
const groupsOf = (set: ReferenceSet): Observation[][] =>
  set.curves.map((_, g) => observationsOf(set).filter((_each, n) => set.group[n] === g + 1));

const { sets } = REFERENCE;

describe("as R's survival says", () => {
  test.each(sets)("curves, bands and medians of $name", (set) => {
    for (const [g, group] of groupsOf(set).entries()) {
      const curve = kaplanMeier(group);
      const reference = set.curves[g]!;
      expect(curve.steps.map(({ time, atRisk, events, censored }) => [time, atRisk, events, censored])).toEqual(
        reference.time.map((time, n) => [time, reference.atRisk[n], reference.events[n], reference.censored[n]]),
      );
      for (const [n, step] of curve.steps.entries()) {
        expect(step.survivalFraction).toBeCloseTo(reference.survival[n]!, NEAR);
        expectNear(step.standardError, reference.standardError[n]);
        expectNear(step.interval?.[0], reference.low[n]);
        expectNear(step.interval?.[1], reference.high[n]);
      }
      const { median, low, high } = medianSurvival(curve);
      expectNear(median, reference.median);
      expectNear(low, reference.medianLow);
      expectNear(high, reference.medianHigh);
    }
  });

  test.each(sets.filter(({ logRank }) => logRank))("log-rank test of $name", (set) => {
    const reference = set.logRank!;
    const found = logRankTest(groupsOf(set));
    if (found.kind !== "known") throw new Error(found.because);
    expect(found.degreesOfFreedom).toBe(reference.degreesOfFreedom);
    expect(found.chiSquare).toBeCloseTo(reference.chiSquare, NEAR);
    expect(found.p / reference.p).toBeCloseTo(1, NEAR);
    for (const [g, { observed, expected }] of found.groups.entries()) {
      expect(observed).toBe(reference.observed[g]);
      expect(expected).toBeCloseTo(reference.expected[g]!, NEAR);
    }
  });

  test.each(sets.filter(({ cox }) => cox))("Cox regression of $name", (set) => {
    const reference = set.cox!;
    const patients = observationsOf(set).map((each, n) => ({ ...each, covariates: set.covariates[n]! }));
    const found = coxRegression(patients, set.covariateNames);
    if (found.kind !== "fitted") throw new Error(found.because);
    for (const [n, { logHazardRatio, standardError, p }] of found.coefficients.entries()) {
      expect(logHazardRatio).toBeCloseTo(reference.beta[n]!, NEAR);
      expect(standardError).toBeCloseTo(reference.standardError[n]!, NEAR);
      expect(p).toBeCloseTo(reference.p[n]!, NEAR);
    }
    expect(found.logLikelihood[0]).toBeCloseTo(reference.logLikelihood[0], NEAR);
    expect(found.logLikelihood[1]).toBeCloseTo(reference.logLikelihood[1], NEAR);
    expect(found.p).toBeCloseTo(reference.likelihoodRatioP, NEAR);
  });
});

/** R writes NA where the module leaves a value out; at a curve of 0 R's error is NaN, which JSON has as null too. */
function expectNear(found: number | undefined, reference: number | null | undefined): void {
  if (reference === null || reference === undefined) expect(found).toBeUndefined();
  else expect(found).toBeCloseTo(reference, NEAR);
}

test("the chi-square tail agrees with R to twelve digits, from the middle to far out", () => {
  for (const { value, degreesOfFreedom, p } of REFERENCE.chiSquareTails)
    expect(chiSquareTail(value, degreesOfFreedom) / p).toBeCloseTo(1, 12);
  expect(chiSquareTail(0, 3)).toBe(1);
  expect(chiSquareTail(Infinity, 3)).toBe(0);
});

test("the chi-square tail with two degrees is e^(−x/2)", () => {
  for (const x of [1e-3, 0.7, 3.9, 4, 4.1, 40, 600]) expect(chiSquareTail(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 12);
});

describe("what cannot be answered", () => {
  const patients = (values: readonly [time: number, event: boolean, covariate: number][]) =>
    values.map(([time, event, covariate]) => ({ time, event, covariates: [covariate] }));

  test("a log-rank test without events, or with one group, has no answer", () => {
    const censored = [1, 2, 3].map((time) => ({ time, event: false }));
    expect(logRankTest([censored, censored])).toMatchObject({ kind: "unknown" });
    const late = [9, 9].map((time) => ({ time, event: true }));
    // the censored group ends before the first event, so one group is left
    expect(logRankTest([censored, late])).toMatchObject({ kind: "unknown" });
    expect(() => logRankTest([late])).toThrow(RangeError);
  });

  test("a single event that takes everybody has no variance", () => {
    const all = [5, 5].map((time) => ({ time, event: true }));
    expect(logRankTest([all, all])).toMatchObject({ kind: "unknown", because: expect.stringContaining("all that were at risk") });
  });

  test("a covariate that orders the events has no estimate and is named", () => {
    const separated = patients([1, 2, 3, 4, 5, 6].map((time) => [time, true, -time]));
    expect(coxRegression(separated, ["stage"])).toMatchObject({
      kind: "refused",
      because: expect.stringContaining("stage parts"),
    });
    const onlyInOne = patients([
      [1, true, 1],
      [2, true, 1],
      [3, false, 0],
      [4, true, 1],
      [5, false, 0],
    ]);
    expect(coxRegression(onlyInOne, ["arm"])).toMatchObject({ kind: "refused", because: expect.stringContaining("arm parts") });
  });

  test("a separating covariate is found beside one that does not separate", () => {
    const two = [1, 2, 3, 4, 5, 6, 7, 8].map((time, n) => ({
      time,
      event: n % 2 === 0,
      covariates: [(n * 5) % 7, n % 2 === 0 ? 1 : 0],
    }));
    expect(coxRegression(two, ["age", "arm"])).toMatchObject({ kind: "refused", because: expect.stringContaining("arm parts") });
  });

  test("so is one that is rare, of which a standard deviation is small", () => {
    const rare = Array.from({ length: 300 }, (_, n) => ({
      time: n + 1,
      event: n % 3 !== 1,
      covariates: [n === 0 ? 1 : 0, (n * 7) % 11],
    }));
    expect(coxRegression(rare, ["arm", "age"])).toMatchObject({ kind: "refused", because: expect.stringContaining("arm parts") });
  });

  test("constant and dependent covariates, and no events, are refused by name", () => {
    const some = patients([
      [1, true, 0.1],
      [2, true, 0.1],
      [3, false, 0.1],
    ]);
    expect(coxRegression(some, ["dose"])).toEqual({ kind: "refused", because: "dose is the same in all patients" });
    const twice = sets[2]!;
    const doubled = observationsOf(twice).map((each, n) => {
      const [age] = twice.covariates[n]!;
      return { ...each, covariates: [age!, 12 * age! + 3] };
    });
    expect(coxRegression(doubled, ["years", "months"])).toMatchObject({
      kind: "refused",
      because: expect.stringContaining("months says nothing"),
    });
    expect(coxRegression(patients([[1, false, 2]]), ["dose"])).toEqual({ kind: "refused", because: "no patient had the event" });
  });

  test("wrong numbers are refused with their place", () => {
    expect(() => kaplanMeier([])).toThrow(RangeError);
    expect(() => kaplanMeier([{ time: -1, event: true }])).toThrow(/observations\[0\]\.time is -1/);
    expect(() => kaplanMeier([{ time: Number.NaN, event: true }])).toThrow(RangeError);
    expect(() => coxRegression([{ time: 1, event: true, covariates: [1, 2] }], ["one"])).toThrow(/expected 1 finite numbers/);
    expect(() => coxRegression([{ time: 1, event: true, covariates: [] }], [])).toThrow(RangeError);
    expect(() => chiSquareTail(-1, 1)).toThrow(RangeError);
    expect(() => chiSquareTail(1, 0.5)).toThrow(RangeError);
  });
});

const anyGroup = fc.array(fc.record({ time: fc.integer({ min: 0, max: 12 }), event: fc.boolean() }), {
  minLength: 1,
  maxLength: 30,
});
const SEED = { seed: 20260310, numRuns: 200 };

describe("whatever the observations", () => {
  test("a curve falls from 1, its bands hold it, and nobody is lost", () => {
    fc.assert(
      fc.property(anyGroup, (group) => {
        const { steps, patients, events } = kaplanMeier(group);
        expect(steps.reduce((sum, each) => sum + each.events + each.censored, 0)).toBe(patients);
        expect(events).toBe(group.filter(({ event }) => event).length);
        let before = 1;
        for (const { time, atRisk, survivalFraction, interval } of steps) {
          expect(survivalFraction).toBeLessThanOrEqual(before);
          expect(atRisk).toBe(numberAtRisk(group, time));
          if (interval !== undefined) {
            expect(interval[0]).toBeLessThanOrEqual(survivalFraction);
            expect(interval[1]).toBeGreaterThanOrEqual(survivalFraction);
            expect(interval[0]).toBeGreaterThanOrEqual(0);
            expect(interval[1]).toBeLessThanOrEqual(1);
          } else expect([0, 1]).toContain(survivalFraction);
          before = survivalFraction;
        }
      }),
      SEED,
    );
  });

  test("without censoring the curve is the share that is left", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 }), (times) => {
        const { steps } = kaplanMeier(times.map((time) => ({ time, event: true })));
        // a product of up to ten fractions, each rounded once
        for (const { time, survivalFraction } of steps)
          expect(survivalFraction).toBeCloseTo(times.filter((each) => each > time).length / times.length, 13);
      }),
      SEED,
    );
  });

  test("the log-rank test asks neither for the order of groups nor for the unit of time", () => {
    fc.assert(
      fc.property(anyGroup, anyGroup, anyGroup, (a, b, c) => {
        const found = logRankTest([a, b, c]);
        const turned = logRankTest([c, a, b].map((group) => group.map(({ time, event }) => ({ time: time * 30, event }))));
        expect(turned.kind).toBe(found.kind);
        if (found.kind === "known" && turned.kind === "known") {
          // which group is left out of the matrix changes the rounding only
          expect(turned.chiSquare).toBeCloseTo(found.chiSquare, 8);
          const total = found.groups.reduce((sum, each) => sum + each.expected - each.observed, 0);
          expect(total).toBeCloseTo(0, 10);
        }
      }),
      SEED,
    );
  });

  test("a covariate in another unit has the same test and a coefficient in that unit", () => {
    const set = sets.find(({ name }) => name.startsWith("lung cancer"))!;
    const fit = (factor: number) => {
      const patients = observationsOf(set).map((each, n) => ({ ...each, covariates: [factor * set.covariates[n]![1]! + 7] }));
      const found = coxRegression(patients, ["karnofsky"]);
      if (found.kind !== "fitted") throw new Error(found.because);
      return found.coefficients[0]!;
    };
    const [per1, per10] = [fit(1), fit(0.1)];
    expect(per10.logHazardRatio / per1.logHazardRatio).toBeCloseTo(10, 8);
    expect(per10.p / per1.p).toBeCloseTo(1, 8);
  });
});

test("what the curve says at a time, and that nothing is known after the last", () => {
  const curve = kaplanMeier([
    { time: 2, event: true },
    { time: 5, event: false },
  ]);
  expect(survivalAt(curve, 1)).toEqual({ survivalFraction: 1 });
  expect(survivalAt(curve, 2)?.survivalFraction).toBe(0.5);
  expect(survivalAt(curve, 5)?.survivalFraction).toBe(0.5);
  expect(survivalAt(curve, 5.1)).toBeUndefined();
});
