import type { PlannedDisease } from "@cantlie/clinical";
import type { AssessedCase, AssessedPlan } from "./assessed-case.ts";

export type LeastMargins = Pick<PlannedDisease, "leastParenchymalMarginMm" | "leastVascularMarginMm" | "marginsPredictable">;

/** The least margins of all lesions that the plan treats, to liver and to vessels that stay, mm; benign lesions need none. */
export function leastMargins({ margins }: AssessedPlan, { imaged }: AssessedCase): LeastMargins {
  const benign = new Set(imaged?.anatomy.lesions.filter(({ status }) => status === "benign").map(({ id }) => id));
  const treated = margins.filter(({ lesion, kind }) => !benign.has(lesion) && (kind === "resected" || kind === "ablation"));
  return {
    leastParenchymalMarginMm: least(treated.map(({ liverMm, parenchymalMm }) => liverMm ?? parenchymalMm)),
    leastVascularMarginMm: least(treated.flatMap(toVessels)),
    marginsPredictable: treated.length === 0 ? undefined : treated.every(({ predictable }) => predictable),
  };
}

/** What bounds a margin before liver does is the cava or a pedicle: a vessel as well. */
function toVessels({ liverMm, parenchymalMm, vascularMm }: AssessedPlan["margins"][number]): (number | undefined)[] {
  const isVessel = liverMm !== undefined && parenchymalMm !== undefined && parenchymalMm < liverMm;
  return [vascularMm, isVessel ? parenchymalMm : undefined];
}

function least(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
