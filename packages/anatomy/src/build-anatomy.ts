import { type ImageVolume, type Kernels, maskSurfaceVoxels } from "@cantlie/volume";
import { applyLesionNotes, type LesionNote, type NotedLesion } from "./apply-lesion-notes.ts";
import { checkLesions } from "./check-lesions.ts";
import { checkLiver } from "./check-liver.ts";
import { checkSide } from "./check-side.ts";
import { couinaudSegments } from "./couinaud.ts";
import { frameOrgan } from "./frame-organ.ts";
import { inaccessibleCapsule } from "./inaccessible-capsule.ts";
import { lesionInstances } from "./lesion-instances.ts";
import { refuseLesionsInPlaceOfLiver, withoutLesionsAway } from "./lesions-away.ts";
import type { LiverAnatomy } from "./liver-anatomy.ts";
import type { LiverLabels } from "./liver-labels.ts";
import { measureLesions } from "./measure-lesions.ts";
import { type SupplyVessels, supplyVesselsInTurn, vesselSystems } from "./vessel-systems.ts";
import type { Territory } from "./vessel-tree.ts";

export interface AnatomyOptions {
  readonly kernels: Kernels;
  readonly territoryMethod: Territory["method"];
  /** only to check on which side of the body the liver lies */
  readonly image?: ImageVolume;
  readonly lesionNotes?: readonly LesionNote[];
  /** how the vessel trees are traced; default one after the other */
  readonly supplyVessels?: SupplyVessels;
  /** told what begins now */
  readonly progress?: (step: "frame" | "vessels" | "segments" | "lesions" | "capsule") => void;
}

/**
 * All that the labels tell of one liver: frame, trees, territories, segments, lesions, accessible capsule. What a missing
 * label would tell is absent, never 0.
 *
 * @throws AnatomyError if no plan may rest on the labels: another grid, no liver, lost spacing, liver on the left,
 *   unknown Couinaud values, lesions in place of a liver
 */
export function buildAnatomy(labels: LiverLabels, options: AnatomyOptions): LiverAnatomy {
  const {
    kernels,
    image,
    lesionNotes = [],
    territoryMethod: method,
    supplyVessels = supplyVesselsInTurn,
    progress = () => {},
  } = options;
  progress("frame");
  const whole = frameOrgan(labels, image);
  const { frame, masks } = whole;
  const { grid } = frame;
  const instances = masks.lesions ? lesionInstances(masks.lesions, grid, kernels) : [];
  const framed = withoutLesionsAway(whole, instances);
  const { organ } = framed;
  refuseLesionsInPlaceOfLiver(framed, instances);
  const liverCautions = [...checkLiver(labels, framed, kernels), ...checkSide(framed, image)];

  progress("vessels");
  const systems = vesselSystems(framed, { kernels, method, supplyVessels });
  const { vessels, trees, territories } = systems;
  const found = {
    ...(systems.cava ? { cava: systems.cava } : {}),
    ...(systems.hilarBifurcationMm ? { hilarBifurcationMm: systems.hilarBifurcationMm } : {}),
  };

  progress("segments");
  const { couinaud, cautions: couinaudCautions } = couinaudSegments(framed, { ...systems, kernels });
  const segments = couinaud ? { couinaud } : {};

  progress("lesions");
  const noted = applyLesionNotes(instances, lesionNotes, { organ, grid });
  const organSurface = maskSurfaceVoxels(organ, grid);
  const lesionLabels = labelsOf(noted.lesions, organ.length);
  const lesions = measureLesions(noted.lesions, {
    grid,
    organ,
    organSurface,
    lesionLabels,
    vessels,
    trees,
    ...found,
    ...segments,
  });

  progress("capsule");
  const pedicles = [framed.masks.portalVein, framed.masks.artery, framed.masks.bileDuct, systems.cava];
  return {
    frame,
    grid,
    organ,
    lesionLabels,
    lesions,
    vessels,
    ...found,
    ...(framed.masks.gallbladder ? { gallbladder: framed.masks.gallbladder } : {}),
    trees,
    territories,
    inaccessibleCapsule: inaccessibleCapsule(organ, {
      grid,
      organSurface,
      vessels: pedicles.filter((mask) => mask !== undefined),
      kernels,
      ...found,
    }),
    ...segments,
    liverTouchesImageBorder: framed.liverTouchesImageBorder,
    cautions: [
      ...framed.cautions,
      ...liverCautions,
      ...systems.cautions,
      ...couinaudCautions,
      ...checkLesions(instances, { liver: framed.liver, organ, grid }),
      ...noted.cautions,
    ],
  };
}

function labelsOf(lesions: readonly NotedLesion[], voxelCount: number): Uint16Array {
  const labels = new Uint16Array(voxelCount);
  lesions.forEach(({ voxels }, at) => {
    for (const voxel of voxels) labels[voxel] = at + 1;
  });
  return labels;
}
