import { boundingBox, maskSurfaceVoxels } from "@cantlie/volume";
import { AnatomyError } from "./anatomy-error.ts";
import { closestVoxels, voxelBlocks } from "./closest-voxels.ts";
import { type FramedLabels, touchesBorder } from "./frame-organ.ts";
import type { LesionInstance } from "./lesion-instances.ts";

/**
 * A lesion farther than this from the liver mask is none of the liver. Nearer it is a metastasis at the surface of a liver that
 * was drawn too small: the wanted margin around it reaches into the liver, so that a plan can and must deal with it.
 */
const AWAY_MM = 10;

/** Where lesions are nearly all of the organ there is no liver to plan in. Advanced disease replaces up to three quarters. */
const MOST_LESION_FRACTION = 0.95;

/** The same labels with lesions that lie away from the liver taken out of the organ: they stay lesions, and no plan removes them. */
export function withoutLesionsAway(framed: FramedLabels, instances: readonly LesionInstance[]): FramedLabels {
  const { liver } = framed;
  const { grid, box, fullGrid } = framed.frame;
  const outside = instances.filter(({ voxels }) => !voxels.some((at) => liver[at] !== 0));
  if (outside.length === 0) return framed;
  const surface = voxelBlocks(maskSurfaceVoxels(liver, grid), grid);
  const away = outside.filter(({ voxels }) => closestVoxels(voxelBlocks(voxels, grid), surface)!.gapMm > AWAY_MM);
  if (away.length === 0) return framed;
  const organ = framed.organ.slice();
  for (const { voxels } of away) for (const voxel of voxels) organ[voxel] = 0;
  const { start, size } = boundingBox(organ, grid)!;
  const organBox = { start: [start[0] + box.start[0], start[1] + box.start[1], start[2] + box.start[2]], size } as const;
  return { ...framed, organ, liverTouchesImageBorder: touchesBorder(organBox, fullGrid) };
}

/**
 * @throws AnatomyError `anatomy/lesions-fill-liver` if lesions are nearly all of the organ, or more than the liver mask: what is
 *   measured of such labels (the liver without its lesions) would be nothing, or would be the tumour
 */
export function refuseLesionsInPlaceOfLiver({ organ, liver }: FramedLabels, instances: readonly LesionInstance[]): void {
  let lesionVoxels = 0;
  for (const { voxels } of instances) for (const voxel of voxels) lesionVoxels += organ[voxel]!;
  const liverVoxels = count(liver);
  const share = lesionVoxels / count(organ);
  if (share < MOST_LESION_FRACTION && lesionVoxels <= liverVoxels) return;
  throw new AnatomyError("anatomy/lesions-fill-liver", {
    found: `lesions that are ${(100 * share).toFixed(0)} % of the organ and ${(lesionVoxels / liverVoxels).toFixed(1)} times the liver mask`,
    expected: `lesions smaller than the liver mask and under ${100 * MOST_LESION_FRACTION} % of the organ`,
    probably: "the masks of liver and lesions exchanged, one mask given as both, or a liver mask that leaves out its lesions",
    details: { lesionFraction: share },
  });
}

function count(mask: Uint8Array): number {
  let inside = 0;
  for (let at = 0; at < mask.length; at++) inside += mask[at]!;
  return inside;
}
