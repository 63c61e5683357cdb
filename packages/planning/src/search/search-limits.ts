import type { LesionId } from "@cantlie/anatomy";

/** Numbers of the policy and of the body that search depends on. */
export interface SearchLimits {
  readonly marginWantedMm: number;
  readonly marginAutomaticMinimumMm: number;
  /** lesions of which another margin is wanted, mm */
  readonly marginWantedOfMm?: Readonly<Record<LesionId, number>>;
  /** separate cuts of one operation at most */
  readonly maxCuts: number;
  readonly maxAblations: number;
  /** least functional remnant at f = 1 that the strictest rule asks for; undefined where the body is not known */
  readonly wantedRemnantMl: number | undefined;
  /** bounds of partial plans after which search stops and states what it has not seen */
  readonly budget: number;
}
