import { assessResectability, type PlannedDisease } from "../src/index.ts";

/** One metastasis, one plain resection, nothing else. */
export const PLAIN: PlannedDisease = {
  ageYears: 60,
  ecog: 0,
  primarySite: "colon",
  lesionCount: 2,
  largestMm: 28,
  extrahepatic: [],
  kras: "wild",
  nras: "wild",
  braf: "wild",
  ceaUgPerL: 12,
  chemotherapy: [{ regimen: "FOLFOX", weeks: 13, response: "partial", lastOn: "2026-01-10" }],
  diagnosedOn: "2024-01-15",
  firstSeenOn: "2025-01-15",
  primaryInPlace: false,
  primaryResectedOn: "2024-03-15",
  planningOn: "2026-03-15",
  tumourFraction: 0.05,
  segmentsWithDisease: 2,
  bothPortalVeinsInvolved: false,
  allHepaticVeinsInvolved: false,
  clearsDisease: true,
  adjacentRemainingSegments: 4,
  sFlrFraction: 0.45,
  awaitsGrowth: false,
  stages: 1,
  portalOcclusion: false,
  ablations: 0,
  veinReconstructions: 0,
  majorHepatectomy: false,
  leastParenchymalMarginMm: 10,
  marginsPredictable: true,
  simultaneousBowel: false,
};

export const RULES = [
  "RES-3CLASS",
  "RES-AB",
  "RES-MARGIN",
  "RES-SIMULTANEOUS",
  "RES-ABLATION",
  "RES-TRANSPLANT",
  "RES-TRANSPLANT-OSLO",
  "RES-EAHPBA-2023",
  "RES-EGOSLIM-2015",
  "RES-ONCOSURGE",
  "RES-NCCN",
];

export const BEYOND = "technically beyond resection as imaged — MDT";

export function of(rule: string, changes: PlannedDisease = {}) {
  const finding = assessResectability({ ...PLAIN, ...changes }).find((each) => each.rule === rule);
  if (finding === undefined) throw new Error(`${rule} is not among the findings`);
  return finding;
}
export const groupOf = (rule: string, changes?: PlannedDisease) => {
  const finding = of(rule, changes);
  return finding.kind === "known" ? finding.group : finding.kind;
};
export const missingOf = (rule: string, changes: PlannedDisease) => {
  const finding = of(rule, changes);
  return finding.kind === "unknown" ? finding.missing : [];
};
