import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  assessPostoperative,
  bileLeakGrade,
  type Finding,
  fiftyFifty,
  haemorrhageGrade,
  liverFailureGrade,
  type PostoperativeDay,
  peakBilirubin,
} from "../src/index.ts";

const LIMITS = { inrUpperLimit: 1.2, bilirubinUpperLimitUmolPerL: 21 };
const NORMAL_BEFORE = { inrBefore: 1, bilirubinBeforeUmolPerL: 10 };

const outcomes = (finding: Finding) => (finding.kind === "known" ? (finding.outcomes ?? []) : []);

describe("FUN-ISGLS-PHLF", () => {
  /** the reference's patient: albumin infusions only */
  const DAY_5: PostoperativeDay = { day: 5, ...LIMITS, inr: 1.4, bilirubinUmolPerL: 38, management: "conservative" };
  const grade = (days: PostoperativeDay[], before: object = NORMAL_BEFORE) => liverFailureGrade({ days, ...before });

  test("FUN-ISGLS-PHLF of INR 1.4 and 38 µmol/L on day 5 with albumin is B, and FUN-50-50 is not met", () => {
    expect(grade([DAY_5])).toMatchObject({ kind: "known", value: 2, unit: "grade", group: "B", severity: "warning" });
    expect(fiftyFifty({ days: [{ ...DAY_5, prothrombinPercent: 45 }] })).toMatchObject({ group: "not met" });
  });

  test.each([
    ["none", 1, "A"],
    ["conservative", 2, "B"],
    ["invasive", 3, "C"],
  ] as const)("FUN-ISGLS-PHLF managed by %s is %i", (management, value, group) => {
    expect(grade([{ ...DAY_5, management }])).toMatchObject({ value, group });
  });

  test.each([
    [{ inr: 1.2 }, "none"],
    [{ inr: 1.21 }, "B"],
    [{ bilirubinUmolPerL: 21 }, "none"],
    [{ bilirubinUmolPerL: 21.1 }, "B"],
    [{ day: 4 }, "unknown"],
    [{ day: 6 }, "B"],
  ])("FUN-ISGLS-PHLF with %o is %s", (change, expected) => {
    const finding = grade([{ ...DAY_5, ...change }]);
    expect(finding.kind === "known" ? finding.group : finding.kind).toBe(expected);
  });

  test("FUN-ISGLS-PHLF is graded by the gravest management from its first day on, not before", () => {
    expect(
      grade([
        { day: 2, management: "invasive" },
        { ...DAY_5, management: "none" },
      ]),
    ).toMatchObject({ group: "A" });
    expect(
      grade([
        { ...DAY_5, management: "none" },
        { day: 9, management: "invasive" },
      ]),
    ).toMatchObject({ group: "C" });
    expect(
      grade([
        { day: 9, management: "invasive" },
        { ...DAY_5, management: "none" },
      ]),
    ).toMatchObject({ group: "C" });
    expect(grade([{ ...DAY_5, management: undefined }])).toMatchObject({
      missing: ["postoperative[0].management"],
      severity: "warning",
    });
  });

  test("FUN-ISGLS-PHLF: clotting factors that keep the INR normal count as a raised INR", () => {
    const normal = { ...DAY_5, inr: 1.1 };
    expect(grade([normal])).toMatchObject({ value: 0, group: "none", severity: "info" });
    expect(grade([{ ...normal, clottingFactorsGiven: true }])).toMatchObject({ group: "B" });
    expect(grade([{ ...normal, inr: undefined, clottingFactorsGiven: true }])).toMatchObject({
      group: "B",
    });
    expect(grade([{ ...normal, clottingFactorsGiven: false }])).toMatchObject({ group: "none" });
  });

  test.each([
    { inrBefore: 1.3, bilirubinBeforeUmolPerL: 10 },
    { inrBefore: 1, bilirubinBeforeUmolPerL: 30 },
  ])("FUN-ISGLS-PHLF: with %o before, both must be rising", (before) => {
    const day4 = (inr: number, bilirubinUmolPerL: number) => ({ day: 4, ...LIMITS, inr, bilirubinUmolPerL });
    expect(grade([day4(1.3, 37), DAY_5], before)).toMatchObject({ group: "B" });
    expect(grade([day4(1.4, 37), DAY_5], before)).toMatchObject({ group: "none", because: expect.stringContaining("rising") });
    expect(grade([day4(1.3, 38), DAY_5], before)).toMatchObject({ group: "none" });
    expect(grade([DAY_5], before)).toMatchObject({ group: "none" });
    expect(grade([{ ...day4(1.3, 37), day: 0 }, DAY_5], before)).toMatchObject({ group: "B" });
    expect(grade([day4(1.4, 37), { ...DAY_5, clottingFactorsGiven: true }], before)).toMatchObject({ group: "B" });
    // the last result before counts, whatever the order of the file
    expect(grade([DAY_5, day4(1.3, 37), { ...day4(1.9, 90), day: 1 }], before)).toMatchObject({ group: "B" });
  });

  test("FUN-ISGLS-PHLF: what was before the operation is asked only where it decides", () => {
    expect(grade([DAY_5], {})).toMatchObject({ missing: ["laboratory.inr", "laboratory.bilirubinUmolPerL"] });
    expect(grade([DAY_5], { inrBefore: 1 })).toMatchObject({ missing: ["laboratory.bilirubinUmolPerL"] });
    expect(grade([{ day: 4, inr: 1.3, bilirubinUmolPerL: 30 }, DAY_5], {})).toMatchObject({ group: "B" });
    expect(grade([{ ...DAY_5, inr: 1 }], {})).toMatchObject({ group: "none" });
  });

  test("[CLI-01] FUN-ISGLS-PHLF names what is missing, and one normal value is enough", () => {
    expect(grade([{ day: 5 }])).toMatchObject({
      missing: [
        "postoperative[0].inr",
        "postoperative[0].inrUpperLimit",
        "postoperative[0].bilirubinUmolPerL",
        "postoperative[0].bilirubinUpperLimitUmolPerL",
      ],
    });
    const oneMissing = { ...DAY_5, bilirubinUpperLimitUmolPerL: undefined };
    expect(grade([oneMissing])).toMatchObject({ missing: ["postoperative[0].bilirubinUpperLimitUmolPerL"] });
    expect(grade([{ ...DAY_5, inr: undefined }])).toMatchObject({ missing: ["postoperative[0].inr"] });
    expect(grade([{ day: 5, inr: 1, inrUpperLimit: 1.2 }])).toMatchObject({ group: "none" });
    expect(grade([{ day: 5, bilirubinUmolPerL: 9, bilirubinUpperLimitUmolPerL: 21 }])).toMatchObject({ group: "none" });
    expect(grade([{ day: 1 }])).toMatchObject({ missing: ["postoperative (day 5 or later)"] });
    // the second day is not told, but the first suffices
    expect(grade([DAY_5, { day: 6 }])).toMatchObject({ group: "B" });
    expect(grade([{ ...DAY_5, inr: 1 }, { day: 6 }]).kind).toBe("unknown");
  });
});

describe("FUN-50-50", () => {
  const at = (bilirubinUmolPerL?: number, prothrombinPercent?: number, day = 5) =>
    fiftyFifty({ days: [{ day: 1 }, { day, bilirubinUmolPerL, prothrombinPercent }] });
  test.each([
    [50.1, 49.9, "met", "warning"],
    [50, 49.9, "not met", "info"],
    [50.1, 50, "not met", "info"],
    [50, undefined, "not met", "info"],
  ])("FUN-50-50 of %f µmol/L and %s %% is %s", (bilirubin, prothrombin, group, severity) => {
    expect(at(bilirubin, prothrombin)).toMatchObject({ value: bilirubin, unit: "µmol/L", group, severity });
  });
  test("FUN-50-50 looks at day 5 alone, and shows deaths as published", () => {
    for (const day of [4, 6]) expect(at(90, 30, day)).toMatchObject({ missing: ["postoperative (day 5)"] });
    expect(at(90, 30)).toMatchObject({ outcomes: [{ value: 0.59, holdsPatient: true, verification: "V2" }] });
    expect(at(90, 60)).toMatchObject({ outcomes: [{ holdsPatient: false }] });
  });
  test("[CLI-01] FUN-50-50 names what is missing", () => {
    expect(at()).toMatchObject({ missing: ["postoperative[1].bilirubinUmolPerL", "postoperative[1].prothrombinPercent"] });
    expect(at(undefined, 30)).toMatchObject({ missing: ["postoperative[1].bilirubinUmolPerL"] });
    expect(at(60)).toMatchObject({ missing: ["postoperative[1].prothrombinPercent"] });
  });
});

describe("FUN-PEAK7", () => {
  const at = (...results: (number | undefined)[]) =>
    peakBilirubin({ days: results.map((bilirubinUmolPerL, day) => ({ day, bilirubinUmolPerL })) });
  // 7 mg/dL · 17.1
  test.each([
    [7 * 17.1, "not over 7 mg/dL", "info"],
    [119.8, "over 7 mg/dL", "warning"],
  ])("FUN-PEAK7 of %f µmol/L is %s", (peak, group, severity) => {
    expect(at(20, peak, undefined, 40)).toMatchObject({ value: peak, group, severity, because: "the highest of 3 results" });
  });
  test("FUN-PEAK7 tells how little it finds, and names what is missing", () => {
    expect(at(20).cautions.join()).toContain("25 %");
    expect(at(20)).toMatchObject({ because: "the highest of 1 result" });
    expect(at(undefined)).toMatchObject({ missing: ["postoperative[].bilirubinUmolPerL"] });
  });
  test("FUN-PEAK7 never falls with another result", () => {
    const result = fc.double({ min: 1, max: 900, noNaN: true });
    const property = fc.property(fc.array(result, { minLength: 1 }), result, (results, more) => {
      const [before, after] = [at(...results), at(...results, more)];
      expect(before.kind === "known" && after.kind === "known" && after.value >= before.value).toBe(true);
    });
    fc.assert(property, { seed: 1, numRuns: 50 });
  });
});

describe("FUN-ISGLS-BILE-LEAK", () => {
  const leak = (day: number, change: Partial<PostoperativeDay> = {}): PostoperativeDay => ({
    day,
    bilirubinUmolPerL: 20,
    drainBilirubinUmolPerL: 60,
    management: "none",
    ...change,
  });
  const grade = (...days: PostoperativeDay[]) => bileLeakGrade({ days });

  test.each([
    [{ drainBilirubinUmolPerL: 59.9 }, 0, "none", "info"],
    [{}, 1, "A", "caution"],
    [{ management: "conservative" }, 2, "B", "warning"],
    [{ management: "invasive", relaparotomy: false }, 2, "B", "warning"],
    [{ management: "invasive", relaparotomy: true }, 3, "C", "warning"],
  ] as const)("FUN-ISGLS-BILE-LEAK on day 3 with %o is %i", (change, value, group, severity) => {
    const finding = grade(leak(3, change));
    expect(finding).toMatchObject({ value, unit: "grade", group, severity, cautions: [] });
    const frequency = { none: [], A: [0.033], B: [0.034], C: [0.006] }[group];
    expect(outcomes(finding).map(({ patients }) => patients)).toEqual([949, 949, 949]);
    expect(outcomes(finding).flatMap(({ holdsPatient, value }) => (holdsPatient ? value : []))).toEqual(frequency);
  });

  test("FUN-ISGLS-BILE-LEAK is not judged before day 3", () => {
    expect(grade(leak(2))).toMatchObject({ kind: "unknown", missing: ["postoperative (day 3 or later)"] });
  });

  test.each([
    [10, "A"],
    [11, "B"],
  ])("FUN-ISGLS-BILE-LEAK from day 3 to day %i without treatment is %s", (last, group) => {
    expect(grade(leak(3), leak(last))).toMatchObject({ group });
  });

  test("FUN-ISGLS-BILE-LEAK: treatment of a collection is a leak on any day, and never A", () => {
    expect(grade({ day: 2, bileCollectionTreated: true, management: "none" })).toMatchObject({ group: "B" });
    expect(grade({ day: 2, bileCollectionTreated: true })).toMatchObject({ group: "B" });
    expect(grade({ day: 2, bileCollectionTreated: true, management: "invasive", relaparotomy: true })).toMatchObject({
      group: "C",
    });
  });

  test("FUN-ISGLS-BILE-LEAK: an invasive measure is at least B, and C if it was another laparotomy", () => {
    const finding = grade(leak(3, { management: "invasive" }));
    expect(finding).toMatchObject({ value: 2, group: "B" });
    expect(finding.cautions).toEqual([expect.stringContaining("postoperative[0].relaparotomy not told")]);
  });

  test("FUN-ISGLS-BILE-LEAK is graded from its first day on", () => {
    const before = { day: 1, management: "invasive", relaparotomy: true } as const;
    expect(grade(before, leak(4))).toMatchObject({ group: "A" });
    expect(grade(leak(4), { day: 6, management: "conservative" })).toMatchObject({ group: "B" });
  });

  test("FUN-ISGLS-BILE-LEAK names what is missing", () => {
    expect(grade({ day: 4 })).toMatchObject({
      missing: ["postoperative[0].drainBilirubinUmolPerL", "postoperative[0].bilirubinUmolPerL"],
    });
    expect(grade(leak(3, { management: undefined }))).toMatchObject({
      missing: ["postoperative[0].management"],
      severity: "warning",
    });
    expect(grade({ day: 3, bilirubinUmolPerL: 20 })).toMatchObject({ missing: ["postoperative[0].drainBilirubinUmolPerL"] });
    expect(grade({ day: 3, drainBilirubinUmolPerL: 20 })).toMatchObject({ missing: ["postoperative[0].bilirubinUmolPerL"] });
    expect(grade(leak(0, { bileCollectionTreated: true }))).toMatchObject({ group: "B" });
  });
});

describe("FUN-ISGLS-HAEMORRHAGE", () => {
  const SEEN = { bleedingSeen: true } as const;
  const hb = (day: number, haemoglobinGPerL: number, change: Partial<PostoperativeDay> = {}): PostoperativeDay => ({
    day,
    haemoglobinGPerL,
    transfusionUnits: 0,
    ...change,
  });
  const grade = (...days: PostoperativeDay[]) => haemorrhageGrade({ days });

  test.each([
    [90, 0, "none"],
    [89.9, 1, "A"],
  ])("FUN-ISGLS-HAEMORRHAGE from 120 to %f g/L is %i", (lowest, value, group) => {
    expect(grade(hb(0, 120), hb(1, lowest, SEEN), hb(2, 110))).toMatchObject({ value, group });
  });

  test.each([
    [1, "A"],
    [2, "A"],
    [3, "B"],
  ])("FUN-ISGLS-HAEMORRHAGE with %i units is %s", (transfusionUnits, group) => {
    expect(grade(hb(0, 120), hb(1, 110, { ...SEEN, transfusionUnits }))).toMatchObject({ group, severity: "warning" });
  });

  test("FUN-ISGLS-HAEMORRHAGE with an invasive measure for bleeding is C, for something else not", () => {
    expect(grade(hb(0, 120), hb(1, 110, { ...SEEN, management: "invasive" }))).toMatchObject({ value: 3, group: "C" });
    expect(grade(hb(0, 120), hb(1, 80, SEEN), hb(5, 100, { management: "invasive" }))).toMatchObject({ group: "A" });
  });

  test("FUN-ISGLS-HAEMORRHAGE adds up the units of all days", () => {
    const unit = { transfusionUnits: 1 };
    expect(grade(hb(0, 120, unit), hb(1, 110, { ...SEEN, ...unit }), hb(2, 110, unit))).toMatchObject({ group: "B" });
  });

  test("FUN-ISGLS-HAEMORRHAGE: up to two units at once for loss in the operation do not count without bleeding seen", () => {
    const at = (transfusionUnits: number, day = 0) =>
      grade(hb(day, 110, { transfusionUnits, bleedingSeen: undefined }), hb(day + 1, 110));
    expect(at(2)).toMatchObject({ group: "none", severity: "info" });
    expect(at(3)).toMatchObject({ kind: "unknown", missing: ["postoperative[1].bleedingSeen"] });
    expect(at(2, 1)).toMatchObject({ kind: "unknown" });
  });

  test("FUN-ISGLS-HAEMORRHAGE needs bleeding that was seen", () => {
    const fall = [hb(0, 120), hb(1, 80)] as const;
    expect(grade(...fall)).toMatchObject({ kind: "unknown", missing: ["postoperative[1].bleedingSeen"], severity: "warning" });
    expect(grade(...fall, hb(2, 90, { bleedingSeen: false }))).toMatchObject({ value: 0, group: "none", severity: "caution" });
    expect(grade(hb(0, 120), hb(1, 110, SEEN))).toMatchObject({ value: 0, group: "none" });
  });

  test("[CLI-01] FUN-ISGLS-HAEMORRHAGE names what is missing", () => {
    expect(grade({ day: 1 })).toMatchObject({
      missing: ["postoperative[].haemoglobinGPerL", "postoperative[].transfusionUnits"],
    });
    const untold = { transfusionUnits: undefined };
    expect(grade(hb(0, 120, untold), hb(1, 115, untold))).toMatchObject({
      missing: ["postoperative[0].transfusionUnits", "postoperative[1].transfusionUnits"],
    });
    expect(grade(hb(0, 120, untold), hb(1, 80, { ...SEEN, ...untold }))).toMatchObject({ kind: "unknown", severity: "warning" });
    expect(grade(hb(0, 120, untold), hb(1, 80, SEEN)).cautions).toEqual([
      expect.stringContaining("postoperative[0].transfusionUnits"),
    ]);
    const many = { ...SEEN, transfusionUnits: 5 };
    expect(grade(hb(0, 120, untold), hb(1, 80, many))).toMatchObject({ group: "B", cautions: [] });
    expect(grade(hb(0, 120), hb(1, 80, SEEN))).toMatchObject({ group: "A", cautions: [] });
    expect(grade(hb(1, 120)).cautions).toEqual([expect.stringContaining("fewer than two results")]);
  });
});

test("[CLI-01] before the operation none applies", () => {
  for (const days of [undefined, []])
    expect(assessPostoperative({ days }).map(({ rule, kind }) => [rule, kind])).toEqual([
      ["FUN-ISGLS-PHLF", "not-applicable"],
      ["FUN-50-50", "not-applicable"],
      ["FUN-PEAK7", "not-applicable"],
      ["FUN-ISGLS-BILE-LEAK", "not-applicable"],
      ["FUN-ISGLS-HAEMORRHAGE", "not-applicable"],
    ]);
});
