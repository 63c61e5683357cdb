import type { LiverAnatomy } from "@cantlie/anatomy";
import { stateOnGrid } from "@cantlie/planning";
import { VIEW_DIRECTIONS } from "../figures/camera.ts";
import type { Figure } from "../figures/figure.ts";
import { type LiverScene, liverScene, organBox, planSurfaces } from "../figures/liver-scene.ts";
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

/** Of the layers that the pictures are made from, four samples per pixel. Their height follows from the liver's. */
const LAYER_WIDTH = 840;
const SAMPLES = 2;

/** @throws RangeError if `planId` is none of the document's, or the anatomy has no organ */
export function leafletFigures(input: LeafletInput, tools: ReportTools): LeafletFigures {
  const { anatomy, document, evaluations } = input;
  const told = leafletPlan(document, input.planId);
  const evaluation = told.kind === "operation" ? evaluations.get(told.plan.id) : undefined;
  const scene = liverScene(withoutVessels(anatomy), organBox(anatomy), tools.kernels);
  const size = { width: LAYER_WIDTH, height: layerHeight(scene) };
  const view = viewLayers(scene, VIEW_DIRECTIONS[0]!, size);
  const lesions = document.anatomy.lesions;
  const seen = seenLesions(lesions);
  const common = { lesions, samples: SAMPLES, deflate: tools.deflate };
  const now = liverPicture(view, {
    ...common,
    id: "liver-now",
    caption: "Your liver now, with the number of each tumour.",
    alt: `Picture of your liver from the front. Rings show where ${seen.length === 1 ? "the tumour is" : "the tumours are"}.`,
  });
  if (!evaluation) return { liver: [now], legend: liverLegend(lesions, false), harm: peopleFigure(operationHarm()) };
  const surfaces = planSurfaces(anatomy, scene, { state: stateOnGrid(anatomy.grid, evaluation.state), kernels: tools.kernels });
  const cut = drawCut(view, surfaces.cut, emptyLayer(size.width, size.height));
  const planned = liverPicture(view, {
    ...common,
    id: "liver-plan",
    look: { cut, resectedFraction: surfaces.resectedFraction },
    caption: "The plan. The striped part goes, the rest stays.",
    alt: "The same picture of your liver with the plan. The part that goes is striped. The rest stays.",
  });
  return { liver: [now, planned], legend: liverLegend(lesions, true), harm: peopleFigure(operationHarm()) };
}

/** A patient looks for tumours and for what goes; a tree of veins hides both. */
function withoutVessels(anatomy: LiverAnatomy): LiverAnatomy {
  const { cava: _, ...rest } = anatomy;
  return { ...rest, vessels: {} };
}

/** Livers are wider than high; a picture as high as it is wide would be half empty. Even, as samples go in pairs. */
function layerHeight({ halfExtentMm }: LiverScene): number {
  const ratio = Math.min(1, halfExtentMm[2] / halfExtentMm[0]);
  return 2 * Math.round((LAYER_WIDTH * ratio) / 2);
}
