import type { Lesion } from "@cantlie/anatomy";
import { type StageEvaluation, stateOnGrid } from "@cantlie/planning";
import type { VoxelBox } from "@cantlie/volume";
import { VIEW_DIRECTIONS } from "./figures/camera.ts";
import { grownBox } from "./figures/coarse-grid.ts";
import type { Figure } from "./figures/figure.ts";
import { greyWindow } from "./figures/grey-slice.ts";
import { liverScene, organBox, planSurfaces } from "./figures/liver-scene.ts";
import { liverView } from "./figures/liver-view.ts";
import { emptyLayer } from "./figures/rasterise.ts";
import { remnantFigure } from "./figures/remnant-figure.ts";
import { type SlicePlane, sliceView } from "./figures/slice-view.ts";
import { treeFigure } from "./figures/tree-figure.ts";
import { type ViewLayers, viewLayers } from "./figures/view-layers.ts";
import { capitalised, choosePlans } from "./model/chosen-plans.ts";
import { leastMm } from "./model/limits.ts";
import type { ReportInput, ReportTools } from "./report-input.ts";

/** All pictures of a report. */
export interface ReportFigures {
  /** for the first screen: from the front, from below, and the axial slice through the lesion that matters most */
  readonly overview: readonly Figure[];
  /** the leading plan from the right, and the anatomy from the front without a plan */
  readonly views: readonly Figure[];
  /** from the front, `plan-1` and on for the plans that are shown in full, if there are several */
  readonly plans: readonly Figure[];
  readonly lesions: readonly { readonly lesion: string; readonly figures: readonly Figure[] }[];
  readonly trees: readonly Figure[];
  readonly remnant: readonly Figure[];
}

/** Of the layers that 3-D pictures are made from. */
const LAYER_SIZE = { width: 840, height: 684 };
/** Samples along a pixel's side: pictures of 420 × 342 pixels. */
const SAMPLES = 2;
const PLANES: readonly SlicePlane[] = ["axial", "coronal", "sagittal"];
/** Sides of slice pictures. Beyond twelve lesions they shrink, so that the whole report stays below 6 MB. */
const slicePx = (lesions: number) => (lesions <= 12 ? 380 : 260);

export function reportFigures(input: ReportInput, tools: ReportTools): ReportFigures {
  const { lead, sideBySide } = choosePlans(input.document);
  const box = organBox(input.anatomy);
  const slice = sliceMaker(input, box, tools);
  const space = spaceFigures(input, box, tools);
  const deciding = input.anatomy.lesions.find((lesion) => lesion.id === decidingLesion(input));
  return {
    ...space,
    overview: [...space.overview, ...(deciding ? [slice(deciding, "axial", "overview")] : [])],
    lesions: input.anatomy.lesions.map((lesion) => ({
      lesion: lesion.id,
      figures: PLANES.map((plane) => slice(lesion, plane, "view")),
    })),
    trees: treeFigure(input.anatomy, box),
    remnant: lead ? remnantFigure(sideBySide) : [],
  };
}

function spaceFigures(
  input: ReportInput,
  box: VoxelBox,
  tools: ReportTools,
): Pick<ReportFigures, "views" | "plans"> & { overview: Figure[] } {
  const { anatomy, evaluations } = input;
  const { lead, sideBySide } = choosePlans(input.document);
  const scene = liverScene(anatomy, box, tools.kernels);
  const surfacesOf = (evaluation: StageEvaluation) =>
    planSurfaces(anatomy, scene, { state: stateOnGrid(anatomy.grid, evaluation.state), kernels: tools.kernels });
  const leadEvaluation = lead && evaluations.get(lead.id);
  const leadSurfaces = leadEvaluation && surfacesOf(leadEvaluation);
  // by what it is called: the name of a plan may be as long as four lines, and stands on the first page
  const shownPlan = lead ? "the leading plan" : "no plan";
  const scratch = emptyLayer(LAYER_SIZE.width, LAYER_SIZE.height);
  const [anterior, inferior, right] = VIEW_DIRECTIONS.map((direction) => viewLayers(scene, direction, LAYER_SIZE)) as [
    ViewLayers,
    ViewLayers,
    ViewLayers,
  ];
  const view = (layers: ViewLayers) => {
    const { name } = layers.camera.direction;
    return liverView(anatomy, layers, {
      id: `liver-${name}`,
      ...(leadSurfaces && { plan: leadSurfaces }),
      samples: SAMPLES,
      scratch,
      deflate: tools.deflate,
      caption: `${capitalised(shownPlan)}, ${VIEW_WORDS[name]}`,
      alt: `Rendered liver ${VIEW_WORDS[name]} with portal and hepatic veins, ${anatomy.lesions.length} lesions and the resected part of ${shownPlan} hatched.`,
    });
  };
  const bare = () =>
    liverView(anatomy, anterior, {
      id: "liver-anatomy",
      samples: SAMPLES,
      scratch,
      deflate: tools.deflate,
      caption: "Anatomy without a plan, from the front",
      alt: `Rendered liver from the front with portal and hepatic veins and ${anatomy.lesions.length} lesions, nothing resected.`,
    });
  const shown = sideBySide.length > 1 ? sideBySide : [];
  const plans = shown.flatMap((plan, index) => {
    const evaluation = evaluations.get(plan.id);
    if (!evaluation) return [];
    return liverView(anatomy, anterior, {
      id: `plan-${index + 1}`,
      plan: surfacesOf(evaluation),
      samples: SAMPLES,
      scratch,
      deflate: tools.deflate,
      caption: `Plan ${index + 1}`,
      alt: `Rendered liver from the front, the resected part of plan ${index + 1} hatched.`,
    });
  });
  return { overview: [view(anterior), view(inferior)], views: leadSurfaces ? [view(right), bare()] : [view(right)], plans };
}

const VIEW_WORDS = { anterior: "from the front", inferior: "from below", right: "from the right" } as const;

type SliceMaker = (lesion: Lesion, plane: SlicePlane, use: "overview" | "view") => Figure;

function sliceMaker(
  { anatomy, document, image, evaluations }: ReportInput,
  organ: VoxelBox,
  { deflate }: ReportTools,
): SliceMaker {
  const { lead } = choosePlans(document);
  const evaluation = lead && evaluations.get(lead.id);
  const state = evaluation && stateOnGrid(anatomy.grid, evaluation.state);
  const lesionNames = new Map(anatomy.lesions.map((lesion, index) => [index, lesion.id]));
  const box = grownBox(organ, anatomy.grid, RIM_MM);
  const window = image ? greyWindow(image, anatomy.organ) : NO_IMAGE;
  return (lesion, plane, use) =>
    sliceView(anatomy, {
      // By number: the lesion's id comes from outside and an id inside an SVG must be plain letters.
      id: `${use}-${anatomy.lesions.indexOf(lesion) + 1}-${plane}`,
      plane,
      throughMm: lesion.centroidMm,
      box,
      ...(image && { image }),
      window,
      ...(state && { state }),
      lesionNames,
      maxPx: use === "overview" ? OVERVIEW_SLICE_PX : slicePx(anatomy.lesions.length),
      deflate,
      caption: use === "overview" ? `${lesion.id}, axial; ${window.description}` : `${lesion.id}, ${plane}`,
      alt: `${plane} slice through lesion ${lesion.id}${lead ? ` with the leading plan overlaid` : ""}; ${window.description}.`,
    });
}

/** What is shown around the liver: enough to see the diaphragm, kidney and stomach beside it. */
const RIM_MM = 12;
const NO_IMAGE = { low: 0, high: 1, description: "labels only, no image given" };
/** As wide as the 3-D pictures beside it are shown. */
const OVERVIEW_SLICE_PX = 420;

/** The lesion that decides: the largest one left behind, or else the one with the least margin; the largest without a plan. */
function decidingLesion(input: ReportInput): string | undefined {
  const { lead } = choosePlans(input.document);
  const margins = lead?.margins ?? [];
  const left = margins.find((margin) => margin.kind === "not-removed");
  if (left) return left.lesion;
  const ranked = margins.filter((margin) => leastMm(margin) !== undefined).sort((a, b) => leastMm(a)! - leastMm(b)!);
  return ranked[0]?.lesion ?? input.document.anatomy.lesions[0]?.id;
}
