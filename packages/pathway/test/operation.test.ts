import { InputError, type OperationRecordFile, operationRecordFile, parseInput } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { assessOperation, checkOperationRecord, type OperationRecord, reasonsAfterOperation } from "../src/index.ts";

/** Two of three planned lesions resected, one no longer seen, one new; an uneventful course. */
const RECORD: OperationRecord = {
  operatedOn: "2026-03-10",
  dischargedOn: "2026-03-18",
  plan: "p1",
  stage: 1,
  ultrasound: {
    done: true,
    contrast: true,
    lesions: [
      {
        lesion: "L1",
        finding: "seen",
        sizeMm: 34,
        segment: 7,
        vessels: [{ vessel: "right hepatic vein", relation: "touching", distanceMm: 0 }],
        done: "resected",
      },
      { lesion: "L2", finding: "not seen", done: "left" },
      { finding: "new", sizeMm: 6, segment: 3, done: "ablated" },
    ],
  },
  resection: { extent: "more", because: "a new lesion was ablated", wedges: 1, specimenMassG: 180 },
  haemostasis: { checked: true, how: ["inspection", "venous pressure raised"], bleeding: "stopped" },
  bileLeakTest: { done: true, how: "lipid emulsion", leak: "closed" },
  drain: { placed: true, removedOnDay: 4 },
  bloodLossMl: 350,
  inflowClampedMinutes: 30,
  inrBefore: 1,
  bilirubinBeforeUmolPerL: 10,
  postoperative: [
    { day: 3, bilirubinUmolPerL: 25, drainBilirubinUmolPerL: 30 },
    {
      day: 5,
      inr: 1.4,
      inrUpperLimit: 1.2,
      prothrombinPercent: 60,
      bilirubinUmolPerL: 38,
      bilirubinUpperLimitUmolPerL: 21,
      management: "conservative",
    },
  ],
  pathology: {
    reportedOn: "2026-03-20",
    status: "R1 vascular",
    lesions: [{ lesion: "L1", sizeMm: 31, marginMm: 0, viableFraction: 0.3 }],
    nodesExamined: 2,
    nodesPositive: 0,
    steatosis: "mild",
  },
};

const pathsOf = (record: OperationRecord) => checkOperationRecord(record).map(({ path }) => path);

test("a whole record has nothing wrong, as the file's schema reads it too", () => {
  expect(checkOperationRecord(RECORD)).toEqual([]);
  expect(checkOperationRecord({})).toEqual([]);
  const read: OperationRecordFile = parseInput(operationRecordFile, { schemaVersion: 1, ...RECORD }, "operation-record/refused");
  // what the schema gives is what the checks take
  const record: OperationRecord = read;
  expect(checkOperationRecord(record)).toEqual([]);
});

test("the schema refuses unknown words and fields, each by its path", () => {
  const wrong = { schemaVersion: 1, bileLeakTest: { done: true, how: "milk" }, drain: { placed: "yes" }, surgeon: "N" };
  try {
    parseInput(operationRecordFile, wrong, "operation-record/refused");
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.details.fields.map(({ path }) => path).sort()).toEqual(["bileLeakTest.how", "drain.placed", "surgeon"]);
  }
});

describe("[PTH-04] what is impossible or contradicts is refused by its path", () => {
  const lesion = { lesion: "L1", finding: "seen", done: "resected" } as const;
  const lesions = (...all: NonNullable<NonNullable<OperationRecord["ultrasound"]>["lesions"]>): OperationRecord => ({
    ultrasound: { done: true, lesions: all },
  });
  test.each<[string, OperationRecord, string[]]>([
    ["a day that the calendar does not have", { operatedOn: "2026-02-30" }, ["operatedOn"]],
    ["discharge before the operation", { operatedOn: "2026-03-10", dischargedOn: "2026-03-09" }, ["dischargedOn"]],
    ["pathology before it", { operatedOn: "2026-03-10", pathology: { reportedOn: "2025-03-20" } }, ["pathology.reportedOn"]],
    ["lesions without an ultrasound", { ultrasound: { done: false, lesions: [lesion] } }, ["ultrasound.lesions"]],
    ["a lesion twice", lesions(lesion, lesion), ["ultrasound.lesions[1].lesion"]],
    ["a new lesion with an id", lesions({ ...lesion, finding: "new" }), ["ultrasound.lesions[0].lesion"]],
    ["a known lesion without", lesions({ finding: "seen", done: "left" }), ["ultrasound.lesions[0].lesion"]],
    ["a size of what was not seen", lesions({ ...lesion, finding: "not seen", sizeMm: 9 }), ["ultrasound.lesions[0].sizeMm"]],
    ["a lesion longer than a liver", lesions({ ...lesion, sizeMm: 301 }), ["ultrasound.lesions[0].sizeMm"]],
    ["a segment 9", lesions({ ...lesion, segment: 9 }), ["ultrasound.lesions[0].segment"]],
    [
      "a vessel invaded from afar",
      lesions({ ...lesion, vessels: [{ vessel: "cava", relation: "invaded", distanceMm: 3 }] }),
      ["ultrasound.lesions[0].vessels[0].distanceMm"],
    ],
    [
      "a vessel apart by nothing",
      lesions({ ...lesion, vessels: [{ vessel: "cava", relation: "apart", distanceMm: 0 }] }),
      ["ultrasound.lesions[0].vessels[0].distanceMm"],
    ],
    ["leaving the plan without a reason", { resection: { extent: "less", because: " " } }, ["resection.because"]],
    ["a segment twice", { resection: { extent: "as planned", segments: [5, 5] } }, ["resection.segments[1]"]],
    ["half a wedge", { resection: { extent: "as planned", wedges: 0.5 } }, ["resection.wedges"]],
    ["a specimen in kilograms", { resection: { extent: "as planned", specimenMassG: 0.8 } }, ["resection.specimenMassG"]],
    [
      "nothing resected, yet all of it",
      { ...lesions(lesion), resection: { extent: "nothing resected", because: "nodes", segments: [2], wedges: 1 } },
      ["resection.segments", "resection.wedges", "ultrasound.lesions[0].done"],
    ],
    ["haemostasis checked nohow", { haemostasis: { checked: true } }, ["haemostasis.how"]],
    ["or not checked somehow", { haemostasis: { checked: false, how: ["sealant"] } }, ["haemostasis.how"]],
    ["a leak test without method and result", { bileLeakTest: { done: true } }, ["bileLeakTest.how", "bileLeakTest.leak"]],
    ["a result without a test", { bileLeakTest: { done: false, leak: "none" } }, ["bileLeakTest.leak"]],
    ["a drain removed that never was", { drain: { placed: false, removedOnDay: 3 } }, ["drain.removedOnDay"]],
    [
      "bile in no drain",
      { drain: { placed: false }, postoperative: [{ day: 3, drainBilirubinUmolPerL: 20 }] },
      ["postoperative[0].drainBilirubinUmolPerL"],
    ],
    [
      "bile in a drain that is out",
      { drain: { placed: true, removedOnDay: 3 }, postoperative: [{ day: 4, drainBilirubinUmolPerL: 20 }] },
      ["postoperative[0].drainBilirubinUmolPerL"],
    ],
    ["blood by the bathtub", { bloodLossMl: 10_001 }, ["bloodLossMl"]],
    ["clamped below zero", { inflowClampedMinutes: -1 }, ["inflowClampedMinutes"]],
    [
      "an INR of 0, before and after",
      { inrBefore: 0, postoperative: [{ day: 1, inr: 0 }] },
      ["postoperative[0].inr", "inrBefore"],
    ],
    ["days out of order", { postoperative: [{ day: 3 }, { day: 2 }] }, ["postoperative[1].day"]],
    ["R0 below a millimetre", { pathology: { status: "R0", lesions: [{ marginMm: 0.9 }] } }, ["pathology.status"]],
    ["R1 with wide margins", { pathology: { status: "R1 parenchymal", lesions: [{ marginMm: 1 }] } }, ["pathology.status"]],
    ["more nodes with tumour than nodes", { pathology: { nodesExamined: 2, nodesPositive: 3 } }, ["pathology.nodesPositive"]],
    ["a share above all", { pathology: { lesions: [{ viableFraction: 30 }] } }, ["pathology.lesions[0].viableFraction"]],
    [
      "a specimen of what was ablated",
      { ...lesions({ ...lesion, done: "ablated" }), pathology: { lesions: [{ lesion: "L1" }] } },
      ["pathology.lesions[0].lesion"],
    ],
  ])("%s", (_name, record, paths) => {
    expect(pathsOf(record).sort()).toEqual([...paths].sort());
  });

  test("all of them at once, and the unit that was probably meant", () => {
    const found = checkOperationRecord({
      ...lesions({ ...lesion, sizeMm: 0.34 }),
      resection: { extent: "other", specimenMassG: 0.8 },
      pathology: { lesions: [{ viableFraction: 30 }] },
    });
    expect(found.map(({ path }) => path)).toHaveLength(4);
    const text = found.map(({ problem }) => problem).join("\n");
    expect(text).toContain("probably cm, which would be 3.4");
    expect(checkOperationRecord(lesions({ ...lesion, sizeMm: 301 }))[0]!.problem).toBe("found 301, expected 1 to 300");
    expect(checkOperationRecord(lesions({ ...lesion, sizeMm: 0.01 }))[0]!.problem).toBe("found 0.01, expected 1 to 300");
    expect(text).toContain("probably kg, which would be 800");
    expect(text).toContain("probably per cent, which would be 0.3");
  });

  test.each<[string, OperationRecord]>([
    ["a margin of exactly 1 mm is R0", { pathology: { status: "R0", lesions: [{ marginMm: 1 }] } }],
    [
      "a lesion with an unknown margin may be the R1",
      { pathology: { status: "R1 parenchymal", lesions: [{ marginMm: 5 }, {}] } },
    ],
    ["no ultrasound and no lesions", { ultrasound: { done: false, lesions: [] } }],
    [
      "nothing resected and nothing sent",
      { resection: { extent: "nothing resected", because: "nodes" }, pathology: { lesions: [] } },
    ],
    ["peeled off a vessel", { pathology: { status: "R1 vascular", lesions: [{ marginMm: 0 }] } }],
    [
      "drain fluid on the day of its removal",
      { drain: { placed: true, removedOnDay: 3 }, postoperative: [{ day: 3, drainBilirubinUmolPerL: 9 }] },
    ],
  ])("but not: %s", (_name, record) => {
    expect(checkOperationRecord(record)).toEqual([]);
  });
});

describe("what comes of an operation", () => {
  test("the first days feed the grades: INR 1.4 and bilirubin 38 with albumin only are liver failure B and not 50-50", () => {
    const findings = assessOperation(RECORD);
    const group = (rule: string) => findings.find((each) => each.rule.includes(rule));
    expect(group("PHLF")).toMatchObject({ kind: "known", group: expect.stringContaining("B") });
    expect(group("50-50")).toMatchObject({ kind: "known" });
    expect(assessOperation({}).every(({ kind }) => kind === "not-applicable")).toBe(true);
  });

  test("lesions that are left, watched, new or not spoken of are taken up, gravest first", () => {
    const reasons = reasonsAfterOperation(RECORD, ["L1", "L2", "L3"]);
    expect(reasons.map(({ leadsTo, severity }) => [leadsTo, severity])).toEqual([
      ["follow-up", "warning"],
      ["meeting", "warning"],
      ["meeting", "caution"],
      ["follow-up", "info"],
      ["meeting", "info"],
    ]);
    expect(reasons[0]).toMatchObject({ because: expect.stringContaining("sites of L2 are watched"), verification: "V1" });
    expect(reasons[1]!.because).toContain("nothing of L3");
    expect(reasons[2]!.because).toContain("1 lesion found in theatre");
    expect(reasons[3]!.because).toContain("4.3 %");
    expect(reasons[4]!.because).toContain("mild steatosis");
  });

  test("a margin through liver is graver than one on a vessel", () => {
    const [reason] = reasonsAfterOperation({ pathology: { status: "R1 parenchymal" } }, []);
    expect(reason).toMatchObject({ leadsTo: "follow-up", severity: "caution", because: expect.stringContaining("19.6 %") });
    expect(reasonsAfterOperation({ pathology: { status: "R0" } }, [])).toEqual([]);
  });

  test("a single lesion that was left is told of in the singular", () => {
    const [reason] = reasonsAfterOperation(
      { ultrasound: { done: true, lesions: [{ lesion: "L4", finding: "seen", done: "left" }] } },
      [],
    );
    expect(reason!.because).toContain("L4 was seen and neither resected nor ablated");
  });

  test("disease that was seen and left, nodes, an open leak and packs go back to the meeting", () => {
    const reasons = reasonsAfterOperation(
      {
        ultrasound: {
          done: true,
          lesions: [
            { lesion: "L1", finding: "seen", done: "left" },
            { finding: "new", segment: 8, done: "left" },
          ],
        },
        haemostasis: { checked: true, how: ["inspection"], bleeding: "packed" },
        bileLeakTest: { done: true, how: "air", leak: "left" },
        pathology: { status: "R2", nodesExamined: 3, nodesPositive: 2, chemotherapyInjury: "sinusoidal" },
      },
      ["L1"],
    );
    expect(reasons.filter(({ severity }) => severity === "warning").map(({ leadsTo }) => leadsTo)).toEqual(
      Array(5).fill("meeting"),
    );
    const text = reasons.map(({ because }) => because).join("\n");
    for (const part of [
      "L1, a new lesion in segment 8 were seen",
      "R2",
      "2 lymph nodes",
      "leak of bile",
      "packed",
      "sinusoidal injury",
    ])
      expect(text).toContain(part);
  });
});
