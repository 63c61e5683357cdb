import { voxelsToMl } from "@cantlie/volume";
import { branchSet } from "./branch-reference.ts";
import { type LostSupplies, lostSupplies } from "./lost-supply.ts";
import { PlanError } from "./plan-error.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { subtractRuns, uniteRuns, voxelsInBoth } from "./run-algebra.ts";
import { runsOfClasses, voxelsByClass } from "./voxel-classes.ts";
import { runsWhere, type VoxelRuns, voxelsInRuns } from "./voxel-runs.ts";

/** Liver without inflow or bile becomes necrotic, leaks or is infected: no automatic plan leaves more of it than this. */
export const DEAD_LIVER_LIMIT_ML = 10;

/** At most five resections make a plan, and what they cut off together is what each of them cuts off. */
export const CLOSED_RESECTION_LIMIT_ML = DEAD_LIVER_LIMIT_ML / 5;

/** Taking a region may cut a branch that feeds the next; trees are so shallow that more rounds mean a plan that eats the liver. */
const MOST_ROUNDS = 5;

/**
 * Takes with a resection what it would leave without inflow or bile, and looks again, until no more than 2 mL of it could still be taken.
 * A lesion that lies wholly in such liver goes with it. Trunks that are alive stay in the remnant with their wall, whether they are named
 * or not: the region's own pedicle is dead, and what passes through it serves others.
 *
 * What stays of dead territory beside that is wall and lumen of vessels that live: some 3 mL along a middle hepatic vein that a
 * hemihepatectomy keeps.
 *
 * @param cut the resection as drawn, with the vessels that it takes and without those that it keeps
 * @param kept lumen and wall of the vessels that stay
 * @throws PlanError `plan/dead-liver-left` if more could still be taken after five rounds
 */
export function closedResection(prepared: PreparedAnatomy, cut: VoxelRuns, kept: VoxelRuns): VoxelRuns {
  const { anatomy, lesionRuns } = prepared;
  let resected = cut;
  for (let round = 0; round <= MOST_ROUNDS; round++) {
    const lost = lostSupplies(prepared, resected, { restored: (kind) => branchSet(anatomy, kind, prepared.reconstruct) });
    const resectedOf = voxelsByClass(prepared.classes, resected);
    const isDead = deadClasses(prepared, lost, resectedOf);
    if (voxelsToMl(anatomy.grid, deadVoxels(prepared, isDead, resectedOf)) <= CLOSED_RESECTION_LIMIT_ML) return resected;
    const isLiving = livingTrunks(prepared, lost);
    const dead = runsWhere(
      subtractRuns(subtractRuns(deadRuns(prepared, isDead, resected), resected), kept),
      (voxel) => isLiving[prepared.trunks.at[voxel]!] === 0 || anatomy.lesionLabels[voxel] !== 0,
    );
    const tumour = lesionRuns.reduce((sum, lesion) => sum + voxelsInBoth(lesion, dead), 0);
    if (voxelsToMl(anatomy.grid, voxelsInRuns(dead) - tumour) <= CLOSED_RESECTION_LIMIT_ML) return resected;
    resected = uniteRuns(anatomy.grid, resected, dead);
  }
  throw new PlanError(
    "plan/dead-liver-left",
    `${CLOSED_RESECTION_LIMIT_ML} mL of liver without inflow or bile or more are left after ${MOST_ROUNDS} rounds of taking such liver; the plan cuts or keeps a pedicle that it should not`,
  );
}

/** One flag per class of voxels: cut off from inflow or bile, and not wholly resected, so that few of its runs need to be gathered. */
function deadClasses({ classes, attachment }: PreparedAnatomy, lost: LostSupplies, resectedOf: Int32Array): Uint8Array {
  const isDead = new Uint8Array(classes.count);
  for (const kind of ["portal", "artery", "bile"] as const) {
    const [points, supply] = [attachment[kind], lost[kind]];
    if (points === undefined || supply === undefined) continue;
    for (let one = 0; one < isDead.length; one++)
      if (supply.lost[points[one]!] === 1 && resectedOf[one]! < classes.voxels[one]!) isDead[one] = 1;
  }
  return isDead;
}

/** Liver of the dead classes that is not resected. */
function deadVoxels({ classes }: PreparedAnatomy, isDead: Uint8Array, resectedOf: Int32Array): number {
  let voxels = 0;
  for (let one = 0; one < isDead.length; one++)
    if (isDead[one] === 1 && classes.tumour[one] === 0) voxels += classes.voxels[one]! - resectedOf[one]!;
  return voxels;
}

/** Liver of the dead classes, and each lesion that lies wholly in it or in what is resected. */
function deadRuns({ anatomy, classes, lesionRuns }: PreparedAnatomy, isDead: Uint8Array, resected: VoxelRuns): VoxelRuns {
  const { grid } = anatomy;
  const withTumour = runsOfClasses(grid, classes, isDead);
  const gone = uniteRuns(grid, withTumour, resected);
  return lesionRuns.filter((lesion) => voxelsInBoth(lesion, gone) < voxelsInRuns(lesion)).reduce(subtractRuns, withTumour);
}

/** One flag per value of `prepared.trunks.at`: 1 for trunks of which no point is cut or cut off. */
function livingTrunks({ trunks, anatomy }: PreparedAnatomy, lost: LostSupplies): Uint8Array {
  const living = Uint8Array.of(0, ...trunks.list.map(() => 1));
  trunks.list.forEach(({ tree, branch }, n) => {
    const supply = lost[tree];
    if (supply === undefined) return;
    const { points } = anatomy.trees[tree]!;
    for (let point = 0; point < points.count; point++)
      if (points.branch[point] === branch && supply.lost[point + 1] === 1) living[n + 1] = 0;
  });
  return living;
}
