import type { PlanEntry } from "@cantlie/workup";

const NOTHING = { keep: [], reconstruct: [], ablations: [], surveil: [], occlude: [] };

/** A plan with every field of its entry filled, and a finding of every kind. */
export function rightHepatectomy(): PlanEntry {
  const volumes: PlanEntry["volumes"] = {
    resectedMl: 904.2,
    remnantMl: 421.2,
    tumourLeftMl: 0.9,
    ablatedMl: 0,
    noInflowMl: 13.4,
    noOutflowMl: 61.8,
    functionalRemnantMl: 376.5,
    functionalRemnantFullCongestionMl: 345.1,
    functionalRemnantIgnoringCongestionMl: 406.9,
    healthyResectedMl: 880.5,
    devitalisedMl: 8.8,
    intervalMl: [322.6, 367.3],
  };
  const margins: PlanEntry["margins"] = [
    {
      lesion: "L1",
      treatedBy: "right",
      kind: "resected",
      parenchymalMm: 12.7,
      vascularMm: 0.4,
      vessel: "H2",
      predictable: false,
    },
    { lesion: "L2", treatedBy: "right", kind: "resected", parenchymalMm: 26.1, predictable: true },
    { lesion: "L3", treatedBy: "nothing", kind: "not-removed", predictable: true },
  ];
  return {
    id: "right",
    name: "Right hepatectomy",
    newWorldName: "H5678",
    origin: "standard",
    family: "resection",
    why: "Standard resection of the right liver.",
    givesUp: "Leaves L3.",
    stages: [
      {
        resections: [{ kind: "segments", segments: ["5", "6", "7", "8"] }],
        ...NOTHING,
        keep: [{ tree: "hepatic", branch: "H2" }],
        volumes,
        margins,
      },
    ],
    volumes,
    ratios: {
      flrFraction: 0.2653,
      sFlrFraction: 0.2286,
      sFlrFormula: "VOL-VAUTHEY-2002",
      flrBodyWeightFraction: 0.00421,
      probabilityAboveThreshold: 0.02,
      thresholdFraction: 0.3,
    },
    margins,
    cutVessels: [{ tree: "portal", branch: "P2", name: "right portal vein", diameterMm: 10.3, atMm: [-15, 0, -12] }],
    touchedVessels: [{ tree: "hepatic", branch: "H2", name: "middle hepatic vein", diameterMm: 7.1, atMm: [-15, 0, 0] }],
    transectionAreaMm2: 7420,
    cuts: 1,
    remainingSegments: ["2", "3", "4"],
    islandsMl: 1.7,
    clearsDisease: false,
    unknown: [{ field: "volumes.noBileMl", missing: ["bile duct"] }],
    findings: [
      {
        rule: "FLR-SUFFICIENCY",
        kind: "known",
        value: 0.2286,
        unit: "fraction",
        group: "insufficient",
        because: "FLR-THRESHOLDS: 345 mL is 22.9 % of the estimated liver",
        severity: "warning",
        source: "engine rule",
        verification: "D",
        cautions: [],
      },
      {
        rule: "FLR-THRESHOLDS",
        kind: "known",
        value: 0.2286,
        unit: "fraction",
        group: "insufficient",
        because: "345 mL is 22.9 % of the estimated liver; at least 30 % is wanted",
        severity: "warning",
        source: "Kawaguchi and Vauthey 2019",
        verification: "V2",
        cautions: [],
      },
      {
        rule: "FLR-STANDARDISED",
        kind: "known",
        value: 0.2286,
        unit: "fraction",
        group: "insufficient",
        severity: "warning",
        source: "Vauthey 2000, Surgery 127:512",
        verification: "V2",
        population: "Western adults",
        cautions: ["Volumes rest on unconfirmed branch labels."],
      },
      {
        rule: "CHILD-PUGH",
        kind: "unknown",
        missing: ["laboratory.inr", "laboratory.albuminGPerL"],
        severity: "info",
        source: "Pugh 1973",
        verification: "V3",
        cautions: [],
      },
      {
        rule: "HYP-KGR",
        kind: "not-applicable",
        because: "no portal occlusion",
        severity: "info",
        source: "Shindoh 2013",
        verification: "V1",
        cautions: [],
      },
    ],
  };
}

/** A plan with the fields that may be absent absent, and said to be unknown. */
export function leftLateral(): PlanEntry {
  const volumes: PlanEntry["volumes"] = {
    resectedMl: 233.6,
    remnantMl: 1091.8,
    tumourLeftMl: 23.7,
    ablatedMl: 0,
    healthyResectedMl: 232.7,
  };
  const margins: PlanEntry["margins"] = [
    { lesion: "L1", treatedBy: "nothing", kind: "not-removed", predictable: true },
    { lesion: "L2", treatedBy: "nothing", kind: "not-removed", predictable: true },
    { lesion: "L3", treatedBy: "left-lateral", kind: "resected", parenchymalMm: 9.6, predictable: true },
  ];
  return {
    id: "left-lateral",
    name: "Left lateral sectionectomy",
    origin: "standard",
    family: "resection",
    why: "Standard resection of segments 2 and 3.",
    givesUp: "Leaves L1 and L2.",
    stages: [{ resections: [{ kind: "segments", segments: ["2", "3"] }], ...NOTHING, volumes, margins }],
    volumes,
    ratios: { thresholdFraction: 0.3 },
    margins,
    cutVessels: [],
    touchedVessels: [],
    transectionAreaMm2: 3160,
    cuts: 1,
    remainingSegments: ["1", "4", "5", "6", "7", "8"],
    islandsMl: 0,
    clearsDisease: false,
    unknown: [
      { field: "volumes.functionalRemnantFullCongestionMl", missing: ["portal vein", "hepatic vein"] },
      { field: "ratios.sFlrFraction", missing: ["heightCm", "weightKg"] },
    ],
    findings: [],
  };
}
