import type { Citation } from "../citation.ts";
import { type Finding, type KnownFinding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { childhood } from "../volume/surface-formula.ts";
import { liverVolumeVauthey } from "../volume/vol-vauthey.ts";
import { tumourFreeVolumeMl } from "./flr-measured.ts";
import { lackingVolumes, type Remnant } from "./remnant.ts";
import { DEFAULT_THRESHOLDS, type ThresholdPolicy } from "./threshold-policy.ts";

/** The volume that a threshold is a fraction of. `larger` is for a source that allows either. */
type Denominator = "estimated" | "measured" | "larger";

interface Threshold {
  readonly rule: Rule;
  readonly fraction: number;
  readonly denominator: Denominator;
  readonly applies: Condition;
}

type Condition =
  | { readonly kind: "yes"; readonly why: string }
  | { readonly kind: "no"; readonly because: string }
  | { readonly kind: "unknown"; readonly missing: readonly string[] };

const TABLE: Citation = {
  authors: "Kawaguchi Y, Vauthey JN",
  year: 2019,
  where: "J Surg Oncol 119:594",
  doi: "10.1002/jso.25430",
  locator: "table 1",
};
const SHINDOH: Citation = {
  authors: "Shindoh J et al.",
  year: 2013,
  where: "J Am Coll Surg 216:201",
  doi: "10.1016/j.jamcollsurg.2012.10.018",
};
const LONG_CHEMOTHERAPY = { weeks: 12, cycles: 6 };
const DENOMINATOR_NAMES = {
  estimated: "the estimated volume (VOL-VAUTHEY-2002)",
  measured: "the measured volume without tumour",
  larger: "the larger of estimated and measured volume",
} as const;

/**
 * Every threshold on the functional remnant, each on its own denominator: first those that apply, the one that asks for most
 * millilitres foremost (it decides), then those that lack an input, then those that do not apply.
 *
 * `value` is the fraction of the threshold's own denominator; `group` is sufficient or insufficient, with "borderline" within
 * two points.
 */
export function flrThresholds(remnant: Remnant, policy: ThresholdPolicy = DEFAULT_THRESHOLDS): Finding[] {
  return judgedThresholds(remnant, policy).map(({ finding }) => finding);
}

/** The threshold that decides: of those that apply, the one that asks for most; undefined where one that applies cannot be computed. */
export function strictestThreshold(
  remnant: Remnant,
  policy: ThresholdPolicy = DEFAULT_THRESHOLDS,
): Pick<JudgedThreshold, "fraction" | "wantedMl"> | undefined {
  const due = judgedThresholds(remnant, policy).filter(({ isDue }) => isDue);
  return due.every(({ finding }) => finding.kind === "known") ? due[0] : undefined;
}

export interface JudgedThreshold {
  readonly finding: Finding;
  /** of the threshold's own denominator */
  readonly fraction: number;
  /** least remnant that it asks for; 0 where that is not known */
  readonly wantedMl: number;
  /** its condition is known to hold: if the finding is unknown all the same, no verdict may pass it over */
  readonly isDue: boolean;
}

/** The thresholds in the order of {@link flrThresholds}, with what the verdict on sufficiency needs to know of each. */
export function judgedThresholds(remnant: Remnant, policy: ThresholdPolicy): JudgedThreshold[] {
  const rank = { known: 0, unknown: 1, "not-applicable": 2 } as const;
  return thresholds(remnant, policy)
    .map((threshold) => judge(threshold, remnant, policy))
    .sort((a, b) => rank[a.finding.kind] - rank[b.finding.kind] || b.wantedMl - a.wantedMl);
}

/** The conditions of the evidence reference's table, in its order. */
function thresholds(remnant: Remnant, policy: ThresholdPolicy): Threshold[] {
  const rule = (population: string, source: Citation): Rule => ({ id: "FLR-THRESHOLDS", source, verification: "V2", population });
  const chemotherapy = chemotherapyApplies(remnant);
  const steatosis = remnant.steatosis;
  const normal = normalApplies(remnant, policy);
  return [
    {
      rule: rule("colorectal metastases, default", { ...SHINDOH, readIn: "Kawaguchi and Vauthey 2019, table 1" }),
      fraction: policy.defaultFraction,
      denominator: "estimated",
      applies:
        normal.kind === "yes"
          ? { kind: "no", because: `a normal liver was confirmed by ${policy.normalLiverConfirmedBy}` }
          : { kind: "yes", why: "the default" },
    },
    {
      rule: rule("normal liver without chemotherapy", { ...TABLE, locator: "table 1: Kishi 2009" }),
      fraction: policy.normalFraction,
      denominator: "estimated",
      applies: normal,
    },
    {
      rule: rule("chemotherapy over 12 weeks", { ...SHINDOH, readIn: "Kawaguchi and Vauthey 2019, table 1" }),
      fraction: policy.chemotherapyFraction,
      denominator: "estimated",
      applies: chemotherapy,
    },
    {
      rule: rule("steatosis", {
        authors: "de Graaf et al.",
        year: 2010,
        where: "introduction",
        locator: "compromised liver over 30–40 %",
      }),
      fraction: steatosis === "mild" ? policy.mildSteatosisFraction : policy.steatosisFraction,
      denominator: "larger",
      applies: conditionApplies(steatosis, "steatosis"),
    },
    {
      rule: rule("fibrosis or cirrhosis", { ...TABLE, locator: "table 1: Azoulay 2000" }),
      fraction: policy.fibrosisFraction,
      denominator: "measured",
      applies: conditionApplies(remnant.fibrosis, "fibrosis"),
    },
  ];
}

function judge({ rule, fraction, denominator, applies }: Threshold, remnant: Remnant, policy: ThresholdPolicy): JudgedThreshold {
  const tooYoung = childhood(remnant);
  if (tooYoung !== undefined) return { finding: notApplicable(rule, tooYoung), fraction, wantedMl: 0, isDue: false };
  if (applies.kind === "no") return { finding: notApplicable(rule, applies.because), fraction, wantedMl: 0, isDue: false };
  if (applies.kind === "unknown") return { finding: unknown(rule, applies.missing), fraction, wantedMl: 0, isDue: false };
  const base = denominatorMl(denominator, remnant);
  if (base.kind === "not-applicable") return { finding: notApplicable(rule, base.because), fraction, wantedMl: 0, isDue: false };
  const missing = [...lackingVolumes(remnant, ["flrMl"]), ...(base.kind === "unknown" ? base.missing : [])];
  if (base.kind === "unknown" || missing.length > 0)
    return { finding: unknown(rule, missing, "caution"), fraction, wantedMl: 0, isDue: true };
  const value = remnant.flrMl! / base.ml;
  const because = `${applies.why}: ${remnant.flrMl!.toFixed(0)} mL is ${percent(value)} of ${DENOMINATOR_NAMES[denominator]}; at least ${percent(fraction)} (${(fraction * base.ml).toFixed(0)} mL) is wanted`;
  return {
    finding: known(rule, { value, unit: "fraction", because, ...verdict(value, fraction, policy) }),
    fraction,
    wantedMl: fraction * base.ml,
    isDue: true,
  };
}

type DenominatorMl =
  | { readonly kind: "known"; readonly ml: number }
  | { readonly kind: "unknown"; readonly missing: readonly string[] }
  | { readonly kind: "not-applicable"; readonly because: string };

function denominatorMl(denominator: Denominator, remnant: Remnant): DenominatorMl {
  const estimate = liverVolumeVauthey(remnant);
  const estimated: DenominatorMl = estimate.kind === "known" ? { kind: "known", ml: estimate.value } : estimate;
  const tumourFreeMl = tumourFreeVolumeMl(remnant);
  const measured: DenominatorMl =
    tumourFreeMl === undefined
      ? { kind: "unknown", missing: lackingVolumes(remnant, ["totalLiverVolumeMl", "tumourVolumeMl"]) }
      : { kind: "known", ml: tumourFreeMl };
  if (denominator === "estimated") return estimated;
  if (denominator === "measured") return measured;
  if (measured.kind !== "known") return measured;
  // The source allows either: where no estimate exists for this body, the measured volume stands alone.
  if (estimated.kind === "not-applicable") return measured;
  return estimated.kind === "unknown" ? estimated : { kind: "known", ml: Math.max(estimated.ml, measured.ml) };
}

/** Rounding of a division must not turn exactly two points into more. */
const ROUNDING = 1e-12;

function verdict(value: number, fraction: number, policy: ThresholdPolicy): Pick<KnownFinding, "group" | "severity"> {
  const isEnough = value >= fraction - ROUNDING;
  const isBorderline = Math.abs(value - fraction) <= policy.borderlineFraction + ROUNDING;
  const group = isEnough ? "sufficient" : "insufficient";
  return {
    group: isBorderline ? `${group}, borderline` : group,
    severity: isEnough ? (isBorderline ? "caution" : "info") : "warning",
  };
}

function chemotherapyApplies({ chemotherapyWeeks, chemotherapyCycles, chemotherapyMissing = [] }: Remnant): Condition {
  const isLong = (chemotherapyWeeks ?? 0) > LONG_CHEMOTHERAPY.weeks || (chemotherapyCycles ?? 0) > LONG_CHEMOTHERAPY.cycles;
  if (isLong)
    return { kind: "yes", why: `chemotherapy over ${LONG_CHEMOTHERAPY.weeks} weeks or ${LONG_CHEMOTHERAPY.cycles} cycles` };
  if (chemotherapyMissing.length > 0) return { kind: "unknown", missing: chemotherapyMissing };
  if (chemotherapyWeeks === undefined && chemotherapyCycles === undefined) return { kind: "unknown", missing: ["chemotherapy"] };
  return {
    kind: "no",
    because: `chemotherapy did not exceed ${LONG_CHEMOTHERAPY.weeks} weeks or ${LONG_CHEMOTHERAPY.cycles} cycles`,
  };
}

function conditionApplies(degree: string | undefined, name: "steatosis" | "fibrosis"): Condition {
  if (degree === undefined) return { kind: "unknown", missing: [`liver.${name}`] };
  if (degree === "none") return { kind: "no", because: `no ${name}` };
  return { kind: "yes", why: degree === "cirrhosis" ? degree : `${degree} ${name}` };
}

/** The low threshold needs a person's word and nothing that speaks against it. */
function normalApplies(remnant: Remnant, policy: ThresholdPolicy): Condition {
  if (policy.normalLiverConfirmedBy === undefined) return { kind: "no", because: "no clinician has confirmed a normal liver" };
  const { chemotherapyGiven, chemotherapyWeeks = 0, chemotherapyCycles = 0 } = remnant;
  if (chemotherapyGiven || chemotherapyWeeks > 0 || chemotherapyCycles > 0)
    return { kind: "no", because: "chemotherapy was given" };
  const isSick = [remnant.steatosis, remnant.fibrosis].some((degree) => degree !== undefined && degree !== "none");
  if (isSick) return { kind: "no", because: "the liver has steatosis or fibrosis" };
  return { kind: "yes", why: `normal liver, confirmed by ${policy.normalLiverConfirmedBy}` };
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(1)} %`;
}
