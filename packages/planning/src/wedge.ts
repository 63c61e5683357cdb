import type { LesionId } from "@cantlie/anatomy";
import { visitBallRows } from "./ball-rows.ts";
import { lesionNumber } from "./lesion-reference.ts";
import { marginZone } from "./margin-zone.ts";
import type { LesionReference } from "./plan.ts";
import { PlanError } from "./plan-error.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { runsOfStretches, voxelsInBoth } from "./run-algebra.ts";
import type { VoxelRuns } from "./voxel-runs.ts";
import { openedWedge, type WedgePart, wedgeCore } from "./wedge-body.ts";
import { openingsByReach } from "./wedge-mouth.ts";
import { WEDGE_REACH_MM } from "./wedge-openings.ts";

/** What a wedge is drawn on. */
export interface WedgeShape {
  readonly lesion: LesionId;
  readonly marginMm: number;
  readonly mergedWith?: readonly LesionReference[];
}

/**
 * Non-anatomical resection of one lesion: the lesion with its margin, joined by the convex hull to capsule that a surgeon can reach, with a
 * mouth at least as wide as the wedge is deep. It stays clear of the hilum, the cava and fissures but for what lies within
 * the margin itself, and takes nothing across a fissure. A wider margin takes the same opening as far as that serves, so that its
 * wedge holds the narrower one. Merged wedges are joined by the convex hull of all.
 *
 * @throws RangeError for a margin that is negative or not finite
 * @throws PlanError `plan/wedge-no-access` if no opening within 40 mm qualifies; `plan/lesion-not-in-image`, `plan/unknown-lesion`
 */
export function wedgeRuns(prepared: PreparedAnatomy, { lesion, marginMm, mergedWith = [] }: WedgeShape): VoxelRuns {
  if (!(marginMm >= 0) || !Number.isFinite(marginMm)) throw new RangeError(`marginMm is ${marginMm}, expected 0 or more`);
  const single = [lesion, ...mergedWith.map((one) => one.lesion)].map((id) => singleWedge(prepared, id, marginMm));
  return single.length === 1
    ? single[0]!.runs
    : mergedWedge(
        prepared,
        single.map(({ part }) => part),
      );
}

/** A wedge with what it was drawn on, so that it can be merged with others. */
export interface SingleWedge {
  readonly part: WedgePart;
  readonly runs: VoxelRuns;
}

/** The wedge of one lesion; throws as `wedgeRuns` does. */
export function singleWedge(prepared: PreparedAnatomy, lesion: LesionId, marginMm: number): SingleWedge {
  const number = lesionNumber(prepared.anatomy, lesion);
  const zone = marginZone(prepared, number, marginMm);
  if (zone.length === 0)
    throw new PlanError(
      "plan/lesion-not-in-image",
      `lesion ${lesion} has no voxel in the image; a wedge around it cannot be drawn`,
      { lesion },
    );
  const core = wedgeCore(prepared, zone);
  const bare = wedgeCore(prepared, prepared.lesionVoxels[number]!);
  for (const openingMm of openingsByReach(prepared, number, bare.cornersMm)) {
    const part = { core, openingMm };
    const runs = openedWedge(prepared, [part]);
    if (runs !== undefined) return { part, runs };
  }
  throw new PlanError(
    "plan/wedge-no-access",
    prepared.wedgeOpenings[number]!.length === 0
      ? `no capsule that a surgeon can reach lies within ${WEDGE_REACH_MM} mm of lesion ${lesion}; it needs an anatomical resection or ablation`
      : `within ${WEDGE_REACH_MM} mm of lesion ${lesion} no opening as wide as the wedge is deep is clear of the hilum, the cava and fissures; it needs an anatomical resection or ablation`,
    { lesion, marginMm },
  );
}

/** One wedge of some that have access one by one. @throws PlanError `plan/wedge-no-access` if they have none together */
export function mergedWedge(prepared: PreparedAnatomy, parts: readonly WedgePart[]): VoxelRuns {
  const merged = openedWedge(prepared, parts);
  if (merged !== undefined) return merged;
  throw new PlanError(
    "plan/wedge-no-access",
    "the wedges have access one by one, but joined they would leave capsule at the hilum, the cava or a fissure as an island",
  );
}

/**
 * Refuses a wedge resection that comes too near to the hilar bifurcation; where that was not found nothing can be said and
 * nothing is refused.
 *
 * @throws PlanError `plan/wedge-at-hilum`
 */
export function checkHilumClearance(prepared: PreparedAnatomy, resected: VoxelRuns, clearanceMm: number): void {
  const { grid, hilarBifurcationMm } = prepared.anatomy;
  if (hilarBifurcationMm === undefined) return;
  const near: number[] = [];
  visitBallRows(grid, hilarBifurcationMm, clearanceMm, (first, end) => {
    near.push(first, end);
  });
  if (voxelsInBoth(runsOfStretches(grid, near), resected) > 0)
    throw new PlanError(
      "plan/wedge-at-hilum",
      `a wedge would come within ${clearanceMm} mm of the hilar bifurcation; a lesion there needs an anatomical resection`,
      { clearanceMm },
    );
}
