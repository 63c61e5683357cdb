import type { BranchName, LiverAnatomy } from "@cantlie/anatomy";
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
 * @throws WalkError `walk/occlusion-not-found` if a branch is not in the tree or none is named: counted as fed, its territory would
 *   overstate the remnant
 */
export function occludedBranches(patient: PatientFile | undefined, anatomy: LiverAnatomy): BranchReference[] {
  const occlusion = patient?.history?.portalOcclusion;
  if (occlusion === undefined || anatomy.trees.portal === undefined) return [];
  // segment 4 is occluded beside a side, never alone
  if ((occlusion.branches ?? []).length === 0)
    throw new WalkError(
      "walk/occlusion-not-found",
      `history.portalOcclusion tells of a ${occlusion.kind} and names no branch; expected branches, of ${Object.keys(NAMES).join(", ")} or branch ids of plan.json such as P12; without them the occluded liver would count as part of the remnant`,
      { kind: occlusion.kind },
    );
  return occlusionNames(occlusion).flatMap((name) => {
    const found = branchesNamed(name, anatomy.trees.portal!.branches);
    if (found.length > 0) return found.map(({ id, atMm }) => ({ tree: "portal" as const, branch: id, atMm }));
    throw new WalkError(
      "walk/occlusion-not-found",
      `history.portalOcclusion names the branch "${name}", but no such portal branch was found; expected one of ${Object.keys(NAMES).join(", ")} or a branch id of plan.json such as P12; the branch was probably not named on this tree: give its id`,
      { branch: name },
    );
  });
}

/** What the file calls occluded. */
export function occlusionNames({ branches = [], segment4 }: PortalOcclusion): string[] {
  return [...branches, ...(segment4 ? ["segment 4"] : [])];
}

type PortalOcclusion = NonNullable<NonNullable<PatientFile["history"]>["portalOcclusion"]>;

/** The branches that a name of patient.json means; none if they are not there. */
export function branchesNamed<Branch extends { readonly id: string; readonly name: string }>(
  name: string,
  branches: readonly Branch[],
): Branch[] {
  const byId = branches.filter(({ id }) => id === name);
  if (byId.length > 0) return byId;
  const sets = NAMES[name.toLowerCase()] ?? [];
  const found = sets.find((set) => set.every((wanted) => branches.some((branch) => branch.name === wanted))) as
    | readonly string[]
    | undefined;
  return branches.filter((branch) => found?.includes(branch.name));
}
