import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { ablationCandidates } from "./ablation-candidates.ts";
import type { Candidate, CandidateLimits, CandidateNotOffered } from "./candidate.ts";
import { type CandidateSet, joinSets } from "./candidate-set.ts";
import { extendedCandidates } from "./extended-candidates.ts";
import { mergedWedgeCandidates } from "./merged-wedge-candidates.ts";
import { namedCandidates } from "./named-candidates.ts";
import { policyConflict } from "./policy-conflict.ts";
import { surveillanceCandidates } from "./surveillance-candidates.ts";
import { territoryCandidates } from "./territory-candidates.ts";
import { wedgeCandidates } from "./wedge-candidates.ts";

/**
 * Every way of treating some lesions that this liver and the policy allow, made once on voxels: named resections, some extended, portal territories, wedges,
 * ablations, surveillance, in this order and within a kind by lesion; and what was tried and is not offered, with the reason.
 *
 * @throws PlanError if `keepVessels` names a branch that the anatomy does not have
 */
export function makeCandidates(prepared: PreparedAnatomy, limits: CandidateLimits): CandidateSet {
  const { marginWantedMm, marginAutomaticMinimumMm, hilumClearanceMm } = limits;
  const named = namedCandidates(prepared);
  const extended = extendedCandidates(prepared, limits);
  const territories = territoryCandidates(prepared, limits);
  const wedges = wedgeCandidates(prepared, [marginWantedMm, marginAutomaticMinimumMm], hilumClearanceMm);
  const made = joinSets([
    named,
    extended,
    { ...territories, candidates: distinctFrom([...named.candidates, ...extended.candidates], territories.candidates) },
    wedges,
    mergedWedgeCandidates(prepared, wedges.candidates, hilumClearanceMm),
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

/** Those of `later` that take other voxels than all of `earlier` and of each other: the same resection needs no second name. */
function distinctFrom(earlier: readonly Candidate[], later: readonly Candidate[]): Candidate[] {
  const known = [...earlier];
  return later.filter((candidate) => {
    if (known.some((other) => isAlike(other, candidate))) return false;
    known.push(candidate);
    return true;
  });
}

function isAlike({ runs: a }: Candidate, { runs: b }: Candidate): boolean {
  return (
    a.first.length === b.first.length &&
    a.first.every((first, run) => first === b.first[run]) &&
    a.length.every((length, run) => length === b.length[run])
  );
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
