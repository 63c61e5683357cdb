import { describe, expect, test } from "vitest";
import { assessFollowUp, FOLLOW_UP_TEMPLATE, followUpDates, RECOVERY_FACTS } from "../src/index.ts";

test("the rules come in fixed order", () => expect(assessFollowUp().map(({ rule }) => rule)).toEqual(["FOLLOW-UP", "RECOVERY"]));

describe("FOLLOW-UP", () => {
  test("is labelled local policy in each of its rules and in the finding, and puts no frequency to NG151", () => {
    for (const { because } of FOLLOW_UP_TEMPLATE) expect(because).toMatch(/^local policy/);
    const [finding] = assessFollowUp();
    expect(finding).toMatchObject({
      group: "local policy",
      because: expect.stringMatching(/^first visit after 4 to 6 weeks; CEA every 3 months/),
    });
    expect(finding!.cautions[0]).toMatch(/^flagged: local policy/);
    expect(finding!.cautions.find((caution) => caution.includes("NG151"))).toMatch(/gives no frequency$/);
    expect(finding!.source).toContain("CG131");
    expect(finding!.source).not.toContain("NG151");
  });

  test("is what it says, examination by examination", () =>
    expect(FOLLOW_UP_TEMPLATE.map((one) => [one.what, one.fromMonth, one.toMonth, one.everyMonths])).toEqual([
      ["CEA", 3, 36, 3],
      ["CEA", 42, 60, 6],
      ["CT of chest, abdomen and pelvis", 3, 12, 3],
      ["CT of chest, abdomen and pelvis", 18, 36, 6],
      ["CT of chest, abdomen and pelvis", 48, 60, 12],
      ["colonoscopy", 12, 48, 36],
    ]));

  test("its dates follow from the day of the operation, at the end of shorter months", () => {
    const dates = followUpDates("2025-11-30");
    expect(dates.map(({ month }) => month)).toEqual([3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36, 42, 48, 54, 60]);
    expect(dates[0]).toEqual({ month: 3, on: "2026-02-28", what: ["CEA", "CT of chest, abdomen and pelvis"] });
    expect(dates[3]).toEqual({ month: 12, on: "2026-11-30", what: ["CEA", "CT of chest, abdomen and pelvis", "colonoscopy"] });
    expect(dates[4]).toEqual({ month: 15, on: "2027-02-28", what: ["CEA"] });
    expect(dates.at(-1)).toEqual({ month: 60, on: "2030-11-30", what: ["CEA", "CT of chest, abdomen and pelvis"] });
    expect(dates.filter(({ what }) => what.includes("colonoscopy")).map(({ month }) => month)).toEqual([12, 48]);
  });

  test("in the first three years CEA comes every 3 months and CT every 3 to 6, more than CG131 asks", () => {
    const months = (what: string) =>
      followUpDates("2026-01-01")
        .filter((one) => one.month <= 36 && one.what.some((each) => each === what))
        .map(({ month }) => month);
    const gaps = (of: readonly number[]) => of.map((month, n) => month - (of[n - 1] ?? 0));
    expect(gaps(months("CEA")).every((gap) => gap === 3)).toBe(true);
    expect(gaps(months("CT of chest, abdomen and pelvis")).every((gap) => gap >= 3 && gap <= 6)).toBe(true);
    expect(months("CT of chest, abdomen and pelvis").length).toBeGreaterThanOrEqual(2);
  });

  test("a hospital's own template takes its place", () => {
    const own = [{ what: "visit", fromMonth: 1, toMonth: 3, everyMonths: 1, because: "local policy" }] as const;
    expect(followUpDates("2026-01-31", own)).toEqual([
      { month: 1, on: "2026-02-28", what: ["visit"] },
      { month: 2, on: "2026-03-31", what: ["visit"] },
      { month: 3, on: "2026-04-30", what: ["visit"] },
    ]);
    expect(followUpDates("2026-01-31", [{ ...own[0], toMonth: 0 }])).toEqual([]);
    expect(assessFollowUp(own)[0]).toMatchObject({
      because: "first visit after 4 to 6 weeks; visit every 1 months from month 1 to 3",
    });
  });

  test("wrong arguments", () => {
    const rule = { what: "visit", fromMonth: 1, toMonth: 3, everyMonths: 0, because: "local policy" } as const;
    expect(() => followUpDates("2026-01-31", [rule])).toThrow(RangeError);
    expect(() => followUpDates("2026-02-30")).toThrow(RangeError);
  });
});

describe("RECOVERY", () => {
  test("tells what happens in its order, each with a source and a verification", () => {
    expect(RECOVERY_FACTS.map(({ when }) => when)).toEqual([
      "before",
      "before",
      "in hospital",
      "in hospital",
      "in hospital",
      "at home",
      "risk",
      "risk",
    ]);
    for (const { source, verification, text } of RECOVERY_FACTS) {
      expect(source.length).toBeGreaterThan(10);
      expect(["V1", "V2", "V3", "D"]).toContain(verification);
      expect(text).toMatch(/\.$/);
    }
    const [, finding] = assessFollowUp();
    expect(finding).toMatchObject({ because: expect.stringContaining("at least 4 weeks before the operation") });
  });
});
