import type { BranchName } from "@cantlie/anatomy";
import { type TrunkAtCut, trunksAtCut } from "./kept-vessels.ts";
import type { ResectionFinish } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/** Which trunks at a cut stay in the remnant and which go. */
export interface TrunkDecision {
  readonly finish: Pick<ResectionFinish, "keep" | "take">;
  /** the vein that is taken in this variant although the remnant uses it */
  readonly takenVein?: BranchName;
  /** names of the kept trunks, each once */
  readonly keptNames: readonly string[];
}

/** A trunk with nine tenths of its territory resected goes with it: the rest is what a border of segments leaves by its raggedness. */
const TAKEN_FROM_SHARE = 0.9;

/** A vein serves both sides enough to be worth a plan without it where a quarter of what it drains is resected. */
const CONTESTED_FROM_SHARE = 0.25;

/**
 * First the decision that keeps every trunk that the remnant needs; then, with `variants`, one more for each hepatic vein that
 * drains both sides: there it is taken.
 *
 * @param resected R before any vessel is kept
 */
export function decideTrunks(
  prepared: PreparedAnatomy,
  resected: VoxelRuns,
  { variants }: { readonly variants: boolean },
): TrunkDecision[] {
  const trunks = trunksAtCut(prepared, resected);
  const isKept = (trunk: TrunkAtCut): boolean => trunk.resectedShare < TAKEN_FROM_SHARE && trunk.deepShare < 0.5;
  const kept = trunks.filter(isKept);
  const decision = (taken: readonly TrunkAtCut[]): TrunkDecision => {
    const keep = kept.filter((trunk) => !taken.includes(trunk));
    return {
      finish: {
        ...(keep.length > 0 && { keep: keep.map(({ reference }) => reference) }),
        ...(taken.length > 0 && { take: taken.map(({ reference }) => reference) }),
      },
      keptNames: [...new Set(keep.map(({ name }) => name).filter((name) => name !== "unnamed"))],
      ...(taken.length > 0 && { takenVein: taken[0]!.name }),
    };
  };
  const contested = kept.filter(
    (trunk) => trunk.tree === "hepatic" && isSingleVein(trunk.name) && trunk.resectedShare >= CONTESTED_FROM_SHARE,
  );
  const veins = variants ? [...new Set(contested.map(({ name }) => name))] : [];
  return [decision([]), ...veins.map((vein) => decision(kept.filter(({ name }) => name === vein)))];
}

/** A common trunk is never taken alone: its two veins are decided on one by one. */
function isSingleVein(name: BranchName): boolean {
  return name !== "unnamed" && name !== "common trunk of middle and left hepatic veins";
}
