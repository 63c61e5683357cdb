import type { PatientFile, PlanDocument, PlanEntry } from "@cantlie/workup";
import { composeLeaflet, type LeafletFigures, type LeafletInput, type LeafletModel, leafletFigures } from "../src/index.ts";
import { leafletPlan } from "../src/leaflet/leaflet-plan.ts";
import { TOOLS } from "./made-report.ts";
import { searchedDocument, stagedPlan } from "./searched-document.ts";
import { syntheticPatient } from "./synthetic-patient.ts";

/** Made once: a grid of 8 mm shows a ball of a liver, which is enough for words and rings. */
const PATIENT = syntheticPatient([8, 8, 8]);
const SEARCHED = searchedDocument();

type Stage = PlanEntry["stages"][number];

/** A patient whose leading plan is `plan`, with a picture of it. */
export function leafletCase(
  plan: PlanEntry | undefined,
  patient?: PatientFile,
  changes: Partial<PlanDocument> = {},
): LeafletInput {
  const { patient: _, ...base } = PATIENT;
  const { noPlanBecause: _because, ...searched } = SEARCHED;
  const others = searched.plans.slice(1, 4);
  const plans = plan ? [plan, ...others.filter(({ id }) => id !== plan.id)] : [];
  const evaluation = base.evaluations.get("right")!;
  return {
    ...base,
    document: { ...searched, plans, order: plans.map(({ id }) => id), ...changes },
    evaluations: new Map(plans.map(({ id }) => [id, evaluation])),
    ...(patient && { patient }),
  };
}

export const BOWEL: PatientFile = {
  schemaVersion: 1,
  primary: { site: "colon", inPlace: true },
  chemotherapy: [{ regimen: "FOLFOX", cycles: 6, bevacizumab: true }],
};

const found = () => SEARCHED.plans[0]!;

function withStage(changes: Partial<Stage>, plan: Partial<PlanEntry> = {}): PlanEntry {
  const base = found();
  return { ...base, stages: [{ ...base.stages[0]!, ...changes }], ...plan };
}

const ABLATION: Partial<Stage> = {
  ablations: [
    { lesion: "L1", radiiMm: [15, 15, 15] },
    { lesion: "L2", radiiMm: [12, 12, 12] },
  ],
};

const COLLISION: PlanEntry["findings"][number] = {
  rule: "RES-ABLATION",
  kind: "known",
  severity: "info",
  source: "COLLISION (2025)",
  verification: "V1",
  because: "as to number, size and spread",
  cautions: [],
  outcomes: (
    [
      ["ablation", 0.07],
      ["resection", 0.2],
    ] as const
  ).map(([group, value]) => ({
    group,
    value,
    outcome: "serious adverse events",
    basis: "observed",
    unit: "fraction",
    source: "COLLISION (2025)",
    verification: "V1",
  })),
};

/** A name, and what its leaflet is made from: every way of operating, none, and cancers that began elsewhere. */
export const LEAFLET_CASES: readonly (readonly [name: string, input: () => LeafletInput])[] = [
  ["wedges, bowel", () => leafletCase(found(), BOWEL)],
  ["wedges, nothing said of the patient", () => leafletCase(found())],
  [
    "right side and a wedge, bowel",
    () =>
      leafletCase(
        withStage({
          resections: [
            { kind: "segments", segments: ["5", "6", "7", "8"] },
            { kind: "wedge", lesion: "L3", marginMm: 5 },
          ],
        }),
        BOWEL,
      ),
  ],
  [
    "a territory, lung",
    () =>
      leafletCase(withStage({ resections: [{ kind: "territory", tree: "portal", branches: ["P2"] }] }), {
        schemaVersion: 1,
        primary: { site: "lung" },
      }),
  ],
  [
    "odd segments and a drawn part, breast",
    () =>
      leafletCase(
        withStage({
          resections: [
            { kind: "segments", segments: ["1", "4a", "8"] },
            { kind: "drawn", file: "mine.nii.gz" },
          ],
        }),
        { schemaVersion: 1, primary: { site: "breast" } },
      ),
  ],
  [
    "ablation, bowel",
    () =>
      leafletCase(
        withStage(
          { ...ABLATION, resections: [{ kind: "wedge", lesion: "L3", marginMm: 5 }] },
          { family: "ablation-based", findings: [COLLISION] },
        ),
        BOWEL,
      ),
  ],
  ["two stages with PVE, bowel", () => leafletCase(stagedPlan("PVE"), BOWEL)],
  ["two stages with LVD, bowel", () => leafletCase(stagedPlan("LVD"), BOWEL)],
  ["two stages with ALPPS, bowel", () => leafletCase(staged("ALPPS"), BOWEL)],
  ["two stages with PVL, bowel", () => leafletCase(staged("PVL"), BOWEL)],
  ["two stages, nobody said how", () => leafletCase(staged(undefined), BOWEL)],
  [
    "spots watched, a vein rebuilt, too little liver",
    () => leafletCase(withStage({ reconstruct: [{ tree: "hepatic", branch: "H1" }] }, { surveilled: ["L3"] }), BOWEL),
  ],
  ["no plan at all", () => leafletCase(undefined, BOWEL, { noPlanBecause: "no plan was made" })],
  ["no plan leaves enough liver", () => leafletCase(found(), BOWEL, { noPlanBecause: "too little liver is left" })],
  ["tumours left", () => leafletCase({ ...found(), clearsDisease: false }, BOWEL)],
  ["usually not offered", () => leafletCase(seldomOffered(), BOWEL)],
];

function staged(kind: NonNullable<Stage["occlusion"]>["kind"] | undefined): PlanEntry {
  const plan = stagedPlan("PVE");
  const { occlusion: _, ...first } = plan.stages[0]!;
  return { ...plan, stages: [{ ...first, ...(kind && { occlusion: { kind, segment4: false } }) }, ...plan.stages.slice(1)] };
}

function seldomOffered(): PlanEntry {
  const axis = (name: "technical" | "oncological" | "patient") => ({
    name,
    judgement: "against" as const,
    fired: [],
    missing: [],
  });
  return {
    ...found(),
    suitability: {
      outcome: "usually not offered — MDT decides",
      axes: [axis("technical"), axis("oncological"), axis("patient")],
      missing: [],
    },
  };
}

const FIGURES = new Map<string, LeafletFigures>();

/** The leaflet of a case. All cases have one liver and one cut, so their pictures are made once with a plan and once without. */
export function madeLeaflet(input: LeafletInput): LeafletModel {
  const { kind } = leafletPlan(input.document, input.planId);
  const figures = FIGURES.get(kind) ?? leafletFigures(input, TOOLS);
  FIGURES.set(kind, figures);
  return composeLeaflet(input, figures);
}
