import { stateOnGrid } from "@cantlie/planning";
import { VIEW_DIRECTIONS } from "../figures/camera.ts";
import type { Figure } from "../figures/figure.ts";
import { liverScene, organBox, planSurfaces } from "../figures/liver-scene.ts";
import { emptyLayer } from "../figures/rasterise.ts";
import { drawCut, viewLayers } from "../figures/view-layers.ts";
import type { ReportTools } from "../report-input.ts";
import type { LeafletInput } from "./leaflet-input.ts";
import { leafletPlan } from "./leaflet-plan.ts";
import { liverLegend } from "./liver-legend.ts";
import { liverPicture } from "./liver-picture.ts";
import { seenLesions } from "./liver-words.ts";
import { peopleFigure } from "./people-figure.ts";
import { operationHarm } from "./published-facts.ts";

/** All pictures of a leaflet. */
export interface LeafletFigures {
  /** the liver from the front: as it is, and with a plan what goes and what stays */
  readonly liver: readonly Figure[];
  /** how to read them */
  readonly legend: Figure;
  /** what happens to 100 people who are operated on */
  readonly harm: Figure;
}

/** Of the layers that the pictures are made from, four samples per pixel. */
const LAYER_SIZE = { width: 840, height: 684 };
const SAMPLES = 2;

/** @throws RangeError if `planId` is none of the document's, or the anatomy has no organ */
export function leafletFigures(input: LeafletInput, tools: ReportTools): LeafletFigures {
  const { anatomy, document, evaluations } = input;
  const told = leafletPlan(document, input.planId);
  const evaluation = told.kind === "operation" ? evaluations.get(told.plan.id) : undefined;
  const scene = liverScene(anatomy, organBox(anatomy), tools.kernels);
  const view = viewLayers(scene, VIEW_DIRECTIONS[0]!, LAYER_SIZE);
  const seen = seenLesions(document.anatomy.lesions);
  const common = { lesions: seen, samples: SAMPLES, deflate: tools.deflate };
  const now = liverPicture(view, {
    ...common,
    id: "liver-now",
    caption: "Your liver now, from the front.",
    alt: `Picture of your liver from the front. Rings show where ${seen.length === 1 ? "the tumour is" : "the tumours are"}.`,
  });
  if (!evaluation) return { liver: [now], legend: liverLegend(false), harm: peopleFigure(operationHarm()) };
  const surfaces = planSurfaces(anatomy, scene, { state: stateOnGrid(anatomy.grid, evaluation.state), kernels: tools.kernels });
  const cut = drawCut(view, surfaces.cut, emptyLayer(LAYER_SIZE.width, LAYER_SIZE.height));
  const planned = liverPicture(view, {
    ...common,
    id: "liver-plan",
    look: { cut, resectedFraction: surfaces.resectedFraction },
    caption: "The plan. The striped part goes. The rest stays.",
    alt: "The same picture of your liver with the plan. The part that goes is striped. The rest stays.",
  });
  return { liver: [now, planned], legend: liverLegend(true), harm: peopleFigure(operationHarm()) };
}
