import {
  assessChemotherapy,
  assessDifficulty,
  assessFollowUp,
  assessFunction,
  assessOtherPrimary,
  assessPrognosis,
  assessResectability,
  assessRisk,
  assessSuitability,
  assessSynchronous,
  assessVolumes,
  type LiverFunction,
  orderOfOperations,
  type PlannedOperation,
  type SuitabilityFacts,
  type SynchronousDisease,
  suitability,
} from "@cantlie/clinical";
import { dateTimeline, makeTimeline } from "@cantlie/pathway";
import type { DocumentFinding, PatientFile, PlanDocument, PlanEntry } from "@cantlie/workup";
import { searchedDocument } from "./searched-document.ts";

/** A patient with a rectal primary in place, synchronous metastases and chemotherapy with bevacizumab; every rule has something to say. */
export const PATIENT: PatientFile = {
  schemaVersion: 1,
  ageYears: 64,
  sex: "male",
  heightCm: 176,
  weightKg: 82,
  reserve: { ecog: 1, asa: 3, comorbidities: ["diabetes"] },
  primary: {
    site: "rectum",
    tStage: "T3",
    nodePositive: true,
    inPlace: true,
    symptoms: [],
    rectalRadiotherapy: "planned",
    operationExtent: "major",
    simultaneousResection: true,
    diagnosedOn: "2025-10-02",
  },
  metastases: { firstSeenOn: "2025-10-02", count: 3, largestMm: 34, extrahepatic: [] },
  biology: { kras: "mutant", nras: "wild", braf: "wild", msi: "stable", ceaUgPerL: 12 },
  chemotherapy: [{ regimen: "FOLFOX", cycles: 8, weeks: 16, lastOn: "2026-02-16", bevacizumab: true, response: "partial" }],
  laboratory: {
    bilirubinUmolPerL: 12,
    albuminGPerL: 38,
    inr: 1.05,
    platelets1e9PerL: 180,
    creatinineUmolPerL: 80,
    astUPerL: 41,
    astUpperLimitUPerL: 40,
    ggtUPerL: 70,
  },
  liver: { steatosis: "none", fibrosis: "none", ascites: "none", encephalopathy: "none" },
  history: { openLiverResection: false, liverAblation: false },
  imaging: { ctOn: "2026-03-12", ctPhase: "portal-venous", ctSliceMm: 2.5, mriOn: null },
  planning: { on: "2026-03-15" },
};

/** The document of `base` with what the rules and the pathway say of `patient`, as a walk would fill it in. */
export function assessedDocument(base: PlanDocument = searchedDocument(), patient: PatientFile = PATIENT): PlanDocument {
  return { ...base, plans: base.plans.map((plan) => assessed(plan, base, patient)) };
}

function assessed(plan: PlanEntry, { anatomy }: PlanDocument, patient: PatientFile): PlanEntry {
  const liver = liverFacts(plan, anatomy, patient);
  const volumes = assessVolumes(liver);
  const facts = diseaseFacts(plan, volumes as readonly DocumentFinding[], patient);
  const operation: PlannedOperation = {
    operation: "partial",
    segments: ["7", "8"],
    tumourSegments: ["7", "8"],
    largestMm: patient.metastases?.largestMm,
    nearMajorVessel: plan.touchedVessels.length > 0,
    reconstruction: false,
    chemotherapyGiven: patient.chemotherapy && patient.chemotherapy.length > 0,
    openLiverResection: patient.history?.openLiverResection,
    liver,
  };
  const findings = [
    ...volumes,
    ...assessFunction(liver),
    ...assessPrognosis(facts),
    ...assessResectability(facts),
    ...assessSuitability(facts, {
      planningOn: patient.planning?.on,
      ctOn: patient.imaging?.ctOn,
      ctPhase: patient.imaging?.ctPhase,
      sliceThicknessMm: patient.imaging?.ctSliceMm,
      mriOn: patient.imaging?.mriOn,
      lastChemotherapyOn: patient.chemotherapy?.at(-1)?.lastOn,
      extrahepatic: facts.extrahepatic,
      disappearedLesions: 1,
    }),
    ...assessDifficulty(operation),
    ...assessRisk({
      ageYears: patient.ageYears,
      asa: patient.reserve?.asa,
      fibrosis: patient.liver?.fibrosis,
      inr: patient.laboratory?.inr,
      astUPerL: patient.laboratory?.astUPerL,
      ggtUPerL: patient.laboratory?.ggtUPerL,
      platelets1e9PerL: patient.laboratory?.platelets1e9PerL,
      creatinineUmolPerL: patient.laboratory?.creatinineUmolPerL,
      resectedSegments: plan.stages.length > 1 ? 4 : 2,
      isRightTrisectionectomy: false,
      hepaticojejunostomyOrColonResection: patient.primary?.simultaneousResection,
    }),
    ...assessChemotherapy({
      primarySite: patient.primary?.site,
      chemotherapy: patient.chemotherapy,
      simultaneousBowel: patient.primary?.simultaneousResection,
      platelets1e9PerL: patient.laboratory?.platelets1e9PerL,
      astUPerL: patient.laboratory?.astUPerL,
      astUpperLimitUPerL: patient.laboratory?.astUpperLimitUPerL,
      lesionCount: patient.metastases?.count,
      disappearedLesions: 1,
      surveilledDisappeared: plan.surveilled?.length ?? 0,
      mriOn: patient.imaging?.mriOn,
    }),
    ...assessOtherPrimary(facts),
    ...assessSynchronous(facts),
    ...assessFollowUp(),
  ];
  const judged = suitability(facts);
  const growth = plan.findings.filter(({ rule }) => rule.startsWith("GROWTH-"));
  return {
    ...plan,
    ratios: { ...plan.ratios, ...ratiosOf(findings as readonly DocumentFinding[]) },
    // a finding is the document's shape already: it is written as it is
    findings: [...(JSON.parse(JSON.stringify(findings)) as DocumentFinding[]), ...growth],
    suitability: {
      ...(judged.outcome && { outcome: judged.outcome }),
      axes: judged.axes,
      missing: judged.missing,
    } as NonNullable<PlanEntry["suitability"]>,
    ...(patient.primary?.inPlace && {
      orderOfOperations: orderOfOperations(facts) as NonNullable<PlanEntry["orderOfOperations"]>,
    }),
    timeline: timelineOf(plan, patient),
  };
}

function liverFacts(
  { volumes, remainingSegments = [] }: PlanEntry,
  anatomy: PlanDocument["anatomy"],
  patient: PatientFile,
): LiverFunction {
  const { chemotherapy } = patient;
  const told = (what: "weeks" | "cycles") => chemotherapy?.reduce((sum, line) => sum + (line[what] ?? 0), 0);
  return {
    ...(patient.laboratory ?? {}),
    ageYears: patient.ageYears,
    sex: patient.sex,
    heightCm: patient.heightCm,
    weightKg: patient.weightKg,
    fibrosis: patient.liver?.fibrosis,
    steatosis: patient.liver?.steatosis,
    ascites: patient.liver?.ascites,
    encephalopathy: patient.liver?.encephalopathy,
    flrMl: volumes.functionalRemnantFullCongestionMl,
    flrIgnoringCongestionMl: volumes.functionalRemnantIgnoringCongestionMl,
    totalLiverVolumeMl: anatomy.liverVolumeMl,
    tumourVolumeMl: anatomy.tumourVolumeMl,
    adjacentRemainingSegments: remainingSegments.length,
    chemotherapyGiven: chemotherapy && chemotherapy.length > 0,
    chemotherapyWeeks: told("weeks"),
    chemotherapyCycles: told("cycles"),
    portalOcclusion: false,
  };
}

function diseaseFacts(
  plan: PlanEntry,
  volumes: readonly DocumentFinding[],
  patient: PatientFile,
): SuitabilityFacts & SynchronousDisease {
  const { primary, metastases, biology, reserve } = patient;
  const verdict = volumes.find(({ rule, kind }) => rule === "FLR-SUFFICIENCY" && kind === "known")?.group;
  return {
    ageYears: patient.ageYears,
    sex: patient.sex,
    heightCm: patient.heightCm,
    weightKg: patient.weightKg,
    primarySite: primary?.site,
    tStage: primary?.tStage,
    nodePositive: primary?.nodePositive,
    primaryInPlace: primary?.inPlace,
    primarySymptoms: primary?.symptoms,
    rectalRadiotherapy: primary?.rectalRadiotherapy,
    bowelOperation: primary?.operationExtent,
    simultaneousBowel: primary?.simultaneousResection,
    diagnosedOn: primary?.diagnosedOn,
    firstSeenOn: metastases?.firstSeenOn,
    isSynchronous: primary?.diagnosedOn !== undefined && primary.diagnosedOn === metastases?.firstSeenOn,
    lesionCount: metastases?.count,
    largestMm: metastases?.largestMm,
    extrahepatic: metastases?.extrahepatic,
    ceaUgPerL: biology?.ceaUgPerL,
    kras: biology?.kras,
    nras: biology?.nras,
    braf: biology?.braf,
    msi: biology?.msi,
    ecog: reserve?.ecog,
    asa: reserve?.asa,
    comorbidities: reserve?.comorbidities,
    albuminGPerL: patient.laboratory?.albuminGPerL,
    chemotherapy: patient.chemotherapy,
    openLiverResection: patient.history?.openLiverResection,
    liverAblation: patient.history?.liverAblation,
    planningOn: patient.planning?.on,
    clearsDisease: plan.clearsDisease,
    sufficiency: verdict as SuitabilityFacts["sufficiency"],
    stages: plan.stages.length,
    awaitsGrowth: plan.stages.length > 1,
    majorHepatectomy: plan.stages.length > 1,
    leastParenchymalMarginMm: Math.min(...plan.margins.flatMap(({ parenchymalMm }) => parenchymalMm ?? [])),
    marginsPredictable: plan.margins.every(({ predictable }) => predictable),
  };
}

function ratiosOf(findings: readonly DocumentFinding[]): PlanEntry["ratios"] {
  const answerOf = (rule: string, group?: string) =>
    findings.find(
      (finding) => finding.rule === rule && finding.kind === "known" && (group === undefined || finding.group === group),
    )?.value;
  const [sFlr, flr, ofWeight] = [answerOf("FLR-STANDARDISED", "VOL-VAUTHEY-2002"), answerOf("FLR-MEASURED"), answerOf("FLR-BW")];
  return {
    ...(sFlr !== undefined && { sFlrFraction: sFlr }),
    ...(flr !== undefined && { flrFraction: flr }),
    ...(ofWeight !== undefined && { flrBodyWeightFraction: ofWeight }),
  };
}

function timelineOf(plan: PlanEntry, patient: PatientFile): NonNullable<PlanEntry["timeline"]> {
  const isStaged = plan.stages.length > 1;
  const occlusion = plan.stages[0]?.occlusion?.kind;
  const timeline = makeTimeline({
    chemotherapy: patient.chemotherapy,
    stages: isStaged ? 2 : 1,
    occlusion: isStaged ? occlusion : undefined,
    ...(patient.primary?.inPlace && { bowel: "with" }),
  });
  const { steps, visits, conflicts } = dateTimeline(timeline, { startOn: patient.planning?.on });
  const days = new Map(visits.map(({ month, on }) => [month, on]));
  return JSON.parse(
    JSON.stringify({
      steps: steps.map(({ id, what, isFixed, earliestOn, latestOn, missing }) => ({
        id,
        what,
        isFixed,
        earliestOn,
        latestOn,
        missing,
      })),
      intervals: timeline.intervals,
      stretches: timeline.stretches,
      followUp: {
        ...timeline.followUp,
        visits: timeline.followUp.visits.map((visit) => ({ ...visit, on: days.get(visit.month) })),
      },
      conflicts,
    }),
  ) as NonNullable<PlanEntry["timeline"]>;
}
