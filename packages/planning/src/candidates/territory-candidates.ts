import { branchesBeyond, type VesselTree } from "@cantlie/anatomy";
import { decideVessels } from "../decide-vessels.ts";
import { drawnResection } from "../drawn-resection.ts";
import { marginZone } from "../margin-zone.ts";
import type { ResectionShape } from "../plan.ts";
import { PlanError } from "../plan-error.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { runsOfVoxels } from "../run-algebra.ts";
import { voxelsByClass } from "../voxel-classes.ts";
import type { Candidate, CandidateLimits, CandidateNotOffered } from "./candidate.ts";
import type { CandidateSet } from "./candidate-set.ts";
import { idSuffixOf, nameSuffixOf } from "./named-candidates.ts";
import { settledCandidate } from "./settled-candidate.ts";
import { subtreeCovers } from "./subtree-covers.ts";

/**
 * Portal subtrees, and unions of two or three, that hold a lesion with its margin zone: at the wanted and at the least margin. Each with
 * the veins at its cut kept, and with each contested one taken.
 */
export function territoryCandidates(prepared: PreparedAnatomy, limits: CandidateLimits): CandidateSet {
  const tree = prepared.anatomy.trees.portal;
  if (tree === undefined || prepared.attachment.portal === undefined) return { candidates: [], notOffered: [] };
  const covers = new Map<string, readonly number[]>();
  const notOffered: CandidateNotOffered[] = [];
  prepared.anatomy.lesions.forEach(({ id, status }, n) => {
    if (status === "benign" || prepared.lesionVoxels[n]!.length === 0) return;
    for (const marginMm of new Set([limits.marginWantedMm, limits.marginAutomaticMinimumMm])) {
      const found = coversOf(prepared, tree, n, marginMm);
      if (Array.isArray(found)) for (const cover of found) covers.set(idOf(tree, cover), cover);
      else
        notOffered.push({
          id: `territory-of-${id}-${marginMm}-mm`,
          name: `portal territory around ${id} with ${marginMm} mm`,
          ...(found as Refusal),
        });
    }
  });
  const candidates: Candidate[] = [];
  for (const [id, cover] of covers)
    try {
      candidates.push(...onTerritory(prepared, tree, { id, cover }));
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      notOffered.push({ id, name: nameOf(tree, cover), code: error.code, message: error.message });
    }
  return { candidates, notOffered };
}

type Refusal = Pick<CandidateNotOffered, "code" | "message">;

function coversOf(prepared: PreparedAnatomy, tree: VesselTree, lesion: number, marginMm: number): number[][] | Refusal {
  const attached = prepared.attachment.portal!;
  const zone = runsOfVoxels(prepared.anatomy.grid, marginZone(prepared, lesion, marginMm));
  const held = new Set<number>();
  let unfed = false;
  voxelsByClass(prepared.classes, zone).forEach((voxels, one) => {
    if (voxels === 0) return;
    if (attached[one] === 0) unfed = true;
    else held.add(tree.points.branch[attached[one]! - 1]!);
  });
  if (unfed)
    return {
      code: "candidate/zone-without-portal-branch",
      message: "its margin zone reaches liver that no known portal branch feeds, such as segment 1 without branches of its own",
    };
  const partial = subtreeCovers(tree, held).filter((cover) => !isWholeTree(tree, cover));
  if (partial.length > 0) return partial;
  return {
    code: "candidate/territory-is-whole-liver",
    message: "its margin zone lies in so many portal territories that only those of the main trunk hold it",
  };
}

/** Whether subtrees together leave out nothing but the trunks at the roots. */
function isWholeTree(tree: VesselTree, cover: readonly number[]): boolean {
  const held = new Set(cover.flatMap((branch) => branchesBeyond(tree, branch)));
  return tree.branches.every(({ parent }, branch) => parent === undefined || held.has(branch));
}

function onTerritory(
  prepared: PreparedAnatomy,
  tree: VesselTree,
  { id, cover }: { readonly id: string; readonly cover: readonly number[] },
): Candidate[] {
  const branches = cover.map((branch) => tree.branches[branch]!);
  const shape: ResectionShape = {
    kind: "territory",
    tree: "portal",
    branches: branches.map((branch) => branch.id),
    atMm: branches.map(({ atMm }) => atMm),
  };
  const drawn = drawnResection(prepared, shape);
  return decideVessels(prepared, drawn, { variants: true }).map((decision) =>
    settledCandidate(
      prepared,
      { id: id + idSuffixOf(decision), name: nameOf(tree, cover) + nameSuffixOf(decision), shape, drawn },
      decision.finish,
    ),
  );
}

function idOf(tree: VesselTree, cover: readonly number[]): string {
  return `territory-${cover.map((branch) => tree.branches[branch]!.id).join("+")}`;
}

function nameOf(tree: VesselTree, cover: readonly number[]): string {
  const names = cover.map((branch) => {
    const { id, name } = tree.branches[branch]!;
    return name === "unnamed" ? id : `${id} (${name})`;
  });
  return `portal territory of ${names.join(" and ")}`;
}
