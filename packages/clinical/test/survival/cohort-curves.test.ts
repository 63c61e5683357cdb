import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { deriveCohortCurves } from "../../../../scripts/derive-cohort-curves.ts";
import { COHORT_CURVES } from "../../src/survival/cohort-curves.ts";
import { coxRegression } from "../../src/survival/index.ts";
import { REFERENCE } from "./reference.ts";

const TABLE = join(process.env.CANTLIE_DATA ?? "../shared/data", "crlm-cohort.csv");
const isThere = existsSync(TABLE);
if (!isThere) console.warn(`skipped: no data (${TABLE})`);

test.skipIf(!isThere)("the stored curves are what the table gives", () => {
  expect(deriveCohortCurves(readFileSync(TABLE, "utf8"))).toEqual(COHORT_CURVES);
});

test.skipIf(!isThere)("Cox regression of the cohort on its risk score equals R's", () => {
  const [header, ...rows] = readFileSync(TABLE, "utf8")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  const column = (name: string) => rows.map((row) => Number(row[header!.indexOf(name)]));
  const [score, months, died] = [column("clinrisk_score"), column("overall_survival_months"), column("vital_status")];
  const patients = score
    .map((value, n) => ({ time: months[n]!, event: died[n] === 1, covariates: [value] }))
    .filter(({ covariates }) => covariates[0]! >= 0);
  const found = coxRegression(patients, ["risk score"]);
  if (found.kind !== "fitted") throw new Error(found.because);
  const { cox } = REFERENCE.cohort.overallSurvival;
  expect(found.coefficients[0]!.logHazardRatio).toBeCloseTo(cox.beta[0]!, 6);
  expect(found.coefficients[0]!.standardError).toBeCloseTo(cox.standardError[0]!, 6);
});

describe("the stored curves", () => {
  test("compare groups as R does", () => {
    for (const { endpoint, chiSquare, p } of COHORT_CURVES.comparisons) {
      const { logRank } = REFERENCE.cohort[endpoint === "overall survival" ? "overallSurvival" : "diseaseFreeSurvival"];
      // stored with five decimals and three digits
      expect(chiSquare).toBeCloseTo(logRank.chiSquare, 4);
      expect(p / logRank.p).toBeCloseTo(1, 2);
    }
  });

  test("part the scored patients into two groups and fall from 1 within their bands", () => {
    const { curves, patients, withoutScore } = COHORT_CURVES;
    for (const endpoint of ["overall survival", "disease-free survival"] as const) {
      const [all, low, high] = (["all", "low", "high"] as const).map((group) =>
        curves.find((each) => each.endpoint === endpoint && each.group === group),
      );
      expect(all!.patients).toBe(patients);
      expect(low!.patients + high!.patients).toBe(patients - withoutScore);
    }
    for (const { steps, atRisk, patients: n, events, lastMonths } of curves) {
      expect(atRisk[0]).toBe(n);
      expect(steps.length).toBeLessThanOrEqual(events);
      let [month, before] = [-1, 1];
      for (const [months, survivalFraction, low = 0, high = 1] of steps) {
        expect(months).toBeGreaterThan(month);
        expect(survivalFraction).toBeLessThan(before);
        expect(low).toBeLessThanOrEqual(survivalFraction);
        expect(high).toBeGreaterThanOrEqual(survivalFraction);
        [month, before] = [months, survivalFraction];
      }
      expect(lastMonths).toBeGreaterThanOrEqual(month);
    }
  });

  test("carry what the licence asks for, and no patient", () => {
    expect(COHORT_CURVES.attribution).toMatch(/Simpson.*doi 10\.7937\/QXK2-QG03, CC BY 4\.0/);
    expect(JSON.stringify(COHORT_CURVES)).not.toContain("CRLM-CT-");
  });
});
