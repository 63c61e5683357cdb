import { describe, expect, test } from "vitest";
import {
  assessOtherPrimary,
  assessPrognosis,
  otherPrimaryAdvice,
  type PlannedDisease,
  refusesColorectalScores,
} from "../src/index.ts";

const of = (disease: PlannedDisease) => assessOtherPrimary(disease)[0]!;

describe("NCR-ADAM-2006", () => {
  test.each([
    ["breast", "case by case"],
    ["other", "case by case"],
    ["stomach", "systemic treatment first"],
    ["oesophagus", "systemic treatment first"],
    ["lung", "systemic treatment first"],
    ["skin", "systemic treatment first"],
  ] as const)("%s: %s", (primarySite, group) => {
    expect(of({ primarySite })).toMatchObject({ kind: "known", group, severity: "caution" });
    expect(refusesColorectalScores(primarySite)).toBe(true);
  });

  test.each(["colon", "rectum"] as const)("%s is colorectal", (primarySite) => {
    expect(of({ primarySite }).kind).toBe("not-applicable");
    expect(otherPrimaryAdvice(primarySite)).toBeUndefined();
    expect(refusesColorectalScores(primarySite)).toBe(false);
  });

  test("a site that is not known is asked for and refuses nothing", () => {
    expect(of({})).toMatchObject({ kind: "unknown", missing: ["primary.site"] });
    expect(otherPrimaryAdvice(undefined)).toBeUndefined();
    expect(refusesColorectalScores(undefined)).toBeUndefined();
  });

  test("shows the groups that were published and counts no points", () => {
    const finding = of({ primarySite: "breast" });
    expect(finding.kind === "known" && finding.outcomes?.map(({ group, value }) => [group, value])).toEqual([
      ["all", 0.36],
      ["all", 0.23],
      ["all", 0.023],
      ["0 to 3 points", 0.46],
      ["4 to 6 points", 0.33],
      ["over 6 points", 0.1],
    ]);
    expect(finding.kind === "known" && finding.outcomes?.map(({ patients }) => patients)).toEqual([
      1452,
      1452,
      1452,
      undefined,
      undefined,
      undefined,
    ]);
    expect(finding).not.toHaveProperty("value");
    expect(finding.cautions[0]).toMatch(/^display only: .*none are counted$/);
  });

  test.each<[PlannedDisease, string]>([
    [{ primarySite: "breast" }, "none known"],
    [{ primarySite: "breast", ageYears: 60 }, "none known"],
    [{ primarySite: "breast", ageYears: 61 }, "age over 60"],
    [{ primarySite: "breast", diseaseFreeIntervalMonths: 12 }, "none known"],
    [{ primarySite: "breast", diseaseFreeIntervalMonths: 11 }, "disease-free for under 12 months"],
    [{ primarySite: "breast", extrahepatic: [] }, "none known"],
    [{ primarySite: "breast", extrahepatic: [{ site: "bone" }] }, "disease outside the liver"],
    [{ primarySite: "breast", majorHepatectomy: true }, "major hepatectomy"],
    [{ primarySite: "skin" }, "primary other than breast, melanoma or squamous"],
    [{ primarySite: "lung" }, "primary other than breast"],
  ])("%o: %s", (disease, told) =>
    expect(of(disease)).toMatchObject({ because: expect.stringMatching(`that are present: ${told}$`) }),
  );

  test("colorectal scores are refused for other primaries", () => {
    for (const { rule, kind } of assessPrognosis({ primarySite: "breast" }))
      if (/FONG|TBS|GAME|MCS|PLATO|KONOPKE|NAGASHIMA|NORDLINGER/.test(rule))
        expect([rule, kind]).toEqual([rule, "not-applicable"]);
  });
});
