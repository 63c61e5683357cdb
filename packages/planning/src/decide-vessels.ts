import { type BranchName, branchesBeyond } from "@cantlie/anatomy";
import { branchSet } from "./branch-reference.ts";
import { type TrunkAtCut, trunksAtCut } from "./kept-vessels.ts";
import { PASSING_SHARE, passingVessels } from "./passing-vessels.ts";
import type { BranchReference, ResectionFinish } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/** Which vessels in and beside a resection stay in the remnant and which go. */
export interface VesselDecision {
  /** from R before any vessel is kept, as drawn or with dead liver that went too */
  readonly finish: (resected: VoxelRuns) => Pick<ResectionFinish, "keep" | "take">;
  /** the vein that is taken in this variant although the remnant uses it */
  readonly takenVein?: BranchName;
}

/**
 * First the decision that keeps every vessel that passes; then, with `variants`, one more for each hepatic vein at the cut that
 * serves both sides: there it is taken, with all that drains through it.
 *
 * @param drawn R before any vessel is kept
 * @param rule.clearOf where none but a trunk passes; default: nowhere
 */
export function decideVessels(
  prepared: PreparedAnatomy,
  drawn: VoxelRuns,
  { variants, clearOf }: { readonly variants: boolean; readonly clearOf?: VoxelRuns },
): VesselDecision[] {
  const passingIn = (resected: VoxelRuns) => passingVessels(prepared, resected, clearOf && { clearOf });
  const passingDrawn = passingIn(drawn);
  const taking = (take: readonly BranchReference[]) => (resected: VoxelRuns) => {
    const keep = withoutBeyond(prepared, resected === drawn ? passingDrawn : passingIn(resected), take);
    return { ...(keep.length > 0 && { keep }), ...(take.length > 0 && { take }) };
  };
  const decisions: VesselDecision[] = [{ finish: taking([]) }];
  if (!variants) return decisions;
  const veins = trunksAtCut(prepared, drawn).filter(({ tree, name }) => tree === "hepatic" && isSingleVein(name));
  for (const takenVein of new Set(veins.filter(isContested).map(({ name }) => name))) {
    const take = veins.filter(({ name }) => name === takenVein).map(({ reference }) => reference);
    decisions.push({ finish: taking(take), takenVein });
  }
  return decisions;
}

/** The references but those to branches that `gone` names and to what lies beyond them. */
export function withoutBeyond(
  { anatomy }: PreparedAnatomy,
  references: readonly BranchReference[],
  gone: readonly BranchReference[],
): BranchReference[] {
  const beyond = new Set<string>();
  for (const kind of new Set(gone.map(({ tree }) => tree))) {
    const tree = anatomy.trees[kind]!;
    for (const branch of branchSet(anatomy, kind, gone))
      for (const one of branchesBeyond(tree, branch)) beyond.add(tree.branches[one]!.id);
  }
  return references.filter(({ branch }) => !beyond.has(branch));
}

/** It serves what is resected and what stays, each by as much as makes a vessel pass. */
function isContested({ resectedShare }: TrunkAtCut): boolean {
  return resectedShare >= PASSING_SHARE && resectedShare <= 1 - PASSING_SHARE;
}

/** A common trunk is never taken alone: its two veins are decided on one by one. */
function isSingleVein(name: BranchName): boolean {
  return name !== "unnamed" && name !== "common trunk of middle and left hepatic veins";
}
