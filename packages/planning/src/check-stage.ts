import type { LiverAnatomy } from "@cantlie/anatomy";
import { distanceMm, type WorldPoint } from "@cantlie/geometry";
import { voxelIndexAt } from "@cantlie/volume";
import { branchIndex } from "./branch-reference.ts";
import { lesionNumber } from "./lesion-reference.ts";
import type { BranchReference, LesionReference, Stage } from "./plan.ts";
import { PlanError } from "./plan-error.ts";

/** A thing that lies farther from where a plan saw it is taken for another thing. */
export const REFERENCE_TOLERANCE_MM = 3;

/**
 * Refuses a stage whose references do not fit the anatomy.
 *
 * @throws PlanError `plan/unknown-branch`, `plan/unknown-lesion`, `plan/no-territory`; `plan/reference-moved` where `atMm` is more
 *   than 3 mm from the branch or lesion; `plan/outside-organ` for an ablation centred outside the liver; `plan/conflict`
 *   where a stage contradicts itself
 */
export function checkStage(anatomy: LiverAnatomy, stage: Stage): void {
  for (const reference of [...stage.keep, ...stage.reconstruct, ...stage.occlude]) checkBranch(anatomy, reference);
  for (const reference of [...stage.ablations, ...stage.surveil]) checkLesion(anatomy, reference);
  for (const { centreMm, lesion } of stage.ablations) if (centreMm !== undefined) checkInside(anatomy, centreMm, lesion);
  for (const resection of stage.resections) {
    for (const reference of [...(resection.keep ?? []), ...(resection.take ?? [])]) checkBranch(anatomy, reference);
    if (resection.kind === "wedge")
      for (const reference of [resection, ...(resection.mergedWith ?? [])]) checkLesion(anatomy, reference);
    if (resection.kind === "segments" || resection.kind === "territory")
      for (const reference of resection.around ?? []) checkLesion(anatomy, reference);
    if (resection.kind !== "territory") continue;
    resection.branches.forEach((branch, n) => {
      const atMm = resection.atMm?.[n];
      checkBranch(anatomy, { tree: resection.tree, branch, ...(atMm && { atMm }) });
    });
  }
  checkConflicts(stage);
}

function checkBranch(anatomy: LiverAnatomy, { tree, branch, atMm }: BranchReference): void {
  const index = branchIndex(anatomy, tree, branch);
  if (atMm !== undefined) checkMoved(`branch ${branch}`, atMm, anatomy.trees[tree]!.branches[index]!.atMm);
}

function checkLesion(anatomy: LiverAnatomy, { lesion, atMm }: LesionReference): void {
  const index = lesionNumber(anatomy, lesion);
  if (atMm !== undefined) checkMoved(`lesion ${lesion}`, atMm, anatomy.lesions[index]!.centroidMm);
}

function checkMoved(what: string, expected: WorldPoint, found: WorldPoint): void {
  const movedMm = distanceMm(expected, found);
  if (movedMm <= REFERENCE_TOLERANCE_MM) return;
  throw new PlanError(
    "plan/reference-moved",
    `${what} lies ${movedMm.toFixed(1)} mm from where the plan has it (at most ${REFERENCE_TOLERANCE_MM} mm allowed): the labels have probably changed since, and the name now means something else`,
    { what, movedMm },
  );
}

function checkInside(anatomy: LiverAnatomy, centreMm: WorldPoint, lesion: string): void {
  const voxel = voxelIndexAt(anatomy.grid, centreMm);
  if (voxel >= 0 && anatomy.organ[voxel] !== 0) return;
  throw new PlanError(
    "plan/outside-organ",
    `the ablation of ${lesion} is centred outside the liver, at (${centreMm.map((x) => x.toFixed(1)).join(", ")}) mm: probably another frame (RAS instead of LPS)`,
    { lesion },
  );
}

function checkConflicts(stage: Stage): void {
  for (const { keep = [], take = [] } of stage.resections) {
    const taken = new Set(take.map(({ tree, branch }) => tree + branch));
    for (const { tree, branch } of [...keep, ...stage.keep])
      if (taken.has(tree + branch))
        throw new PlanError("plan/conflict", `${tree} branch ${branch} is both kept and taken; a plan must do one of them`, {
          tree,
          branch,
        });
  }
  const ablated = new Set<string>(stage.ablations.map(({ lesion }) => lesion));
  for (const { lesion } of stage.surveil)
    if (ablated.has(lesion))
      throw new PlanError("plan/conflict", `lesion ${lesion} is both ablated and only watched; a plan must do one of them`, {
        lesion,
      });
}
