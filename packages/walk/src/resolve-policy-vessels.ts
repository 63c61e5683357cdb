import type { BranchId, LiverAnatomy, TreeKind } from "@cantlie/anatomy";
import { distanceMm, worldPoint } from "@cantlie/geometry";
import { type BranchReference, REFERENCE_TOLERANCE_MM } from "@cantlie/planning";
import { InputError, type Policy, type PolicyVessel, type RefusedField } from "@cantlie/workup";

/** The vessels of a policy as branches of this patient's trees. */
export interface PolicyVessels {
  /** that no automatic plan may cut */
  readonly keep: readonly BranchReference[];
  /** that a person will reconstruct where a plan cuts them */
  readonly reconstruct: readonly BranchReference[];
}

type Found = { readonly branches: readonly BranchReference[] } | Refusal;
interface Refusal {
  readonly code: "policy/unknown-vessel" | "policy/vessel-moved" | "policy/contradiction";
  readonly field: RefusedField;
}

/**
 * Finds the vessels that a policy names: a name means every branch called so, as one vein is often several branches.
 *
 * @throws InputError `policy/unknown-vessel` naming every vessel that these trees do not have, `policy/vessel-moved` where `atMm` is
 *   more than 3 mm from the branch, `policy/contradiction` where one branch is both kept and reconstructed
 */
export function resolvePolicyVessels(
  policy: Pick<Policy, "keepVessels" | "reconstructVessels">,
  anatomy: LiverAnatomy,
): PolicyVessels {
  const keep = findAll("keepVessels", policy, anatomy);
  const reconstruct = findAll("reconstructVessels", policy, anatomy);
  const kept = new Set(keep.branches.map(branchKey));
  const both = reconstruct.branches.filter((branch) => kept.has(branchKey(branch)));
  const refusals = [
    ...keep.refusals,
    ...reconstruct.refusals,
    ...both.flatMap(({ tree, branch }) =>
      ["keepVessels", "reconstructVessels"].map(
        (path): Refusal => ({
          code: "policy/contradiction",
          field: {
            path,
            problem: `${tree} branch ${branch} must stay and is to be reconstructed; only a vessel that is cut can be`,
          },
        }),
      ),
    ),
  ];
  if (refusals.length > 0) {
    const { code } = refusals[0]!;
    throw new InputError(
      code,
      refusals.filter((refusal) => refusal.code === code).map(({ field }) => field),
    );
  }
  return { keep: keep.branches, reconstruct: reconstruct.branches };
}

function findAll(
  name: "keepVessels" | "reconstructVessels",
  policy: Pick<Policy, "keepVessels" | "reconstructVessels">,
  anatomy: LiverAnatomy,
): { readonly branches: readonly BranchReference[]; readonly refusals: readonly Refusal[] } {
  const found = policy[name].value.map((vessel, n) => find(vessel, `${name}.value[${n}]`, anatomy));
  return {
    branches: found.flatMap((one) => ("branches" in one ? one.branches : [])),
    refusals: found.flatMap((one) => ("branches" in one ? [] : [one])),
  };
}

function find(vessel: PolicyVessel, path: string, anatomy: LiverAnatomy): Found {
  return "name" in vessel ? findNamed(vessel.name, path, anatomy) : findBranch(vessel, path, anatomy);
}

function findNamed(name: string, path: string, { trees }: LiverAnatomy): Found {
  const all = (Object.keys(trees) as TreeKind[]).flatMap((tree) =>
    (trees[tree]?.branches ?? []).map((branch) => ({ tree, branch: branch.id, atMm: branch.atMm, name: branch.name })),
  );
  const branches = all.filter((branch) => branch.name === name.toLowerCase());
  if (branches.length > 0) return { branches: branches.map(({ tree, branch, atMm }) => ({ tree, branch, atMm })) };
  const names = [...new Set(all.map((branch) => branch.name).filter((one) => one !== "unnamed"))];
  return unknownVessel(
    path,
    `no vessel of this liver is called "${name}"; found ${names.length > 0 ? names.join(", ") : "no named vessel"}. It was probably not labelled or not recognised: give its branch as plan.json names it, such as { "tree": "hepatic", "branch": "H3" }`,
  );
}

function findBranch(vessel: Exclude<PolicyVessel, { name: string }>, path: string, { trees }: LiverAnatomy): Found {
  const { tree, branch: id, atMm } = vessel;
  const branch = trees[tree]?.branches.find((one) => one.id === id);
  if (branch === undefined)
    return unknownVessel(
      path,
      trees[tree] === undefined
        ? `${id} is named, but no ${tree} tree was found: its label is missing`
        : `the ${tree} tree has no branch ${id}; the policy was probably written for other labels`,
    );
  const movedMm = atMm === undefined ? 0 : distanceMm(worldPoint(...atMm), branch.atMm);
  if (movedMm > REFERENCE_TOLERANCE_MM)
    return {
      code: "policy/vessel-moved",
      field: {
        path,
        problem: `${id} lies ${movedMm.toFixed(1)} mm from where the policy has it (at most ${REFERENCE_TOLERANCE_MM} mm allowed): the labels have probably changed since, and the id now means another vessel`,
      },
    };
  return { branches: [{ tree, branch: id as BranchId, atMm: branch.atMm }] };
}

function unknownVessel(path: string, problem: string): Refusal {
  return { code: "policy/unknown-vessel", field: { path, problem } };
}

function branchKey({ tree, branch }: BranchReference): string {
  return `${tree} ${branch}`;
}
