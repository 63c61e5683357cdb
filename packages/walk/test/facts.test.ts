import { DEFAULT_THRESHOLDS } from "@cantlie/clinical";
import type { PatientFile } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import type { AssessedCase, AssessedPlan } from "../src/facts/assessed-case.ts";
import { chemotherapyFacts } from "../src/facts/chemotherapy-facts.ts";
import { imagingFacts } from "../src/facts/imaging-facts.ts";
import { leastMargins } from "../src/facts/least-margins.ts";
import { liverFunctionFacts } from "../src/facts/liver-function-facts.ts";
import { metastaticDiseaseFacts } from "../src/facts/metastatic-disease-facts.ts";
import { isMajor, mainOperation, operationsOf } from "../src/facts/operations.ts";
import { pathwayFacts } from "../src/facts/pathway-facts.ts";
import { perioperativeRiskFacts } from "../src/facts/perioperative-risk-facts.ts";
import { plannedDiseaseFacts } from "../src/facts/planned-disease-facts.ts";
import { plannedOperationFacts } from "../src/facts/planned-operation-facts.ts";
import { postoperativeFacts } from "../src/facts/postoperative-facts.ts";
import { suitabilityFacts } from "../src/facts/suitability-facts.ts";
import { synchronousDiseaseFacts } from "../src/facts/synchronous-disease-facts.ts";
import { allHepaticVeinsInvolved, bothPortalVeinsInvolved } from "../src/facts/vessel-involvement.ts";
import { ANATOMY, branch, fieldsOf, IMAGED, lesion, margin, PATIENT, plan, stage, taken, without } from "./assessed-fixture.ts";

const WHOLE: AssessedCase = { patient: PATIENT, imaged: IMAGED, plan: plan() };
const imagedWith = (lesions: readonly ReturnType<typeof lesion>[]): AssessedCase => ({
  ...WHOLE,
  imaged: { ...IMAGED, anatomy: { ...ANATOMY, lesions: [...lesions] } },
});

/** Every record of facts of one case, as text in which what is absent stands out. */
function allFacts(assessed: AssessedCase): string {
  const facts = [
    suitabilityFacts(assessed, DEFAULT_THRESHOLDS),
    synchronousDiseaseFacts(assessed),
    liverFunctionFacts(assessed),
    plannedOperationFacts(assessed),
    perioperativeRiskFacts(assessed),
    chemotherapyFacts(assessed),
    imagingFacts(assessed),
    postoperativeFacts(assessed.patient),
    pathwayFacts(assessed),
  ];
  return JSON.stringify(facts, (_key, value: unknown) => (value === undefined ? "absent" : value));
}

test("every field of the patient's file reaches a fact, but those that no rule reads", () => {
  const operated: PatientFile = {
    ...PATIENT,
    postoperative: [{ day: 5, inr: 1.9 }],
    primary: { ...PATIENT.primary, resectedOn: "2025-12-20" },
    history: { ...PATIENT.history, portalOcclusion: { kind: "PVE", on: "2026-01-04" } },
  };
  const whole = allFacts({ ...WHOLE, patient: operated });
  const silent = fieldsOf(operated)
    .filter((path) => allFacts({ ...WHOLE, patient: without(operated, path) }) === whole)
    .map((path) => path.join("."));
  expect(silent).toEqual([
    "schemaVersion",
    "primary.side",
    "primary.histology",
    // the images win
    "metastases.count",
    "metastases.largestMm",
    "laboratory.takenOn",
  ]);
});

describe("what is known of the disease", () => {
  test("number and size come from the images, across in an axial slice, also where the file says otherwise", () => {
    const told = { ...PATIENT, metastases: { ...PATIENT.metastases, count: 9, largestMm: 80 } };
    const { lesionCount, largestMm } = metastaticDiseaseFacts({ ...WHOLE, patient: told });
    expect([lesionCount, largestMm]).toEqual([2, 34]);
  });

  test("and from the file where nobody labelled lesions", () => {
    const unlabelled = { ...IMAGED, reviewed: { ...IMAGED.reviewed, lesions: false } };
    const { lesionCount, largestMm } = metastaticDiseaseFacts({ ...WHOLE, imaged: unlabelled });
    expect([lesionCount, largestMm]).toEqual([2, 35]);
    expect(plannedDiseaseFacts({ ...WHOLE, imaged: unlabelled }).tumourFraction).toBeUndefined();
  });

  test.each([
    ["two seen and one gone, the file counts the gone one", 3, 3],
    ["the file does not", 2, 2],
    ["the file counts lesions that are not there", 4, undefined],
    ["the file does not say", undefined, undefined],
  ])("of a lesion that has disappeared the file says whether it counts: %s", (_what, count, wanted) => {
    const lesions = [...ANATOMY.lesions, lesion("L3", { status: "disappeared", axialDiameterMm: 50 })];
    const { count: _, ...metastases } = PATIENT.metastases!;
    const patient = { ...PATIENT, metastases: { ...metastases, ...(count !== undefined && { count }) } };
    const facts = metastaticDiseaseFacts({ ...imagedWith(lesions), patient });
    expect([facts.lesionCount, facts.largestMm]).toEqual([wanted, 34]);
  });

  test("benign lesions are no disease, whatever the rule", () => {
    const benign = imagedWith([lesion("L1", { status: "benign", segments: ["1", "2", "3", "4", "5", "6", "7"] })]);
    expect(metastaticDiseaseFacts(benign).lesionCount).toBe(0);
    expect(plannedDiseaseFacts(benign)).toMatchObject({ segmentsWithDisease: 0, lesions: [] });
  });

  test.each([
    ["2025-11-10", true],
    ["2025-11-14", true],
    ["2025-11-15", false],
  ])("metastases seen on %s are synchronous with a primary of 2025-11-14: %s", (firstSeenOn, wanted) => {
    const patient = { ...PATIENT, metastases: { ...PATIENT.metastases, firstSeenOn } };
    expect(metastaticDiseaseFacts({ patient }).isSynchronous).toBe(wanted);
  });

  test("tumour is a share of the organ, and crumbs of a lesion beyond a border hold no disease", () => {
    const parts = { "7": { lesionFraction: 0.96 }, "8": { lesionFraction: 0.04 } };
    const facts = plannedDiseaseFacts(imagedWith([lesion("L1", { segments: ["7", "8"], segmentParts: parts })]));
    expect([facts.tumourFraction, facts.segmentsWithDisease]).toEqual([40 / 1600, 1]);
    const older = imagedWith([lesion("L1", { segments: ["4a", "4b", "8"] })]);
    expect(plannedDiseaseFacts(older).segmentsWithDisease).toBe(2);
  });

  test("a primary with a day of resection is not in place; without it nobody knows", () => {
    const of = (primary: NonNullable<typeof PATIENT.primary>) =>
      plannedDiseaseFacts({ patient: { schemaVersion: 1, primary } }).primaryInPlace;
    expect([of({ resectedOn: "2025-01-01" }), of({}), of({ inPlace: true })]).toEqual([false, undefined, true]);
  });
});

describe("vessels that lesions touch", () => {
  const touching = (portal: string | undefined, hepatic: string | undefined, centroidMm: [number, number, number]) =>
    lesion("L1", {
      centroidMm,
      nearest: {
        portal: portal === undefined ? { distanceMm: 5 } : { distanceMm: 0, contactMm: 6, branch: portal },
        hepatic: hepatic === undefined ? { distanceMm: 5 } : { distanceMm: 0, contactMm: 6, branch: hepatic },
      },
    });
  const answers = (...lesions: ReturnType<typeof lesion>[]) => [
    bothPortalVeinsInvolved(imagedWith(lesions)),
    allHepaticVeinsInvolved(imagedWith(lesions)),
  ];
  const [RIGHT, LEFT, MIDDLE] = [
    [-40, 0, 0],
    [30, 0, 0],
    [-10, 40, 30],
  ] as [number, number, number][];

  test("all of them, by name and side", () =>
    expect(answers(touching("P1", "H1", RIGHT!), touching("P2", "H2", LEFT!), touching(undefined, "H3", MIDDLE!))).toEqual([
      true,
      true,
    ]));
  test("none of them", () => expect(answers(touching(undefined, undefined, RIGHT!))).toEqual([false, false]));
  test("the right ones alone, with the left ones out of reach", () => {
    const far = touching("P1", "H1", [-90, 0, 0]);
    expect(answers(far)).toEqual([false, false]);
  });
  test("one of them, with others near enough to be touched as well, is left open", () =>
    expect(answers(touching("P1", "H2", [-10, 20, 15]))).toEqual([undefined, undefined]));
  test("a trunk counts for all that it carries", () => {
    const trees = { ...ANATOMY.trees, portal: { ...ANATOMY.trees.portal!, branches: [branch("P0", "main portal trunk")] } };
    const anatomy = { ...ANATOMY, trees, lesions: [touching("P0", undefined, [0, 0, 0])] };
    expect(bothPortalVeinsInvolved({ ...WHOLE, imaged: { ...IMAGED, anatomy } })).toBe(true);
  });
  test("without a tree nobody knows", () => {
    const anatomy = { ...ANATOMY, trees: {} };
    expect(bothPortalVeinsInvolved({ ...WHOLE, imaged: { ...IMAGED, anatomy } })).toBeUndefined();
  });
});

describe("operations", () => {
  const nameOf = (...segments: string[]) =>
    mainOperation(plan({ stages: [stage({ resectedSegments: taken(...segments) })] }))?.operation;

  test.each([
    [["5", "6", "7", "8"], "right hemihepatectomy"],
    [["2", "3", "4"], "left hemihepatectomy"],
    [["2", "3", "4a", "4b"], "left hemihepatectomy"],
    [["4", "5", "6", "7", "8"], "right trisectionectomy"],
    [["1", "4", "5", "6", "7", "8"], "right trisectionectomy"],
    [["2", "3", "4", "5", "8"], "left trisectionectomy"],
    [["4", "5", "8"], "central hepatectomy"],
    [["6", "7"], "right posterior sectionectomy"],
    [["5", "8"], "right anterior sectionectomy"],
    [["2", "3"], "left lateral sectionectomy"],
    [["4"], "left medial sectionectomy"],
    [["4b"], "segmentectomy"],
    [["7", "8"], "segmentectomy"],
    [["6", "7", "8"], "right posterior sectionectomy"],
    [[], "partial"],
  ])("%j is a %s", (segments, name) => expect(nameOf(...segments)).toBe(name));

  test("half of a segment is one lost, less is not", () => {
    const of = (takenFraction: number) =>
      mainOperation(plan({ stages: [stage({ resectedSegments: { "6": { volumeMl: 90, takenFraction } } })] }))!;
    expect([of(0.5).operation, of(0.5).lostSegments]).toEqual(["segmentectomy", ["6"]]);
    expect([of(0.49).operation, of(0.49).lostSegments, of(0.49).segments]).toEqual(["partial", [], ["6"]]);
  });

  test("a border's crumbs are no segment that loses tissue, unless there is nothing else", () => {
    const crumbs = { volumeMl: 3, takenFraction: 0.02 };
    const of = (resectedSegments: NonNullable<ReturnType<typeof stage>["resectedSegments"]>) =>
      mainOperation(plan({ stages: [stage({ resectedSegments })] }))!.segments;
    expect(of({ ...taken("6"), "7": crumbs })).toEqual(["6"]);
    expect(of({ "7": crumbs })).toEqual(["7"]);
  });

  test("wedges are partial whatever they take, with and without a Couinaud map", () => {
    const wedge = { kind: "wedge" as const, lesion: "L1", marginMm: 10 };
    const { resectedSegments: _, ...unmapped } = stage({ resections: [wedge] });
    expect(nameOfStage(stage({ resections: [wedge], resectedSegments: taken("6", "7") }))).toBe("partial");
    expect(nameOfStage(unmapped)).toBe("partial");
    const { resectedSegments: __, ...unknown } = stage();
    expect(nameOfStage(unknown)).toBeUndefined();
    expect(isMajor(operationsOf(plan({ stages: [unknown] }))[0]!)).toBeUndefined();
  });
  const nameOfStage = (one: ReturnType<typeof stage>) => mainOperation(plan({ stages: [one] }))?.operation;

  test.each([
    [["5", "6", "7"], true],
    [["5", "6", "7", "8"], true],
    [["4a", "4b", "5"], false],
    [["2", "6", "7"], false],
    [["6", "7"], false],
  ])("three segments that hang together are major: %j, %s", (segments, wanted) =>
    expect(isMajor(operationsOf(plan({ stages: [stage({ resectedSegments: taken(...segments) })] }))[0]!)).toBe(wanted),
  );

  test("of two stages the one that takes more is judged, with the lesions that it resects itself", () => {
    const left = margin("L2", { kind: "not-removed", predictable: false });
    const first = stage({
      resections: [{ kind: "wedge", lesion: "L1", marginMm: 5 }],
      occlude: [{ tree: "portal", branch: "P1" }],
      volumes: { ...stage().volumes, resectedMl: 30 },
      margins: [margin("L1"), left],
    });
    const second = stage({ resectedSegments: taken("5", "6", "7", "8"), volumes: { ...stage().volumes, resectedMl: 700 } });
    const staged = plan({ stages: [first, second] });
    expect(mainOperation(staged)).toMatchObject({ operation: "right hemihepatectomy", lesions: ["L2"] });
    const facts = plannedDiseaseFacts({ ...WHOLE, plan: staged });
    expect(facts).toMatchObject({ stages: 2, awaitsGrowth: true, portalOcclusion: true, majorHepatectomy: true });
  });

  test("a stage that only occludes is no operation, and a plan that resects nothing has none", () => {
    const occlusion = stage({
      resections: [],
      occlude: [{ tree: "portal", branch: "P1" }],
      volumes: { ...stage().volumes, resectedMl: 0 },
    });
    expect(plannedDiseaseFacts({ ...WHOLE, plan: plan({ stages: [occlusion, stage()] }) }).stages).toBe(1);
    const none = {
      ...WHOLE,
      plan: plan({ stages: [stage({ resections: [], resectedSegments: {}, volumes: { ...stage().volumes, resectedMl: 0 } })] }),
    };
    expect(mainOperation(none.plan)).toBeUndefined();
    expect(perioperativeRiskFacts(none)).toMatchObject({ resectedSegments: 0, isRightTrisectionectomy: false });
  });

  test("size and place are those of the lesions that are resected", () => {
    const ablated = margin("L1", { kind: "ablation" });
    const facts = plannedOperationFacts({ ...WHOLE, plan: plan({ stages: [stage({ margins: [ablated, margin("L2")] })] }) });
    expect([facts.largestMm, facts.tumourSegments, facts.nearMajorVessel]).toEqual([25, ["6"], false]);
  });
});

describe("margins", () => {
  const least = (...margins: ReturnType<typeof margin>[]) => leastMargins(plan({ margins }), WHOLE);

  test("the least of treated lesions, liver and vessels apart", () =>
    expect(least(margin("L1", { liverMm: 3, parenchymalMm: 3 }), margin("L2", { vascularMm: 2 }))).toEqual({
      leastParenchymalMarginMm: 3,
      leastVascularMarginMm: 2,
      marginsPredictable: true,
    }));
  test("the cava or a pedicle that bounds a margin before liver does is a vessel", () =>
    expect(least(margin("L1", { liverMm: 14, parenchymalMm: 0.4, vascularMm: 9 }))).toMatchObject({
      leastParenchymalMarginMm: 14,
      leastVascularMarginMm: 0.4,
    }));
  test("lesions that stay have none, nor have benign ones", () => {
    expect(least(margin("L1", { kind: "not-removed", liverMm: 0, predictable: false }), margin("L2"))).toMatchObject({
      leastParenchymalMarginMm: 12,
      marginsPredictable: true,
    });
    const benign = imagedWith([lesion("L1", { status: "benign" })]);
    expect(leastMargins(plan({ margins: [margin("L1", { liverMm: 0 })] }), benign)).toEqual({
      leastParenchymalMarginMm: undefined,
      leastVascularMarginMm: undefined,
      marginsPredictable: undefined,
    });
  });
});

describe("the rest of the plan", () => {
  const diseaseOf = (told: Partial<AssessedPlan>) => plannedDiseaseFacts({ ...WHOLE, plan: plan(told) });

  test("whether it clears the disease is not known where no lesion is", () => {
    expect(diseaseOf({ clearsDisease: false }).clearsDisease).toBe(false);
    const unknown = [{ field: "clearsDisease", missing: ["lesions"] }];
    expect(diseaseOf({ clearsDisease: false, unknown }).clearsDisease).toBeUndefined();
  });

  test("ablations and reconstructed veins of all stages; a bile duct is no vein but joins bowel", () => {
    const bile = stage({ reconstruct: [{ tree: "bile", branch: "B1" }] });
    const veins = stage({
      reconstruct: [{ tree: "hepatic", branch: "H1" }],
      ablations: [{ lesion: "L1", radiiMm: [10, 10, 10] }],
    });
    expect(diseaseOf({ stages: [veins, bile] })).toMatchObject({ veinReconstructions: 1, ablations: 1 });
    const { simultaneousResection: _, ...primary } = PATIENT.primary!;
    const apart = { ...WHOLE, patient: { ...PATIENT, primary }, plan: plan({ stages: [bile] }) };
    expect(perioperativeRiskFacts(apart).hepaticojejunostomyOrColonResection).toBe(true);
    expect(perioperativeRiskFacts({ ...apart, plan: plan() }).hepaticojejunostomyOrColonResection).toBeUndefined();
  });

  test("a disappeared lesion that nobody decided on does not count as treated", () => {
    const gone = imagedWith([lesion("L1", { status: "disappeared" }), lesion("L2", { status: "disappeared" })]);
    const margins = [margin("L1"), margin("L2", { kind: "not-removed" })];
    const facts = chemotherapyFacts({ ...gone, plan: plan({ margins }) });
    expect([facts.disappearedLesions, facts.surveilledDisappeared]).toEqual([2, 1]);
  });

  test("a scan that was not made is null, one that nobody tells of is absent", () => {
    const headers = { ...IMAGED, scan: { acquiredOn: "2026-03-01", sliceThicknessMm: 6 } };
    // the patient's file goes before the headers; where it is silent they speak
    expect(imagingFacts({ ...WHOLE, imaged: headers })).toMatchObject({ ctOn: "2026-03-12", sliceThicknessMm: 1.5 });
    expect(imagingFacts({ imaged: headers })).toMatchObject({ ctOn: "2026-03-01", sliceThicknessMm: 6 });
    expect(imagingFacts({ imaged: headers, patient: { schemaVersion: 1, imaging: { ctOn: null } } }).ctOn).toBeNull();
    const of = (mriOn?: null) => imagingFacts({ patient: { schemaVersion: 1, imaging: { ...(mriOn === null && { mriOn }) } } });
    expect([of(null).mriOn, of().mriOn, of().planningOn]).toEqual([null, undefined, undefined]);
  });

  test("without a file, images and plan every fact is absent", () => {
    const isOpen = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0);
    for (const facts of [
      plannedDiseaseFacts({}),
      liverFunctionFacts({}),
      perioperativeRiskFacts({}),
      chemotherapyFacts({}),
      imagingFacts({}),
    ])
      expect(Object.entries(facts).filter(([, value]) => !isOpen(value))).toEqual([]);
  });
});
