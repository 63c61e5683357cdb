import type { LiverAnatomy, TreeKind } from "@cantlie/anatomy";
import { type Kernels, voxelCount, voxelVolumeMm3 } from "@cantlie/volume";
import { type AmbiguousBand, ambiguousBand } from "./ambiguous-band.ts";
import { type CapsuleArea, capsuleArea } from "./capsule-area.ts";
import { type LesionDistance, lesionDistance, nearestVoxel } from "./lesion-distance.ts";
import { branchesOfSegment1 } from "./segment-1.ts";
import { type Trunks, trunksOf } from "./trunks.ts";
import { type VoxelClasses, voxelClasses } from "./voxel-classes.ts";
import { runsOf, type VoxelRuns } from "./voxel-runs.ts";

/**
 * What does not change from plan to plan of one anatomy, computed once and passed to every evaluation.
 */
export interface PreparedAnatomy {
  readonly anatomy: LiverAnatomy;
  /** flat indices of the organ's voxels, ascending */
  readonly organVoxels: Int32Array;
  /** the same as runs of neighbours along i, for passes over millions of voxels */
  readonly organRuns: VoxelRuns;
  /**
   * what voxels have in common; those of segment 1 are attached only to branches of its own, others neither lose nor save it
   */
  readonly classes: VoxelClasses;
  /** trees without a branch of segment 1's own: what they do to segment 1 is assumed to be nothing */
  readonly segment1Assumed: readonly TreeKind[];
  /** how far from its drawn place the border between two territories may be */
  readonly ambiguousBands: Readonly<Partial<Record<TreeKind, AmbiguousBand>>>;
  /** one per lesion: flat indices, ascending; empty where a lesion has no voxel in the image */
  readonly lesionVoxels: readonly Int32Array[];
  /** one per lesion; undefined where a lesion has no voxel in the image */
  readonly lesionDistances: readonly (LesionDistance | undefined)[];
  readonly trunks: Trunks;
  readonly capsule: CapsuleArea;
  /** one per lesion: flat index of the nearest voxel of the cava; undefined without a cava or a lesion in the image */
  readonly nearestCavaVoxel: readonly (number | undefined)[];
  /** what a distance between voxel centres on either side of a cut exceeds the true distance by: see `lesion-margins.ts` */
  readonly marginBiasMm: number;
}

/** @throws RangeError if an array of `anatomy` does not have one value per voxel of its grid */
export function prepareEvaluation(anatomy: LiverAnatomy, kernels: Kernels): PreparedAnatomy {
  const voxels = voxelCount(anatomy.grid);
  if (anatomy.organ.length !== voxels)
    throw new RangeError(`organ has ${anatomy.organ.length} values, its grid has ${voxels} voxels`);
  const organVoxels = indicesOf(anatomy.organ);
  const organRuns = runsOf(anatomy.grid, organVoxels);
  const attachment: Partial<Record<TreeKind, Int32Array>> = {};
  const ambiguousBands: Partial<Record<TreeKind, AmbiguousBand>> = {};
  const segment1Assumed: TreeKind[] = [];
  for (const kind of ["portal", "hepatic", "bile", "artery"] as const) {
    const tree = anatomy.trees[kind];
    const territory = anatomy.territories[kind];
    if (tree === undefined || territory === undefined) continue;
    const own = branchesOfSegment1(anatomy, organVoxels, kind);
    if (anatomy.couinaud !== undefined && !own.includes(true)) segment1Assumed.push(kind);
    attachment[kind] = attachmentOf(organVoxels, territory.point, (voxel, point) => {
      if (anatomy.couinaud?.values[voxel] !== 1) return true;
      return own[tree.points.branch[point]!]!;
    });
    ambiguousBands[kind] = ambiguousBand(anatomy.grid, organRuns, tree, territory);
  }
  const lesionVoxels = voxelsOfLesions(anatomy, organVoxels);
  const distances = lesionVoxels.map((voxels) => lesionDistance(anatomy.grid, voxels, kernels));
  const cavaVoxels = indicesOf(anatomy.cava ?? new Uint8Array());
  return {
    anatomy,
    organVoxels,
    organRuns,
    classes: voxelClasses(anatomy, organVoxels, attachment),
    segment1Assumed,
    ambiguousBands,
    lesionVoxels,
    lesionDistances: distances,
    trunks: trunksOf(anatomy, organVoxels),
    capsule: capsuleArea(anatomy.grid, anatomy.organ, organVoxels),
    nearestCavaVoxel: distances.map((lesion) => {
      const nearest = lesion && nearestVoxel(lesion, cavaVoxels);
      return nearest && cavaVoxels[nearest.at];
    }),
    marginBiasMm: Math.cbrt(voxelVolumeMm3(anatomy.grid)) / 2,
  };
}

function indicesOf(mask: Uint8Array): Int32Array {
  let count = 0;
  for (let v = 0; v < mask.length; v++) if (mask[v] !== 0) count++;
  const indices = new Int32Array(count);
  for (let v = 0, n = 0; v < mask.length; v++) if (mask[v] !== 0) indices[n++] = v;
  return indices;
}

function voxelsOfLesions(anatomy: LiverAnatomy, organVoxels: Int32Array): Int32Array[] {
  const voxels: number[][] = anatomy.lesions.map(() => []);
  for (const voxel of organVoxels) {
    const label = anatomy.lesionLabels[voxel]!;
    if (label > 0) voxels[label - 1]?.push(voxel);
  }
  return voxels.map((list) => Int32Array.from(list));
}

function attachmentOf(organVoxels: Int32Array, point: Int32Array, counts: (voxel: number, point: number) => boolean): Int32Array {
  const attached = new Int32Array(organVoxels.length);
  for (let n = 0; n < organVoxels.length; n++) {
    const voxel = organVoxels[n]!;
    const p = point[voxel]!;
    if (p >= 0 && counts(voxel, p)) attached[n] = p + 1;
  }
  return attached;
}
