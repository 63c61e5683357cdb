import { z } from "zod";
import { DEFAULT_POLICY } from "./default-policy.ts";
import type { Frozen } from "./frozen.ts";
import { parseInput } from "./parse-input.ts";
import { refuseContradictions } from "./policy-contradictions.ts";
import { branchReference, segment } from "./resections-file.ts";

const positiveMm = z.number().positive().max(100);
const fraction = z.number().min(0).max(1);

/** Least remnants, as `ThresholdPolicy` of @cantlie/clinical names them; a file gives those that it changes. */
export const thresholds = z.strictObject({
  defaultFraction: fraction.optional(),
  normalFraction: fraction.optional(),
  chemotherapyFraction: fraction.optional(),
  mildSteatosisFraction: fraction.optional(),
  steatosisFraction: fraction.optional(),
  fibrosisFraction: fraction.optional(),
  flrBodyWeightFraction: z.number().min(0).max(0.05, "a share of body weight, such as 0.005 for 0.5 %").optional(),
  borderlineFraction: z.number().min(0).max(0.2).optional(),
  /** who says that this liver is normal (no chemotherapy, fat or fibrosis), which allows the low threshold */
  normalLiverConfirmedBy: z.string().min(1).optional(),
});

/** A vessel by its branch in plan.json, or by its name: all branches called so. */
const vessel = z.union([branchReference, z.strictObject({ name: z.string().min(1) })], {
  error: 'a vessel is { "tree": "hepatic", "branch": "H3" } or { "name": "middle hepatic vein" }',
});

const limits = {
  marginWantedMm: positiveMm,
  marginAutomaticMinimumMm: positiveMm,
  congestionFactor: fraction,
  borderErrorMm: z.number().min(0).max(10),
  /** what theatre adds to the error of imaging; margins below max(1 mm, voxel + this) are not predictable */
  executionErrorMm: z.number().min(0).max(20),
  hilumClearanceMm: positiveMm,
  thresholds,
  /** separate pieces that one operation may take */
  maxCuts: z.int().min(0).max(20),
  ablation: z.strictObject({
    largestLesionMm: positiveMm,
    mostZones: z.int().min(0).max(20),
    /** from first-order pedicles and the bifurcation, where the central ducts run */
    ductDistanceMm: z.number().min(0).max(100),
    marginMm: positiveMm,
    marginMinimumMm: positiveMm,
  }),
  /** that no automatic plan may cut */
  keepVessels: z.array(vessel),
  /** that no automatic plan may touch */
  keepSegments: z.array(segment),
  /** that a person will reconstruct, if a plan cuts them */
  reconstructVessels: z.array(vessel),
  /** bounds of partial plans after which the search stops */
  searchBudget: z.int().min(1).max(1e9),
  /** how many found plans are shown */
  shownPlans: z.strictObject({ least: z.int().min(1).max(7), most: z.int().min(1).max(12) }),
};

type LimitName = keyof typeof limits;
type LimitValue<Name extends LimitName> = Frozen<z.infer<(typeof limits)[Name]>>;

/** A limit that somebody chose, with the reason for it. */
export interface ChosenLimit<Value> {
  readonly value: Value;
  readonly reason: string;
}

/** Every limit in force. */
export type Policy = { readonly [Name in LimitName]: ChosenLimit<LimitValue<Name>> };
/** A vessel that a policy names. */
export type PolicyVessel = Policy["keepVessels"]["value"][number];

const reason = z.string().min(1);
const changed = (limit: z.ZodType) =>
  z.strictObject({ value: limit instanceof z.ZodObject ? limit.partial() : limit, reason }).optional();
const fields = Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, changed(limit)]));

/** `policy.json`: a file gives only what it changes, each with its reason; of a limit that is a set of numbers only those that change. */
export const policyFile = z.strictObject({ schemaVersion: z.literal(1), ...fields });

/**
 * The policy in force: the defaults, changed by `file` (parsed JSON) where given.
 *
 * @throws InputError `policy/refused` naming every bad field, `policy/contradiction` naming the fields of all limits that cannot hold together
 */
export function policyFrom(file?: unknown): Policy {
  if (file === undefined) return DEFAULT_POLICY;
  const { schemaVersion: _, ...changes } = parseInput(policyFile, file, "policy/refused");
  const given = (Object.entries(changes) as [LimitName, ChosenLimit<unknown> | undefined][]).flatMap(([name, change]) =>
    change === undefined ? [] : [[name, { ...change, value: withDefaults(name, change.value) }]],
  );
  const policy = { ...DEFAULT_POLICY, ...(Object.fromEntries(given) as Partial<Policy>) };
  refuseContradictions(policy);
  return policy;
}

/** What a file says of one limit, over the numbers of the default that it leaves alone. */
function withDefaults(name: LimitName, value: unknown): unknown {
  const { value: before } = DEFAULT_POLICY[name];
  if (typeof before !== "object" || Array.isArray(before)) return value;
  return { ...(before as object), ...(value as object) };
}

/** The limits of `policy` that are not the defaults, as plan.json tells them. */
export function policyChanges(policy: Policy): { name: string; value: string; reason: string }[] {
  return Object.entries(policy)
    .filter(([name, limit]) => limit !== DEFAULT_POLICY[name as LimitName])
    .map(([name, { value, reason }]) => ({ name, value: JSON.stringify(value), reason }));
}
