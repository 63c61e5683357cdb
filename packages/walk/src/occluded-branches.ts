import type { BranchName, LiverAnatomy, VesselBranch } from "@cantlie/anatomy";
import type { BranchReference } from "@cantlie/planning";
import type { PatientFile } from "@cantlie/workup";
import { WalkError } from "./walk-error.ts";

/** How patient.json names occluded branches, and the portal branches that are meant; the first set that was found is used. */
const NAMES: Readonly<Record<string, readonly (readonly BranchName[])[]>> = {
  right: [["right portal vein"], ["right anterior portal vein", "right posterior portal vein"]],
  left: [["left portal vein"]],
  "right anterior": [["right anterior portal vein"]],
  "right posterior": [["right posterior portal vein"]],
  "segment 4": [["segment 4 branch"]],
};

/**
 * The portal branches that the patient's file says were occluded: their territory lives on the artery today and is no part of
 * a final remnant.
 *
 * @throws WalkError `walk/occlusion-not-found` if a branch is not in the tree: counted as fed, its territory would overstate the remnant
 */
export function occludedBranches(patient: PatientFile | undefined, anatomy: LiverAnatomy): BranchReference[] {
  const occlusion = patient?.history?.portalOcclusion;
  if (occlusion === undefined || anatomy.trees.portal === undefined) return [];
  const told = [...(occlusion.branches ?? []), ...(occlusion.segment4 ? ["segment 4"] : [])];
  return told.flatMap((name) => {
    const found = branchesNamed(name, anatomy.trees.portal!.branches);
    if (found.length > 0) return found.map(({ id, atMm }) => ({ tree: "portal" as const, branch: id, atMm }));
    throw new WalkError(
      "walk/occlusion-not-found",
      `history.portalOcclusion names the branch "${name}", but no such portal branch was found; expected one of ${Object.keys(NAMES).join(", ")} or a branch id of plan.json such as P12; the branch was probably not named on this tree: give its id`,
      { branch: name },
    );
  });
}

function branchesNamed(name: string, branches: readonly VesselBranch[]): VesselBranch[] {
  const byId = branches.filter(({ id }) => id === name);
  if (byId.length > 0) return byId;
  const sets = NAMES[name.toLowerCase()] ?? [];
  const found = sets.find((set) => set.every((wanted) => branches.some((branch) => branch.name === wanted)));
  return branches.filter((branch) => found?.includes(branch.name));
}
