import { type Kernels, voxelsToMl } from "@cantlie/volume";
import { evaluateOnParcels } from "../../src/parcels/evaluate-on-parcels.ts";
import { makeParcels } from "../../src/parcels/make-parcels.ts";
import { prepareEvaluation } from "../../src/prepared-anatomy.ts";
import { searchParetoSet } from "../../src/search/branch-and-bound.ts";
import { OBJECTIVE_NAMES, type Objectives, objectivesOf } from "../../src/search/objectives.ts";
import { enumeratePlans, paretoVectors } from "./enumerate-plans.ts";
import { randomLiver, someCandidates } from "./random-liver.ts";
import { voxelOracle } from "./voxel-oracle.ts";

export interface ComparedSearch {
  readonly candidates: number;
  /** plans that were enumerated and judged on voxels, and those that the limits allow */
  readonly plans: number;
  readonly allowed: number;
  /** vectors on the Pareto set of the enumeration */
  readonly pareto: number;
  readonly evaluations: number;
  readonly bounds: number;
  /** plans of which parcels and voxels differ, and how */
  readonly judgedOtherwise: readonly string[];
  /** vectors of the enumeration's Pareto set that search did not find */
  readonly missed: readonly string[];
  /** vectors that search found and the enumeration's Pareto set does not have */
  readonly dominated: readonly string[];
}

/** Searches one random liver and enumerates every plan of it by the oracle. */
export function compareSearch(
  seed: number,
  { kernels, lesions, perLesion }: { readonly kernels: Kernels; readonly lesions: number; readonly perLesion: number },
): ComparedSearch {
  const { anatomy, limits } = randomLiver(seed, lesions);
  const prepared = prepareEvaluation(anatomy, kernels);
  const candidates = someCandidates(prepared, seed, perLesion);
  const parcels = makeParcels(prepared, candidates);
  const search = searchParetoSet(parcels, limits);
  const judge = voxelOracle(anatomy, candidates, limits);
  const voxelMl = voxelsToMl(anatomy.grid, 1);
  const needed = anatomy.lesions.flatMap(({ status }, n) => (status === "benign" ? [] : [n]));
  const judgedOtherwise: string[] = [];
  const allowed: number[][] = [];
  const plans = enumeratePlans(candidates, needed);
  for (const plan of plans) {
    const { objectives, isAllowed, deadMl } = judge(plan);
    if (isAllowed) allowed.push(vectorOf(objectives));
    const evaluation = evaluateOnParcels(parcels, plan, limits);
    const treatments = { surveilled: objectives.surveilled, ablated: objectives.ablated };
    const onParcels = objectivesOf(evaluation, treatments, { limits, voxelMl });
    for (const name of OBJECTIVE_NAMES)
      if (objectives[name] !== onParcels[name])
        judgedOtherwise.push(`${named(candidates, plan)}: ${name} ${objectives[name]} on voxels, ${onParcels[name]} on parcels`);
    if (Math.abs(deadMl - evaluation.deadVoxels * voxelMl) > 1e-9)
      judgedOtherwise.push(
        `${named(candidates, plan)}: ${deadMl} mL dead on voxels, ${evaluation.deadVoxels * voxelMl} on parcels`,
      );
  }
  const wanted = new Set(paretoVectors(allowed).map(String));
  const found = new Set(search.pareto.map(({ objectives }) => String(vectorOf(objectives))));
  return {
    candidates: candidates.length,
    plans: plans.length,
    allowed: allowed.length,
    pareto: wanted.size,
    evaluations: search.evaluations,
    bounds: search.bounds,
    judgedOtherwise,
    missed: [...wanted].filter((vector) => !found.has(vector)),
    dominated: [...found].filter((vector) => !wanted.has(vector)),
  };
}

function vectorOf(objectives: Objectives): number[] {
  return OBJECTIVE_NAMES.map((name) => objectives[name]);
}

function named(candidates: readonly { readonly id: string }[], plan: readonly number[]): string {
  return plan.map((n) => candidates[n]!.id).join(" + ");
}
