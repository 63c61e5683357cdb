import { assessSuitability, type Imaging, type SuitabilityFacts, suitability } from "../src/index.ts";

/** Somebody to whom every rule says yes. */
export const FIT: SuitabilityFacts = {
  ageYears: 60,
  heightCm: 176,
  weightKg: 80,
  primarySite: "colon",
  lesionCount: 2,
  extrahepatic: [],
  chemotherapy: [],
  clearsDisease: true,
  sufficiency: "sufficient",
  adjacentRemainingSegments: 4,
  stages: 1,
  leastParenchymalMarginMm: 10,
  ecog: 1,
  asa: 2,
  msi: "stable",
};
export const IMAGED: Imaging = {
  planningOn: "2026-03-15",
  ctOn: "2026-03-12",
  ctPhase: "portal-venous",
  sliceThicknessMm: 1.5,
  mriOn: "2026-03-10",
  petOn: null,
  extrahepatic: [],
};

export const LIKELY = "likely";
export const COMPLEX = "MDT: complex";
export const AGAINST = "usually not offered — MDT decides";
export const outcome = (changes: SuitabilityFacts) => suitability({ ...FIT, ...changes }).outcome;
export const firedBy = (changes: SuitabilityFacts) =>
  suitability({ ...FIT, ...changes }).axes.flatMap(({ fired }) => fired.map(({ rule, weight }) => `${rule} ${weight}`));
export const findingOf = (rule: string, changes: SuitabilityFacts = {}, imaging: Imaging = IMAGED) => {
  const finding = assessSuitability({ ...FIT, ...changes }, imaging).find((each) => each.rule === rule);
  if (finding === undefined) throw new Error(`${rule} is not among the findings`);
  return finding;
};
