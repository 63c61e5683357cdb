import type { LiverAnatomy, TreeKind } from "@cantlie/anatomy";
import type { WorldPoint } from "@cantlie/geometry";
import { type Kernels, voxelCount, voxelVolumeMm3 } from "@cantlie/volume";
import { type CapsuleArea, capsuleArea } from "./capsule-area.ts";
import { LESION_REACH_MM, type LesionDistance, lesionDistance, nearestVoxel } from "./lesion-distance.ts";
import { type LesionReach, lesionReach } from "./lesion-reach.ts";
import { lesionsCutOff } from "./lesions-cut-off.ts";
import type { BranchReference } from "./plan.ts";
import { runsOfVoxels } from "./run-algebra.ts";
import { type Attachments, attachments } from "./segment-1.ts";
import { type Trunks, trunksOf } from "./trunks.ts";
import { type AmbiguousBand, ambiguousBand } from "./uncertainty/ambiguous-band.ts";
import { type VesselWalls, vesselWalls } from "./vessel-walls.ts";
import { TREE_KINDS, type VoxelClasses, voxelClasses } from "./voxel-classes.ts";
import { runsOf, type VoxelRuns, voxelsInRuns, voxelsOfRuns } from "./voxel-runs.ts";
import { type WedgeAccess, wedgeAccess } from "./wedge-access.ts";
import { wedgeOpenings } from "./wedge-openings.ts";

/**
 * What does not change from plan to plan of one anatomy, computed once and passed to every evaluation.
 */
export interface PreparedAnatomy {
  readonly anatomy: LiverAnatomy;
  /** vessels that carry flow although an automatic plan cuts them */
  readonly reconstruct: readonly BranchReference[];
  /** for what is only computed where a plan asks for it */
  readonly kernels: Kernels;
  readonly organVoxelCount: number;
  /** the organ's voxels */
  readonly organRuns: VoxelRuns;
  /** what voxels have in common */
  readonly classes: VoxelClasses;
  /** per tree and class: 1 + the point that the class lives on, 0 for none */
  readonly attachment: Attachments["attachment"];
  /** trees without a branch of segment 1's own: what they do to segment 1 is assumed to be nothing */
  readonly segment1Assumed: readonly TreeKind[];
  /** how far from its drawn place the border between two territories may be */
  readonly ambiguousBands: Readonly<Partial<Record<TreeKind, AmbiguousBand>>>;
  /** one per lesion: flat indices, ascending; empty where a lesion has no voxel in the image */
  readonly lesionVoxels: readonly Int32Array[];
  /** the same as runs */
  readonly lesionRuns: readonly VoxelRuns[];
  /** one per lesion; undefined where a lesion has no voxel in the image */
  readonly lesionDistances: readonly (LesionDistance | undefined)[];
  /** one per lesion: what its margins can end at; undefined where a lesion has no voxel in the image */
  readonly lesionReach: readonly (LesionReach | undefined)[];
  /** one per lesion: positions in the `voxels` of its reach that lie in the lumen or wall of a trunk, ascending */
  readonly trunksInReach: readonly Int32Array[];
  /** one per lesion: whether the image ends within it */
  readonly lesionsCutOff: readonly boolean[];
  readonly trunks: Trunks;
  /** of the trees that have territories */
  readonly walls: Readonly<Partial<Record<TreeKind, VesselWalls>>>;
  readonly capsule: CapsuleArea;
  readonly wedgeAccess: WedgeAccess;
  /** one per lesion: where a wedge may open, nearest first; empty where a lesion has no voxel in the image */
  readonly wedgeOpenings: readonly (readonly WorldPoint[])[];
  /** one per lesion: flat index of the nearest voxel of the cava; undefined without a cava or a lesion in the image */
  readonly nearestCavaVoxel: readonly (number | undefined)[];
  /** what a distance between voxel centres on either side of a cut exceeds the true distance by: see `lesion-margins.ts` */
  readonly marginBiasMm: number;
}

export interface PrepareOptions {
  /** margins up to this are looked for along tissue; default 20 */
  readonly reachMm?: number;
  /** vessels that a person will reconstruct where an automatic plan cuts them; default none */
  readonly reconstruct?: readonly BranchReference[];
}

/** @throws RangeError if an array of `anatomy` does not have one value per voxel of its grid */
export function prepareEvaluation(
  anatomy: LiverAnatomy,
  kernels: Kernels,
  { reachMm = LESION_REACH_MM, reconstruct = [] }: PrepareOptions = {},
): PreparedAnatomy {
  const voxels = voxelCount(anatomy.grid);
  if (anatomy.organ.length !== voxels)
    throw new RangeError(`organ has ${anatomy.organ.length} values, its grid has ${voxels} voxels`);
  const organRuns = runsOf(anatomy.grid, anatomy.organ);
  const classes = voxelClasses(anatomy, organRuns);
  const walls: Partial<Record<TreeKind, VesselWalls>> = {};
  const ambiguousBands: Partial<Record<TreeKind, AmbiguousBand>> = {};
  for (const kind of TREE_KINDS) {
    const tree = anatomy.trees[kind];
    const territory = anatomy.territories[kind];
    if (tree === undefined || territory === undefined) continue;
    walls[kind] = vesselWalls(anatomy, tree);
    ambiguousBands[kind] = ambiguousBand(anatomy.grid, classes, { kind, tree, territory });
  }
  const capsule = capsuleArea(anatomy.grid, anatomy.organ, organRuns);
  const access = wedgeAccess(anatomy.grid, capsule.voxels, { inaccessibleCapsule: anatomy.inaccessibleCapsule, organRuns });
  const openCapsule = capsule.voxels.filter((_, at) => access.isOpen[at] === 1);
  const lesionVoxels = voxelsOfLesions(anatomy, classes);
  const distances = lesionVoxels.map((voxels) => lesionDistance(anatomy.grid, voxels, { kernels, reachMm }));
  const reaches = distances.map((lesion) => lesion && lesionReach(anatomy.grid, anatomy.organ, lesion));
  const trunks = trunksOf(anatomy, classes);
  const cavaVoxels = anatomy.cava ? voxelsOfRuns(runsOf(anatomy.grid, anatomy.cava)) : new Int32Array();
  return {
    anatomy,
    reconstruct,
    kernels,
    organVoxelCount: voxelsInRuns(organRuns),
    organRuns,
    classes,
    ...attachments(anatomy, classes),
    ambiguousBands,
    lesionVoxels,
    lesionRuns: lesionVoxels.map((voxels) => runsOfVoxels(anatomy.grid, voxels)),
    lesionDistances: distances,
    lesionReach: reaches,
    trunksInReach: reaches.map((reach) => positionsWhere(reach?.voxels ?? [], (voxel) => trunks.at[voxel] !== 0)),
    lesionsCutOff: lesionsCutOff(anatomy, lesionVoxels),
    walls,
    trunks,
    capsule,
    wedgeAccess: access,
    wedgeOpenings: distances.map((lesion) => (lesion ? wedgeOpenings(anatomy.grid, openCapsule, lesion) : [])),
    nearestCavaVoxel: distances.map((lesion) => {
      const nearest = lesion && nearestVoxel(lesion, cavaVoxels);
      return nearest && cavaVoxels[nearest.at];
    }),
    marginBiasMm: Math.cbrt(voxelVolumeMm3(anatomy.grid)) / 2,
  };
}

function positionsWhere(voxels: ArrayLike<number>, isMember: (voxel: number) => boolean): Int32Array {
  const positions: number[] = [];
  for (let n = 0; n < voxels.length; n++) if (isMember(voxels[n]!)) positions.push(n);
  return Int32Array.from(positions);
}

/** Per lesion, in the lesions' order: its voxels in the organ, ascending. */
function voxelsOfLesions({ lesions, lesionLabels }: LiverAnatomy, { runs, tumour }: VoxelClasses): Int32Array[] {
  const voxels: number[][] = lesions.map(() => []);
  for (let run = 0; run < runs.first.length; run++) {
    if (tumour[runs.of[run]!] === 0) continue;
    const end = runs.first[run]! + runs.length[run]!;
    for (let voxel = runs.first[run]!; voxel < end; voxel++) voxels[lesionLabels[voxel]! - 1]?.push(voxel);
  }
  return voxels.map((list) => new Int32Array(list));
}
