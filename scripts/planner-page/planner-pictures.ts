import { deflateSync } from "node:zlib";
import { worldPoint } from "@cantlie/geometry";
import {
  type Candidate,
  evaluatePlan,
  type Plan,
  type PreparedAnatomy,
  type Stage,
  type StageEvaluation,
  stateOnGrid,
} from "@cantlie/planning";
import type { Figure } from "@cantlie/report";
import { createKernels, type ImageVolume } from "@cantlie/volume";
import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import { VIEW_DIRECTIONS } from "../../packages/report/src/figures/camera.ts";
import { grownBox } from "../../packages/report/src/figures/coarse-grid.ts";
import { greyWindow } from "../../packages/report/src/figures/grey-slice.ts";
import { liverScene, organBox, planSurfaces } from "../../packages/report/src/figures/liver-scene.ts";
import { liverView } from "../../packages/report/src/figures/liver-view.ts";
import { emptyLayer } from "../../packages/report/src/figures/rasterise.ts";
import { sliceView } from "../../packages/report/src/figures/slice-view.ts";
import { viewLayers } from "../../packages/report/src/figures/view-layers.ts";
import { contactSheet, type Panel } from "./contact-sheet.ts";
import { type EntryMargin, leastMarginAtMm, leastMarginMm, leastMarginPlace } from "./margin-place.ts";
import { shownPlans } from "./shown-plans.ts";
import type { Way } from "./sparing-against-anatomical.ts";

export interface PictureFacts {
  readonly document: PlanDocument;
  /** on the anatomy's grid */
  readonly image: ImageVolume;
  readonly compared: readonly { readonly way: Way; readonly candidates: readonly Candidate[] }[];
}

/** SVG documents by name: the shown plans, the narrowest margins of the leading one, and a sparing beside an anatomical plan. */
export function plannerPictures(prepared: PreparedAnatomy, { document, image, compared }: PictureFacts): Record<string, string> {
  const shown = shownPlans(document).map((entry) => ({ entry, evaluation: evaluationOf(prepared, planOfEntry(entry)) }));
  const view = planViews(prepared);
  const lead = shown[0]!;
  return {
    "planner-shown": contactSheet(
      shown.map(({ evaluation }, n) => ({
        title: `Plan ${n + 1}: ${evaluation.volumes.resectedMl.toFixed(0)} mL resected, ${evaluation.volumes.functionalRemnantMl!.toFixed(0)} mL functional`,
        figure: view(evaluation, `shown-${n + 1}`),
      })),
      { columns: 2, label: "The shown plans from the front: what is resected or ablated is hatched." },
    ),
    "planner-margins": contactSheet(
      narrowest(lead.entry).map((margin) => marginPanel(prepared, { margin, image, evaluation: lead.evaluation })),
      {
        columns: 3,
        label: "Axial slices through the places where margins of the leading plan are narrowest.",
      },
    ),
    "planner-comparison": contactSheet(
      compared.map(({ way, candidates }) => {
        const evaluation = evaluationOf(prepared, planOfCandidates(candidates));
        return {
          title: `${way === "sparing" ? "Sparing" : "Anatomical"}: ${evaluation.volumes.resectedMl.toFixed(0)} mL resected, ${evaluation.volumes.functionalRemnantMl!.toFixed(0)} mL functional`,
          figure: view(evaluation, way),
        };
      }),
      { columns: 2, label: "A sparing and an anatomical plan for the same lesions from the front: what is resected is hatched." },
    ),
  };
}

function evaluationOf(prepared: PreparedAnatomy, plan: Plan): StageEvaluation {
  return evaluatePlan(prepared, plan).at(-1)!;
}

/** plan.json holds all that a found plan is made from, with places as plain triples. */
function planOfEntry({ id, name, origin, family, why, stages }: PlanEntry): Plan {
  return { id, name, origin, family, why, stages: stages as unknown as readonly Stage[] };
}

function planOfCandidates(candidates: readonly Candidate[]): Plan {
  const resections = candidates.flatMap(({ treatment }) => (treatment.kind === "resection" ? [treatment.resection] : []));
  const stage: Stage = { resections, keep: [], reconstruct: [], ablations: [], surveil: [], occlude: [] };
  return { id: "compared", name: "compared", origin: "search", family: "resection", why: "compared", stages: [stage] };
}

const LAYER_SIZE = { width: 840, height: 684 };
const SAMPLES = 2;

/** Pictures of plans from the front. */
function planViews({ anatomy }: PreparedAnatomy): (evaluation: StageEvaluation, id: string) => Figure {
  const kernels = createKernels();
  const scene = liverScene(anatomy, organBox(anatomy), kernels);
  const layers = viewLayers(scene, VIEW_DIRECTIONS[0]!, LAYER_SIZE);
  const scratch = emptyLayer(LAYER_SIZE.width, LAYER_SIZE.height);
  return (evaluation, id) =>
    liverView(anatomy, layers, {
      id,
      plan: planSurfaces(anatomy, scene, { state: stateOnGrid(anatomy.grid, evaluation.state), kernels }),
      samples: SAMPLES,
      scratch,
      deflate: deflateSync,
      caption: id,
      alt: "liver from the front",
    });
}

/** The three lesions of a plan with the narrowest margins. */
function narrowest({ margins }: PlanEntry): EntryMargin[] {
  return [...margins].sort((a, b) => leastMarginMm(a) - leastMarginMm(b)).slice(0, 3);
}

interface MarginFacts {
  readonly margin: EntryMargin;
  readonly image: ImageVolume;
  readonly evaluation: StageEvaluation;
}

function marginPanel({ anatomy }: PreparedAnatomy, { margin, image, evaluation }: MarginFacts): Panel {
  const { lesion } = margin;
  const figure = sliceView(anatomy, {
    id: `margin-${lesion}`,
    plane: "axial",
    throughMm: worldPoint(...leastMarginAtMm(margin)!),
    box: grownBox(organBox(anatomy), anatomy.grid, RIM_MM),
    image,
    window: greyWindow(image, anatomy.organ),
    state: stateOnGrid(anatomy.grid, evaluation.state),
    lesionNames: new Map(anatomy.lesions.map(({ id }, n) => [n, id])),
    maxPx: SLICE_PX,
    deflate: deflateSync,
    caption: lesion,
    alt: `axial slice where the margin of ${lesion} is least`,
  });
  const place = leastMarginPlace(anatomy, margin);
  return { title: `${lesion}: ${leastMarginMm(margin).toFixed(1)} mm${place === undefined ? "" : `, ${place}`}`, figure };
}

const RIM_MM = 6;
const SLICE_PX = 380;
