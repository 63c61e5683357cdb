import { SEGMENT_VALUE } from "@cantlie/anatomy";
import { branchIndex } from "../branch-reference.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { voxelsByClass } from "../voxel-classes.ts";
import type { Candidate, CandidateLimits, CandidateNotOffered } from "./candidate.ts";

/** Less than this of a segment is the raggedness of its border: see `nameOfResection`. */
const BORDER_SHARE = 0.05;

/**
 * Why the policy does not allow a candidate: it cuts off a vessel or takes of a segment that must stay. Undefined if it is allowed.
 *
 * @throws PlanError if `keepVessels` names a branch that the anatomy does not have
 */
export function policyConflict(
  prepared: PreparedAnatomy,
  candidate: Candidate,
  limits: Pick<CandidateLimits, "keepVessels" | "keepSegments">,
): CandidateNotOffered | undefined {
  const { id, name } = candidate;
  const vessel = limits.keepVessels.find((reference) => {
    const { tree, branch } = reference;
    const index = branchIndex(prepared.anatomy, tree, branch);
    return cutsBranch(prepared, candidate, tree, index);
  });
  if (vessel !== undefined)
    return {
      id,
      name,
      code: "candidate/cuts-kept-vessel",
      message: `it would cut ${vessel.tree} branch ${vessel.branch}, which the policy keeps`,
    };
  const segment = takenShares(prepared, candidate, limits).find(({ share }) => share >= BORDER_SHARE);
  if (segment === undefined) return undefined;
  return {
    id,
    name,
    code: "candidate/takes-kept-segment",
    message: `it would take ${(100 * segment.share).toFixed(0)} % of segment ${segment.segment}, which the policy keeps`,
  };
}

/** Whether a point of a branch is cut or cut off. */
export function cutsBranch(
  { anatomy }: PreparedAnatomy,
  { lost }: Candidate,
  tree: keyof Candidate["lost"],
  branch: number,
): boolean {
  const supply = lost[tree];
  if (supply === undefined) return false;
  const { count, branch: branchOf } = anatomy.trees[tree]!.points;
  for (let point = 0; point < count; point++) if (branchOf[point] === branch && supply.lost[point + 1] === 1) return true;
  return false;
}

function takenShares({ classes }: PreparedAnatomy, { runs }: Candidate, { keepSegments }: Pick<CandidateLimits, "keepSegments">) {
  if (keepSegments.length === 0) return [];
  const taken = voxelsByClass(classes, runs);
  return keepSegments.map((segment) => {
    const values = segment === "4" ? [SEGMENT_VALUE["4"], SEGMENT_VALUE["4b"]] : [SEGMENT_VALUE[segment]];
    let [all, gone] = [0, 0];
    for (let one = 0; one < classes.count; one++)
      if (values.includes(classes.segment[one]! as (typeof values)[number])) {
        all += classes.voxels[one]!;
        gone += taken[one]!;
      }
    return { segment, share: all > 0 ? gone / all : 0 };
  });
}
