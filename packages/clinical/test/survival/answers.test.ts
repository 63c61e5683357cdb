import { describe, expect, test } from "vitest";
import {
  chiSquareTail,
  coxRegression,
  kaplanMeier,
  medianSurvival,
  type Observation,
  survivalAt,
} from "../../src/survival/index.ts";
import { REFERENCE } from "./reference.ts";

const curveOf = (...times: readonly (readonly [time: number, event: boolean])[]) =>
  kaplanMeier(times.map(([time, event]): Observation => ({ time, event })));

describe("what a Cox regression tells beside its coefficients", () => {
  const set = REFERENCE.sets.find(({ cox }) => cox !== null)!;
  const patients = set.time.map((time, n) => ({ time, event: set.event[n] === 1, covariates: set.covariates[n]! }));
  const found = coxRegression(patients, set.covariateNames);
  if (found.kind !== "fitted") throw new Error(found.because);

  test("hazard ratios and their intervals are those of R's coefficients", () => {
    for (const [n, { hazardRatio, interval, covariate }] of found.coefficients.entries()) {
      const [beta, error] = [set.cox!.beta[n]!, set.cox!.standardError[n]!];
      expect(covariate).toBe(set.covariateNames[n]);
      expect(hazardRatio / Math.exp(beta)).toBeCloseTo(1, 5);
      expect(interval[0] / Math.exp(beta - 1.959963984540054 * error)).toBeCloseTo(1, 5);
      expect(interval[1] / Math.exp(beta + 1.959963984540054 * error)).toBeCloseTo(1, 5);
    }
  });

  test("patients and events are counted", () => {
    expect(found.patients).toBe(set.time.length);
    expect(found.events).toBe(set.event.filter((event) => event === 1).length);
    expect(found.events).toBeLessThan(found.patients);
  });

  test("no covariate at all, and one that is no number, are wrong arguments", () => {
    expect(() => coxRegression([{ time: 1, event: true, covariates: [] }], [])).toThrow("names is empty");
    expect(() => coxRegression([{ time: 1, event: true, covariates: [1, Number.NaN] }], ["a", "b"])).toThrow(RangeError);
  });
});

describe("medians", () => {
  test("what the curve never reaches is absent", () => {
    const high = curveOf([1, true], [2, false], [3, false], [4, false]);
    expect(Object.keys(medianSurvival(high))).toEqual(medianSurvival(high).low === undefined ? [] : ["low"]);
  });
  test("a curve that stands at one half exactly has its median in the middle of that stretch", () => {
    expect(medianSurvival(curveOf([1, true], [2, true], [5, true], [7, true])).median).toBe(3.5);
    // nothing comes after the stretch: its end is the last observation
    expect(medianSurvival(curveOf([1, true], [2, true], [5, false], [9, false])).median).toBe(5.5);
    expect(medianSurvival(curveOf([1, true], [2, true], [3, true])).median).toBe(2);
  });
});

test("beyond the last observation nothing is known, up to it everything is", () => {
  const curve = curveOf([1, true], [2, false], [3, false]);
  expect(survivalAt(curve, 3)?.survivalFraction).toBeCloseTo(2 / 3, 12);
  expect(survivalAt(curve, 3.001)).toBeUndefined();
  expect(survivalAt(curve, 0.5)).toEqual({ survivalFraction: 1 });
});

test("degrees of freedom are whole and at least 1", () => {
  for (const degrees of [0, -1, 1.5]) expect(() => chiSquareTail(1, degrees)).toThrow(RangeError);
});
