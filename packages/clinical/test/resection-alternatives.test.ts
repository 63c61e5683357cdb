import { describe, expect, test } from "vitest";
import { ablationZone, type PlannedDisease, timeOfMetastases } from "../src/index.ts";
import examples from "./fixtures/worked-examples.json" with { type: "json" };
import { groupOf, missingOf, of } from "./planned-disease-facts.ts";

describe("RES-SIMULTANEOUS", () => {
  const both = { primaryInPlace: true, simultaneousBowel: true, majorHepatectomy: true, bowelOperation: "major" } as const;
  test.each<[PlannedDisease, string]>([
    [{}, "not-applicable"],
    [{ primaryInPlace: true, simultaneousBowel: false }, "not-applicable"],
    [both, "both major"],
    [{ ...both, majorHepatectomy: false }, "not both major"],
    [{ ...both, bowelOperation: "minor" }, "not both major"],
  ])("%o is %s", (changes, group) => expect(groupOf("RES-SIMULTANEOUS", changes)).toBe(group));

  test("warns of both, with the hazard that was observed in the source", () => {
    expect(of("RES-SIMULTANEOUS", both)).toMatchObject({
      severity: "warning",
      source: expect.stringContaining("2.46 (1.89 to 3.20)"),
    });
    expect(of("RES-SIMULTANEOUS", { ...both, majorHepatectomy: false })).toMatchObject({ severity: "caution" });
  });

  test.each<[PlannedDisease, string]>([
    [{ ...both, simultaneousBowel: undefined }, "primary.simultaneousResection"],
    [{ ...both, majorHepatectomy: undefined }, "majorHepatectomy"],
    [{ ...both, bowelOperation: undefined }, "primary.operationExtent"],
  ])("without it, %s is named", (changes, missing) => {
    expect(missingOf("RES-SIMULTANEOUS", changes)).toEqual([missing]);
    expect(of("RES-SIMULTANEOUS", changes).severity).toBe(missing === "primary.simultaneousResection" ? "info" : "caution");
  });
});

describe("RES-ABLATION", () => {
  const eligible = "ablation is an evidence-based alternative";
  test("worked geometry: 20 mm with 5 mm around is a zone of 30 mm, with 10 mm one of 40", () => {
    const [five, ten] = examples["ablation zone mL 30/40mm"] as [number, number];
    expect(ablationZone(20, 5)).toEqual({ diameterMm: 30, volumeMl: expect.closeTo(five, 1) });
    expect(ablationZone(20, 10)).toEqual({ diameterMm: 40, volumeMl: expect.closeTo(ten, 1) });
  });

  test.each<[PlannedDisease, string]>([
    [{}, eligible],
    [{ lesionCount: 10 }, eligible],
    [{ lesionCount: 11 }, "outside COLLISION"],
    [{ largestMm: 30 }, eligible],
    [{ largestMm: 30.1 }, "outside COLLISION"],
    [{ extrahepatic: [{ site: "node" }] }, "outside COLLISION"],
    [{ ecog: 2 }, eligible],
    [{ ecog: 3 }, "outside COLLISION"],
    [{ tumourFraction: 0.8 }, "outside COLLISION"],
  ])("%o is %s", (changes, group) => expect(groupOf("RES-ABLATION", changes)).toBe(group));

  test("what is not fulfilled is named", () =>
    expect(of("RES-ABLATION", { largestMm: 40, ecog: 3 })).toMatchObject({
      because: "not fulfilled: all of at most 3 cm; ECOG 0 to 2",
    }));

  test.each<[PlannedDisease, string]>([
    [{ lesionCount: undefined }, "metastases.count"],
    [{ largestMm: undefined }, "metastases.largestMm"],
    [{ ecog: undefined }, "reserve.ecog"],
    [{ extrahepatic: undefined }, "metastases.extrahepatic"],
    [{ tumourFraction: undefined }, "tumourVolumeMl,liverVolumeMl"],
  ])("without %o it is unknown", (changes, missing) => expect(missingOf("RES-ABLATION", changes).join()).toBe(missing));

  test("lesions are told apart by depth and by the central ducts, for a person to review", () => {
    const lesion = { id: "L1", largestMm: 20 };
    const told = (changes: object) => of("RES-ABLATION", { lesions: [{ ...lesion, ...changes }] });
    expect(told({ capsuleDistanceMm: 10, hilumDistanceMm: 10.1 })).toMatchObject({
      because: "L1: deep, away from the central ducts, a zone of at least 30 mm (14.1 mL), 40 mm intended",
    });
    expect(told({ capsuleDistanceMm: 9.9, hilumDistanceMm: 10 })).toMatchObject({
      because: expect.stringMatching(/^L1: near the capsule, near the central ducts: to be reviewed,/),
    });
    expect(told({})).toMatchObject({
      because: expect.stringMatching(/^L1: depth not known, distance to the central ducts not known,/),
    });
    for (const lesions of [undefined, []])
      expect(of("RES-ABLATION", { lesions })).toMatchObject({ because: expect.stringContaining("was not judged") });
  });

  test("RES-ABLATION does not present local control as significant", () => {
    const finding = of("RES-ABLATION");
    expect(finding.cautions.join()).toMatch(/0.13 as reported: few events and a wide interval, not to be taken as significant/);
    expect(finding.kind === "known" && finding.outcomes?.map(({ group, value }) => [group, value])).toEqual([
      ["ablation", 0.07],
      ["resection", 0.2],
      ["ablation", 0],
      ["resection", 0.021],
    ]);
  });
});

describe("RES-TRANSPLANT", () => {
  const beyond: PlannedDisease = { tumourFraction: 0.75, clearsDisease: false };
  const unmet = (changes: PlannedDisease) => {
    const finding = of("RES-TRANSPLANT", { ...beyond, ...changes });
    return finding.kind === "known" ? finding.because : finding.kind;
  };

  test("prompts only beyond resection as imaged and in the liver alone", () => {
    expect(of("RES-TRANSPLANT")).toMatchObject({ kind: "not-applicable", because: "not beyond resection as imaged" });
    expect(of("RES-TRANSPLANT", { ...beyond, extrahepatic: [{ site: "lung" }] })).toMatchObject({
      kind: "not-applicable",
      because: "there is disease outside the liver",
    });
    expect(of("RES-TRANSPLANT", beyond)).toMatchObject({
      group: "discuss referral for transplantation",
      severity: "caution",
      because: expect.stringMatching(/no criterion of TransMet is known to fail$/),
    });
    expect(missingOf("RES-TRANSPLANT", { ...beyond, extrahepatic: undefined })).toEqual(["metastases.extrahepatic"]);
    expect(missingOf("RES-TRANSPLANT", { tumourFraction: undefined })).toEqual(["tumourVolumeMl", "liverVolumeMl"]);
  });

  test.each<[PlannedDisease, string | undefined]>([
    [{ ageYears: 65 }, undefined],
    [{ ageYears: 66 }, "18 to 65 years"],
    [{ ageYears: 18 }, undefined],
    [{ ageYears: 17 }, "18 to 65 years"],
    [{ ecog: 1 }, undefined],
    [{ ecog: 2 }, "ECOG 0 to 1"],
    [{ primaryInPlace: true }, "primary resected"],
    [{ braf: "mutant" }, "BRAF not mutated"],
    [
      { chemotherapy: Array.from({ length: 4 }, () => ({ regimen: "X", weeks: 13, response: "partial" as const })) },
      "at most 3 lines of chemotherapy",
    ],
    [{ chemotherapy: Array.from({ length: 3 }, () => ({ regimen: "X", weeks: 13, response: "partial" as const })) }, undefined],
    [{ chemotherapy: [{ regimen: "X", weeks: 12.9, response: "complete" }] }, "response for at least 3 months"],
    [{ chemotherapy: [{ regimen: "X", weeks: 20, response: "progression" }] }, "response for at least 3 months"],
    [{ chemotherapy: [] }, "response for at least 3 months"],
    [{ ceaUgPerL: 79.9 }, undefined],
    [{ ceaUgPerL: 80, ceaPeakUgPerL: 159 }, "CEA under 80 µg/L or at most half of its highest"],
    [{ ceaUgPerL: 80, ceaPeakUgPerL: 160 }, undefined],
  ])("RES-TRANSPLANT: %o fails %s", (changes, criterion) =>
    expect(unmet(changes)).toMatch(criterion === undefined ? /is known to fail$/ : `not as in TransMet: ${criterion}`),
  );

  test.each<[PlannedDisease, string]>([
    [{ ageYears: undefined }, "ageYears"],
    [{ ecog: undefined }, "reserve.ecog"],
    [{ primaryInPlace: undefined }, "primary.inPlace"],
    [{ braf: "unknown" }, "biology.braf"],
    [{ chemotherapy: undefined }, "chemotherapy"],
    [{ chemotherapy: [{ regimen: "X", weeks: 20, response: "stable" }] }, "chemotherapy[0].response"],
    [{ chemotherapy: [{ regimen: "X", response: "partial" }] }, "chemotherapy[0].weeks"],
    [{ ceaUgPerL: undefined }, "biology.ceaUgPerL"],
    [{ ceaUgPerL: 100 }, "biology.ceaPeakUgPerL"],
  ])("RES-TRANSPLANT: %o is named as not known", (changes, path) =>
    expect(of("RES-TRANSPLANT", { ...beyond, ...changes }).cautions).toContain(
      `${path} is not known: what needs it was not judged`,
    ),
  );

  test("RES-TRANSPLANT shows survival as randomised and as treated", () => {
    const finding = of("RES-TRANSPLANT", beyond);
    expect(finding.kind === "known" && finding.outcomes?.map(({ value }) => value)).toEqual([0.566, 0.126, 0.733, 0.093]);
    expect(finding.cautions.join()).toContain("CEA in µg/L, which is ng/mL");
  });

  describe("RES-TRANSPLANT-OSLO", () => {
    const oslo = (changes: PlannedDisease) => of("RES-TRANSPLANT-OSLO", { ...beyond, ...changes });
    test.each<[PlannedDisease, number]>([
      // the primary was resected two years before the day of planning
      [{}, 0],
      [{ primaryResectedOn: "2024-03-16" }, 1],
      [{ primaryInPlace: true }, 1],
      [{ largestMm: 55 }, 0],
      [{ largestMm: 55.1 }, 1],
      [{ ceaUgPerL: 80 }, 0],
      [{ ceaUgPerL: 80.1 }, 1],
      [{ chemotherapy: [{ regimen: "X", response: "progression" }] }, 1],
      [{ primaryInPlace: true, largestMm: 60, ceaUgPerL: 100, chemotherapy: [{ regimen: "X", response: "progression" }] }, 4],
    ])("%o counts %i", (changes, value) => expect(oslo(changes)).toMatchObject({ value, unit: "points" }));

    test("2 points are acceptable, 3 are not", () => {
      const two = { largestMm: 60, ceaUgPerL: 100 };
      expect(oslo(two)).toMatchObject({
        group: "0 to 2, acceptable",
        severity: "info",
        because: "largest over 5.5 cm; CEA over 80 µg/L",
      });
      expect(oslo({ ...two, primaryInPlace: true })).toMatchObject({ group: "3 to 4", severity: "warning" });
      expect(oslo({})).toMatchObject({ because: "none of its items", outcomes: [{ value: 0.083 }] });
    });

    test.each<[PlannedDisease, string]>([
      [{ largestMm: undefined }, "metastases.largestMm"],
      [{ ceaUgPerL: undefined }, "biology.ceaUgPerL"],
      [{ chemotherapy: undefined }, "chemotherapy"],
      [{ primaryResectedOn: undefined }, "primary.resectedOn"],
      [{ planningOn: undefined }, "planning.on"],
    ])("without %o it is unknown", (changes, path) => expect(oslo(changes)).toMatchObject({ kind: "unknown", missing: [path] }));

    test("is asked of nobody who is not prompted", () => {
      expect(of("RES-TRANSPLANT-OSLO").kind).toBe("not-applicable");
      expect(oslo({ petMetabolicVolumeMl: 69 }).cautions[1]).toMatch(/69 mL: under the 70 mL/);
      expect(oslo({ petMetabolicVolumeMl: 70 }).cautions[1]).toMatch(/70 mL: not under the 70 mL/);
      expect(oslo({}).cautions[1]).toMatch(/it is not known$/);
    });
  });
});

describe("RES-EAHPBA-2023 and RES-EGOSLIM-2015", () => {
  test.each([
    ["2024-01-14", "synchronous"],
    ["2024-01-15", "synchronous"],
    ["2024-01-16", "early metachronous"],
    ["2025-01-15", "early metachronous"],
    ["2025-01-16", "late metachronous"],
  ] as const)("seen %s with the diagnosis on 2024-01-15 is %s", (firstSeenOn, term) => {
    expect(timeOfMetastases("2024-01-15", firstSeenOn)).toBe(term);
    expect(groupOf("RES-EAHPBA-2023", { firstSeenOn })).toBe(term);
    expect(groupOf("RES-EGOSLIM-2015", { firstSeenOn })).toBe(term === "synchronous" ? "synchronous" : "metachronous");
  });

  test("a year after a leap day ends on the last of February", () => {
    expect(timeOfMetastases("2024-02-29", "2025-02-28")).toBe("early metachronous");
    expect(timeOfMetastases("2024-02-29", "2025-03-01")).toBe("late metachronous");
  });

  test("what the primary's staging may have found is asked about, for 30 days", () => {
    const staged = (firstSeenOn: string) => of("RES-EGOSLIM-2015", { firstSeenOn }).cautions.length;
    expect(["2024-01-15", "2024-01-16", "2024-02-14", "2024-02-15"].map(staged)).toEqual([0, 1, 1, 0]);
    expect(of("RES-EAHPBA-2023").cautions.join()).toMatch(/merges synchronous and early metachronous/);
  });

  test("both days are needed, and are told", () => {
    for (const rule of ["RES-EAHPBA-2023", "RES-EGOSLIM-2015"]) {
      expect(missingOf(rule, { diagnosedOn: undefined })).toEqual(["primary.diagnosedOn"]);
      expect(missingOf(rule, { firstSeenOn: undefined })).toEqual(["metastases.firstSeenOn"]);
    }
    expect(of("RES-EAHPBA-2023")).toMatchObject({ because: "metastases seen 2025-01-15, primary diagnosed 2024-01-15" });
    expect(of("RES-EGOSLIM-2015")).toMatchObject({ because: "detected after the diagnosis of the primary" });
    expect(() => timeOfMetastases("2024-02-30", "2024-03-01")).toThrow(RangeError);
  });
});

test.each(["RES-ONCOSURGE", "RES-NCCN"])("%s is shown and decides nothing", (rule) => {
  const finding = of(rule);
  expect(finding).toMatchObject({ kind: "known", severity: "info", verification: "V3" });
  expect(finding).not.toHaveProperty("group");
  expect(finding.cautions[1]).toMatch(/^display only/);
  expect(of(rule, { tumourFraction: 0.9 })).toEqual(finding);
});
