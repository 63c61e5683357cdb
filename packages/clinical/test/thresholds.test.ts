import { describe, expect, test } from "vitest";
import {
  DEFAULT_THRESHOLDS,
  type Finding,
  flrOfBodyWeight,
  flrSufficiency,
  flrThresholds,
  type KnownFinding,
  type Remnant,
  remainingAnatomy,
  strictestThreshold,
} from "../src/index.ts";

/** 175 cm and 80 kg: an estimated volume of 1704.6 mL, so 0.5 % of body weight (400 mL) is 23.5 % of it. */
const ESTIMATED_ML = -794.41 + 1267.28 * Math.sqrt((175 * 80) / 3600);
const HEALTHY: Remnant = {
  heightCm: 175,
  weightKg: 80,
  ageYears: 60,
  totalLiverVolumeMl: 2000,
  tumourVolumeMl: 100,
  chemotherapyWeeks: 0,
  chemotherapyCycles: 0,
  steatosis: "none",
  fibrosis: "none",
  adjacentRemainingSegments: 4,
};
const withEstimated = (fraction: number, more: Remnant = {}): Remnant => ({
  ...HEALTHY,
  flrMl: fraction * ESTIMATED_ML,
  ...more,
});
const withMeasured = (fraction: number, more: Remnant = {}): Remnant => ({ ...HEALTHY, flrMl: fraction * 1900, ...more });
const CONFIRMED = { ...DEFAULT_THRESHOLDS, normalLiverConfirmedBy: "surgeon" };

const deciding = (remnant: Remnant, policy = DEFAULT_THRESHOLDS): KnownFinding => {
  const [first] = flrThresholds(remnant, policy);
  if (first?.kind !== "known") throw new Error(`the first threshold is ${first?.kind}`);
  return first;
};
const group = (finding: Finding) => (finding.kind === "known" ? finding.group : finding.kind);

describe("[CLI-02] each threshold on its own denominator, both sides of it and of the borderline", () => {
  test.each([
    [0.2799, "insufficient"],
    [0.2801, "insufficient, borderline"],
    [0.2999, "insufficient, borderline"],
    [0.3, "sufficient, borderline"],
    [0.3199, "sufficient, borderline"],
    [0.3201, "sufficient"],
  ])("default 30 %% of the estimated volume: %f is %s", (fraction, expected) => {
    const finding = deciding(withEstimated(fraction));
    expect(finding.group).toBe(expected);
    expect(finding.population).toBe("colorectal metastases, default");
    expect(finding.value).toBeCloseTo(fraction, 12);
  });

  test("exactly two points from it is borderline", () => {
    expect(deciding(withEstimated(0.32)).group).toBe("sufficient, borderline");
    expect(deciding(withEstimated(0.28)).group).toBe("insufficient, borderline");
  });

  test.each([
    [0.3999, "insufficient, borderline"],
    [0.4, "sufficient, borderline"],
    [0.4201, "sufficient"],
  ])("fibrosis 40 %% of the measured volume without tumour: %f is %s", (fraction, expected) => {
    const finding = deciding(withMeasured(fraction, { fibrosis: "moderate" }));
    expect(finding.group).toBe(expected);
    expect(finding.population).toBe("fibrosis or cirrhosis");
    expect(finding.value).toBeCloseTo(fraction, 12);
    expect(finding.because).toContain("of the measured volume without tumour; at least 40.0 % (760 mL) is wanted");
  });

  test.each([
    [0.1999, "insufficient, borderline"],
    [0.2, "sufficient, borderline"],
    [0.2201, "sufficient"],
  ])("a liver that a clinician calls normal, 20 %%: %f is %s", (fraction, expected) => {
    const finding = deciding(withEstimated(fraction), CONFIRMED);
    expect(finding.group).toBe(expected);
    expect(finding.because).toContain("confirmed by surgeon");
  });

  test("steatosis is compared on whichever volume asks for more", () => {
    const severe = deciding(withMeasured(0.4, { steatosis: "moderate" }));
    expect(severe.value).toBeCloseTo(0.4, 12);
    expect(severe.population).toBe("steatosis");
    const small = deciding({ ...withEstimated(0.4, { steatosis: "moderate" }), totalLiverVolumeMl: 1500 });
    expect(small.value).toBeCloseTo(0.4, 12);
    expect(deciding(withMeasured(0.31, { steatosis: "mild" })).group).toBe("sufficient, borderline");
  });
});

describe("which thresholds apply", () => {
  const kinds = (remnant: Remnant, policy = DEFAULT_THRESHOLDS) =>
    Object.fromEntries(flrThresholds({ ...remnant, flrMl: 600 }, policy).map(({ population, kind }) => [population, kind]));

  test.each([
    [12, 6, "not-applicable"],
    [12.1, 0, "known"],
    [0, 7, "known"],
  ])("%f weeks and %i cycles of chemotherapy: %s", (chemotherapyWeeks, chemotherapyCycles, kind) => {
    expect(kinds({ ...HEALTHY, chemotherapyWeeks, chemotherapyCycles })["chemotherapy over 12 weeks"]).toBe(kind);
  });

  test("weeks or cycles alone tell enough", () => {
    const name = "chemotherapy over 12 weeks";
    expect(kinds({ ...HEALTHY, chemotherapyWeeks: 4, chemotherapyCycles: undefined })[name]).toBe("not-applicable");
    expect(kinds({ ...HEALTHY, chemotherapyWeeks: undefined, chemotherapyCycles: 2 })[name]).toBe("not-applicable");
  });

  test("[CLI-01] chemotherapy of which nobody says how long it was is chemotherapy", () => {
    const untold: Remnant = { ...HEALTHY, chemotherapyGiven: true, chemotherapyWeeks: undefined, chemotherapyCycles: undefined };
    const missing = ["chemotherapy[0].weeks", "chemotherapy[0].cycles"];
    const told = kinds({ ...untold, chemotherapyMissing: missing }, CONFIRMED);
    expect(told["normal liver without chemotherapy"]).toBe("not-applicable");
    expect(told["colorectal metastases, default"]).toBe("known");
    expect(told["chemotherapy over 12 weeks"]).toBe("unknown");
    const unknown = flrThresholds({ ...untold, flrMl: 600, chemotherapyMissing: missing }).find(({ kind }) => kind === "unknown");
    expect(unknown).toMatchObject({ missing });
  });

  test("what lines say for certain is enough to be long, and never enough to be short", () => {
    const name = "chemotherapy over 12 weeks";
    const missing = { chemotherapyGiven: true, chemotherapyMissing: ["chemotherapy[1].weeks", "chemotherapy[1].cycles"] };
    expect(kinds({ ...HEALTHY, ...missing, chemotherapyWeeks: 14, chemotherapyCycles: 0 })[name]).toBe("known");
    expect(kinds({ ...HEALTHY, ...missing, chemotherapyWeeks: 4, chemotherapyCycles: 2 })[name]).toBe("unknown");
  });

  test("the strictest is the one that asks for most millilitres", () => {
    const all = flrThresholds({ ...HEALTHY, flrMl: 600, chemotherapyCycles: 12, steatosis: "severe", fibrosis: "mild" });
    const wanted = all
      .filter((finding) => finding.kind === "known")
      .map(({ because }) => Number(/\((\d+) mL\)/.exec(because!)![1]));
    expect(wanted).toEqual(wanted.toSorted((a, b) => b - a));
    expect(wanted).toHaveLength(4);
    expect(strictestThreshold({ ...HEALTHY, flrMl: 600, fibrosis: "mild" })).toMatchObject({ fraction: 0.4, wantedMl: 760 });
    expect(strictestThreshold({ ...HEALTHY, flrMl: 600, fibrosis: "mild", tumourVolumeMl: undefined })).toBeUndefined();
  });

  test("a clinician's word does not outweigh chemotherapy, fat or fibrosis", () => {
    const name = "normal liver without chemotherapy";
    expect(kinds(HEALTHY, CONFIRMED)[name]).toBe("known");
    expect(kinds(HEALTHY)[name]).toBe("not-applicable");
    for (const burden of [
      { chemotherapyCycles: 2 },
      { chemotherapyWeeks: 4 },
      { steatosis: "mild" },
      { fibrosis: "mild" },
    ] as const) {
      expect(kinds({ ...HEALTHY, ...burden }, CONFIRMED)[name]).toBe("not-applicable");
      expect(kinds({ ...HEALTHY, ...burden }, CONFIRMED)["colorectal metastases, default"]).toBe("known");
    }
  });

  test("[CLI-01] what is not told of the liver is named, and what was not told is no absence", () => {
    const missing = flrThresholds({ heightCm: 175, weightKg: 80, flrMl: 600 }).flatMap((f) =>
      f.kind === "unknown" ? f.missing : [],
    );
    expect(missing).toEqual(["chemotherapy", "liver.steatosis", "liver.fibrosis"]);
  });
});

describe("FLR-BW", () => {
  test.each([
    [399.9, "insufficient", "warning"],
    [400, "sufficient", "info"],
    [400.1, "sufficient", "info"],
  ])("%f mL in 80 kg is %s", (flrMl, expected, severity) => {
    expect(flrOfBodyWeight({ weightKg: 80, flrMl })).toMatchObject({ group: expected, severity, verification: "V1" });
  });
  test("its small study stands beside it", () => {
    const finding = flrOfBodyWeight({ weightKg: 80, flrMl: 500 });
    expect(finding.population).toContain("31 right-extended hepatectomies");
    expect(finding.cautions.join()).toContain("0.077");
  });
});

describe("FLR-MIN-ANATOMY", () => {
  test.each([
    [0, "insufficient"],
    [1, "insufficient"],
    [2, "sufficient"],
  ])("%i adjacent segments: %s", (adjacentRemainingSegments, expected) => {
    expect(group(remainingAnatomy({ adjacentRemainingSegments }))).toBe(expected);
  });
});

describe("sufficiency is all of them together", () => {
  test("over its threshold and over 0.5 % of body weight", () => {
    expect(group(flrSufficiency(withEstimated(0.35)))).toBe("sufficient");
    expect(group(flrSufficiency(withEstimated(0.31)))).toBe("sufficient, borderline");
    expect(group(flrSufficiency(withEstimated(0.29)))).toBe("insufficient, borderline");
  });

  test("body weight alone can fail it", () => {
    // 20 % of the estimate is 341 mL, under 400 mL
    const finding = flrSufficiency(withEstimated(0.225), CONFIRMED);
    expect(group(finding)).toBe("insufficient");
    expect(finding).toMatchObject({ because: expect.stringMatching(/^FLR-BW: /), severity: "warning" });
    expect(group(flrSufficiency(withEstimated(0.24), CONFIRMED))).toBe("sufficient");
  });

  test("anatomy alone can fail it, whatever the volume", () => {
    expect(group(flrSufficiency(withEstimated(0.6, { adjacentRemainingSegments: 1 })))).toBe("insufficient");
  });

  test("[CLI-01] without weight or height it is unknown and says so; with a failure it is insufficient all the same", () => {
    const { weightKg, heightCm, ...bodiless } = withEstimated(0.35);
    expect([weightKg, heightCm]).toEqual([80, 175]);
    expect(flrSufficiency(bodiless)).toMatchObject({ kind: "unknown", missing: ["heightCm", "weightKg"] });
    expect(group(flrSufficiency({ ...bodiless, adjacentRemainingSegments: 1 }))).toBe("insufficient");
  });

  test("a threshold that is due but cannot be computed is never passed over", () => {
    const finding = flrSufficiency(withEstimated(0.6, { fibrosis: "moderate", totalLiverVolumeMl: undefined }));
    expect(finding).toMatchObject({ kind: "unknown", missing: ["liverVolumeMl"] });
  });

  test("what was not told is a caution", () => {
    const finding = flrSufficiency(withEstimated(0.35, { steatosis: undefined, ageYears: undefined }));
    expect(group(finding)).toBe("sufficient");
    expect(finding.cautions.join("; ")).toMatch(/liver\.steatosis.*ageYears/);
  });

  test("[UNK-01] segments that could not be counted leave it unknown, unless another part fails", () => {
    const uncounted = { adjacentRemainingSegments: undefined };
    expect(flrSufficiency(withEstimated(0.6, uncounted))).toMatchObject({ kind: "unknown", missing: ["remainingSegments"] });
    expect(group(flrSufficiency(withEstimated(0.2, uncounted)))).toBe("insufficient");
  });

  test("[CLI-02] for a child no rule of adults applies, whatever its liver", () => {
    for (const liver of [{}, { steatosis: "mild" }, { fibrosis: "moderate" }] as const) {
      const child = withMeasured(0.9, { ageYears: 10, heightCm: 140, weightKg: 32, ...liver });
      expect(flrSufficiency(child)).toMatchObject({ kind: "not-applicable", because: expect.stringContaining("10 years old") });
      expect(flrOfBodyWeight(child).kind).toBe("not-applicable");
      expect(flrThresholds(child).map(({ kind }) => kind)).toEqual(Array(5).fill("not-applicable"));
      expect(strictestThreshold(child)).toBeUndefined();
    }
  });

  test("[FLR-03] the remnant without congestion stands beside it", () => {
    const finding = flrSufficiency(withEstimated(0.35, { flrIgnoringCongestionMl: 700 }));
    expect(finding.cautions.join()).toContain("700 mL would remain");
    const drained = withEstimated(0.35);
    expect(flrSufficiency({ ...drained, flrIgnoringCongestionMl: drained.flrMl }).cautions).toEqual([]);
  });

  test("in cirrhosis the measured volume decides, and what does not apply is said", () => {
    const finding = flrSufficiency(withMeasured(0.45, { fibrosis: "cirrhosis" }));
    expect(group(finding)).toBe("sufficient");
    expect(finding.cautions.join()).toContain("FLR-BW was not applied");
  });

  test("for a body that no formula fits it does not apply", () => {
    expect(flrSufficiency({ ...withEstimated(0.35), weightKg: 250 }).kind).toBe("not-applicable");
  });
});
