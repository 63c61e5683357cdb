import type { Kernels } from "@cantlie/volume";
import { judge } from "./clause-holds.ts";
import { leadingPlan } from "./leading-plan.ts";
import type { Vignette } from "./vignette.ts";
import { vignetteLivers } from "./vignette-liver.ts";

/** How one perturbation of a vignette ended. */
export interface VignetteCase {
  readonly vignette: string;
  readonly perturbation: number;
  /** name of the leading plan; "no plan" where there is none */
  readonly leading: string;
  /** what the acceptable clause that holds describes */
  readonly acceptedAs: string | undefined;
  readonly forbiddenAs: readonly string[];
  /** what each acceptable clause lacks */
  readonly lacks: readonly string[];
}

/** @returns what runs one perturbation (1 and up) of a vignette */
export function vignetteRunner(kernels: Kernels): (vignette: Vignette, perturbation: number) => VignetteCase {
  const liverOf = vignetteLivers(kernels);
  return (vignette, perturbation) => {
    const { facts } = leadingPlan(liverOf(vignette, perturbation), vignette.patient, kernels);
    return {
      vignette: vignette.id,
      perturbation,
      leading: facts?.name ?? "no plan",
      ...judge(vignette, facts),
    };
  };
}
