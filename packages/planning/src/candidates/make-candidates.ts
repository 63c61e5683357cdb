import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { ablationCandidates } from "./ablation-candidates.ts";
import type { Candidate, CandidateLimits, CandidateNotOffered } from "./candidate.ts";
import { type CandidateSet, joinSets } from "./candidate-set.ts";
import { namedCandidates } from "./named-candidates.ts";
import { policyConflict } from "./policy-conflict.ts";
import { surveillanceCandidates } from "./surveillance-candidates.ts";
import { territoryCandidates } from "./territory-candidates.ts";
import { wedgeCandidates } from "./wedge-candidates.ts";

/**
 * Every way of treating some lesions that this liver and the policy allow, made once on voxels: named resections, portal territories, wedges,
 * ablations, surveillance, in this order and within a kind by lesion; and what was tried and is not offered, with the reason.
 *
 * @throws PlanError if `keepVessels` names a branch that the anatomy does not have
 */
export function makeCandidates(prepared: PreparedAnatomy, limits: CandidateLimits): CandidateSet {
  const made = joinSets([
    namedCandidates(prepared),
    territoryCandidates(prepared, limits),
    wedgeCandidates(prepared, [limits.marginWantedMm, limits.marginAutomaticMinimumMm], limits.hilumClearanceMm),
    ablationCandidates(prepared, limits),
    { candidates: surveillanceCandidates(prepared), notOffered: lesionsWithoutVoxels(prepared) },
  ]);
  const candidates: Candidate[] = [];
  const notOffered = [...made.notOffered];
  for (const candidate of made.candidates) {
    const conflict = policyConflict(prepared, candidate, limits);
    if (conflict === undefined) candidates.push(candidate);
    else notOffered.push(conflict);
  }
  return { candidates, notOffered };
}

function lesionsWithoutVoxels({ anatomy, lesionVoxels }: PreparedAnatomy): CandidateNotOffered[] {
  return anatomy.lesions.flatMap(({ id, status }, n) =>
    status === "benign" || lesionVoxels[n]!.length > 0
      ? []
      : [
          {
            id: `any-treatment-of-${id}`,
            name: `treatment of ${id}`,
            code: "candidate/lesion-not-in-liver",
            message: `${id} has no voxel in the liver of this image: it lies away from the liver or outside the image, and nothing that is cut or ablated here would remove it`,
          },
        ],
  );
}
