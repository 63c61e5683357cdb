/** What the shown order asks of a plan, whether found, named or drawn. */
export interface ShownOrderFacts {
  /** every lesion is removed, ablated or, if it is not certain to be there, watched by decision */
  readonly clearsDisease: boolean;
  /** lesions that stay in place, watched ones not counted */
  readonly lesionsLeft: number;
  /** whether enough liver remains; undefined where that cannot be known */
  readonly isSufficient: boolean | undefined;
  /** what the functional remnant lacks of what is wanted, mL; 0 where enough or not known */
  readonly shortfallMl: number;
  /** disappeared or indeterminate lesions that are only watched */
  readonly lesionsWatched: number;
  /** lesions with less liver around them than the automatic minimum; what a trunk, the cava or a pedicle bounds is for a person to accept */
  readonly lesionsBelowMinimum: number;
  /** lesions that are ablated and not removed */
  readonly lesionsAblated: number;
  readonly stages: number;
  /** liver that stays, alive, without outflow */
  readonly undrainedMl: number;
  /** liver removed, ablated, devitalised or undrained */
  readonly liverLostMl: number;
  /** the organ */
  readonly liverMl: number;
  /** what is wanted of a margin and not reached, summed over the lesions */
  readonly marginDeficitMm: number;
}

/** Less of the liver than this is the same operation as far as the remnant goes: within it the wider margin leads. */
export const SAME_OPERATION_SHARE = 1 / 20;

/**
 * A segment; eight make a liver. An ablation that spares less liver than that does not lead before a resection, and to drain less than that is
 * not worth a larger one.
 */
export const SEGMENT_SHARE = 1 / 8;

/** Deficits that differ by less are the same: no image tells them apart. */
const MARGIN_STEP_MM = 0.5;

/**
 * Numbers that order plans as they are shown, the smaller first, each deciding only where those before it are equal: clearance,
 * sufficiency, lesions only watched, lesions with a margin below the automatic minimum, stages, undrained liver from a segment on in steps of a
 * twentieth, liver lost in steps of a segment, lesions ablated, liver lost in steps of a twentieth, margin deficit, liver lost.
 * Liver that congests must not pass for liver that is spared. Where ablation spares less than a segment, resection leads: its margin can
 * be examined. Among plans that leave too little the one that lacks least comes first: just below its threshold is
 * nearer to an operation than far below with a wider margin. Among plans that do not clear the disease, the one that leaves fewest
 * lesions. See docs/decisions/0007-shown-order.md.
 */
export function shownOrderKey(plan: ShownOrderFacts): readonly number[] {
  const inSteps = (ml: number, share: number): number => Math.floor(ml / (share * plan.liverMl));
  return [
    plan.clearsDisease ? 0 : 1,
    plan.isSufficient === true ? 0 : plan.isSufficient === undefined ? 1 : 2,
    plan.isSufficient === false ? plan.shortfallMl : 0,
    plan.clearsDisease ? 0 : plan.lesionsLeft,
    plan.lesionsWatched,
    plan.lesionsBelowMinimum,
    plan.stages,
    plan.undrainedMl < SEGMENT_SHARE * plan.liverMl ? 0 : inSteps(plan.undrainedMl, SAME_OPERATION_SHARE),
    inSteps(plan.liverLostMl, SEGMENT_SHARE),
    plan.lesionsAblated,
    inSteps(plan.liverLostMl, SAME_OPERATION_SHARE),
    Math.round(plan.marginDeficitMm / MARGIN_STEP_MM),
    plan.liverLostMl,
  ];
}

/** Below 0 where the plan of key `a` is shown before that of `b`; 0 where they are equal. */
export function compareShownOrder(a: readonly number[], b: readonly number[]): number {
  const n = a.findIndex((value, at) => value !== b[at]);
  return n < 0 ? 0 : a[n]! - b[n]!;
}
