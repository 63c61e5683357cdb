import type { LiverAnatomy } from "@cantlie/anatomy";
import { finalStage } from "./evaluated-plan.ts";
import type { RankedPlan } from "./order-plans.ts";

/**
 * Why no plan meets the policy, and what would loosen it; undefined if one does, or if that cannot be judged.
 *
 * @param search whether automatic plans were asked for
 */
export function noPlanBecause(plans: readonly RankedPlan[], anatomy: LiverAnatomy, search: boolean): string | undefined {
  if (plans.length === 0)
    return search
      ? "no plan was made: these labels allow no automatic one, which needs segments (a Couinaud map, or portal and hepatic veins) or a lesion that a wedge can reach; give more labels, or drawn plans with --resections"
      : "no plan was made: give drawn plans with --resections, or leave out --no-search";
  if (anatomy.lesions.length === 0)
    return "no lesion is labelled, so whether a plan clears the disease is unknown; give the lesions";
  const clearing = plans.filter(({ evaluated }) => finalStage(evaluated).clearsDisease);
  if (clearing.length === 0) {
    const everLeft = anatomy.lesions
      .filter(
        ({ id, status }) =>
          status !== "benign" &&
          plans.every(({ evaluated }) => finalStage(evaluated).margins.some((m) => m.lesion === id && m.kind === "not-removed")),
      )
      .map(({ id }) => id);
    return everLeft.length > 0
      ? `no plan removes ${everLeft.join(", ")}; one that does, or an ablation, would have to be drawn by hand`
      : "no single resection removes every lesion; a combination of resections, or an ablation beside one, would have to be drawn by hand";
  }
  if (clearing.every(({ isSufficient }) => isSufficient === false))
    return "every plan that clears the disease leaves too little functional liver (FLR-SUFFICIENCY); a smaller margin, a plan in two stages or growth after portal vein occlusion would loosen it";
  return undefined;
}
