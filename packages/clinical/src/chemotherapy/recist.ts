import { type Finding, known, type Rule, unknown } from "../finding.ts";

export const RECIST: Rule = {
  id: "RECIST-1.1",
  source: {
    authors: "Eisenhauer EA et al.",
    year: 2009,
    where: "Eur J Cancer 45:228",
    locator: "sums of longest diameters of target lesions",
    readIn: "source code that cites it; at most 5 targets, 2 per organ, is not confirmed",
  },
  verification: "V2",
  population: "measurable solid tumours on CT in slices of at most 5 mm",
};

/** One target lesion. */
export interface TargetLesion {
  readonly organ: string;
  /** lymph nodes are measured across, others along their longest diameter */
  readonly isNode: boolean;
  readonly baselineMm: number;
  /** 0 if it is gone */
  readonly currentMm: number;
}

/** Two scans of the same targets, and what was seen beside them; absent is not known. */
export interface TumourMeasurements {
  readonly targets: readonly TargetLesion[];
  /** the smallest sum of any scan since treatment began, the baseline's included */
  readonly nadirSumMm?: number | undefined;
  readonly newLesions?: boolean | undefined;
  /** unequivocal growth of what is not a target */
  readonly nonTargetProgression?: boolean | undefined;
  /** nothing is left of what was not a target, or there was nothing */
  readonly nonTargetsGone?: boolean | undefined;
}

export type RecistResponse = "complete response" | "partial response" | "stable disease" | "progressive disease";

const LEAST_TARGET_MM = 10;
const LEAST_NODE_MM = 15;
const NORMAL_NODE_MM = 10;
const MOST_TARGETS = 5;
const MOST_PER_ORGAN = 2;

/**
 * Response by RECIST 1.1; `value` is the change of the sum, against the baseline, or for progression against the nadir.
 *
 * @throws RangeError if a diameter is negative
 */
export function recist(measurements: TumourMeasurements | undefined): Finding {
  if (measurements === undefined || measurements.targets.length === 0) return unknown(RECIST, ["recist.targets"]);
  const { targets, nadirSumMm, newLesions, nonTargetProgression, nonTargetsGone } = measurements;
  const baselineMm = sumOf(targets, "baselineMm");
  const currentMm = sumOf(targets, "currentMm");
  const tell = (response: RecistResponse, reason: string, fromMm: number): Finding =>
    known(RECIST, {
      value: fromMm === 0 ? 0 : currentMm / fromMm - 1,
      unit: "fraction",
      group: response,
      severity: response === "progressive disease" ? "warning" : "info",
      because: reason,
      cautions: [...targetCautions(targets), "after bevacizumab the lesions' look tells more than their size"],
    });
  const sums = `sum ${baselineMm} mm at baseline, ${nadirSumMm ?? "not known"} mm at its smallest, ${currentMm} mm now`;
  if (newLesions === true) return tell("progressive disease", `new lesions; ${sums}`, baselineMm);
  if (nonTargetProgression === true) return tell("progressive disease", `what is not a target grew; ${sums}`, baselineMm);
  if (nadirSumMm === undefined) return unknown(RECIST, ["recist.nadirSumMm"]);
  if (hasGrown(currentMm, nadirSumMm)) return tell("progressive disease", sums, nadirSumMm);
  if (newLesions === undefined) return unknown(RECIST, ["recist.newLesions"]);
  if (targets.every(isGone)) {
    if (nonTargetsGone === undefined) return unknown(RECIST, ["recist.nonTargetsGone"]);
    if (nonTargetsGone) return tell("complete response", sums, baselineMm);
  }
  return hasShrunk(currentMm, baselineMm) || targets.every(isGone)
    ? tell("partial response", sums, baselineMm)
    : tell("stable disease", sums, baselineMm);
}

/** At least 20 % and 5 mm over the smallest sum; whole numbers keep the cut-off exact. */
function hasGrown(currentMm: number, nadirMm: number): boolean {
  return 5 * currentMm >= 6 * nadirMm && currentMm - nadirMm >= 5;
}

/** At least 30 % below the baseline. */
function hasShrunk(currentMm: number, baselineMm: number): boolean {
  return 10 * currentMm <= 7 * baselineMm;
}

/** A node of normal size counts as gone, although it still adds to the sum. */
function isGone({ isNode, currentMm }: TargetLesion): boolean {
  return isNode ? currentMm < NORMAL_NODE_MM : currentMm === 0;
}

function sumOf(targets: readonly TargetLesion[], name: "baselineMm" | "currentMm"): number {
  for (const target of targets) if (!(target[name] >= 0)) throw new RangeError(`${name} is ${target[name]}, expected 0 or more`);
  return targets.reduce((sum, target) => sum + target[name], 0);
}

function targetCautions(targets: readonly TargetLesion[]): string[] {
  const small = targets.filter(({ isNode, baselineMm }) => baselineMm < (isNode ? LEAST_NODE_MM : LEAST_TARGET_MM));
  const organs = [...new Set(targets.map(({ organ }) => organ))];
  const crowded = organs.filter((organ) => targets.filter((target) => target.organ === organ).length > MOST_PER_ORGAN);
  return [
    ...(small.length > 0
      ? [`${small.length} targets are too small to be one: from ${LEAST_TARGET_MM} mm, nodes from ${LEAST_NODE_MM} mm`]
      : []),
    ...(targets.length > MOST_TARGETS ? [`more than ${MOST_TARGETS} targets (unverified limit)`] : []),
    ...(crowded.length > 0 ? [`more than ${MOST_PER_ORGAN} targets in ${crowded.join(", ")} (unverified limit)`] : []),
  ];
}
