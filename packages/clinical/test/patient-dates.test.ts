import { describe, expect, test } from "vitest";
import { checkPatientDates, refusedPatientFields } from "../src/index.ts";

const TODAY = "2026-03-15";
const PATIENT = {
  ageYears: 64,
  primary: { inPlace: false, diagnosedOn: "2025-01-14", resectedOn: "2025-02-20" },
  metastases: { firstSeenOn: "2025-11-02", diseaseFreeIntervalMonths: 9 },
  chemotherapy: [
    { regimen: "FOLFOX", lastOn: "2025-06-01" },
    { regimen: "FOLFIRI", lastOn: "2026-02-20", bevacizumabLastOn: "2026-02-06" },
  ],
  laboratory: { takenOn: "2026-03-10" },
  history: { portalOcclusion: { kind: "PVE", on: "2026-03-01" } },
  imaging: { ctOn: "2026-03-12", mriOn: null },
  planning: { on: "2026-03-15", operationOn: "2026-04-20" },
  postoperative: [{ day: 1 }, { day: 3 }, { day: 5 }],
};

test("days in an ordinary order pass without a word, and what is planned may lie ahead", () =>
  expect(checkPatientDates(PATIENT, TODAY)).toEqual([]));

describe("impossible days are refused by their path, with what was probably meant", () => {
  test.each<[string, object, string, RegExp]>([
    [
      "a resection before the diagnosis",
      { primary: { diagnosedOn: "2025-02-20", resectedOn: "2025-02-19" } },
      "primary.resectedOn",
      /found 2025-02-19, expected on or after the diagnosis of 2025-02-20; probably the two were exchanged/,
    ],
    [
      "chemotherapy that ends in the future",
      { chemotherapy: [{ lastOn: "2026-03-16" }] },
      "chemotherapy[0].lastOn",
      /found 2026-03-16, expected no later than 2026-03-15.*probably the year before, 2025-03-16/,
    ],
    ["blood taken tomorrow", { laboratory: { takenOn: "2026-03-16" } }, "laboratory.takenOn", /has not happened yet/],
    ["a day two years ahead", { imaging: { ctOn: "2028-03-12" } }, "imaging.ctOn", /it has not happened yet$/],
    [
      "a diagnosis before birth",
      { ageYears: 64, primary: { diagnosedOn: "1960-01-01" } },
      "primary.diagnosedOn",
      /expected after 1961-03-15: the patient, 64 years old, was not born/,
    ],
    [
      "a primary in place that was resected",
      { primary: { inPlace: true, resectedOn: "2025-02-20" } },
      "primary.inPlace",
      /found true, expected false/,
    ],
    [
      "lines out of order",
      { chemotherapy: [{ lastOn: "2025-06-02" }, {}, { lastOn: "2025-06-01" }] },
      "chemotherapy[2].lastOn",
      /expected on or after 2025-06-02.*probably the lines are not in order/,
    ],
    [
      "bevacizumab after the line's end",
      { chemotherapy: [{ lastOn: "2025-06-01", bevacizumabLastOn: "2025-06-02" }] },
      "chemotherapy[0].bevacizumabLastOn",
      /expected no later than the line's last dose on 2025-06-01/,
    ],
    [
      "days after the operation in another order",
      { postoperative: [{ day: 3 }, { day: 1 }] },
      "postoperative[1].day",
      /found day 1 after day 3.*probably the days are not in order/,
    ],
    [
      "one day told twice",
      { postoperative: [{ day: 3 }, {}, { day: 3 }] },
      "postoperative[2].day",
      /probably one day is told twice/,
    ],
  ])("%s", (_, patient, path, problem) => {
    expect(refusedPatientFields(patient, TODAY)).toEqual([{ path, problem: expect.stringMatching(problem) }]);
  });
});

describe("the other side of each limit passes", () => {
  test.each<[string, object]>([
    ["a resection on the day of the diagnosis", { primary: { diagnosedOn: "2025-02-20", resectedOn: "2025-02-20" } }],
    ["a last dose today", { chemotherapy: [{ lastOn: TODAY }] }],
    ["a diagnosis in the first days of life", { ageYears: 64, primary: { diagnosedOn: "1961-03-15" } }],
    ["two lines that end on one day", { chemotherapy: [{ lastOn: "2025-06-01" }, { lastOn: "2025-06-01" }] }],
    ["bevacizumab to the end", { chemotherapy: [{ lastOn: "2025-06-01", bevacizumabLastOn: "2025-06-01" }] }],
    [
      "metastases a year before the diagnosis",
      { primary: { diagnosedOn: "2025-02-20" }, metastases: { firstSeenOn: "2024-02-20" } },
    ],
    ["an operation on the day of planning", { planning: { on: TODAY, operationOn: TODAY } }],
  ])("%s", (_, patient) => expect(checkPatientDates(patient, TODAY)).toEqual([]));
});

describe("unusual days are asked again", () => {
  test.each<[string, object, string, RegExp]>([
    [
      "metastases more than a year before the primary",
      { primary: { diagnosedOn: "2025-02-20" }, metastases: { firstSeenOn: "2024-02-19" } },
      "metastases.firstSeenOn",
      /usually not a year and more before/,
    ],
    [
      "an interval that the days do not give",
      { primary: { diagnosedOn: "2025-01-14" }, metastases: { firstSeenOn: "2025-11-02", diseaseFreeIntervalMonths: 24 } },
      "metastases.diseaseFreeIntervalMonths",
      /found 24 months, by the days it is 9.6/,
    ],
    [
      "an operation before its planning",
      { planning: { on: "2026-03-15", operationOn: "2026-03-14" } },
      "planning.operationOn",
      /usually not before/,
    ],
  ])("%s", (_, patient, path, problem) => {
    expect(checkPatientDates(patient, TODAY)).toEqual([{ verdict: "unusual", path, problem: expect.stringMatching(problem) }]);
    expect(refusedPatientFields(patient, TODAY)).toEqual([]);
  });

  // 292 days are 9.59 months: 2 months off is 7.6 to 11.5
  test.each([
    [7.5, 1],
    [7.6, 0],
    [11.5, 0],
    [11.6, 1],
  ])("%f months are %i doubts", (diseaseFreeIntervalMonths, doubts) => {
    const patient = {
      primary: { diagnosedOn: "2025-01-14" },
      metastases: { firstSeenOn: "2025-11-02", diseaseFreeIntervalMonths },
    };
    expect(checkPatientDates(patient)).toHaveLength(doubts);
  });
});

describe("a diagnosis before birth", () => {
  const doubts = (ageYears: number, diagnosedOn: string) =>
    checkPatientDates({ ageYears, primary: { diagnosedOn } }, TODAY).length;
  test.each([
    [64, "1961-03-14", 1],
    [64.9, "1961-03-15", 0],
    [0, "2025-03-14", 1],
    [0, "2025-03-15", 0],
    [120, "1905-03-14", 1],
  ])("%f years old, diagnosed on %s: %i doubts", (ageYears, diagnosedOn, count) =>
    expect(doubts(ageYears, diagnosedOn)).toBe(count),
  );
  test("an impossible age is refused for itself and compared with nothing", () => {
    for (const ageYears of [-1, 121, Number.NaN]) expect(doubts(ageYears, "1850-01-01")).toBe(0);
  });
});

test("the year before is offered where it has happened by now", () => {
  const problem = (lastOn: string) => checkPatientDates({ chemotherapy: [{ lastOn }] }, TODAY)[0]?.problem;
  expect(problem("2027-03-15")).toMatch(/; probably the year before, 2026-03-15$/);
  expect(problem("2027-03-16")).toMatch(/it has not happened yet$/);
});

test("an interval may count from the diagnosis or from the resection, and is none where metastases came first", () => {
  const doubts = (primary: object, firstSeenOn: string, diseaseFreeIntervalMonths: number) =>
    checkPatientDates({ primary, metastases: { firstSeenOn, diseaseFreeIntervalMonths } }).length;
  // 9.6 months from the diagnosis, 4.6 from the resection
  const primary = { diagnosedOn: "2025-01-14", resectedOn: "2025-06-14" };
  expect([9, 5, 7.2, 0].map((months) => doubts(primary, "2025-11-02", months))).toEqual([0, 0, 1, 1]);
  expect([0, 2, 2.5].map((months) => doubts({ diagnosedOn: "2025-01-14" }, "2025-01-01", months))).toEqual([0, 0, 1]);
  expect(doubts({}, "2025-01-01", 24)).toBe(0);
});

test("without a day to compare with nothing lies ahead, unless the file says when it was made", () => {
  const patient = { chemotherapy: [{ lastOn: "2999-01-01" }] };
  expect(checkPatientDates(patient)).toEqual([]);
  expect(checkPatientDates({ ...patient, planning: { on: TODAY } })).toHaveLength(1);
});

test("what is no calendar day is left to the schema", () =>
  expect(checkPatientDates({ primary: { diagnosedOn: "2025-02-30", resectedOn: "soon" } }, TODAY)).toEqual([]));
