import { branchIndex } from "../branch-reference.ts";
import type { Candidate } from "../candidates/candidate.ts";
import { nameOfResection } from "../name-resection.ts";
import { addBits, type BitSet, bitSet } from "../parcels/bit-set.ts";
import type { Parcels } from "../parcels/parcels.ts";
import type { BranchReference, Plan, Stage } from "../plan.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { runLookup } from "../run-lookup.ts";
import { describePlan } from "./describe-plan.ts";
import { runsOfParcels } from "./runs-of-parcels.ts";

/**
 * Standard deviation of the Gaussian that makes the cut of a found plan smooth before it is measured again. A dissector cuts no
 * steps of single voxels: 2 mm takes away the staircase of slices up to 4 mm thick and moves a flat cut nowhere. More would leave
 * slivers of liver without inflow along the borders of territories, some 4 mL of them at 3 mm.
 */
export const REFIT_MM = 2;

/** A set of candidates as a plan to be evaluated on voxels. @param candidates see `neededCandidates` */
export function planOfFound(
  parcels: Parcels,
  { candidates, id, why }: { readonly candidates: readonly number[]; readonly id: string; readonly why: string },
): Plan {
  const needed = candidates.map((n) => parcels.candidates[n]!);
  const name = nameOfResection(parcels.prepared, runsOfParcels(parcels, resectedParcels(parcels, candidates)));
  return {
    id,
    name: describePlan(needed),
    ...(name !== undefined && { newWorldName: name.newWorld }),
    origin: "search",
    family: needed.some(({ treatment }) => treatment.kind === "ablation") ? "ablation-based" : "resection",
    why,
    stages: [stageOfCandidates(parcels.prepared, needed)],
  };
}

/** One operation that does what the candidates say, its cut made smooth; of the vessels that may be reconstructed those that it cuts are. */
export function stageOfCandidates(
  prepared: PreparedAnatomy,
  candidates: readonly Pick<Candidate, "treatment" | "runs">[],
): Stage {
  const treatments = candidates.map(({ treatment }) => treatment);
  const resections = treatments.flatMap((one) => (one.kind === "resection" ? [one.resection] : []));
  return {
    resections,
    keep: [],
    reconstruct: prepared.reconstruct.filter((vessel) =>
      candidates.some((candidate) => meetsVessel(prepared, candidate, vessel)),
    ),
    ablations: treatments.flatMap((one) => (one.kind === "ablation" ? [one.ablation] : [])),
    surveil: treatments.flatMap((one) => (one.kind === "surveillance" ? [one.lesion] : [])),
    occlude: [],
    ...(resections.length > 0 && { refitMm: REFIT_MM }),
  };
}

function meetsVessel(
  { anatomy }: PreparedAnatomy,
  { treatment, runs }: Pick<Candidate, "treatment" | "runs">,
  { tree, branch: id }: BranchReference,
): boolean {
  if (treatment.kind !== "resection") return false;
  const index = branchIndex(anatomy, tree, id);
  const { branch, voxel } = anatomy.trees[tree]!.points;
  const { holds } = runLookup(anatomy.grid, runs);
  return branch.some((one, point) => one === index && voxel[point]! >= 0 && holds(voxel[point]!));
}

/** R of a set of candidates. */
export function resectedParcels(parcels: Parcels, candidates: readonly number[]): BitSet {
  const resected = bitSet(parcels.count);
  for (const n of candidates)
    if (parcels.candidates[n]!.treatment.kind === "resection") addBits(resected, parcels.ofCandidate[n]!.taken);
  return resected;
}
