import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import { syntheticPatient } from "./synthetic-patient.ts";
import { rightHepatectomy } from "./synthetic-plans.ts";

type Margin = PlanEntry["margins"][number];

const resected = (lesion: string, parenchymalMm: number): Margin => ({
  lesion,
  treatedBy: "resection",
  kind: "resected",
  parenchymalMm,
  predictable: true,
});

/** A found plan: `n` is its rank, which all its numbers follow from. */
function foundPlan(n: number, changes: Partial<PlanEntry> = {}): PlanEntry {
  const { comparedTo: _, ...base } = rightHepatectomy();
  const margins = [resected("L1", 10.4 - 0.3 * n), resected("L2", 12.2 + n), resected("L3", 5.2 + 0.1 * n)];
  const lostMl = 120 + 85 * n;
  const volumes: PlanEntry["volumes"] = {
    ...base.volumes,
    resectedMl: 25 + lostMl,
    remnantMl: 1300 - lostMl,
    tumourLeftMl: 0,
    healthyResectedMl: lostMl,
    noInflowMl: 2.1 * n,
    noOutflowMl: 11.7 * n,
    functionalRemnantMl: 1290 - lostMl,
    functionalRemnantFullCongestionMl: 1290 - lostMl,
    functionalRemnantIgnoringCongestionMl: 1290 - lostMl + 11.7 * n,
    intervalMl: [1270 - lostMl, 1310 - lostMl],
  };
  return {
    ...base,
    id: `found-${n}`,
    name:
      ["wedges of L1, L2 and L3", "segmentectomy 6, wedges of L2 and L3", "right posterior sectionectomy, wedge of L3"][n - 1] ??
      `resection ${n} of the right liver, wedge of L3`,
    origin: "search",
    why: `least of everything that number ${n} is least in`,
    givesUp: `${lostMl} mL of healthy liver; against plan 2: margin of L1 falls by 0.3 mm`,
    comparedTo: {
      plan: n === 1 ? "found-2" : `found-${n - 1}`,
      words: [`keeps ${10 * n} mL more working liver by sparing the segment 6 branch`],
    },
    stages: [
      {
        ...base.stages[0]!,
        resections: margins.map(({ lesion }) => ({ kind: "wedge", lesion, marginMm: 10 })),
        volumes,
        margins,
      },
    ],
    volumes,
    margins,
    ratios: { ...base.ratios, sFlrFraction: (1290 - lostMl) / 1509 },
    clearsDisease: true,
    cuts: n,
    transectionAreaMm2: 2000 + 777 * n,
    ...changes,
  };
}

/** In two stages, with portal vein embolisation between them and a band of growth. */
export function stagedPlan(kind: "PVE" | "LVD"): PlanEntry {
  const base = foundPlan(5);
  const [stage] = base.stages;
  const band = [
    { weeks: 1, low: 1.4, mean: 5.4, high: 9.4 },
    { weeks: 4, low: 2.8, mean: 9.9, high: 17.1 },
  ];
  return {
    ...base,
    id: "staged",
    name: "right hemihepatectomy after clearing the left liver",
    family: "two-stage",
    why: "no plan in one stage leaves enough",
    growthNeeded: { volumeMl: 84, sFlrPoints: 5.6 },
    stages: [
      {
        ...stage!,
        occlude: [{ tree: "portal", branch: "P2" }],
        occlusion: { kind, segment4: true },
        margins: [
          resected("L1", 8.8),
          { lesion: "L2", treatedBy: "nothing", kind: "not-removed", predictable: true },
          resected("L3", 6.1),
        ],
      },
      stage!,
    ],
    findings: [
      ...base.findings,
      {
        rule: "GROWTH-APPROX-PVO",
        ...(kind === "PVE"
          ? { kind: "known", value: 9.9, unit: "sFLR points", band }
          : { kind: "unknown", missing: ["a published course of growth after LVD"] }),
        severity: "caution",
        source: "arithmetic on published means",
        verification: "D",
        cautions: [],
      },
    ],
  };
}

/** Seven found plans, of which the last is in two stages, and a drawn one that leaves a disappeared lesion undecided. */
export function searchedDocument(changes: Partial<PlanDocument> = {}): PlanDocument {
  const { document } = syntheticPatient([5, 5, 5]);
  const [first, second, third] = document.anatomy.lesions;
  const lesions = [first!, second!, { ...third!, status: "disappeared" as const }];
  const watching = foundPlan(2, {
    margins: [
      resected("L1", 9.8),
      resected("L2", 14.2),
      { lesion: "L3", treatedBy: "surveillance", kind: "surveilled", predictable: true },
    ],
    surveilled: ["L3"],
  });
  const drawn = foundPlan(4, {
    id: "mine",
    name: "as I would do it",
    origin: "drawn",
    clearsDisease: false,
    margins: [
      resected("L1", 3.9),
      resected("L2", 14.2),
      { lesion: "L3", treatedBy: "nothing", kind: "not-removed", predictable: true },
    ],
    undecided: ["L3"],
  });
  const found = [foundPlan(1), watching, foundPlan(3), foundPlan(4), foundPlan(5), foundPlan(6), stagedPlan("PVE")];
  return {
    ...document,
    anatomy: { ...document.anatomy, lesions },
    plans: [...found, drawn, ...document.plans],
    order: [...found, drawn, ...document.plans].map(({ id }) => id),
    search: {
      complete: true,
      evaluations: 512,
      bounds: 12_034,
      paretoPlans: 23,
      candidates: [
        { kind: "wedge", count: 6 },
        { kind: "segments", count: 22 },
        { kind: "ablation", count: 3 },
        { kind: "surveillance", count: 1 },
      ],
    },
    ...changes,
  };
}
