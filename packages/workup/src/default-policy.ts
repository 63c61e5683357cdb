import type { Policy } from "./policy-file.ts";

/** What holds where a policy.json says nothing: each limit with the reason for it and the rule or study that it is from, if there is one. */
export const DEFAULT_POLICY: Policy = {
  marginWantedMm: { value: 10, reason: "a wide margin of 10 mm is what surgery for metastases aims at (RES-MARGIN)" },
  marginAutomaticMinimumMm: {
    value: 5,
    reason:
      "local recurrence is mostly at margins under 5 mm (RES-MARGIN, Angelsen 2014); less, at a vessel, is a person's choice and has to be drawn",
  },
  congestionFactor: {
    value: 1,
    reason: "undrained liver counts as lost unless a person says otherwise (CONGESTION, conservative)",
  },
  borderErrorMm: { value: 1, reason: "standard deviation of a label's border, about the in-plane resolution of abdominal CT" },
  executionErrorMm: { value: 0, reason: "how far a cut strays from its plan is for the team to state from its own results" },
  hilumClearanceMm: { value: 10, reason: "no wedge within 10 mm of the hilar bifurcation" },
  thresholds: { value: {}, reason: "thresholds by liver quality as the evidence has them (FLR-THRESHOLDS, FLR-BW)" },
  maxCuts: {
    value: 5,
    reason:
      "a convention, no study: each further cut surface costs time and may bleed or leak; a plan of more is for a person to draw",
  },
  ablation: {
    value: { largestLesionMm: 30, mostZones: 5, ductDistanceMm: 10, marginMm: 10, marginMinimumMm: 5 },
    reason:
      "lesions up to 30 mm as in COLLISION (RES-ABLATION); 5 zones in one session is a convention, COLLISION took up to 10 lesions; 10 mm from central ducts is a prompt for review and no proven distance; a margin of at least 5 mm is required (PMC3572308) and 10 mm intended (unverified)",
  },
  keepVessels: { value: [], reason: "every vessel may be cut unless a person says that it must stay" },
  keepSegments: { value: [], reason: "every segment may be resected unless a person says that it must stay" },
  reconstructVessels: { value: [], reason: "no vessel is reconstructed unless a person says so" },
  searchBudget: {
    value: 200_000,
    reason:
      "three to four seconds of one core where it is used up; most searches end sooner and are complete, one that does not says what it left open",
  },
  shownPlans: { value: { least: 3, most: 7 }, reason: "as many plans as a meeting can weigh against each other" },
};
