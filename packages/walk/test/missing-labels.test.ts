import { IDENTITY3 } from "@cantlie/geometry";
import { DEFAULT_POLICY, planDocument, policyFrom } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { assessPlan } from "../src/index.ts";
import { gridAround, PATIENT, resections, tubeLabels, walkWith } from "./tube-liver.ts";

const { portalVein, hepaticVein, cava, ...BARE } = tubeLabels(gridAround([4, 4.5, 5], IDENTITY3));
const FULL = { ...BARE, portalVein, hepaticVein, cava };
const HALF = {
  file: resections({ half: [{ resections: [{ kind: "surface", plane: { pointMm: [-30, 0, 0], normal: [-1, 0, 0] } }] }] }),
  masks: new Map<string, Uint8Array>(),
};
const evaluated = (labels: Parameters<typeof walkWith>[0]["labels"]) =>
  walkWith({ labels, drawn: HALF, search: false, patient: PATIENT }).document.plans[0]!;

const {
  plans: [WHOLE_PLAN],
  anatomy: ANATOMY,
} = walkWith({ labels: FULL, drawn: HALF, search: false, patient: PATIENT }).document;
const WHOLE = WHOLE_PLAN!;
const SEGMENT_1_ML = ANATOMY.couinaud!.segments["1"]!.volumeMl;

/** Fields of a plan that need a tree, by the tree. */
const NEEDS = {
  "portal vein": ["noInflowMl", "devitalisedMl", "functionalRemnantMl", "functionalRemnantIgnoringCongestionMl", "intervalMl"],
  "hepatic vein": ["noOutflowMl", "functionalRemnantMl", "intervalMl"],
} as const;

describe("[FLR-02] labels that are not given", () => {
  test("with all of them nothing of a tree is unknown but ducts, artery and the branches of segment 1", () => {
    for (const field of [...NEEDS["portal vein"], ...NEEDS["hepatic vein"]]) expect(WHOLE.volumes[field], field).toBeDefined();
    expect(new Set(WHOLE.unknown.flatMap(({ missing }) => missing))).toEqual(
      new Set(["bile duct", "artery", "portal branches of segment 1", "hepatic branches of segment 1"]),
    );
  });

  test.each([
    ["portal vein", { ...BARE, hepaticVein, cava }],
    ["hepatic vein", { ...BARE, portalVein, cava }],
  ] as const)(
    "[UNK-01] without the %s what depends on it is absent and named with what is missing, and the rest is unchanged",
    (tree, labels) => {
      const plan = evaluated(labels);
      for (const field of NEEDS[tree]) {
        expect(plan.volumes, field).not.toHaveProperty(field);
        const told = plan.unknown.find((one) => one.field === `volumes.${field}`);
        expect(told?.missing, field).toContain(tree);
      }
      const ofTheOther = tree === "portal vein" ? "noOutflowMl" : "noInflowMl";
      // the segments come from the portal tree, and segment 1 is spared the loss of other branches
      expect(Math.abs(plan.volumes[ofTheOther]! - WHOLE.volumes[ofTheOther]!)).toBeLessThan(SEGMENT_1_ML);
      for (const field of ["resectedMl", "remnantMl", "tumourLeftMl", "healthyResectedMl"] as const)
        expect(plan.volumes[field], field).toBe(WHOLE.volumes[field]);
      expect(plan.ratios).not.toHaveProperty("flrFraction");
      expect(plan.ratios).not.toHaveProperty("sFlrFraction");
      const verdict = plan.findings.find(({ rule }) => rule === "FLR-SUFFICIENCY")!;
      expect(verdict).toMatchObject({ kind: "unknown", missing: ["functionalRemnantMl", "remainingSegments"] });
      expect(verdict).not.toHaveProperty("value");
    },
  );

  test("without any vessel or lesion the liver is planned all the same", () => {
    const { document } = walkWith({ labels: { grid: BARE.grid, liver: BARE.liver }, drawn: HALF });
    expect(document.anatomy).toMatchObject({ lesions: [], trees: {}, tumourVolumeMl: 0 });
    expect(document.anatomy).not.toHaveProperty("bloodFreeLiverVolumeMl");
    expect(document.plans.find(({ id }) => id === "half")!.volumes.resectedMl).toBeGreaterThan(300);
  });

  test("a vessel mask wholly outside the liver is a caution, and its tree unknown", () => {
    const elsewhere = portalVein.map(() => 0);
    elsewhere.fill(1, 0, 8);
    const { document } = walkWith({ labels: { ...FULL, portalVein: elsewhere }, drawn: HALF, search: false });
    expect(document.cautions.map(({ code }) => code)).toContain("anatomy/vessels-outside-liver");
    expect(document.anatomy.trees).not.toHaveProperty("portal");
    expect(document.plans[0]!.volumes).not.toHaveProperty("noInflowMl");
    expect(document.plans[0]!.volumes).not.toHaveProperty("functionalRemnantMl");
  });

  test("a portal vein cut out of the liver mask leaves its tree unknown, and not without loss", () => {
    const liver = BARE.liver.map((inside, at) => (portalVein[at] === 0 ? inside : 0));
    const { document } = walkWith({ labels: { ...FULL, liver }, drawn: HALF, search: false });
    expect(document.cautions).toContainEqual(
      expect.objectContaining({ code: "anatomy/vessels-outside-liver", details: { label: "portalVein" } }),
    );
    expect(document.anatomy.trees).not.toHaveProperty("portal");
    for (const field of ["noInflowMl", "functionalRemnantMl"]) expect(document.plans[0]!.volumes).not.toHaveProperty(field);
  });

  test("an empty vessel mask is told, and means not labelled", () => {
    const { document } = walkWith({ labels: { ...FULL, portalVein: portalVein.map(() => 0) }, drawn: HALF, search: false });
    expect(document.cautions).toContainEqual(
      expect.objectContaining({ code: "anatomy/empty-label", details: { label: "portalVein" } }),
    );
    expect(document.plans[0]!.volumes).not.toHaveProperty("noInflowMl");
  });
});

describe("[UNK-01] a found plan", () => {
  const whys = (labels: Parameters<typeof walkWith>[0]["labels"]) =>
    walkWith({ labels, patient: PATIENT }).document.plans.flatMap(({ origin, why }) => (origin === "search" ? [why] : []));

  test.each([
    ["portal vein", { ...BARE, hepaticVein, cava }],
    ["hepatic vein", { ...BARE, portalVein, cava }],
  ] as const)("is not said to leave enough liver without the %s: what it leaves is not known", (_, labels) => {
    expect(whys(labels).length).toBeGreaterThan(0);
    for (const why of whys(labels)) expect(why).not.toMatch(/leaves enough/);
  });

  test("is said to with both, so that the words above mean something", () => {
    expect(whys(FULL)[0]).toMatch(/leaves enough liver/);
  });
});

describe("a patient who is not told of", () => {
  test("[IDN-01] metastases told otherwise than labelled are a caution", () => {
    const patient = { ...PATIENT, metastases: { count: 9 } };
    const { cautions } = walkWith({ labels: FULL, drawn: HALF, search: false, patient }).document;
    expect(cautions).toContainEqual(expect.objectContaining({ code: "patient/metastases-differ" }));
  });

  test("[UNK-01] ratios that need a body are absent, and the findings name what they lack", () => {
    const plan = walkWith({ labels: FULL, drawn: HALF, search: false }).document.plans[0]!;
    expect(Object.keys(plan.ratios).filter((name) => name !== "flrFraction")).toEqual([]);
    expect(plan.findings.find(({ rule }) => rule === "FLR-BW")).toMatchObject({ kind: "unknown", missing: ["weightKg"] });
  });
});

describe("the policy", () => {
  const withPolicy = (changes: object) =>
    walkWith({ labels: FULL, drawn: HALF, search: false, patient: PATIENT, policy: policyFrom({ schemaVersion: 1, ...changes }) })
      .document.plans[0]!;

  test("[FLR-03] a congestion factor moves the functional remnant between its ends, which stay", () => {
    const half = withPolicy({ congestionFactor: { value: 0.5, reason: "a trial" } }).volumes;
    const { functionalRemnantFullCongestionMl: full, functionalRemnantIgnoringCongestionMl: ignoring } = WHOLE.volumes;
    expect(ignoring! - full!).toBeGreaterThan(10);
    expect(half.functionalRemnantMl).toBeCloseTo((full! + ignoring!) / 2, 9);
    expect([half.functionalRemnantFullCongestionMl, half.functionalRemnantIgnoringCongestionMl]).toEqual([full, ignoring]);
  });

  test("the sufficiency of a remnant is judged by the thresholds of the policy", () => {
    const strict = withPolicy({ thresholds: { value: { defaultFraction: 0.9 }, reason: "a trial" } });
    expect(WHOLE.ratios.thresholdFraction).toBe(0.3);
    expect(strict.ratios.thresholdFraction).toBe(0.9);
    expect(strict.findings.find(({ rule }) => rule === "FLR-SUFFICIENCY")!.group).toMatch(/^insufficient/);
  });

  test("a plan that is assessed again from plan.json is judged by the thresholds that it was made with", () => {
    const policy = policyFrom({ schemaVersion: 1, thresholds: { value: { defaultFraction: 0.9 }, reason: "a trial" } });
    const { document } = walkWith({ labels: FULL, drawn: HALF, search: false, patient: PATIENT, policy });
    const written = planDocument.parse(JSON.parse(JSON.stringify(document)));
    const again = (of: typeof document) =>
      assessPlan(written.plans[0]!, of, { patient: PATIENT }).subjects.flatMap(({ findings }) => findings);
    expect(again(written)).toEqual(document.plans[0]!.findings);
    const { thresholds: _, ...older } = written;
    expect(again(older)).not.toEqual(document.plans[0]!.findings);
  });

  test("the defaults are the policy of nobody who says otherwise", () => {
    expect(policyFrom()).toEqual(DEFAULT_POLICY);
    expect(withPolicy({})).toEqual(WHOLE);
  });
});
