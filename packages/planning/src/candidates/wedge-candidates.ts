import type { LesionId } from "@cantlie/anatomy";
import { drawnResection } from "../drawn-resection.ts";
import type { BranchReference, LesionReference, ResectionShape } from "../plan.ts";
import { PlanError } from "../plan-error.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import type { VoxelRuns } from "../voxel-runs.ts";
import { checkHilumClearance } from "../wedge.ts";
import type { Candidate, CandidateNotOffered } from "./candidate.ts";
import type { CandidateSet } from "./candidate-set.ts";
import { cutsBranch } from "./policy-conflict.ts";
import { resectionCandidate } from "./resection-candidate.ts";

/** A wedge of each lesion that needs treatment, at each margin. */
export function wedgeCandidates(prepared: PreparedAnatomy, marginsMm: readonly number[], hilumClearanceMm: number): CandidateSet {
  const candidates: Candidate[] = [];
  const notOffered: CandidateNotOffered[] = [];
  prepared.anatomy.lesions.forEach(({ id, status, centroidMm }, n) => {
    if (status === "benign" || prepared.lesionVoxels[n]!.length === 0) return;
    for (const marginMm of new Set(marginsMm)) {
      const offer = wedgeCandidate(prepared, { marginMm, lesions: [{ lesion: id, atMm: centroidMm }] }, hilumClearanceMm);
      if ("code" in offer) notOffered.push(offer);
      else candidates.push(offer);
    }
  });
  return { candidates, notOffered };
}

/** One wedge with a margin around one or more lesions. */
export interface WedgeSketch {
  readonly marginMm: number;
  readonly lesions: readonly LesionReference[];
}

/**
 * A wedge that keeps every trunk it meets. It is not offered where it would cut one all the same, comes too near to the hilar bifurcation or
 * has no access.
 */
export function wedgeCandidate(
  prepared: PreparedAnatomy,
  { marginMm, lesions }: WedgeSketch,
  hilumClearanceMm: number,
): Candidate | CandidateNotOffered {
  const [first, ...others] = lesions;
  const ids = lesions.map(({ lesion }) => lesion);
  const id = wedgeId(ids, marginMm);
  const name = `${ids.length > 1 ? "one wedge" : "wedge"} of ${ids.join(", ")} with ${marginMm} mm`;
  const shape: ResectionShape = { kind: "wedge", ...first!, marginMm, ...(others.length > 0 && { mergedWith: others }) };
  try {
    const drawn = drawnResection(prepared, shape);
    checkHilumClearance(prepared, drawn, hilumClearanceMm);
    const keep = trunksIn(prepared, drawn);
    const candidate = resectionCandidate(prepared, {
      id,
      name,
      resection: { ...shape, ...(keep.length > 0 && { keep }), closed: true },
      drawn,
    });
    const cut = prepared.trunks.list.find(({ tree, branch }) => cutsBranch(prepared, candidate, tree, branch));
    if (cut === undefined) return candidate;
    const branch = prepared.anatomy.trees[cut.tree]!.branches[cut.branch]!.id;
    return {
      id,
      name,
      code: "candidate/wedge-cuts-trunk",
      message: `it would cut ${cut.name === "unnamed" ? `${cut.tree} branch ${branch}` : `the ${cut.name} (${branch})`}, which a wedge keeps: the lesion lies on it`,
    };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return { id, name, code: error.code, message: error.message };
  }
}

/** Id of the wedge of some lesions. */
export function wedgeId(lesions: readonly LesionId[], marginMm: number): string {
  return `wedge-${lesions.join("+")}-${marginMm}-mm`;
}

/** Trunks of which lumen or wall lies in some voxels. */
function trunksIn({ anatomy, trunks }: PreparedAnatomy, { first, length }: VoxelRuns): BranchReference[] {
  const met = new Set<number>();
  for (let run = 0; run < first.length; run++)
    for (let voxel = first[run]!; voxel < first[run]! + length[run]!; voxel++) met.add(trunks.at[voxel]!);
  return trunks.list.flatMap(({ tree, branch }, n) => {
    if (!met.has(n + 1)) return [];
    const { id, atMm } = anatomy.trees[tree]!.branches[branch]!;
    return [{ tree, branch: id, atMm }];
  });
}
