import type { PatientFile, PlanDocument } from "@cantlie/workup";
import type { AssessedCase, AssessedPlan } from "../src/facts/assessed-case.ts";

/** A patient of whom every field is told, with values that no two rules could confuse. */
export const PATIENT: PatientFile = {
  schemaVersion: 1,
  ageYears: 64,
  sex: "male",
  heightCm: 176,
  weightKg: 82,
  reserve: {
    ecog: 1,
    asa: 2,
    frailty: 3,
    cpet: { anaerobicThresholdMlPerKgMin: 12.1, veVco2: 31 },
    symptoms: ["pain"],
    comorbidities: ["diabetes"],
  },
  primary: {
    site: "colon",
    side: "left",
    histology: "adenocarcinoma",
    tStage: "T3",
    nodePositive: true,
    inPlace: true,
    symptoms: ["bleeding"],
    rectalRadiotherapy: "none",
    operationExtent: "minor",
    simultaneousResection: true,
    diagnosedOn: "2025-11-14",
  },
  metastases: { firstSeenOn: "2025-11-10", diseaseFreeIntervalMonths: 0, count: 2, largestMm: 35, extrahepatic: [] },
  biology: { kras: "wild", nras: "wild", braf: "wild", msi: "stable", ceaUgPerL: 34, ceaPeakUgPerL: 120 },
  chemotherapy: [
    {
      regimen: "FOLFOX",
      cycles: 5,
      weeks: 11,
      lastOn: "2026-02-20",
      bevacizumab: true,
      bevacizumabLastOn: "2026-02-06",
      response: "partial",
      morphologicResponse: "optimal",
    },
  ],
  recist: {
    targets: [{ organ: "liver", isNode: false, baselineMm: 40, currentMm: 25 }],
    nadirSumMm: 24,
    newLesions: false,
    nonTargetProgression: false,
    nonTargetsGone: true,
  },
  laboratory: {
    takenOn: "2026-03-10",
    bilirubinUmolPerL: 11,
    albuminGPerL: 41,
    inr: 1.02,
    platelets1e9PerL: 210,
    creatinineUmolPerL: 78,
    sodiumMmolPerL: 136,
    astUPerL: 31,
    astUpperLimitUPerL: 42,
    altUPerL: 28,
    ggtUPerL: 45,
  },
  liver: {
    steatosis: "mild",
    fibrosis: "none",
    ascites: "none",
    encephalopathy: "none",
    chemotherapyInjury: "none",
    icgR15Fraction: 0.08,
    limaxUgPerKgH: 420,
    mebrofenin: { totalPercentPerMin: 14.5, flrShareFraction: 0.55 },
  },
  history: { openLiverResection: false, liverAblation: true },
  imaging: {
    ctOn: "2026-03-12",
    ctPhase: "portal-venous",
    ctSliceMm: 1.5,
    mriOn: "2026-03-13",
    petOn: "2026-03-14",
    petMetabolicVolumeMl: 12,
  },
  planning: { on: "2026-03-20", operationOn: "2026-04-10" },
};

type Anatomy = PlanDocument["anatomy"];
type Lesion = Anatomy["lesions"][number];

export function lesion(id: string, told: Partial<Lesion> = {}): Lesion {
  return {
    id,
    volumeMl: 8,
    largestDiameterMm: 27,
    axialDiameterMm: 25,
    centroidMm: [-80, 0, 0],
    status: "visible",
    origin: "mask",
    segments: ["7"],
    nearest: {
      portal: { distanceMm: 9 },
      hepatic: { distanceMm: 8 },
      cava: { distanceMm: 30 },
      hilum: { distanceMm: 40 },
      capsule: { distanceMm: 4 },
    },
    ...told,
  };
}

type Branch = NonNullable<Anatomy["trees"]["portal"]>["branches"][number];

export function branch(id: string, name: string, told: Partial<Branch> = {}): Branch {
  return {
    id,
    name,
    nameConfidence: 1,
    order: 1,
    lengthMm: 20,
    meanRadiusMm: 5,
    atMm: [0, 0, 0],
    territoryMl: 100,
    ambiguousMl: 0,
    piece: 0,
    ...told,
  };
}

export const ANATOMY: Anatomy = {
  liverVolumeMl: 1600,
  tumourVolumeMl: 40,
  liverTouchesImageBorder: false,
  lesions: [lesion("L1", { axialDiameterMm: 34, largestDiameterMm: 36 }), lesion("L2", { segments: ["6"] })],
  trees: {
    portal: {
      rootsMm: [],
      variants: [],
      branches: [
        branch("P1", "right portal vein", { atMm: [-40, 0, 0] }),
        branch("P2", "left portal vein", { atMm: [30, 0, 0] }),
      ],
    },
    hepatic: {
      rootsMm: [],
      variants: [],
      branches: [
        branch("H1", "right hepatic vein", { atMm: [-60, 40, 30] }),
        branch("H2", "middle hepatic vein", { atMm: [-10, 40, 30] }),
        branch("H3", "left hepatic vein", { atMm: [20, 40, 30] }),
      ],
    },
  },
  couinaud: { source: "imported", completedMl: 0, segments: {} },
};

type Stage = AssessedPlan["stages"][number];
type Margin = AssessedPlan["margins"][number];

export function margin(id: string, told: Partial<Margin> = {}): Margin {
  return {
    lesion: id,
    treatedBy: "resection",
    kind: "resected",
    parenchymalMm: 12,
    liverMm: 12,
    vascularMm: 7,
    predictable: true,
    ...told,
  };
}

export function stage(told: Partial<Stage> = {}): Stage {
  return {
    resections: [{ kind: "segments", segments: ["6", "7"] }],
    keep: [],
    reconstruct: [],
    ablations: [],
    surveil: [],
    occlude: [],
    volumes: { resectedMl: 400, remnantMl: 1200, tumourLeftMl: 0, ablatedMl: 0, healthyResectedMl: 360 },
    resectedSegments: { "6": { volumeMl: 190, takenFraction: 0.97 }, "7": { volumeMl: 210, takenFraction: 0.99 } },
    margins: [margin("L1"), margin("L2")],
    ...told,
  };
}

/** Whole segments by their numbers. */
export function taken(...segments: readonly string[]): NonNullable<Stage["resectedSegments"]> {
  return Object.fromEntries(segments.map((segment) => [segment, { volumeMl: 150, takenFraction: 1 }]));
}

export function plan(told: Partial<AssessedPlan> = {}): AssessedPlan {
  return {
    id: "plan",
    name: "right posterior sectionectomy",
    origin: "standard",
    family: "resection",
    why: "",
    givesUp: "",
    stages: [stage()],
    volumes: {
      ...stage().volumes,
      functionalRemnantMl: 1110,
      functionalRemnantFullCongestionMl: 1100,
      functionalRemnantIgnoringCongestionMl: 1150,
    },
    ratios: {},
    margins: [margin("L1"), margin("L2")],
    cutVessels: [],
    touchedVessels: [],
    transectionAreaMm2: 4000,
    cuts: 1,
    remainingSegments: ["1", "2", "3", "4", "5", "8"],
    clearsDisease: true,
    unknown: [],
    ...told,
  };
}

export const IMAGED: NonNullable<AssessedCase["imaged"]> = {
  anatomy: ANATOMY,
  reviewed: { liver: true, lesions: true, branches: false },
};

/** The patient with one field taken out; `path` as keys. */
export function without(patient: PatientFile, path: readonly string[]): PatientFile {
  const [first, ...rest] = path;
  const copy: Record<string, unknown> = Array.isArray(patient) ? ([...patient] as never) : { ...patient };
  if (rest.length === 0) delete copy[first!];
  else copy[first!] = without(copy[first!] as PatientFile, rest);
  return copy as unknown as PatientFile;
}

/** Keys to every value of `patient` that may be left out: those of objects, and of the lines of chemotherapy. */
export function fieldsOf(value: object, at: readonly string[] = []): string[][] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = [...at, key];
    const below = typeof inner === "object" && inner !== null ? fieldsOf(inner as object, path) : [];
    return Array.isArray(value) ? below : [path, ...below];
  });
}
