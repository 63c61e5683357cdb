import { InputError, type RefusedField } from "./input-error.ts";
import type { Policy, PolicyVessel } from "./policy-file.ts";

/**
 * @throws InputError `policy/contradiction` naming every field of every pair of limits that cannot hold together
 */
export function refuseContradictions(policy: Policy): void {
  const refused = CONTRADICTIONS.flatMap((contradiction) => {
    const found = contradiction(policy);
    return found === undefined ? [] : found.paths.map((path): RefusedField => ({ path, problem: found.problem }));
  });
  if (refused.length > 0) throw new InputError("policy/contradiction", refused);
}

type Contradiction = (policy: Policy) => { readonly paths: readonly string[]; readonly problem: string } | undefined;

const CONTRADICTIONS: readonly Contradiction[] = [
  ({ marginAutomaticMinimumMm: { value: least }, marginWantedMm: { value: wanted } }) =>
    least > wanted
      ? {
          paths: ["marginAutomaticMinimumMm", "marginWantedMm"],
          problem: `the least margin (${least} mm) is above the wanted one (${wanted} mm)`,
        }
      : undefined,
  ({ ablation: { value: ablation } }) =>
    ablation.marginMinimumMm > ablation.marginMm
      ? {
          paths: ["ablation.value.marginMinimumMm", "ablation.value.marginMm"],
          problem: `the least ablation margin (${ablation.marginMinimumMm} mm) is above the wanted one (${ablation.marginMm} mm)`,
        }
      : undefined,
  ({ maxCuts, ablation }) =>
    maxCuts.value === 0 && ablation.value.mostZones === 0
      ? { paths: ["maxCuts", "ablation.value.mostZones"], problem: "no cut and no ablation zone: nothing can be treated" }
      : undefined,
  ({ keepVessels, reconstructVessels }) => {
    const kept = new Set(keepVessels.value.map(vesselKey));
    const both = reconstructVessels.value.filter((vessel) => kept.has(vesselKey(vessel)));
    return both.length > 0
      ? {
          paths: ["keepVessels", "reconstructVessels"],
          problem: `${both.map(vesselText).join(", ")} must stay and is to be reconstructed; only a vessel that is cut can be`,
        }
      : undefined;
  },
  ({ keepSegments: { value: kept } }) => {
    const whole = new Set<string>(kept);
    if (whole.has("4a") && whole.has("4b")) whole.add("4");
    return ["1", "2", "3", "4", "5", "6", "7", "8"].every((segment) => whole.has(segment))
      ? { paths: ["keepSegments"], problem: "every segment must stay: nothing is left to resect" }
      : undefined;
  },
  ({ shownPlans: { value: shown } }) =>
    shown.least > shown.most
      ? {
          paths: ["shownPlans.value.least", "shownPlans.value.most"],
          problem: `at least ${shown.least} plans are to be shown and at most ${shown.most}`,
        }
      : undefined,
];

function vesselKey(vessel: PolicyVessel): string {
  return "name" in vessel ? vessel.name.toLowerCase() : `${vessel.tree} ${vessel.branch}`;
}

function vesselText(vessel: PolicyVessel): string {
  return "name" in vessel ? `the ${vessel.name}` : `${vessel.tree} branch ${vessel.branch}`;
}
