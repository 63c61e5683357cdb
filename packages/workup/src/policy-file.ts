import { z } from "zod";
import { InputError } from "./input-error.ts";
import { parseInput } from "./parse-input.ts";

/** A limit that somebody chose, with the reason for it. */
const chosen = <T extends z.ZodType>(value: T) => z.strictObject({ value, reason: z.string().min(1) });

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

const fields = {
  marginWantedMm: chosen(positiveMm),
  marginAutomaticMinimumMm: chosen(positiveMm),
  congestionFactor: chosen(z.number().min(0).max(1)),
  borderErrorMm: chosen(z.number().min(0).max(10)),
  /** what theatre adds to the error of imaging; margins below max(1 mm, voxel + this) are not predictable */
  executionErrorMm: chosen(z.number().min(0).max(20)),
  hilumClearanceMm: chosen(positiveMm),
  thresholds: chosen(thresholds),
};

/** `policy.json`: a file gives only what it changes, each with its reason. */
export const policyFile = z.strictObject({
  schemaVersion: z.literal(1),
  ...Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, schema.optional()])),
} as { schemaVersion: z.ZodLiteral<1> } & { [Name in keyof typeof fields]: z.ZodOptional<(typeof fields)[Name]> });

export type Policy = { readonly [Name in keyof typeof fields]: z.infer<(typeof fields)[Name]> };

/** What holds where a policy.json says nothing. */
export const DEFAULT_POLICY: Policy = {
  marginWantedMm: { value: 10, reason: "a wide margin of 10 mm is what surgery for metastases aims at (RES-MARGIN)" },
  marginAutomaticMinimumMm: { value: 5, reason: "local recurrence is mostly at margins under 5 mm (RES-MARGIN, Angelsen 2014)" },
  congestionFactor: {
    value: 1,
    reason: "undrained liver counts as lost unless a person says otherwise (CONGESTION, conservative)",
  },
  borderErrorMm: { value: 1, reason: "standard deviation of a label's border, about the in-plane resolution of abdominal CT" },
  executionErrorMm: { value: 0, reason: "how far a cut strays from its plan is for the team to state from its own results" },
  hilumClearanceMm: { value: 10, reason: "no wedge within 10 mm of the hilar bifurcation" },
  thresholds: { value: {}, reason: "thresholds by liver quality as the evidence has them (FLR-THRESHOLDS, FLR-BW)" },
};

/**
 * The policy in force: the defaults, changed by `file` (parsed JSON) where given.
 *
 * @throws InputError `policy/refused` naming every bad field, `policy/contradiction` where two limits cannot both hold
 */
export function policyFrom(file?: unknown): Policy {
  if (file === undefined) return DEFAULT_POLICY;
  const { schemaVersion: _, ...changes } = parseInput(policyFile, file, "policy/refused");
  const given = Object.fromEntries(Object.entries(changes).filter(([, limit]) => limit !== undefined));
  const policy: Policy = { ...DEFAULT_POLICY, ...given };
  if (policy.marginAutomaticMinimumMm.value > policy.marginWantedMm.value)
    throw new InputError("policy/contradiction", [
      {
        path: "marginAutomaticMinimumMm",
        problem: `the least margin (${policy.marginAutomaticMinimumMm.value} mm) is above the wanted one (${policy.marginWantedMm.value} mm)`,
      },
    ]);
  return policy;
}

/** The limits of `policy` that are not the defaults, as plan.json tells them. */
export function policyChanges(policy: Policy): { name: string; value: string; reason: string }[] {
  return Object.entries(policy)
    .filter(([name, limit]) => limit !== DEFAULT_POLICY[name as keyof Policy])
    .map(([name, { value, reason }]) => ({ name, value: JSON.stringify(value), reason }));
}
