import { describe, expect, test } from "vitest";
import { assessSynchronous, type OperationOrder, orderOfOperations, type SynchronousDisease } from "../src/index.ts";

const SYNCHRONOUS: SynchronousDisease = {
  primarySite: "rectum",
  primaryInPlace: true,
  primarySymptoms: [],
  rectalRadiotherapy: "none",
  chemotherapy: [{ regimen: "FOLFOX", bevacizumab: false, response: "partial" }],
  majorHepatectomy: false,
  bowelOperation: "major",
};

const IDS = ["ORDER-BOWEL-FIRST", "ORDER-LIVER-FIRST", "ORDER-SIMULTANEOUS"];

function option(order: OperationOrder, changes: SynchronousDisease = {}) {
  const found = orderOfOperations({ ...SYNCHRONOUS, ...changes }).find((one) => one.order === order);
  if (found === undefined) throw new Error(`${order} is not among the orders`);
  return found;
}
const speaksFor = (order: OperationOrder, changes: SynchronousDisease) =>
  option(order, changes)
    .for.map(({ text }) => text)
    .join("; ");
const speaksAgainst = (order: OperationOrder, changes: SynchronousDisease) =>
  option(order, changes)
    .against.map(({ text }) => text)
    .join("; ");
const warnings = (order: OperationOrder, changes: SynchronousDisease) =>
  option(order, changes)
    .against.filter(({ isWarning }) => isWarning)
    .map(({ text }) => text)
    .join("; ");

test("the three orders come side by side in the same sequence, whatever speaks for them, and none is called the best", () => {
  for (const disease of [SYNCHRONOUS, {}, { ...SYNCHRONOUS, primarySymptoms: ["bleeding" as const] }]) {
    expect(orderOfOperations(disease).map(({ order }) => order)).toEqual(["bowel first", "liver first", "simultaneous"]);
    expect(assessSynchronous(disease).map(({ rule }) => rule)).toEqual(IDS);
    expect(JSON.stringify(assessSynchronous(disease))).not.toMatch(/\bbest\b|\brecommended:|\bshould\b/);
  }
});

test("every argument has a source", () => {
  const arguing = { ...SYNCHRONOUS, majorHepatectomy: true, primarySymptoms: ["perforation" as const] };
  for (const one of orderOfOperations(arguing))
    for (const { source } of [...one.for, ...one.against]) expect(source.length).toBeGreaterThan(10);
});

describe("the patient's facts speak", () => {
  test("a symptomatic primary, for the bowel and against the liver first", () => {
    const symptomatic = { primarySymptoms: ["obstruction", "bleeding"] } as const;
    expect(speaksFor("bowel first", symptomatic)).toMatch(/^the primary is symptomatic \(obstruction, bleeding\)/);
    expect(warnings("liver first", symptomatic)).toMatch(/^the primary is symptomatic \(obstruction, bleeding\)/);
    expect(speaksFor("bowel first", {})).not.toMatch(/symptomatic/);
    expect(warnings("liver first", {})).toBe("");
    expect(speaksFor("liver first", {})).toMatch(/^the primary does no harm for now/);
    expect(speaksFor("liver first", symptomatic)).not.toMatch(/no harm/);
    expect(warnings("simultaneous", { primarySymptoms: ["perforation"] })).toBe("the bowel is perforated");
    expect(warnings("simultaneous", symptomatic)).toBe("");
  });

  test("the extent of both operations", () => {
    const extent = (majorHepatectomy: boolean, bowelOperation: "minor" | "major") => ({ majorHepatectomy, bowelOperation });
    expect(speaksFor("simultaneous", extent(false, "minor"))).toBe("neither operation is major; one anaesthesia, one stay");
    expect(speaksFor("simultaneous", extent(false, "major"))).toBe(
      "the operation on the liver is minor; one anaesthesia, one stay",
    );
    expect(speaksFor("simultaneous", extent(true, "minor"))).toBe(
      "the operation on the bowel is minor; one anaesthesia, one stay",
    );
    expect(speaksFor("simultaneous", extent(true, "major"))).toBe("one anaesthesia, one stay");
    expect(warnings("simultaneous", extent(true, "major"))).toBe("both operations are major: to be avoided in one sitting");
    for (const harmless of [extent(false, "minor"), extent(false, "major"), extent(true, "minor")])
      expect(warnings("simultaneous", harmless)).toBe("");
    expect(speaksAgainst("simultaneous", {})).toContain("2.46 times (1.89 to 3.20)");
    expect(speaksFor("liver first", extent(true, "minor"))).toContain("extensive and decides the course");
    expect(speaksFor("liver first", {})).not.toContain("extensive");
    expect(speaksAgainst("bowel first", extent(true, "minor"))).toContain("may outgrow resection");
    expect(speaksAgainst("bowel first", {})).toBe("");
  });

  test("radiotherapy of the rectum", () => {
    expect(speaksFor("bowel first", {})).toBe("a rectal primary that needs no radiotherapy first");
    expect(speaksFor("bowel first", { primarySite: "colon" })).toBe("");
    for (const rectalRadiotherapy of ["planned", "done"] as const)
      expect(speaksFor("bowel first", { rectalRadiotherapy })).toBe("");
    expect(speaksAgainst("bowel first", { rectalRadiotherapy: "planned" })).toMatch(/^radiotherapy of the rectum comes first/);
    expect(speaksFor("liver first", { rectalRadiotherapy: "planned" })).toContain("while radiotherapy of the rectum works");
    expect(speaksFor("liver first", { rectalRadiotherapy: "done" })).toContain("in the wait after radiotherapy");
    expect(speaksFor("liver first", {})).not.toContain("radiotherapy");
    expect(speaksAgainst("simultaneous", { rectalRadiotherapy: "planned" })).toContain("has to end first");
    expect(speaksAgainst("simultaneous", {})).not.toContain("has to end first");
  });

  test("progression on chemotherapy", () => {
    const grown = { chemotherapy: [{ regimen: "FOLFOX", response: "progression" as const }] };
    expect(speaksAgainst("bowel first", grown)).toMatch(/^the disease grew during chemotherapy/);
    expect(speaksAgainst("liver first", grown)).toMatch(/^the disease grew during chemotherapy/);
    expect(speaksAgainst("liver first", {})).toBe("");
  });

  test("bevacizumab", () => {
    const given = {
      chemotherapy: [
        { regimen: "FOLFOX", bevacizumab: true },
        { regimen: "FOLFIRI", bevacizumab: false },
      ],
    };
    expect(warnings("simultaneous", given)).toMatch(/^bevacizumab was given: enteric leaks in 10 against 0 %/);
    expect(warnings("simultaneous", {})).toBe("");
    expect(warnings("simultaneous", { chemotherapy: undefined })).toBe("");
    expect(warnings("simultaneous", { chemotherapy: [{ regimen: "FOLFOX" }] })).toBe("");
  });
});

describe("what is not known", () => {
  test.each<[SynchronousDisease, string]>([
    [{ primarySymptoms: undefined }, "primary.symptoms"],
    [{ rectalRadiotherapy: undefined }, "primary.rectalRadiotherapy"],
    [{ chemotherapy: undefined }, "chemotherapy"],
    [{ majorHepatectomy: undefined }, "majorHepatectomy"],
  ])("%o is named for every order", (changes, path) => {
    for (const { missing } of orderOfOperations({ ...SYNCHRONOUS, ...changes })) expect(missing).toEqual([path]);
    for (const { cautions } of assessSynchronous({ ...SYNCHRONOUS, ...changes }))
      expect(cautions.at(-1)).toBe(`${path} is not known: what it says for or against was not weighed`);
  });
  test("the bowel's extent matters together only, radiotherapy in the rectum only", () => {
    const missing = (changes: SynchronousDisease) => orderOfOperations({ ...SYNCHRONOUS, ...changes }).map((one) => one.missing);
    expect(missing({ bowelOperation: undefined })).toEqual([[], [], ["primary.operationExtent"]]);
    expect(missing({ primarySite: "colon", rectalRadiotherapy: undefined })).toEqual([[], [], []]);
  });
});

describe("findings", () => {
  test("tell both lists, and warnings with their source", () => {
    const [bowel, liver, both] = assessSynchronous({ ...SYNCHRONOUS, majorHepatectomy: true });
    expect(bowel).toMatchObject({
      group: "1 for, 1 against",
      severity: "info",
      because:
        "for: a rectal primary that needs no radiotherapy first; against: the liver's disease is extensive and may outgrow resection while the bowel heals",
    });
    expect(liver).toMatchObject({ because: expect.stringMatching(/; against: nothing known$/) });
    expect(both).toMatchObject({ severity: "warning", group: "1 for, 2 against" });
    expect(both?.cautions).toContainEqual(expect.stringMatching(/^both operations are major.*\(review, Oncol Ther/));
  });
  test("[CLI-01] without a primary in place there is no order, and where that is not known it is asked", () => {
    for (const { kind } of assessSynchronous({ ...SYNCHRONOUS, primaryInPlace: false })) expect(kind).toBe("not-applicable");
    for (const { kind } of assessSynchronous({ ...SYNCHRONOUS, primarySite: "lung", primaryInPlace: undefined }))
      expect(kind).toBe("not-applicable");
    for (const finding of assessSynchronous({ ...SYNCHRONOUS, primaryInPlace: undefined }))
      expect(finding).toMatchObject({ kind: "unknown", missing: ["primary.inPlace"] });
  });
});
