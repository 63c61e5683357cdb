import { liverVolumeHeinemann, liverVolumeUrata, liverVolumeVauthey } from "@cantlie/clinical";
import { describe, expect, test } from "vitest";
import { whatMattersMost } from "../src/what-matters-most.ts";

const body = { ageYears: 60, sex: "male", heightCm: 176, weightKg: 82 } as const;
const volumeBy = (rule: (of: typeof body) => { readonly kind: string }): number => {
  const finding = rule(body) as { readonly kind: string; readonly value: number };
  expect(finding.kind).toBe("known");
  return finding.value;
};
const estimatedMl = volumeBy(liverVolumeVauthey);

function deviation(of: {
  readonly liver?: number;
  readonly lesions?: number;
  readonly portal?: number;
  readonly hepatic?: number;
}) {
  const { liver = 0, lesions = 0, portal = 0, hepatic = 0 } = of;
  return {
    sdMl: Math.hypot(liver, lesions, portal, hepatic),
    byLiverBorderMl: liver,
    byLesionBorderMl: lesions,
    byPortalTerritoryMl: portal,
    byHepaticTerritoryMl: hepatic,
  };
}

describe("what matters most", () => {
  test("is told in points of the standardised remnant, each source by itself", () => {
    const flrMl = 0.32 * estimatedMl;
    const found = whatMattersMost({
      body,
      flrMl,
      deviation: deviation({ liver: 30, lesions: 40, portal: 5, hepatic: 12 }),
      wantedMl: 0.3 * estimatedMl,
    })!;
    expect(found.borderPoints).toBeCloseTo((100 * 1.6449 * 50) / estimatedMl, 9);
    expect(found.territoryPoints).toBeCloseTo((100 * 1.6449 * 13) / estimatedMl, 9);
    const others = [liverVolumeUrata, liverVolumeHeinemann].map((rule) => Math.abs(flrMl / volumeBy(rule) - 0.32));
    expect(found.formulaPoints).toBeCloseTo(100 * Math.max(...others), 9);
    const most = Math.max(found.borderPoints, found.territoryPoints, found.formulaPoints!);
    expect(found[`${found.source}Points`]).toBe(most);
  });

  test.each([
    ["border", { liver: 5000 }],
    ["territory", { hepatic: 5000 }],
    ["formula", {}],
  ] as const)("is the %s where that is the largest", (source, parts) => {
    expect(whatMattersMost({ body, flrMl: 500, deviation: deviation(parts), wantedMl: undefined })!.source).toBe(source);
  });

  test("may change the verdict only where it reaches the threshold", () => {
    const near = { body, deviation: deviation({ liver: 1000 }), wantedMl: 500 };
    expect(whatMattersMost({ ...near, flrMl: 520 })!.mayChangeVerdict).toBe(true);
    // Urata's volume is about a quarter less than Vauthey's: at 2000 mL no source reaches down to 500 mL
    const far = { body, deviation: deviation({ liver: 10 }), wantedMl: 500 };
    expect(whatMattersMost({ ...far, flrMl: 2000 })!.mayChangeVerdict).toBe(false);
    expect(whatMattersMost({ ...far, flrMl: 520, wantedMl: undefined })).not.toHaveProperty("mayChangeVerdict");
  });

  test("is unknown without the patient's size, the remnant or its deviation", () => {
    const known = { body, flrMl: 500, deviation: deviation({}), wantedMl: 400 };
    expect(whatMattersMost({ ...known, body: {} as typeof body })).toBeUndefined();
    expect(whatMattersMost({ ...known, flrMl: undefined })).toBeUndefined();
    expect(whatMattersMost({ ...known, deviation: undefined })).toBeUndefined();
  });
});
