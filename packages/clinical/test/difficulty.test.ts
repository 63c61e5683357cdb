import { describe, expect, test } from "vitest";
import {
  type AnyFinding,
  assessDifficulty,
  imm,
  iwate,
  type LiverFunction,
  type PlannedOperation,
  routeAdvice,
  southampton,
} from "../src/index.ts";
import examples from "./fixtures/worked-examples.json" with { type: "json" };

const CHILD_A: LiverFunction = { bilirubinUmolPerL: 10, albuminGPerL: 42, inr: 1, ascites: "none", encephalopathy: "none" };
/** 8 points */
const CHILD_B: LiverFunction = { ...CHILD_A, bilirubinUmolPerL: 60, ascites: "mild" };
/** 10 points */
const CHILD_C: LiverFunction = { ...CHILD_B, albuminGPerL: 20 };

/** As easy as can be. */
const EASIEST: PlannedOperation = {
  operation: "partial",
  segments: ["3"],
  isMajor: false,
  tumourSegments: ["3"],
  largestMm: 10,
  nearMajorVessel: false,
  reconstruction: false,
  chemotherapyGiven: false,
  openLiverResection: false,
  liver: CHILD_A,
};

function points(finding: AnyFinding): number {
  if (finding.kind !== "known" || finding.value === undefined) throw new Error(`${finding.rule} is ${finding.kind}`);
  return finding.value;
}
const own = (finding: AnyFinding) =>
  finding.kind === "known" ? (finding.outcomes ?? []).filter(({ holdsPatient }) => holdsPatient).map(({ value }) => value) : [];

describe("DIF-SOUTHAMPTON-2018", () => {
  test("DIF-SOUTHAMPTON-2018 of 35 mm after chemotherapy, right hepatectomy", () => {
    const finding = southampton({ ...EASIEST, operation: "right hemihepatectomy", largestMm: 35, chemotherapyGiven: true });
    expect(finding).toMatchObject({
      value: examples["Southampton chemo,no open,malignant,35mm,anat major"],
      unit: "points",
      group: "high",
      severity: "caution",
      because: expect.stringContaining("anatomically major 4; trouble during the operation predicted in 20 to 50 %"),
    });
    expect(own(finding)).toEqual([0.555]);
  });
  test.each([
    [{}, 2],
    [{ chemotherapyGiven: true }, 3],
    [{ openLiverResection: true }, 7],
    [{ largestMm: 29.9 }, 2],
    [{ largestMm: 30 }, 4],
    [{ largestMm: 50 }, 4],
    [{ largestMm: 50.1 }, 5],
    [{ segments: ["1"] }, 4],
    [{ segments: ["4a"] }, 4],
    [{ segments: ["4b"] }, 2],
    [{ segments: ["7"] }, 4],
    [{ segments: ["3", "8"] }, 4],
    [{ segments: ["5", "6"] }, 2],
    [{ segments: ["2", "3", "5"] }, 2],
    [{ operation: "segmentectomy", segments: ["5", "6"] }, 2],
    [{ operation: "segmentectomy", segments: ["4a", "4b", "5"] }, 4],
    [{ operation: "segmentectomy", segments: ["4b", "5", "6"], isMajor: true }, 6],
    // the edges of an extended segmentectomy lie in its neighbours, which do not go
    [{ operation: "segmentectomy", segments: ["4b", "5", "6"], isMajor: false }, 2],
    [{ operation: "partial", segments: ["2", "3", "5"], isMajor: true }, 2],
    [{ operation: "left lateral sectionectomy", segments: ["2", "3"] }, 2],
    [{ operation: "left hemihepatectomy", segments: undefined }, 6],
    [{ operation: "central hepatectomy" }, 6],
    [{ operation: "right trisectionectomy" }, 6],
    [{ operation: "left trisectionectomy" }, 6],
    [
      { operation: "right hemihepatectomy", largestMm: 60, chemotherapyGiven: true, openLiverResection: true },
      examples["Southampton max"],
    ],
  ] as const)("DIF-SOUTHAMPTON-2018 with %o is %i", (change, sum) => {
    expect(points(southampton({ ...EASIEST, ...change }))).toBe(sum);
  });
  test.each([
    [{}, "low", 0, "info"],
    [{ chemotherapyGiven: true }, "moderate", 0.095, "info"],
    [{ largestMm: 60 }, "moderate", 0.095, "info"],
    [{ largestMm: 60, chemotherapyGiven: true }, "high", 0.555, "caution"],
    [{ largestMm: 40, openLiverResection: true }, "high", 0.555, "caution"],
    [{ largestMm: 60, openLiverResection: true }, "extremely high", 1, "caution"],
  ] as const)("DIF-SOUTHAMPTON-2018 with %o is %s", (change, group, observed, severity) => {
    const finding = southampton({ ...EASIEST, ...change });
    expect(finding).toMatchObject({ group, severity });
    expect(own(finding)).toEqual([observed]);
  });
  test("DIF-SOUTHAMPTON-2018 names what is missing", () =>
    expect(southampton({})).toMatchObject({
      missing: [
        "plans[].name",
        "metastases.largestMm",
        "chemotherapy",
        "history.openLiverResection",
        "plans[].stages[].resections",
      ],
    }));
});

describe("DIF-IWATE-2016", () => {
  test("DIF-IWATE-2016 of a segmentectomy 7, 30 mm, at a vessel, Child A", () => {
    const worked: PlannedOperation = {
      ...EASIEST,
      operation: "segmentectomy",
      tumourSegments: ["7"],
      largestMm: 30,
      nearMajorVessel: true,
    };
    expect(iwate(worked)).toMatchObject({
      value: examples["Iwate S7 segmentectomy 30mm vessel ChildA"],
      group: "expert",
      cautions: [expect.stringMatching(/^unverified/), expect.stringMatching(/^flagged/), expect.any(String)],
    });
    expect(own(iwate(worked))).toEqual([0.625, 0.437]);
  });
  test.each([
    ["1", 4],
    ["2", 2],
    ["3", 1],
    ["4", 4],
    ["4a", 4],
    ["4b", 3],
    ["5", 3],
    ["6", 2],
    ["7", 5],
    ["8", 5],
  ] as const)("DIF-IWATE-2016: a tumour in segment %s counts %i", (segment, sum) => {
    const finding = iwate({ ...EASIEST, tumourSegments: [segment] });
    expect(points(finding)).toBe(sum);
    expect(finding.cautions.join().includes("not divided")).toBe(segment === "4");
  });
  test.each([
    [{}, 1],
    [{ tumourSegments: ["3", "8", "2"] }, 5],
    [{ operation: "left lateral sectionectomy", tumourSegments: ["2"] }, 4],
    [{ operation: "left lateral sectionectomy" }, 3],
    [{ operation: "segmentectomy" }, 4],
    [{ operation: "right posterior sectionectomy" }, 5],
    [{ operation: "right hemihepatectomy" }, 5],
    [{ largestMm: 29.9 }, 1],
    [{ largestMm: 30 }, 2],
    [{ nearMajorVessel: true }, 2],
    [{ liver: CHILD_B }, 2],
    [{ handAssistedOrHybrid: true }, 0],
    [{ operation: "central hepatectomy", tumourSegments: ["8"], largestMm: 90, nearMajorVessel: true, liver: CHILD_B }, 12],
  ] as const)("DIF-IWATE-2016 with %o is %i", (change, sum) => expect(points(iwate({ ...EASIEST, ...change }))).toBe(sum));
  test.each([
    [{ operation: "left lateral sectionectomy" }, 3, "low"],
    [{ operation: "segmentectomy" }, 4, "intermediate"],
    [{ operation: "segmentectomy", nearMajorVessel: true, largestMm: 30 }, 6, "intermediate"],
    [{ operation: "segmentectomy", tumourSegments: ["4a"] }, 7, "advanced"],
    [{ operation: "right hemihepatectomy", tumourSegments: ["8"] }, 9, "advanced"],
    [{ operation: "right hemihepatectomy", tumourSegments: ["8"], largestMm: 30 }, 10, "expert"],
  ] as const)("DIF-IWATE-2016 with %o is %i, %s", (change, value, group) => {
    const finding = iwate({ ...EASIEST, ...change });
    expect(finding).toMatchObject({ value, group, severity: value > 6 ? "caution" : "info" });
    const observed = { low: [0.024, 0.048], intermediate: [0.075, 0.056], advanced: [0.343, 0.281], expert: [0.625, 0.437] };
    expect(own(finding)).toEqual(observed[group]);
  });
  test("[CLI-01] DIF-IWATE-2016 does not apply to Child C or children, and names what is missing", () => {
    expect(iwate({ ...EASIEST, liver: CHILD_C })).toMatchObject({
      kind: "not-applicable",
      because: expect.stringContaining("is C"),
    });
    expect(iwate({ ...EASIEST, liver: { ageYears: 9 } }).kind).toBe("not-applicable");
    expect(iwate({ ...EASIEST, liver: { ...CHILD_A, inr: undefined } })).toMatchObject({ missing: ["laboratory.inr"] });
    expect(iwate({ liver: CHILD_A })).toMatchObject({
      missing: ["plans[].name", "anatomy.lesions[].segments", "metastases.largestMm", "plans[].touchedVessels"],
    });
    expect(iwate({ ...EASIEST, tumourSegments: [] })).toMatchObject({ missing: ["anatomy.lesions[].segments"] });
  });
});

describe("DIF-IMM-2018", () => {
  test.each([
    ["partial", ["8"], "I"],
    ["left lateral sectionectomy", ["2", "3"], "I"],
    ["segmentectomy", ["2"], "II"],
    ["segmentectomy", ["3"], "II"],
    ["segmentectomy", ["4b"], "II"],
    ["segmentectomy", ["5"], "II"],
    ["segmentectomy", ["6"], "II"],
    ["left hemihepatectomy", [], "II"],
    ["segmentectomy", ["1"], "III"],
    ["segmentectomy", ["4a"], "III"],
    ["segmentectomy", ["7"], "III"],
    ["segmentectomy", ["5", "8"], "III"],
    ["right posterior sectionectomy", [], "III"],
    ["right hemihepatectomy", [], "III"],
    ["central hepatectomy", [], "III"],
    ["right trisectionectomy", [], "III"],
    ["left trisectionectomy", [], "III"],
  ] as const)("DIF-IMM-2018 of %s %o is %s", (operation, segments, group) => {
    const finding = imm({ operation, segments });
    expect(finding).toMatchObject({ group, unit: "grade", severity: group === "III" ? "caution" : "info" });
    expect(points(finding)).toBe(group.length);
    expect(finding.cautions[1]).toMatch(/^flagged/);
  });
  test.each([
    ["left medial sectionectomy", ["4"], "2 in one personal series"],
    ["right anterior sectionectomy", ["5", "8"], "3 in one personal series"],
    ["segmentectomy", ["4"], "segment 4 as a whole"],
  ] as const)("DIF-IMM-2018 leaves %s %o unclassified", (operation, segments, because) => {
    expect(imm({ operation, segments })).toMatchObject({
      kind: "not-applicable",
      because: expect.stringMatching(`unclassified by IMM.*${because}`),
    });
  });
  test("DIF-IMM-2018 names what is missing", () => {
    expect(imm({})).toMatchObject({ missing: ["plans[].name"] });
    expect(imm({ operation: "segmentectomy" })).toMatchObject({ missing: ["plans[].stages[].resections"] });
    expect(imm({ operation: "right hemihepatectomy" }).kind).toBe("known");
  });
});

describe("ROUTE-RULE", () => {
  test("ROUTE-RULE: reconstruction favours open, nothing else decides", () => {
    expect(routeAdvice({ reconstruction: true })).toMatchObject({ kind: "known", group: "favours open" });
    expect(routeAdvice({ reconstruction: false, openLiverResection: true })).toMatchObject({
      group: "surgeon and centre decide",
      because: expect.stringContaining("operated on before"),
    });
    expect(routeAdvice({ reconstruction: false, openLiverResection: false })).toMatchObject({
      because: "nothing that was told speaks against either",
    });
  });
  test("ROUTE-RULE shows the scores that are known, and both arms of the trial", () => {
    const finding = routeAdvice(EASIEST);
    expect(finding).toMatchObject({ because: "DIF-SOUTHAMPTON-2018 low (2); DIF-IWATE-2016 low (1); DIF-IMM-2018 I (1)" });
    expect(
      finding.kind === "known" &&
        finding.outcomes?.map(({ group, value, verification, patients }) => [group, value, verification, patients]),
    ).toEqual([
      ["laparoscopic", 0.19, "V1", 133],
      ["open", 0.31, "V1", 147],
      ["laparoscopic", 53, "V2", 133],
      ["open", 96, "V2", 147],
      ["laparoscopic", 0.54, "V1", 133],
      ["open", 0.55, "V1", 147],
    ]);
    expect(finding.cautions.join()).toContain("advice");
  });
  test("ROUTE-RULE names what is missing", () =>
    expect(routeAdvice({})).toMatchObject({ missing: ["plans[].stages[].reconstruct", "history.openLiverResection"] }));
});

test.each([
  ["operation", "plans[].name", ["DIF-SOUTHAMPTON-2018", "DIF-IWATE-2016", "DIF-IMM-2018"]],
  ["segments", "plans[].stages[].resections", ["DIF-SOUTHAMPTON-2018"]],
  ["tumourSegments", "anatomy.lesions[].segments", ["DIF-IWATE-2016"]],
  ["largestMm", "metastases.largestMm", ["DIF-SOUTHAMPTON-2018", "DIF-IWATE-2016"]],
  ["nearMajorVessel", "plans[].touchedVessels", ["DIF-IWATE-2016"]],
  ["reconstruction", "plans[].stages[].reconstruct", ["ROUTE-RULE"]],
  ["chemotherapyGiven", "chemotherapy", ["DIF-SOUTHAMPTON-2018"]],
  ["openLiverResection", "history.openLiverResection", ["DIF-SOUTHAMPTON-2018", "ROUTE-RULE"]],
])("[CLI-01] without %s alone, those that need it name %s", (input, path, needing) => {
  const lacking = assessDifficulty({ ...EASIEST, [input]: undefined }).flatMap((finding) =>
    finding.kind === "unknown" ? [[finding.rule, finding.missing]] : [],
  );
  expect(lacking).toEqual(needing.map((id) => [id, [path]]));
});

test("all of them come in fixed order", () => {
  const ids = ["DIF-SOUTHAMPTON-2018", "DIF-IWATE-2016", "DIF-IMM-2018", "ROUTE-RULE"];
  expect(assessDifficulty({}).map(({ rule }) => rule)).toEqual(ids);
  expect(assessDifficulty(EASIEST).map(({ rule }) => rule)).toEqual(ids);
});
