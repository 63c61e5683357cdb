import { DEFAULT_THRESHOLDS } from "@cantlie/clinical";
import { worldPoint } from "@cantlie/geometry";
import { analyticMask } from "@cantlie/phantoms";
import type { PatientFile, PlanDocument, PlanEntry } from "@cantlie/workup";
import { planDocument } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { measureGrowth } from "../src/growth.ts";
import { withAssessments } from "../src/with-assessments.ts";
import { withGrowth } from "../src/with-growth.ts";
import { gridAround, PATIENT, resections, tubeLabels, walkWith } from "./tube-liver.ts";

const GRID = gridAround(
  [4, 4, 4],
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
);
const SMALL = tubeLabels(GRID);
/** What grew: the left side bulges forwards. */
const BULGE = analyticMask(GRID, [{ kind: "ellipsoid", centreMm: worldPoint(45, -45, 10), radiiMm: [50, 35, 30] }]).values;
const GROWN = { ...SMALL, liver: SMALL.liver.map((inside, at) => (inside || (BULGE[at] && !SMALL.cava[at]) ? 1 : 0)) };

const PLANS = {
  wedge: [{ resections: [{ kind: "wedge" as const, lesion: "L2", marginMm: 5 }] }],
};
const drawnRight = (document: PlanDocument) => {
  const { id } = document.anatomy.trees.portal!.branches.find(({ name }) => name === "right portal vein")!;
  const right = { kind: "territory" as const, tree: "portal" as const, branches: [id] };
  const staged = [
    { resections: [], occlude: [{ tree: "portal" as const, branch: id }], occlusion: { kind: "PVE" as const, segment4: false } },
    { resections: [right] },
  ];
  return { file: resections({ ...PLANS, right: [{ resections: [right] }], staged }), masks: new Map() };
};
const hash = (digit: string) => [{ role: "liver", sha256: digit.repeat(64) }];
const anatomyOnly = walkWith({ labels: SMALL, search: false, patient: PATIENT }).document;
const grownAnatomyOnly = walkWith({ labels: GROWN, search: false, patient: PATIENT }).document;

const BEFORE: PatientFile = { ...PATIENT, imaging: { ctOn: "2026-02-01" } };
const AFTER: PatientFile = {
  ...PATIENT,
  imaging: { ctOn: "2026-03-29" },
  history: { portalOcclusion: { kind: "PVE", on: "2026-03-01", branches: ["right"] } },
};
const { imaging: _, ...UNDATED } = AFTER;
const previous = walkWith({
  labels: SMALL,
  search: false,
  patient: BEFORE,
  inputs: hash("1"),
  drawn: drawnRight(anatomyOnly),
}).document;

interface Today {
  readonly patient?: PatientFile;
  readonly before?: PatientFile | undefined;
  readonly document?: PlanDocument;
  readonly inputs?: PlanDocument["inputs"];
}

/** Walked once for each patient: what the earlier work-up says changes nothing but growth. */
const grownDocuments = new Map<PatientFile, PlanDocument>();

function today({ patient = AFTER, before = BEFORE, document = previous, inputs = hash("2") }: Today = {}): PlanDocument {
  const walked =
    grownDocuments.get(patient) ??
    walkWith({ labels: GROWN, search: false, patient, drawn: drawnRight(grownAnatomyOnly) }).document;
  grownDocuments.set(patient, walked);
  const earlier = { document, ...(before && { patient: before }) };
  const grown = withGrowth({ ...walked, inputs }, { previous: earlier, patient, thresholds: DEFAULT_THRESHOLDS });
  return withAssessments(grown, patient);
}

const finding = (document: PlanDocument, plan: string, rule: string) =>
  document.plans.find(({ id }) => id === plan)!.findings.find((one) => one.rule === rule);
const flrMl = (document: PlanDocument, plan: string) =>
  document.plans.find(({ id }) => id === plan)!.volumes.functionalRemnantFullCongestionMl!;

describe("[GRO-01] growth between two work-ups", () => {
  const grown = today();
  const estimatedMl = 1267.28 * Math.sqrt((176 * 82) / 3600) - 794.41;

  test("is of the same plan's remnant in both, in points of the estimated volume, with the week of the scan", () => {
    const [beforeMl, afterMl] = [flrMl(previous, "right"), flrMl(grown, "right")];
    expect(afterMl).toBeGreaterThan(beforeMl + 20);
    const dhPoints = (100 * (afterMl - beforeMl)) / estimatedMl;
    // 1 March to 29 March
    expect(grown.growth).toEqual({
      previousFlrMl: beforeMl,
      flrMl: afterMl,
      weeks: 4,
      dhPoints: expect.closeTo(dhPoints, 9),
      kgrPointsPerWeek: expect.closeTo(dhPoints / 4, 9),
      measuredOn: expect.stringMatching(/functional remnant of plan "(right|staged)"/),
    });
    expect(finding(grown, "right", "HYP-DH")).toMatchObject({ kind: "known", value: expect.closeTo(dhPoints, 9) });
    expect(finding(grown, "right", "HYP-KGR")).toMatchObject({ kind: "known", value: expect.closeTo(dhPoints / 4, 9) });
    expect(planDocument.safeParse(JSON.parse(JSON.stringify(grown))).success).toBe(true);
  });

  test("is in the document that the walk gives", () => {
    const earlier = { document: previous, patient: BEFORE };
    const walked = walkWith({
      labels: GROWN,
      search: false,
      patient: AFTER,
      inputs: hash("2"),
      drawn: drawnRight(grownAnatomyOnly),
      previous: earlier,
    }).document;
    expect(walked.growth).toEqual(grown.growth);
  });

  test("a plan that leaves occluded liver behind is not compared by its own remnant", () => {
    // before the occlusion all of the liver counted, so that a wedge would seem to have shrunk it
    expect(flrMl(grown, "wedge")).toBeLessThan(flrMl(previous, "wedge"));
    const dh = finding(grown, "wedge", "HYP-DH")!;
    expect(dh.because).toContain("liver outside the occluded portal territory");
    expect(dh.value).toBeGreaterThan(0);
    // lesions in that liver may be what grew
    for (const rule of ["HYP-DH", "HYP-KGR"]) {
      const shown = finding(grown, "wedge", rule)!;
      expect(shown).not.toHaveProperty("group");
      expect(shown.cautions.join()).toContain("not judged: holds lesions");
      expect(finding(grown, "right", rule)).toHaveProperty("group");
    }
  });

  test("without a common plan it is of the liver outside the occluded territory, and says so", () => {
    const without = today({ document: { ...previous, plans: [] } });
    const territoryMl = (document: PlanDocument) =>
      document.anatomy.trees.portal!.branches.find(({ name }) => name === "right portal vein")!.territoryMl;
    expect(without.growth).toMatchObject({
      previousFlrMl: expect.closeTo(previous.anatomy.liverVolumeMl - territoryMl(previous), 9),
      flrMl: expect.closeTo(without.anatomy.liverVolumeMl - territoryMl(without), 9),
      measuredOn: "liver outside the occluded portal territory, lesions in it included",
    });
  });

  test("plans are matched by what they take where their ids differ", () => {
    const renamed = {
      ...previous,
      plans: previous.plans.filter(({ id }) => id === "right").map((plan) => ({ ...plan, id: "x" })),
    };
    expect(today({ document: renamed }).growth?.previousFlrMl).toBe(flrMl(previous, "right"));
  });

  type Stage = PlanEntry["stages"][number];
  /** The earlier work-up with one plan: stages made of the one that takes the right side. */
  const earlier = (stages: (last: Stage) => Stage[], id = "right"): PlanDocument => ({
    ...previous,
    plans: previous.plans.filter((plan) => plan.id === "right").map((plan) => ({ ...plan, id, stages: stages(plan.stages[0]!) })),
  });
  const wedges = previous.plans.find(({ id }) => id === "wedge")!.stages[0]!;
  const OUTSIDE = /^liver outside the occluded portal territory/;

  test("the second operation of two is not compared with the same one alone, whatever its id", () => {
    // the earlier remnant lacked the wedge; today's has it, or lost it in an operation since
    for (const id of ["right", "x"])
      expect(today({ document: earlier((last) => [wedges, last], id) }).growth?.measuredOn).toMatch(OUTSIDE);
    // another second operation under the same id
    const left = (last: Stage): Stage[] => [{ ...last, resections: [{ kind: "segments", segments: ["2"] }] }];
    expect(today({ document: earlier(left) }).growth?.measuredOn).toMatch(OUTSIDE);
  });

  test("a first stage that only occluded is the occlusion that was done", () => {
    const document = earlier((last) => [{ ...last, resections: [], ablations: [] }, last], "x");
    expect(today({ document }).growth?.previousFlrMl).toBe(flrMl(previous, "right"));
  });

  test("after a liver resection between the scans growth is unknown, of plans and of the liver outside", () => {
    const history = { ...AFTER.history, openLiverResection: true };
    const patient: PatientFile = { ...AFTER, history };
    for (const before of [BEFORE, { ...BEFORE, history: { openLiverResection: false } }]) {
      const document = today({ patient, before });
      expect(document).not.toHaveProperty("growth");
      for (const plan of ["right", "wedge"])
        expect(finding(document, plan, "HYP-DH")).toMatchObject({
          kind: "unknown",
          missing: [expect.stringContaining("between which no liver was resected")],
        });
    }
    // without the earlier file nobody knows when it was
    expect(measureGrowth({ document: previous }, grown, patient)!.otherwise.missing!.join()).toContain("no liver was resected");
    const known = today({ patient, before: { ...BEFORE, history: { openLiverResection: true } } });
    expect(finding(known, "right", "HYP-DH")!.kind).toBe("known");
  });

  test("a remnant that lost more than the borders of the labels explain is not called poorly grown", () => {
    const doubtMl = 2 * Math.hypot(previous.anatomy.liverVolumeSdMl!, grown.anatomy.liverVolumeSdMl!);
    const lostBy = (lostMl: number): PlanDocument => ({
      ...previous,
      anatomy: { ...previous.anatomy, liverVolumeMl: grown.anatomy.liverVolumeMl + lostMl },
      plans: previous.plans.map((plan) => ({
        ...plan,
        volumes: { ...plan.volumes, functionalRemnantFullCongestionMl: flrMl(grown, "right") + lostMl },
      })),
    });
    expect(doubtMl).toBeGreaterThan(1);
    expect(finding(today({ document: lostBy(doubtMl - 1) }), "right", "HYP-DH")!.kind).toBe("known");
    const missing = [expect.stringContaining("liver was resected between the scans, or the labels differ")];
    expect(finding(today({ document: lostBy(doubtMl + 1) }), "right", "HYP-DH")).toMatchObject({ kind: "unknown", missing });
    const organ = { ...previous, plans: [], anatomy: lostBy(doubtMl + 200).anatomy };
    expect(finding(today({ document: organ }), "right", "HYP-DH")).toMatchObject({ kind: "unknown", missing });
  });

  test("without the day of the scan growth is known, its rate unknown", () => {
    const document = today({ patient: UNDATED });
    expect(document.growth).not.toHaveProperty("weeks");
    expect(document.growth).not.toHaveProperty("kgrPointsPerWeek");
    expect(finding(document, "right", "HYP-KGR")).toMatchObject({ kind: "unknown", missing: ["imaging.ctOn"] });
    expect(finding(document, "right", "HYP-DH")!.kind).toBe("known");
  });

  test("a previous work-up from after the occlusion is no baseline", () => {
    const document = today({ before: { ...BEFORE, imaging: { ctOn: "2026-03-15" } } });
    expect(document).not.toHaveProperty("growth");
    for (const rule of ["HYP-DH", "HYP-KGR"])
      expect(finding(document, "right", rule)).toMatchObject({
        kind: "unknown",
        missing: expect.arrayContaining(["a work-up from before the occlusion"]),
      });
  });

  test("without an occlusion nothing is measured, and that is said", () => {
    const document = today({ patient: { ...PATIENT, imaging: { ctOn: "2026-03-29" } } });
    expect(document).not.toHaveProperty("growth");
    expect(document.cautions).toContainEqual(expect.objectContaining({ code: "walk/no-occlusion-told" }));
  });
});

describe("an earlier work-up that does not fit is refused", () => {
  test.each<[string, string, Today]>([
    ["the same scan", "walk/previous-same-scan", { inputs: hash("1") }],
    ["another sex", "walk/previous-of-another", { before: { ...BEFORE, sex: "female" } }],
    ["another height", "walk/previous-of-another", { before: { ...BEFORE, heightCm: 160 } }],
    ["an older patient before", "walk/previous-of-another", { before: { ...BEFORE, ageYears: 70 } }],
    [
      "a liver of less than half the size",
      "walk/previous-of-another",
      { document: { ...previous, anatomy: { ...previous.anatomy, liverVolumeMl: 100 } } },
    ],
    ["a later scan", "walk/previous-not-earlier", { before: { ...BEFORE, imaging: { ctOn: "2026-03-29" } } }],
    [
      "a scan on the day of the occlusion",
      "walk/scan-before-occlusion",
      { patient: { ...AFTER, imaging: { ctOn: "2026-03-01" } } },
    ],
  ])("%s: %s", (_what, code, given) => {
    expect(() => today(given)).toThrow(expect.objectContaining({ code }));
  });
});

describe("[GRO-02] a plan in two stages without a second scan", () => {
  const staged = previous.plans.find(({ id }) => id === "staged")!;

  test("tells what it needs, and the band of portal occlusion as an illustration", () => {
    const wanted = 0.3 * (1267.28 * Math.sqrt((176 * 82) / 3600) - 794.41);
    const neededMl = Math.max(0, wanted - flrMl(previous, "staged"));
    expect(neededMl).toBeGreaterThan(0);
    expect(staged.growthNeeded!.volumeMl).toBeCloseTo(neededMl, 6);
    expect(staged.growthNeeded!.sFlrPoints).toBeCloseTo((30 * neededMl) / wanted, 6);
    const band = finding(previous, "staged", "GROWTH-APPROX-PVO")!;
    expect(band).toMatchObject({ kind: "known", verification: "D", severity: "caution" });
    expect(band.band!.map(({ weeks }) => weeks)).toEqual([1, 2, 3, 4, 6, 8]);
  });

  test("growth itself is unknown until it is measured", () => {
    for (const rule of ["HYP-DH", "HYP-KGR"])
      expect(finding(previous, "staged", rule)).toMatchObject({
        kind: "unknown",
        missing: ["a work-up before the occlusion and one after it (--previous)"],
      });
  });

  test("plans in one stage say nothing of growth", () => {
    expect(finding(previous, "right", "HYP-DH")).toBeUndefined();
    expect(previous.plans.find(({ id }) => id === "right")).not.toHaveProperty("growthNeeded");
  });
});
