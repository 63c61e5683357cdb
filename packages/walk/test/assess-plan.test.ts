import type { OperationRecord } from "@cantlie/pathway";
import { type DocumentFinding, type PatientFile, patientFile } from "@cantlie/workup";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import reference from "../../clinical/test/reference-items.json" with { type: "json" };
import type { Assessment } from "../src/index.ts";
import { assessPatient, assessPlan } from "../src/index.ts";
import { fieldsOf, IMAGED, lesion, PATIENT, plan, stage, taken, without } from "./assessed-fixture.ts";

const BARE: PatientFile = { schemaVersion: 1 };
const PLAN = plan();
const OPERATED: PatientFile = {
  ...PATIENT,
  postoperative: [
    { day: 5, inr: 1.9, inrUpperLimit: 1.2, prothrombinPercent: 40, bilirubinUmolPerL: 60, bilirubinUpperLimitUmolPerL: 21 },
  ],
};

const findingsOf = ({ subjects }: Assessment): DocumentFinding[] => subjects.flatMap(({ findings }) => [...findings]);
const assessed = (patient: PatientFile | undefined, of = PLAN) => assessPlan(of, IMAGED, { patient });
const known = (findings: readonly DocumentFinding[]) => findings.filter(({ kind }) => kind === "known");

/** The item of the evidence reference that a rule is, or of which it is a variant. */
const itemOf = (id: string) =>
  reference.items
    .filter((item) => id === item.id || id.startsWith(`${item.id}-`))
    .toSorted((a, b) => b.id.length - a.id.length)[0];

describe("the findings of a plan", () => {
  const EVERY = [PATIENT, OPERATED, BARE, undefined].flatMap((patient) => findingsOf(assessed(patient)));
  const ALL = [...EVERY, ...findingsOf(assessPatient(PATIENT)), ...findingsOf(assessPatient(BARE))];

  test("have a source, and a rule of the evidence reference that may be implemented", () => {
    expect(new Set(ALL.map(({ rule }) => rule)).size).toBeGreaterThan(70);
    for (const { rule, source, verification } of ALL) {
      expect(source.length, rule).toBeGreaterThan(5);
      expect(["V1", "V2", "V3", "D"], rule).toContain(verification);
      const own = Object.keys(reference.own).some((id) => rule === id || rule.startsWith(`${id}-`));
      if (!own) expect(itemOf(rule)?.verdict, rule).toMatch(/^(implement|implement-flagged|display-only|optional)$/);
    }
  });

  test("have each rule once: findings of one rule differ in what they are of", () => {
    for (const patient of [PATIENT, OPERATED, BARE]) {
      const findings = findingsOf(assessed(patient)).filter(({ kind }) => kind === "known");
      expect(new Set(findings.map((finding) => JSON.stringify(finding))).size).toBe(findings.length);
      const several = findings
        .filter(({ rule }, n) => findings.findIndex((one) => one.rule === rule) < n)
        .map(({ rule }) => rule);
      for (const rule of several) expect(["FLR-THRESHOLDS", "FLR-STANDARDISED", "RISK-HEIDELBERG-2018"]).toContain(rule);
    }
  });

  test("stand in a fixed order of subjects, suitability first, whatever is known", () => {
    const order = assessed(PATIENT).subjects.map(({ subject }) => subject);
    expect(order[0]).toBe("suitability");
    for (const patient of [OPERATED, BARE, undefined])
      expect(assessed(patient).subjects.map(({ subject }) => subject)).toEqual(order);
    expect(assessPatient(PATIENT).subjects.map(({ subject }) => subject)).toEqual(order);
    expect(findingsOf(assessed(PATIENT)).map(({ rule }) => rule)).toEqual(findingsOf(assessed(BARE)).map(({ rule }) => rule));
  });

  test("answer almost every rule where every field is told", () => {
    const unknown = findingsOf(assessed(OPERATED)).filter(({ kind }) => kind === "unknown");
    // what was done about the complication, a drain and blood counts were not told of
    expect(unknown.map(({ rule }) => rule)).toEqual(["FUN-ISGLS-PHLF", "FUN-ISGLS-BILE-LEAK", "FUN-ISGLS-HAEMORRHAGE"]);
    expect(findingsOf(assessed(PATIENT)).filter(({ kind }) => kind === "unknown")).toEqual([]);
  });

  test("of an operation's record take the place of the file's own days", () => {
    const record = { postoperative: [{ day: 5, prothrombinPercent: 80, bilirubinUmolPerL: 12 }] };
    const of = (assessment: Assessment) => findingsOf(assessment).find(({ rule }) => rule === "FUN-50-50");
    expect(of(assessPlan(PLAN, IMAGED, { patient: OPERATED, record }))).not.toEqual(of(assessed(OPERATED)));
    expect(of(assessPlan(PLAN, IMAGED, { patient: PATIENT, record }))?.kind).toBe("known");
    expect(of(assessed(PATIENT))?.kind).toBe("not-applicable");
  });

  test("of the margin that pathology saw make the score of seven items, and an R1 is under 1 cm without a number", () => {
    const score = (pathology?: OperationRecord["pathology"]) =>
      findingsOf(assessPlan(PLAN, IMAGED, { patient: PATIENT, record: { ...(pathology && { pathology }) } })).find(
        ({ rule }) => rule === "PROG-NORDLINGER-1996-POSTOPERATIVE",
      )!;
    const wide = score({
      lesions: [
        { lesion: "L1", marginMm: 10 },
        { lesion: "L2", marginMm: 12 },
      ],
    });
    const close = score({
      lesions: [
        { lesion: "L1", marginMm: 9.9 },
        { lesion: "L2", marginMm: 12 },
      ],
    });
    expect(close.value! - wide.value!).toBe(1);
    expect(score({ status: "R1 vascular" }).value).toBe(close.value);
    expect(score({ status: "R0" }).kind).toBe("not-applicable");
    expect(score().kind).toBe("not-applicable");
  });

  test("on difficulty do not apply to a plan that only ablates, and say so", () => {
    const ablation = stage({ resections: [], ablations: [{ lesion: "L1", radiiMm: [15, 15, 15] }] });
    const difficulty = (of: typeof PLAN) =>
      assessed(PATIENT, of).subjects.find(({ subject }) => subject === "difficulty and route")!.findings;
    const told = difficulty(plan({ stages: [ablation] }));
    expect(told.map(({ rule }) => rule)).toEqual(difficulty(PLAN).map(({ rule }) => rule));
    for (const { kind, because } of told)
      expect([kind, because]).toEqual(["not-applicable", "nothing is resected, and it is of resections"]);
    expect(difficulty(plan({ stages: [stage({ resections: [], ablations: [] })] }))).toEqual([]);
  });

  test("on difficulty count whole segments: the edge of an extended segmentectomy does not make it major", () => {
    const extended = (edgeFraction: number) => {
      const resectedSegments = {
        "8": { volumeMl: 200, takenFraction: 1 },
        "5": { volumeMl: 20, takenFraction: edgeFraction },
        "7": { volumeMl: 20, takenFraction: edgeFraction },
      };
      const resections = [{ kind: "segments" as const, segments: ["8" as const] }];
      const of = plan({ stages: [stage({ resections, resectedSegments })] });
      return findingsOf(assessed(PATIENT, of)).find(({ rule }) => rule === "DIF-SOUTHAMPTON-2018")!.because;
    };
    expect(extended(0.1)).toContain("technically major 2");
    expect(extended(0.6)).toContain("anatomically major 4");
  });

  test("on images rest on the headers of the CT where the patient's file is silent", () => {
    const adequacy = (scan?: NonNullable<typeof IMAGED.scan>) =>
      findingsOf(
        assessPlan(PLAN, { ...IMAGED, ...(scan && { scan }) }, { patient: without(PATIENT, ["imaging", "ctSliceMm"]) }),
      ).find(({ rule }) => rule === "IMAGING-ADEQUACY")!;
    expect([adequacy().kind, adequacy().missing]).toEqual(["unknown", ["imaging.ctSliceMm"]]);
    expect(adequacy({ sliceThicknessMm: 3 }).group).toBe("adequate");
    expect(adequacy({ sliceThicknessMm: 5 }).group).toBe("adequate with reserve");
    expect(adequacy({ sliceThicknessMm: 5.1 }).group).toBe("not adequate");
  });

  test("on growth are asked for where an occlusion is planned or was measured, and nowhere else", () => {
    const rules = (of: typeof PLAN) => findingsOf(assessed(PATIENT, of)).map(({ rule }) => rule);
    const occluding = stage({ occlude: [{ tree: "portal", branch: "P1" }], occlusion: { kind: "PVE", segment4: false } });
    expect(rules(PLAN)).not.toContain("HYP-DH");
    expect(rules(plan({ stages: [occluding, stage()] }))).toEqual(
      expect.arrayContaining(["HYP-DH", "HYP-KGR", "GROWTH-APPROX-PVO"]),
    );
    expect(rules(plan({ measuredGrowth: { previousFlrMl: 300, flrMl: 420, weeks: 4 } }))).toContain("HYP-DH");
  });
});

describe("what is not told", () => {
  const FIELDS = fieldsOf(PATIENT).filter((path) => patientFile.safeParse(without(PATIENT, path)).success);
  const WHOLE = findingsOf(assessed(PATIENT));

  test.each(FIELDS.map((path) => [path.join(".")] as const))("[UNK-01] without %s no value turns into 0 or NaN", (joined) => {
    const findings = findingsOf(assessed(without(PATIENT, joined.split("."))));
    for (const finding of known(findings)) {
      if (finding.value === undefined) continue;
      expect(Number.isFinite(finding.value), finding.rule).toBe(true);
      const before = WHOLE.filter((one) => one.rule === finding.rule && one.kind === "known");
      if (finding.value === 0)
        expect(
          before.map(({ value }) => value),
          finding.rule,
        ).toContain(0);
    }
  });

  test.each(
    Object.entries({
      heightCm: "VOL-VAUTHEY-2002",
      weightKg: "FLR-BW",
      "laboratory.bilirubinUmolPerL": "FUN-CHILD-PUGH",
      "laboratory.albuminGPerL": "FUN-ALBI-2015",
      "laboratory.inr": "FUN-MELD",
      "laboratory.sodiumMmolPerL": "FUN-MELD-NA",
      "laboratory.astUpperLimitUPerL": "FUN-APRI",
      "laboratory.altUPerL": "FUN-FIB4",
      "liver.limaxUgPerKgH": "FUN-LIMAX",
      "liver.icgR15Fraction": "FUN-ICG-MAKUUCHI",
      "primary.nodePositive": "PROG-FONG-1999",
      "biology.ceaUgPerL": "PROG-GAME-2018",
      "biology.kras": "PROG-MCS-2019",
      "primary.tStage": "PROG-NORDLINGER-1996",
      "metastases.extrahepatic": "PROG-NAGASHIMA-2006-POINTS",
      "primary.diagnosedOn": "RES-EAHPBA-2023",
      "biology.msi": "MSI-HIGH",
      "reserve.asa": "RISK-BREITENSTEIN-2010",
      "history.openLiverResection": "DIF-SOUTHAMPTON-2018",
      "primary.site": "NCR-ADAM-2006",
    }),
  )("[UNK-01] without %s %s is unknown and names it", (path, rule) => {
    const finding = findingsOf(assessed(without(PATIENT, path.split(".")))).find((one) => one.rule === rule)!;
    expect([finding.kind, finding.missing]).toEqual(["unknown", expect.arrayContaining([path])]);
  });

  test("[UNK-01] suitability names the inputs of the remnant's verdict, not the verdict", () => {
    const { suitability } = assessed(without(PATIENT, ["heightCm"]));
    expect(suitability!.axes[0].missing).toEqual(["heightCm"]);
    expect(suitability!.missing).toEqual(["heightCm"]);
  });

  test("without a day of planning the age of scans is not known", () => {
    const finding = findingsOf(assessed(without(PATIENT, ["planning", "on"]))).find(({ rule }) => rule === "IMAGING-ADEQUACY")!;
    expect([finding.kind, finding.missing]).toEqual(["unknown", ["planning.on"]]);
  });
});

describe("suitability", () => {
  const outcome = (patient: PatientFile) => assessed(patient).suitability?.outcome;

  test("[CLI-03] is not moved by what risk scores are made of", () => {
    const gene = fc.constantFrom("mutant" as const, "wild" as const);
    const scores = fc.record({
      kras: gene,
      nras: gene,
      ceaUgPerL: fc.integer({ min: 1, max: 5000 }),
      tStage: fc.constantFrom("T1" as const, "T4b" as const),
      nodePositive: fc.boolean(),
      diseaseFreeIntervalMonths: fc.integer({ min: 0, max: 60 }),
      ageYears: fc.integer({ min: 18, max: 95 }),
    });
    fc.assert(
      fc.property(scores, ({ kras, nras, ceaUgPerL, tStage, nodePositive, diseaseFreeIntervalMonths, ageYears }) => {
        const patient: PatientFile = {
          ...PATIENT,
          ageYears,
          biology: { ...PATIENT.biology, kras, nras, ceaUgPerL },
          primary: { ...PATIENT.primary, tStage, nodePositive },
          metastases: { ...PATIENT.metastases, diseaseFreeIntervalMonths },
        };
        expect(outcome(patient)).toBe("likely");
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  test("[CLI-03] nobody is ever called unresectable", () => {
    const worst: PatientFile = {
      ...PATIENT,
      reserve: { ecog: 4, asa: 5, frailty: 9 },
      metastases: { ...PATIENT.metastases, extrahepatic: [{ site: "peritoneum", resectable: false }] },
    };
    const lost = plan({ clearsDisease: false, remainingSegments: ["1"] });
    for (const assessment of [assessed(worst, lost), assessed(PATIENT, lost), assessPatient(worst)]) {
      expect(JSON.stringify(assessment)).not.toMatch(/unresectable|inoperable/i);
      expect(assessment.suitability!.outcome).toBe("usually not offered — MDT decides");
    }
  });

  test("is the same as findings and as an entry", () => {
    const { suitability, subjects } = assessed(PATIENT);
    const finding = subjects[0]!.findings.find(({ rule }) => rule === "RES-RULESET")!;
    expect(suitability!.outcome).toBe(finding.group);
    expect(suitability!.axes.map(({ name }) => name)).toEqual(["technical", "oncological", "patient"]);
  });

  test("is not said of children, nor of a liver without a metastasis", () => {
    expect(assessed({ ...PATIENT, ageYears: 12 }).suitability).toBeUndefined();
    const benign = { ...IMAGED, anatomy: { ...IMAGED.anatomy, lesions: [lesion("L1", { status: "benign" })] } };
    expect(assessPlan(PLAN, benign, { patient: PATIENT }).suitability).toBeUndefined();
  });
});

describe("other primaries", () => {
  test.each(["breast", "stomach", "oesophagus", "lung", "skin", "other"] as const)(
    "of the %s have no score of colorectal metastases and no order with the bowel",
    (site) => {
      const assessment = assessed({ ...PATIENT, primary: { ...PATIENT.primary, site } });
      const scores = findingsOf(assessment).filter(({ rule }) => /^(PROG|ORDER|RES-TRANSPLANT|MSI)-/.test(rule));
      expect(scores.length).toBeGreaterThan(15);
      for (const { kind, rule } of scores) expect(kind, rule).toBe("not-applicable");
      expect(assessment.orderOfOperations).toBeUndefined();
      expect(findingsOf(assessment).find(({ rule }) => rule === "NCR-ADAM-2006")!.kind).toBe("known");
    },
  );
});

describe("the order of operations on bowel and liver", () => {
  const orderOf = (patient: PatientFile) => assessed(patient).orderOfOperations;

  test("is told of synchronous colorectal disease with the primary in place, and of nothing else", () => {
    expect(orderOf(PATIENT)?.map(({ order }) => order)).toEqual(["bowel first", "liver first", "simultaneous"]);
    expect(orderOf({ ...PATIENT, primary: { ...PATIENT.primary, inPlace: false } })).toBeUndefined();
    expect(orderOf({ ...PATIENT, metastases: { ...PATIENT.metastases, firstSeenOn: "2026-01-01" } })).toBeUndefined();
    expect(orderOf(without(PATIENT, ["primary", "inPlace"]))).toBeUndefined();
    expect(orderOf(without(PATIENT, ["primary", "diagnosedOn"]))).toBeUndefined();
  });

  test("warns of both operations being major, by the segments that go", () => {
    const bowel: PatientFile = { ...PATIENT, primary: { ...PATIENT.primary, operationExtent: "major" } };
    const major = plan({ stages: [stage({ resectedSegments: taken("5", "6", "7", "8") })] });
    const warnings = (of: typeof PLAN) =>
      assessed(bowel, of).orderOfOperations![2]!.against.filter(({ isWarning, text }) => isWarning && text.includes("major"));
    expect([warnings(major).length, warnings(PLAN).length]).toEqual([1, 0]);
  });
});
