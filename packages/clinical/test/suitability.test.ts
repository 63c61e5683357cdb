import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assessSuitability, type SuitabilityFacts, suitability } from "../src/index.ts";
import { AGAINST, COMPLEX, FIT, findingOf, firedBy, IMAGED, LIKELY, outcome } from "./suitability-facts.ts";

test("the rules come in fixed order, whatever is known", () => {
  const rules = [
    "RES-RULESET",
    "RES-RULESET-TECHNICAL",
    "RES-RULESET-ONCOLOGICAL",
    "RES-RULESET-PATIENT",
    "MSI-HIGH",
    "IMAGING-ADEQUACY",
  ];
  expect(assessSuitability(FIT, IMAGED).map(({ rule }) => rule)).toEqual(rules);
  expect(assessSuitability({}, {}).map(({ rule }) => rule)).toEqual(rules);
});

describe("RES-RULESET, technical", () => {
  test.each<[SuitabilityFacts, string, string[]]>([
    [{}, LIKELY, []],
    [{ clearsDisease: false }, AGAINST, ["RES-RULESET against"]],
    [{ tumourFraction: 0.7 }, LIKELY, []],
    [{ tumourFraction: 0.71 }, AGAINST, ["RES-3CLASS against"]],
    [{ segmentsWithDisease: 7 }, AGAINST, ["RES-3CLASS against"]],
    [{ adjacentRemainingSegments: 2 }, LIKELY, []],
    [{ adjacentRemainingSegments: 1 }, AGAINST, ["FLR-MIN-ANATOMY against"]],
    [{ adjacentRemainingSegments: undefined }, LIKELY, []],
    [{ sufficiency: "sufficient, borderline" }, COMPLEX, ["FLR-SUFFICIENCY complex"]],
    [{ sufficiency: "sufficient, borderline", awaitsGrowth: true }, COMPLEX, ["FLR-SUFFICIENCY complex", "RES-3CLASS complex"]],
    [{ sufficiency: "sufficient", awaitsGrowth: true }, COMPLEX, ["RES-3CLASS complex"]],
    [{ sufficiency: "insufficient, borderline" }, COMPLEX, ["FLR-SUFFICIENCY complex"]],
    [{ sufficiency: "insufficient" }, AGAINST, ["FLR-SUFFICIENCY against"]],
    [{ sufficiency: "insufficient", awaitsGrowth: true }, COMPLEX, ["FLR-SUFFICIENCY complex", "RES-3CLASS complex"]],
    [{ stages: 2 }, COMPLEX, ["RES-3CLASS complex"]],
    [{ ablations: 1 }, COMPLEX, ["RES-3CLASS complex"]],
    [{ portalOcclusion: true }, COMPLEX, ["RES-3CLASS complex"]],
    [{ veinReconstructions: 1 }, COMPLEX, ["RES-3CLASS complex"]],
    [{ leastParenchymalMarginMm: 0.9 }, COMPLEX, ["RES-MARGIN complex"]],
    [{ leastVascularMarginMm: 0.9 }, COMPLEX, ["RES-MARGIN complex"]],
    [{ marginsPredictable: false }, COMPLEX, ["RES-MARGIN complex"]],
    [{ leastParenchymalMarginMm: undefined }, LIKELY, []],
  ])("%o is %s", (changes, expected, rules) => {
    expect(outcome(changes)).toBe(expected);
    expect(firedBy(changes)).toEqual(rules);
  });
});

describe("RES-RULESET, oncological", () => {
  const progressed = [{ regimen: "FOLFOX", response: "progression" }] as const;
  test.each<[SuitabilityFacts, string]>([
    [{ extrahepatic: [{ site: "lung", lesions: 1, resectable: true }] }, COMPLEX],
    [{ extrahepatic: [{ site: "lung", lesions: 5, resectable: true }] }, COMPLEX],
    [{ extrahepatic: [{ site: "lung", lesions: 1 }] }, COMPLEX],
    [{ extrahepatic: [{ site: "lung" }] }, COMPLEX],
    [{ extrahepatic: [{ site: "lung", lesions: 2 }] }, AGAINST],
    [{ extrahepatic: [{ site: "lung", lesions: 1, resectable: false }] }, AGAINST],
    [{ extrahepatic: [{ site: "bone" }] }, AGAINST],
    [{ extrahepatic: [{ site: "peritoneum" }] }, AGAINST],
    [{ extrahepatic: [{ site: "peritoneum", resectable: true }] }, COMPLEX],
    [{ extrahepatic: [{ site: "node", lesions: 3 }] }, COMPLEX],
    [
      {
        extrahepatic: [
          { site: "lung", resectable: true },
          { site: "node", resectable: true },
        ],
      },
      COMPLEX,
    ],
    [{ extrahepatic: [{ site: "lung", resectable: true }, { site: "node" }] }, AGAINST],
    [{ extrahepatic: [{ site: "node" }, { site: "node" }] }, COMPLEX],
    [{ lesionCount: 4 }, LIKELY],
    [{ lesionCount: 5 }, COMPLEX],
    [{ lesionCount: 40 }, COMPLEX],
    [{ chemotherapy: progressed }, COMPLEX],
    [{ chemotherapy: [...progressed, { regimen: "FOLFIRI", response: "partial" }] }, LIKELY],
    [{ braf: "mutant" }, COMPLEX],
    [{ braf: "wild" }, LIKELY],
    [{ msi: "high" }, COMPLEX],
    [{ msi: "unknown" }, LIKELY],
    [{ primarySite: "rectum" }, LIKELY],
    [{ primarySite: "breast" }, COMPLEX],
    [{ primarySite: "other" }, COMPLEX],
    [{ primarySite: "stomach" }, AGAINST],
    [{ primarySite: "oesophagus" }, AGAINST],
    [{ primarySite: "lung" }, AGAINST],
    [{ primarySite: "skin" }, AGAINST],
  ])("%o is %s", (changes, expected) => expect(outcome(changes)).toBe(expected));

  test("RAS, CEA and the interval are told and weigh nothing", () => {
    const bad = { kras: "mutant", ceaUgPerL: 201, diseaseFreeIntervalMonths: 11 } as const;
    expect(firedBy(bad)).toEqual(["RES-RULESET noted", "RES-RULESET noted", "RES-RULESET noted"]);
    expect(outcome(bad)).toBe(LIKELY);
    expect(firedBy({ ceaUgPerL: 200, diseaseFreeIntervalMonths: 12, nras: "wild" })).toEqual([]);
  });

  test("each says why", () => {
    const because = (changes: SuitabilityFacts) => suitability({ ...FIT, ...changes }).axes[1].fired.map((one) => one.because);
    expect(because({ extrahepatic: [{ site: "lung", resectable: true }] })).toEqual([
      "lung: resectable, so no exclusion by itself",
    ]);
    expect(because({ extrahepatic: [{ site: "lung", lesions: 2 }] })).toEqual([
      "lung: 2 deposits, and nobody judged them resectable",
    ]);
    expect(because({ lesionCount: 7 })).toEqual(["7 metastases (5 or more); a number alone excludes nobody"]);
    expect(because({ primarySite: "skin" })).toEqual(["for this primary (skin) systemic treatment usually comes first"]);
  });
});

test("a rule that fired brings its source, its verification and its reservation along", () => {
  const [numerous] = suitability({ ...FIT, lesionCount: 5 }).axes[1].fired;
  expect(numerous).toMatchObject({ rule: "RES-AB", verification: "V3", reservation: expect.stringMatching(/^flagged/) });
  const [unfit] = suitability({ ...FIT, ecog: 2 }).axes[2].fired;
  expect(unfit).toMatchObject({ verification: "V3", source: expect.stringContaining("policy") });
  expect(unfit).not.toHaveProperty("reservation");
});

describe("RES-RULESET, patient", () => {
  test.each<[SuitabilityFacts, string, string[]]>([
    [{ ecog: 2 }, COMPLEX, ["RISK-OTHER-RESERVE complex"]],
    [{ ecog: 3 }, AGAINST, ["RISK-OTHER-RESERVE against"]],
    [{ asa: 3 }, COMPLEX, ["RISK-OTHER-RESERVE complex"]],
    [{ asa: 4 }, AGAINST, ["RISK-OTHER-RESERVE against"]],
    [{ frailty: 4 }, LIKELY, []],
    [{ frailty: 5 }, COMPLEX, ["RISK-OTHER-RESERVE complex"]],
    [{ frailty: 6 }, COMPLEX, ["RISK-OTHER-RESERVE complex"]],
    [{ frailty: 7 }, AGAINST, ["RISK-OTHER-RESERVE against"]],
    [{ anaerobicThresholdMlPerKgMin: 9.9 }, LIKELY, []],
    [{ anaerobicThresholdMlPerKgMin: 9.8 }, COMPLEX, ["RISK-OTHER-CPET complex"]],
    [{ anaerobicThresholdMlPerKgMin: 4 }, COMPLEX, ["RISK-OTHER-CPET complex"]],
    [{ veVco2: 34.5 }, LIKELY, []],
    [{ veVco2: 34.6 }, COMPLEX, ["RISK-OTHER-CPET complex"]],
    [{ albuminGPerL: 35 }, LIKELY, []],
    [{ albuminGPerL: 34.9 }, COMPLEX, ["RISK-OTHER-RESERVE complex"]],
    // 200 cm: 18.5 kg/m² is 74 kg, 35 is 140 kg
    [{ heightCm: 200, weightKg: 139.9 }, LIKELY, []],
    [{ heightCm: 200, weightKg: 140 }, COMPLEX, ["RISK-OTHER-RESERVE complex"]],
    [{ heightCm: 200, weightKg: 74 }, LIKELY, []],
    [{ heightCm: 200, weightKg: 73.9 }, COMPLEX, ["RISK-OTHER-RESERVE complex"]],
    [{ heightCm: undefined }, LIKELY, []],
    [{ weightKg: undefined }, LIKELY, []],
    [{ openLiverResection: true }, COMPLEX, ["RES-RULESET complex"]],
    [{ openLiverResection: false }, LIKELY, []],
    [{ liverAblation: true }, LIKELY, ["RES-RULESET noted"]],
    [{ comorbidities: ["diabetes"] }, LIKELY, ["RISK-OTHER-RESERVE noted"]],
    [{ symptoms: ["pain"] }, LIKELY, ["RES-RULESET noted"]],
    [{ comorbidities: [], symptoms: [] }, LIKELY, []],
    [{ chemotherapy: [{ regimen: "FOLFOX", response: "stable" }] }, LIKELY, ["RES-RULESET noted"]],
  ])("%o is %s", (changes, expected, rules) => {
    expect(outcome(changes)).toBe(expected);
    expect(firedBy(changes)).toEqual(rules);
  });

  test("each says why, with its limit and source", () => {
    const [first] = suitability({ ...FIT, ecog: 3 }).axes[2].fired;
    expect(first).toMatchObject({ because: "ECOG 3 (against from 3 on)", source: expect.stringContaining("policy") });
    const told = suitability({
      ...FIT,
      asa: 3,
      anaerobicThresholdMlPerKgMin: 9,
      veVco2: 40,
      albuminGPerL: 30,
      heightCm: 200,
      weightKg: 60,
      comorbidities: ["diabetes", "angina"],
      symptoms: ["pain"],
      liverAblation: true,
    }).axes[2].fired.map(({ because }) => because);
    expect(told).toEqual([
      "ASA 3 (complex from 3 on)",
      "anaerobic threshold 9 mL/kg/min, below 9.9",
      "VE/VCO₂ 40, above 34.5",
      "albumin 30 g/L, below 35",
      "body mass index 15.0, below 18.5",
      "liver ablation before",
      "comorbidities: diabetes, angina",
      "symptoms: pain",
    ]);
  });
});

describe("RES-RULESET", () => {
  test("the heaviest of the three decides, although another lacks an input", () => {
    expect(outcome({ stages: 2, ecog: 3 })).toBe(AGAINST);
    expect(outcome({ stages: 2, ecog: undefined })).toBe(COMPLEX);
    expect(findingOf("RES-RULESET", { stages: 2, ecog: undefined })).toMatchObject({
      group: COMPLEX,
      severity: "caution",
      because: "technical: complex; oncological: favourable; patient: not known",
      cautions: ["no risk score is part of it; the meeting decides", "reserve.ecog is not known and may weigh more"],
    });
    expect(findingOf("RES-RULESET", { ecog: 4, asa: undefined })).toMatchObject({
      group: AGAINST,
      severity: "warning",
      because: "technical: favourable; oncological: favourable; patient: against",
      cautions: ["no risk score is part of it; the meeting decides"],
    });
    expect(findingOf("RES-RULESET")).toMatchObject({ group: LIKELY, severity: "info" });
  });

  test.each<[SuitabilityFacts, string, string]>([
    [{ clearsDisease: undefined }, "clearsDisease", "TECHNICAL"],
    [{ sufficiency: undefined }, "FLR-SUFFICIENCY", "TECHNICAL"],
    [{ primarySite: undefined }, "primary.site", "ONCOLOGICAL"],
    [{ extrahepatic: undefined }, "metastases.extrahepatic", "ONCOLOGICAL"],
    [{ lesionCount: undefined }, "metastases.count", "ONCOLOGICAL"],
    [{ ecog: undefined }, "reserve.ecog", "PATIENT"],
    [{ asa: undefined }, "reserve.asa", "PATIENT"],
  ])("without %o nothing favourable is said", (changes, path, axis) => {
    expect(findingOf("RES-RULESET", changes)).toMatchObject({ kind: "unknown", missing: [path], severity: "caution" });
    expect(findingOf(`RES-RULESET-${axis}`, changes)).toMatchObject({ kind: "unknown", missing: [path], severity: "caution" });
  });

  test("each axis tells the rules that fired, their weight and why", () => {
    expect(findingOf("RES-RULESET-TECHNICAL", { stages: 2, leastVascularMarginMm: 0 })).toMatchObject({
      group: "complex",
      severity: "caution",
      because: "RES-3CLASS (complex): more than one operation; RES-MARGIN (complex): R1 vascular planned",
    });
    expect(findingOf("RES-RULESET-ONCOLOGICAL")).toMatchObject({
      group: "favourable",
      severity: "info",
      because: "no rule fired",
    });
    expect(findingOf("RES-RULESET-PATIENT", { ecog: 3, asa: undefined })).toMatchObject({
      group: "against",
      severity: "warning",
      cautions: ["reserve.asa is not known: it was not judged"],
    });
  });

  test("[CLI-01] children, and livers without a metastasis, are outside", () => {
    for (const changes of [{ ageYears: 17 }, { lesionCount: 0 }])
      for (const rule of ["RES-RULESET", "RES-RULESET-TECHNICAL"]) expect(findingOf(rule, changes).kind).toBe("not-applicable");
    expect(findingOf("RES-RULESET", { ageYears: 18 }).kind).toBe("known");
  });
});

const anyFacts: fc.Arbitrary<SuitabilityFacts> = fc.record(
  {
    primarySite: fc.constantFrom("colon" as const, "rectum" as const, "breast" as const, "skin" as const),
    lesionCount: fc.integer({ min: 1, max: 20 }),
    extrahepatic: fc.array(
      fc.record(
        {
          site: fc.constantFrom("lung" as const, "bone" as const, "node" as const),
          lesions: fc.integer({ min: 1, max: 4 }),
          resectable: fc.boolean(),
        },
        { requiredKeys: ["site"] },
      ),
      { maxLength: 2 },
    ),
    clearsDisease: fc.boolean(),
    sufficiency: fc.constantFrom("sufficient" as const, "sufficient, borderline" as const, "insufficient" as const),
    stages: fc.integer({ min: 1, max: 2 }),
    ecog: fc.integer({ min: 0, max: 4 }),
    asa: fc.integer({ min: 1, max: 5 }),
    msi: fc.constantFrom("high" as const, "stable" as const),
  },
  { requiredKeys: [] },
);

/** What Fong, GAME, Nordlinger, Konopke, Nagashima, mCS and the tumour burden are made of, but for number and spread. */
const anyScoreInputs: fc.Arbitrary<SuitabilityFacts> = fc.record({
  nodePositive: fc.boolean(),
  tStage: fc.constantFrom("T1" as const, "T4" as const),
  isSynchronous: fc.boolean(),
  diseaseFreeIntervalMonths: fc.integer({ min: 0, max: 100 }),
  largestMm: fc.integer({ min: 5, max: 150 }),
  ceaUgPerL: fc.integer({ min: 0, max: 5000 }),
  kras: fc.constantFrom("mutant" as const, "wild" as const),
  nras: fc.constantFrom("mutant" as const, "wild" as const),
  marginMm: fc.integer({ min: 0, max: 20 }),
});

describe("[CLI-03] no risk score moves anybody", () => {
  test("whatever scores are made of, the outcome and each axis stay", () => {
    const property = fc.property(anyFacts, anyScoreInputs, anyScoreInputs, (facts, one, other) => {
      const [a, b] = [suitability({ ...facts, ...one }), suitability({ ...facts, ...other })];
      expect(a.outcome).toBe(b.outcome);
      expect(a.axes.map(({ judgement }) => judgement)).toEqual(b.axes.map(({ judgement }) => judgement));
    });
    fc.assert(property, { seed: 1, numRuns: 300 });
  });

  test("scores that are handed in are not looked at, and no rule of prognosis, difficulty or risk points fires", () => {
    const property = fc.property(anyFacts, anyScoreInputs, fc.integer({ min: 0, max: 10 }), (facts, inputs, points) => {
      const scored = { ...facts, ...inputs, "PROG-FONG-1999": points, "RISK-BREITENSTEIN-2010": points, riskScore: points };
      expect(suitability(scored)).toEqual(suitability({ ...facts, ...inputs }));
      for (const { fired } of suitability(scored).axes)
        for (const { rule } of fired) expect(rule).not.toMatch(/^(PROG|DIF|RISK-(BREITENSTEIN|HEIDELBERG))/);
    });
    fc.assert(property, { seed: 1, numRuns: 200 });
  });

  test("the outcome is one of three, or not known", () => {
    const property = fc.property(anyFacts, (facts) => {
      expect([LIKELY, COMPLEX, AGAINST, undefined]).toContain(suitability(facts).outcome);
    });
    fc.assert(property, { seed: 1, numRuns: 200 });
  });

  test("more that speaks against never helps", () => {
    const rank = (facts: SuitabilityFacts) => [LIKELY, undefined, COMPLEX, AGAINST].indexOf(suitability(facts).outcome);
    const property = fc.property(anyFacts, (facts) => {
      for (const worse of [{ ecog: 4 }, { clearsDisease: false }, { extrahepatic: [{ site: "bone" }] }] as const)
        expect(rank({ ...facts, ...worse })).toBeGreaterThanOrEqual(rank(facts));
    });
    fc.assert(property, { seed: 1, numRuns: 200 });
  });
});
