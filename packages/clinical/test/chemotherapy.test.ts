import { describe, expect, test } from "vitest";
import { hasIrinotecan, hasOxaliplatin } from "../src/chemotherapy/chemo-liver.ts";
import {
  assessChemotherapy,
  type ChemotherapyFacts,
  type ChemotherapyLine,
  daysBetween,
  daysLater,
  earliestAfter,
  isCalendarDay,
  monthsLater,
} from "../src/index.ts";
import { FACTS, FOLFOX, line, of } from "./chemotherapy-facts.ts";
import examples from "./fixtures/worked-examples.json" with { type: "json" };

test("the rules come in fixed order, whatever is known", () => {
  const rules = [
    "CHEMO-INTERVAL",
    "CHEMO-INTERVAL-BEVACIZUMAB",
    "CHEMO-LIVER",
    "DLM",
    "RECIST-1.1",
    "MORPHOLOGIC-RESPONSE",
    "CHEMO-EPOC",
  ];
  expect(assessChemotherapy(FACTS).map(({ rule }) => rule)).toEqual(rules);
  expect(assessChemotherapy({}).map(({ rule }) => rule)).toEqual(rules);
});

describe("calendar days", () => {
  test("months end where a month is shorter", () => {
    expect(monthsLater("2024-01-31", 1)).toBe("2024-02-29");
    expect(monthsLater("2025-01-31", 1)).toBe("2025-02-28");
    expect(monthsLater("2025-11-30", 3)).toBe("2026-02-28");
    expect(monthsLater("2026-03-15", -12)).toBe("2025-03-15");
  });
  test("days go on over months, leap days and changes of the clock", () => {
    expect(daysLater("2024-02-28", 1)).toBe("2024-02-29");
    expect(daysLater("2025-12-31", 1)).toBe("2026-01-01");
    expect(daysBetween("2025-03-29", "2025-03-31")).toBe(2);
    expect(daysBetween("2025-03-31", "2025-03-29")).toBe(-2);
  });
  test.each(["2025-02-30", "2025-2-3", "20250203", "2025-02-03T00:00", "", "x2025-02-03"])("%j is none", (day) => {
    expect(isCalendarDay(day)).toBe(false);
    expect(() => daysLater(day, 1)).toThrow(/expected a calendar day/);
  });
});

describe("CHEMO-INTERVAL", () => {
  test("worked: last FOLFOX with bevacizumab on 1 March 2025 gives 29 March, 5 April and 12 April 2025", () => {
    const [cytotoxicOn, bevacizumabOn] = examples["chemo interval from 2025-03-01"];
    expect(earliestAfter("2025-03-01")).toEqual({
      cytotoxicOn,
      bevacizumabFloorOn: "2025-03-29",
      bevacizumabOtherOn: "2025-04-05",
      bevacizumabOn,
    });
    expect(of("CHEMO-INTERVAL", { operationOn: undefined })).toMatchObject({
      kind: "known",
      because: "last dose 2025-03-01: from 2025-03-29 on it is 4 weeks",
    });
    expect(of("CHEMO-INTERVAL-BEVACIZUMAB", { ...line({ bevacizumab: true }), operationOn: undefined })).toMatchObject({
      because:
        "last bevacizumab 2025-03-01: 28 days (label) end on 2025-03-29, 5 weeks on 2025-04-05, 6 weeks, the default, on 2025-04-12",
    });
  });

  test.each([
    ["2025-03-28", 27, "under 4 weeks", "caution"],
    ["2025-03-29", 28, "4 to 5 weeks", "info"],
    ["2025-04-04", 34, "4 to 5 weeks", "info"],
    ["2025-04-05", 35, "5 weeks or more", "info"],
  ])("an operation on %s is %i days after: %s", (operationOn, value, group, severity) =>
    expect(of("CHEMO-INTERVAL", { operationOn })).toMatchObject({ value, unit: "days", group, severity }),
  );

  test("is soft and says that what was read disagrees", () =>
    expect(of("CHEMO-INTERVAL").cautions.join()).toMatch(/flagged: a soft rule of scheduling; what was read disagrees/));

  test("the latest line counts, and an earlier one needs no day", () => {
    const lines = [{ regimen: "FOLFIRI", bevacizumab: false }, { ...FOLFOX, lastOn: "2025-02-01" }, FOLFOX];
    expect(of("CHEMO-INTERVAL", { chemotherapy: lines, operationOn: "2025-04-01" })).toMatchObject({ value: 31 });
  });

  test("kinds", () => {
    expect(of("CHEMO-INTERVAL", { chemotherapy: [] }).kind).toBe("not-applicable");
    expect(of("CHEMO-INTERVAL", { chemotherapy: undefined })).toMatchObject({ missing: ["chemotherapy"] });
    expect(of("CHEMO-INTERVAL", { chemotherapy: [FOLFOX, { regimen: "FOLFIRI" }] })).toMatchObject({
      missing: ["chemotherapy[1].lastOn"],
    });
  });
});

describe("CHEMO-INTERVAL-BEVACIZUMAB", () => {
  const given = line({ bevacizumab: true });
  test.each([
    ["2025-03-28", 27, "under 28 days", "warning"],
    ["2025-03-29", 28, "28 days to 6 weeks", "caution"],
    ["2025-04-11", 41, "28 days to 6 weeks", "caution"],
    ["2025-04-12", 42, "6 weeks or more", "info"],
  ])("an operation on %s is %i days after: %s", (operationOn, value, group, severity) =>
    expect(of("CHEMO-INTERVAL-BEVACIZUMAB", { ...given, operationOn })).toMatchObject({ value, unit: "days", group, severity }),
  );

  test("a hard warning where the bowel is operated on together, however long ago it was given", () => {
    const finding = of("CHEMO-INTERVAL-BEVACIZUMAB", { ...given, simultaneousBowel: true, operationOn: "2026-05-01" });
    expect(finding).toMatchObject({
      group: "not with the bowel",
      severity: "warning",
      because: expect.stringContaining("10 against 0 %"),
    });
    expect(finding.cautions.at(-1)).toBe("earliest by the interval alone: 2025-04-12");
    const undated = line({ bevacizumab: true, lastOn: undefined });
    expect(of("CHEMO-INTERVAL-BEVACIZUMAB", { ...undated, simultaneousBowel: true }).cautions.at(-1)).toBe(
      "not known: chemotherapy[0].lastOn",
    );
  });

  test("it may have ended before the rest of its line, and in any line", () => {
    const early = line({ bevacizumab: true, bevacizumabLastOn: "2025-02-01" });
    expect(of("CHEMO-INTERVAL-BEVACIZUMAB", { ...early, operationOn: "2025-03-15" })).toMatchObject({ value: 42 });
    const lines = [{ ...FOLFOX, bevacizumab: true, lastOn: "2025-01-01" }, FOLFOX];
    expect(of("CHEMO-INTERVAL-BEVACIZUMAB", { chemotherapy: lines, operationOn: "2025-03-15" })).toMatchObject({ value: 73 });
  });

  test("kinds", () => {
    expect(of("CHEMO-INTERVAL-BEVACIZUMAB").kind).toBe("not-applicable");
    expect(of("CHEMO-INTERVAL-BEVACIZUMAB", { chemotherapy: [] }).kind).toBe("not-applicable");
    expect(of("CHEMO-INTERVAL-BEVACIZUMAB", { chemotherapy: undefined })).toMatchObject({ missing: ["chemotherapy"] });
    expect(of("CHEMO-INTERVAL-BEVACIZUMAB", { chemotherapy: undefined, simultaneousBowel: true }).kind).toBe("unknown");
    expect(of("CHEMO-INTERVAL-BEVACIZUMAB", line({ bevacizumab: undefined }))).toMatchObject({
      missing: ["chemotherapy[0].bevacizumab"],
    });
    expect(of("CHEMO-INTERVAL-BEVACIZUMAB", line({ bevacizumab: true, lastOn: undefined }))).toMatchObject({
      missing: ["chemotherapy[0].lastOn"],
    });
    expect(of("CHEMO-INTERVAL-BEVACIZUMAB", { ...given, simultaneousBowel: undefined }).cautions.at(-1)).toMatch(/is not known/);
    expect(of("CHEMO-INTERVAL-BEVACIZUMAB", given).cautions.at(-1)).toMatch(/8 against 28 %/);
  });
});

describe("CHEMO-LIVER", () => {
  test.each<[Partial<ChemotherapyLine>, string]>([
    [{ cycles: 6, weeks: 12 }, "short chemotherapy"],
    [{ cycles: 7, weeks: 12 }, "long chemotherapy"],
    [{ cycles: 6, weeks: 12.5 }, "long chemotherapy"],
    [{ cycles: 6, weeks: undefined }, "short chemotherapy"],
    [{ cycles: undefined, weeks: 12 }, "short chemotherapy"],
  ])("%o is %s", (changes, group) =>
    expect(of("CHEMO-LIVER", line(changes))).toMatchObject({ group, value: 0.3, unit: "fraction" }),
  );

  test("lines add up", () => {
    const two = [
      { ...FOLFOX, cycles: 3, weeks: 6 },
      { ...FOLFOX, cycles: 3, weeks: 6 },
    ];
    expect(of("CHEMO-LIVER", { chemotherapy: two })).toMatchObject({
      group: "short chemotherapy",
      severity: "info",
      because: "30 % is the default for colorectal metastases: 6 cycles, 12 weeks",
    });
    expect(of("CHEMO-LIVER", { chemotherapy: [...two, { ...FOLFOX, cycles: 1, weeks: 2 }] })).toMatchObject({
      group: "long chemotherapy",
      severity: "caution",
      because: "30 %: 7 cycles, 14 weeks; over 12 weeks or 6 cycles",
    });
    const open = [FOLFOX, { ...FOLFOX, cycles: 0, weeks: undefined }];
    expect(of("CHEMO-LIVER", { chemotherapy: open })).toMatchObject({ group: "short chemotherapy" });
    const openCycles = [FOLFOX, { ...FOLFOX, cycles: undefined, weeks: 0 }];
    expect(of("CHEMO-LIVER", { chemotherapy: openCycles })).toMatchObject({ group: "short chemotherapy" });
    const mixed = [
      { ...FOLFOX, weeks: undefined },
      { ...FOLFOX, cycles: undefined, weeks: 4 },
    ];
    expect(of("CHEMO-LIVER", { chemotherapy: mixed })).toMatchObject({ kind: "unknown", missing: ["chemotherapy[0].weeks"] });
  });

  test.each<[ChemotherapyFacts, string, number]>([
    [{ platelets1e9PerL: 150 }, "short chemotherapy", 0.3],
    [{ platelets1e9PerL: 149 }, "sinusoidal injury suspected", 0.4],
    // 120 / 40 / 200 is 1.5
    [{ astUPerL: 120, platelets1e9PerL: 200 }, "short chemotherapy", 0.3],
    [{ astUPerL: 120.1, platelets1e9PerL: 200 }, "sinusoidal injury suspected", 0.4],
    [{ astUPerL: undefined }, "short chemotherapy", 0.3],
    [{ platelets1e9PerL: 100, ...line({ regimen: "FOLFIRI" }) }, "short chemotherapy", 0.3],
    [{ platelets1e9PerL: 100, chemotherapyInjury: "none" }, "short chemotherapy", 0.3],
    [
      {
        platelets1e9PerL: 100,
        chemotherapy: [
          { ...FOLFOX, cycles: 1, weeks: 1 },
          { regimen: "FOLFIRI", cycles: 1, weeks: 1 },
        ],
      },
      "sinusoidal injury suspected",
      0.4,
    ],
    [{ chemotherapyInjury: "sinusoidal" }, "sinusoidal injury suspected", 0.4],
    [{ chemotherapyInjury: "steatohepatitis", ...line({ regimen: "FOLFIRI" }) }, "steatohepatitis", 0.4],
  ])("%o is %s", (changes, group, value) => expect(of("CHEMO-LIVER", changes)).toMatchObject({ group, value }));

  test("what a suspicion rests on is told, as policy", () => {
    expect(of("CHEMO-LIVER", { platelets1e9PerL: 140, astUPerL: 100 })).toMatchObject({
      severity: "warning",
      because: "40 % by policy: platelets 140, below 150, after oxaliplatin, APRI 1.79, above 1.5, after oxaliplatin",
    });
    expect(of("CHEMO-LIVER", { chemotherapyInjury: "sinusoidal" })).toMatchObject({
      because: "40 % by policy: sinusoidal injury was found",
    });
    expect(of("CHEMO-LIVER", { chemotherapyInjury: "steatohepatitis" })).toMatchObject({
      because: "40 % by policy: steatohepatitis after chemotherapy",
    });
  });

  test("each drug's harm is told, by its regimens' names", () => {
    expect(["FOLFOX", "mFOLFOX6", "CAPOX", "XELOX", "folfoxiri", "FOLFIRINOX", "Oxaliplatin"].every(hasOxaliplatin)).toBe(true);
    expect(["FOLFIRI", "5-FU", "capecitabine", "cetuximab", "hydroxyurea"].some(hasOxaliplatin)).toBe(false);
    expect(["FOLFIRI", "XELIRI", "FOLFOXIRI", "irinotecan"].every(hasIrinotecan)).toBe(true);
    expect(["FOLFOX", "capecitabine"].some(hasIrinotecan)).toBe(false);
    expect(of("CHEMO-LIVER").cautions.join()).toMatch(/oxaliplatin: .*42 to 54 against 21 to 24 %/);
    expect(of("CHEMO-LIVER").cautions).toHaveLength(1);
    const both = [FOLFOX, { ...FOLFOX, regimen: "FOLFIRI", cycles: 0, weeks: 0 }];
    expect(of("CHEMO-LIVER", { chemotherapy: both }).cautions).toEqual([
      expect.stringMatching(/^oxaliplatin/),
      expect.stringMatching(/^irinotecan/),
    ]);
    expect(of("CHEMO-LIVER", line({ regimen: "FOLFIRI" })).cautions.join()).toMatch(/^irinotecan: .*14.7 against 1.6 %/);
  });

  test("kinds", () => {
    expect(of("CHEMO-LIVER", { chemotherapy: [] }).kind).toBe("not-applicable");
    expect(of("CHEMO-LIVER", { chemotherapy: undefined })).toMatchObject({ missing: ["chemotherapy"] });
  });
});

describe("DLM", () => {
  const gone = { disappearedLesions: 3, surveilledDisappeared: 0, mriOn: "2025-04-01" };
  test.each<[ChemotherapyFacts, string, string]>([
    [gone, "disappeared", "caution"],
    [{ ...gone, surveilledDisappeared: 1 }, "disappeared", "warning"],
    [{ ...gone, mriOn: null }, "not seen, and not on MRI", "warning"],
    [{ ...gone, mriOn: undefined }, "not seen, and not on MRI", "warning"],
  ])("%o is %s", (changes, group, severity) =>
    expect(of("DLM", changes)).toMatchObject({ value: 3, unit: "lesions", group, severity }),
  );

  test("never dropped in silence: how many are treated and watched is told, with what was seen of such lesions", () => {
    const finding = of("DLM", { ...gone, surveilledDisappeared: 1 });
    expect(finding).toMatchObject({
      because: "3 not seen any more; the plan resects or ablates 2 of their sites and only watches 1",
    });
    expect(finding.kind === "known" && finding.outcomes?.map(({ value }) => value)).toEqual([0.55, 0.36, 0.95, 0.775]);
    expect(finding.cautions).toEqual([expect.stringMatching(/^not seen is not cured/)]);
    expect(of("DLM", { ...gone, mriOn: null }).cautions[1]).toMatch(/^no MRI was made/);
    expect(of("DLM", { ...gone, mriOn: undefined }).cautions[1]).toMatch(/^imaging.mriOn is not known/);
  });

  test("kinds", () => {
    expect(of("DLM").kind).toBe("not-applicable");
    expect(of("DLM", { disappearedLesions: undefined })).toMatchObject({ missing: ["anatomy.lesions[].status"] });
    expect(of("DLM", { ...gone, surveilledDisappeared: undefined })).toMatchObject({ missing: ["stages[].surveil"] });
  });
});
