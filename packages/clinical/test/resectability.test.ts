import { describe, expect, test } from "vitest";
import { assessResectability, marginClass, marginShellMl, type PlannedDisease } from "../src/index.ts";
import examples from "./fixtures/worked-examples.json" with { type: "json" };
import { BEYOND, groupOf, missingOf, of, PLAIN, RULES } from "./planned-disease-facts.ts";

test("the rules come in fixed order, whatever is known", () => {
  expect(assessResectability(PLAIN).map(({ rule }) => rule)).toEqual(RULES);
  expect(assessResectability({}).map(({ rule }) => rule)).toEqual(RULES);
});

test("[CLI-01] nothing of colorectal metastases is said of another primary, before anything is missing", () => {
  for (const { rule, kind } of assessResectability({ primarySite: "breast" }))
    if (rule !== "RES-MARGIN" && rule !== "RES-SIMULTANEOUS") expect([rule, kind]).toEqual([rule, "not-applicable"]);
});

describe("RES-3CLASS", () => {
  test("a plain resection is resectable, and says why", () =>
    expect(of("RES-3CLASS")).toMatchObject({
      group: "resectable",
      severity: "info",
      because:
        "all disease is treated; two adjacent segments stay with inflow, outflow and bile; the remnant is at least 20 % of the estimated volume",
      cautions: [],
    }));

  test.each<[PlannedDisease, string]>([
    [{ tumourFraction: 0.7 }, "resectable"],
    [{ tumourFraction: 0.701 }, BEYOND],
    [{ segmentsWithDisease: 6 }, "resectable"],
    [{ segmentsWithDisease: 7 }, BEYOND],
    [{ bothPortalVeinsInvolved: true }, BEYOND],
    [{ allHepaticVeinsInvolved: true }, BEYOND],
    [{ clearsDisease: false }, "borderline"],
    [{ adjacentRemainingSegments: 2 }, "resectable"],
    [{ adjacentRemainingSegments: 1 }, "borderline"],
    [{ sFlrFraction: 0.2 }, "resectable"],
    [{ sFlrFraction: 0.199 }, "borderline"],
    [{ stages: 2 }, "borderline"],
    [{ portalOcclusion: true }, "borderline"],
    [{ ablations: 1 }, "borderline"],
    [{ veinReconstructions: 1 }, "borderline"],
    [{ leastParenchymalMarginMm: 0.9 }, "borderline"],
    [{ leastVascularMarginMm: 0.9 }, "borderline"],
    [{ marginsPredictable: false }, "borderline"],
    [{ lesionCount: 4 }, "resectable"],
    [{ lesionCount: 5 }, "borderline"],
    [{ chemotherapy: [{ regimen: "FOLFOX", response: "progression" }] }, "borderline"],
    [
      {
        chemotherapy: [
          { regimen: "A", response: "progression" },
          { regimen: "B", response: "stable" },
        ],
      },
      "resectable",
    ],
    [{ chemotherapy: [] }, "resectable"],
    [{ extrahepatic: [{ site: "lung", resectable: true }] }, "borderline"],
  ])("%o is %s", (changes, group) => expect(groupOf("RES-3CLASS", changes)).toBe(group));

  test("a remnant that is to grow is not called too small before it is measured", () =>
    expect(of("RES-3CLASS", { sFlrFraction: 0.15, awaitsGrowth: true, portalOcclusion: undefined })).toMatchObject({
      group: "borderline",
      severity: "caution",
      because: "portal vein occlusion before the resection",
    }));

  test("severity and words of each class", () => {
    expect(of("RES-3CLASS", { tumourFraction: 0.8, segmentsWithDisease: 8 })).toMatchObject({
      severity: "warning",
      because: "more than 70 % of the liver is tumour; more than 6 segments hold disease",
    });
    expect(of("RES-3CLASS", { clearsDisease: false })).toMatchObject({
      severity: "warning",
      because: "as planned it is not complete. Not fulfilled: all disease is treated",
      cautions: [expect.stringContaining("another plan")],
    });
    expect(of("RES-3CLASS", { stages: 2, ablations: 1 })).toMatchObject({
      severity: "caution",
      because: "more than one operation; ablation beside resection",
    });
  });

  test("a complete plan shows by itself that not all vessels are involved", () => {
    const unseen = { bothPortalVeinsInvolved: undefined, allHepaticVeinsInvolved: undefined };
    expect(groupOf("RES-3CLASS", unseen)).toBe("resectable");
    expect(of("RES-3CLASS", { ...unseen, clearsDisease: false }).cautions).toContain(
      "anatomy.lesions[].nearest.portal is not known: what needs it was not judged",
    );
  });

  test.each<[PlannedDisease, string]>([
    [{ tumourFraction: undefined }, "tumourVolumeMl,liverVolumeMl"],
    [{ segmentsWithDisease: undefined }, "anatomy.lesions[].segments"],
    [{ clearsDisease: undefined }, "clearsDisease"],
    [{ adjacentRemainingSegments: undefined }, "remainingSegments"],
    [{ sFlrFraction: undefined }, "ratios.sFlrFraction"],
    [{ stages: undefined }, "stages"],
    [{ portalOcclusion: undefined, awaitsGrowth: undefined }, "stages[].occlude"],
    [{ ablations: undefined }, "stages[].ablations"],
    [{ veinReconstructions: undefined }, "stages[].reconstruct"],
    [{ leastParenchymalMarginMm: undefined }, "margins[].parenchymalMm"],
    [{ lesionCount: undefined }, "metastases.count"],
    [{ chemotherapy: undefined }, "chemotherapy"],
    [{ chemotherapy: [{ regimen: "A" }, { regimen: "B", response: "unknown" }] }, "chemotherapy[1].response"],
    [{ chemotherapy: [{ regimen: "A" }] }, "chemotherapy[0].response"],
    [{ extrahepatic: undefined }, "metastases.extrahepatic"],
  ])("without %o it is unknown", (changes, missing) => expect(missingOf("RES-3CLASS", changes).join()).toBe(missing));

  test("one that fires decides although another is not known, and says so", () =>
    expect(of("RES-3CLASS", { stages: 2, lesionCount: undefined })).toMatchObject({
      group: "borderline",
      cautions: ["metastases.count is not known: what needs it was not judged"],
    }));
});

describe("RES-AB", () => {
  test.each<[PlannedDisease, string]>([
    [{}, "none"],
    [{ clearsDisease: false }, "A1"],
    [{ sFlrFraction: 0.3 }, "none"],
    [{ sFlrFraction: 0.299 }, "A1"],
    [{ sFlrFraction: 0.299, awaitsGrowth: true, portalOcclusion: true }, "A2"],
    [{ extrahepatic: [{ site: "bone", resectable: false }] }, "A1, B1"],
    [{ extrahepatic: [{ site: "lung", resectable: true }] }, "B1"],
    [{ stages: 2, lesionCount: 5 }, "A2, B2"],
    [{ leastParenchymalMarginMm: 0.5 }, "A2"],
    [{ lesionCount: 4 }, "none"],
    [{ chemotherapy: [{ regimen: "FOLFOX", response: "progression" }] }, "B3"],
  ])("%o is %s", (changes, group) => expect(groupOf("RES-AB", changes)).toBe(group));

  test("is flagged, tells what fired, and is unknown only where nothing did", () => {
    expect(of("RES-AB", { stages: 2 })).toMatchObject({ severity: "caution", because: "A2: more than one operation" });
    expect(of("RES-AB")).toMatchObject({ severity: "info", because: "no category of either axis" });
    expect(of("RES-AB").cautions).toEqual([expect.stringMatching(/^unverified/), expect.stringMatching(/^flagged/)]);
    expect(missingOf("RES-AB", { clearsDisease: undefined })).toEqual(["clearsDisease"]);
    expect(of("RES-AB", { stages: 2, extrahepatic: undefined })).toMatchObject({
      group: "A2",
      cautions: expect.arrayContaining(["metastases.extrahepatic is not known: what needs it was not judged"]),
    });
  });
});

describe("RES-MARGIN", () => {
  test("worked geometry: a lesion of 35 mm costs 64.7 mL with 10 mm and 4.1 mL with 1 mm", () => {
    // half of the last digit that the example states
    expect(Math.abs(marginShellMl(35, 10) - examples["wedge shell 35mm + 10mm margin mL"])).toBeLessThan(0.05);
    expect(Math.abs(marginShellMl(35, 1) - examples["35mm+1mm"])).toBeLessThan(0.005);
    expect(Math.abs(marginShellMl(0, 17.5) - examples["sphere 35mm mL"])).toBeLessThan(0.005);
    expect(marginShellMl(0, 5)).toBeCloseTo(Math.PI / 6, 12);
    expect(() => marginShellMl(-1, 0)).toThrow(RangeError);
  });

  test.each<[PlannedDisease, string | undefined, string]>([
    [{ leastParenchymalMarginMm: 1 }, "R0 planned", "info"],
    [{ leastParenchymalMarginMm: 0.99 }, "R1 parenchymal planned", "warning"],
    [{ leastParenchymalMarginMm: 0.99, leastVascularMarginMm: 0 }, "R1 parenchymal planned", "warning"],
    [{ leastVascularMarginMm: 1 }, "R0 planned", "info"],
    [{ leastVascularMarginMm: 0.99 }, "R1 vascular planned", "caution"],
    [{ leastVascularMarginMm: 0.99, marginsPredictable: false }, "R1 vascular planned", "caution"],
    [{ marginsPredictable: false }, "R0 not predictable", "caution"],
    [{ marginsPredictable: undefined }, "R0 planned", "info"],
  ])("%o is %s", (changes, group, severity) => {
    expect(marginClass({ ...PLAIN, ...changes })).toBe(group);
    expect(of("RES-MARGIN", changes)).toMatchObject({ group, severity });
  });

  test.each([
    [10, "10 mm are wanted"],
    [9.99, "below the 10 mm wanted: for vessels or the remnant's sake 5 mm are planned"],
    [5, "below the 10 mm wanted: for vessels or the remnant's sake 5 mm are planned"],
    [4.99, "below the 5 mm planned where vessels or the remnant force it; 1 mm is the least"],
    [1, "below the 5 mm planned where vessels or the remnant force it; 1 mm is the least"],
    [0.99, "below the 1 mm of R0; less only after a good response to chemotherapy"],
  ])("%f mm: %s", (leastParenchymalMarginMm, told) =>
    expect(of("RES-MARGIN", { leastParenchymalMarginMm })).toMatchObject({ because: expect.stringContaining(`; ${told}`) }),
  );

  test("the value is the narrower of the two, and both are told", () => {
    expect(of("RES-MARGIN", { leastVascularMarginMm: 3 })).toMatchObject({
      value: 3,
      unit: "mm",
      because: "10.0 mm to liver that stays, 3.0 mm to a vessel that stays; 10 mm are wanted",
    });
    expect(of("RES-MARGIN", { leastVascularMarginMm: 30 })).toMatchObject({ value: 10 });
    expect(of("RES-MARGIN")).toMatchObject({ value: 10, because: "10.0 mm to liver that stays; 10 mm are wanted" });
    expect(missingOf("RES-MARGIN", { leastParenchymalMarginMm: undefined })).toEqual(["margins[].parenchymalMm"]);
  });

  test("RES-MARGIN shows the recurrences that were observed, vascular apart from parenchymal", () => {
    const finding = of("RES-MARGIN");
    expect(finding.kind === "known" && finding.outcomes?.map(({ group, value }) => [group, value])).toEqual([
      ["R0", 0.053],
      ["R1 vascular", 0.043],
      ["R1 parenchymal", 0.196],
      ["R0", 0.425],
      ["R1", 0.161],
    ]);
  });

  test("RAS is asked for, and a planned detachment is for a person to confirm", () => {
    expect(of("RES-MARGIN").cautions).toEqual([expect.stringContaining("contrary")]);
    expect(of("RES-MARGIN", { nras: undefined }).cautions[0]).toMatch(/^RAS status is not known \(biology.nras\)/);
    expect(of("RES-MARGIN", { kras: "mutant" }).cautions[0]).toMatch(/^RAS mutant/);
    expect(of("RES-MARGIN", { leastVascularMarginMm: 0 }).cautions[0]).toMatch(/for a person to confirm/);
  });
});
