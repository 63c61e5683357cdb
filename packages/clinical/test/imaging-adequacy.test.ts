import { describe, expect, test } from "vitest";
import type { Imaging, SuitabilityFacts } from "../src/index.ts";
import { findingOf, IMAGED } from "./suitability-facts.ts";

describe("MSI-HIGH", () => {
  test("prompts immunotherapy", () =>
    expect(findingOf("MSI-HIGH", { msi: "high" })).toMatchObject({ group: "discuss immunotherapy", severity: "warning" }));
  test.each<[SuitabilityFacts, string]>([
    [{ msi: "stable" }, "not-applicable"],
    [{ msi: "high", primarySite: "breast" }, "not-applicable"],
    [{ msi: undefined }, "unknown"],
    [{ msi: "unknown" }, "unknown"],
  ])("%o is %s", (changes, kind) => expect(findingOf("MSI-HIGH", changes).kind).toBe(kind));
  test("names what is missing", () =>
    expect(findingOf("MSI-HIGH", { msi: "unknown" })).toMatchObject({ missing: ["biology.msi"] }));
});

describe("IMAGING-ADEQUACY", () => {
  const at = (changes: Imaging) => findingOf("IMAGING-ADEQUACY", {}, { ...IMAGED, ...changes });
  const groupOf = (changes: Imaging) => {
    const finding = at(changes);
    return finding.kind === "known" ? finding.group : finding.kind;
  };
  const lung = [{ site: "lung" }];
  test.each<[Imaging, string, string]>([
    [{}, "adequate", "info"],
    // 28 and 56 days before 2026-03-15
    [{ ctOn: "2026-02-15" }, "adequate", "info"],
    [{ ctOn: "2026-02-14" }, "adequate with reserve", "caution"],
    [{ ctOn: "2026-01-18" }, "adequate with reserve", "caution"],
    [{ ctOn: "2026-01-17" }, "not adequate", "warning"],
    [{ ctOn: null }, "not adequate", "warning"],
    [{ ctPhase: "arterial" }, "not adequate", "warning"],
    [{ sliceThicknessMm: 3 }, "adequate", "info"],
    [{ sliceThicknessMm: 3.1 }, "adequate with reserve", "caution"],
    [{ sliceThicknessMm: 5 }, "adequate with reserve", "caution"],
    [{ sliceThicknessMm: 5.1 }, "not adequate", "warning"],
    [{ mriOn: null }, "adequate with reserve", "caution"],
    [{ mriOn: null, lastChemotherapyOn: "2026-01-10" }, "not adequate", "warning"],
    [{ mriOn: null, disappearedLesions: 1 }, "not adequate", "warning"],
    [{ mriOn: null, disappearedLesions: 0 }, "adequate with reserve", "caution"],
    [{ lastChemotherapyOn: "2026-03-12" }, "adequate", "info"],
    [{ lastChemotherapyOn: "2026-03-13" }, "adequate with reserve", "caution"],
    [{ extrahepatic: lung }, "adequate with reserve", "caution"],
    [{ extrahepatic: lung, petOn: "2026-03-01" }, "adequate", "info"],
  ])("%o is %s", (changes, group, severity) => expect(at(changes)).toMatchObject({ group, severity }));

  test.each<[Imaging, string]>([
    [{ ctOn: undefined }, "imaging.ctOn"],
    [{ ctPhase: undefined }, "imaging.ctPhase"],
    [{ planningOn: undefined }, "planning.on"],
    [{ sliceThicknessMm: undefined }, "imaging.ctSliceMm"],
    [{ mriOn: undefined }, "imaging.mriOn"],
    [{ extrahepatic: undefined }, "metastases.extrahepatic"],
    [{ extrahepatic: lung, petOn: undefined }, "imaging.petOn"],
  ])("without %o it is unknown", (changes, path) => expect(at(changes)).toMatchObject({ kind: "unknown", missing: [path] }));

  test("PET is not asked for where nothing is outside the liver", () =>
    expect(at({ petOn: undefined })).toMatchObject({ group: "adequate" }));

  test("says what is wrong, and what was not judged", () => {
    expect(at({ ctOn: "2026-01-18" })).toMatchObject({ because: "the CT is 56 days old, more than 28" });
    expect(
      at({ ctOn: "2026-01-17", sliceThicknessMm: 7, mriOn: null, planningOn: "2026-03-15", extrahepatic: lung }),
    ).toMatchObject({
      because:
        "the CT is 57 days old, more than 56; slices of 7 mm, more than 5: small lesions are missed and margins are coarse; no liver MRI; no PET although there is disease outside the liver",
    });
    expect(at({ ctOn: "2026-02-14", lastChemotherapyOn: "2026-02-20" })).toMatchObject({
      because: "the CT is 29 days old, more than 28; the CT was made before chemotherapy ended: the disease may have changed",
    });
    expect(at({ ctOn: null, ctPhase: undefined, sliceThicknessMm: undefined })).toMatchObject({
      because: "no CT",
      cautions: [expect.stringMatching(/^unverified/), expect.stringMatching(/^flagged/)],
    });
    expect(at({ ctPhase: "native", planningOn: undefined }).cautions).toContain("planning.on is not known: it was not judged");
    expect(groupOf({ ctOn: undefined, ctPhase: "native" })).toBe("not adequate");
    expect(at({})).toMatchObject({ because: "a recent portal-venous CT in thin slices and an MRI of the liver" });
  });
});
