import { DEFAULT_THRESHOLDS } from "@cantlie/clinical";
import type { DocumentFinding, PlanDocument, PlanEntry } from "@cantlie/workup";
import { thresholdOnEstimate } from "../sufficiency.ts";

/** What the remnant may be divided by, side by side: formulas for the estimated liver, and the liver as measured. */
export const DENOMINATORS = [
  { name: "Vauthey", rule: "VOL-VAUTHEY-2002" },
  { name: "Heinemann", rule: "VOL-HEINEMANN-1999" },
  { name: "Urata", rule: "VOL-URATA-1995" },
  { name: "Korean", rule: "VOL-KOREA-1000" },
  { name: "Chinese", rule: "VOL-FENG-2017" },
  { name: "measured, without tumour", rule: undefined },
] as const;

export type Denominator = (typeof DENOMINATORS)[number];

/** What of the liver that stays is counted. */
export const REMNANTS = [
  { kind: "functional", words: "functional remnant, congested liver counted as lost" },
  { kind: "uncongested", words: "functional remnant, congested liver counted as working" },
  { kind: "plain", words: "plain remnant, whatever its vessels" },
] as const;

export type RemnantKind = (typeof REMNANTS)[number]["kind"];

/** The volume of one kind of remnant; undefined where it is not known. */
export function remnantMl({ volumes }: PlanEntry, kind: RemnantKind): number | undefined {
  if (kind === "functional") return volumes.functionalRemnantFullCongestionMl;
  if (kind === "uncongested") return volumes.functionalRemnantIgnoringCongestionMl;
  return volumes.remnantMl - volumes.tumourLeftMl;
}

/** The rule that gives a denominator, as the plan's findings have it; undefined for the measured liver. */
export function estimateOf({ findings }: PlanEntry, { rule }: Denominator): DocumentFinding | undefined {
  return findings.find((finding) => finding.rule === rule && finding.kind === "known");
}

export function denominatorMl(document: PlanDocument, plan: PlanEntry, denominator: Denominator): number | undefined {
  if (denominator.rule !== undefined) return estimateOf(plan, denominator)?.value;
  return document.anatomy.liverVolumeMl - document.anatomy.tumourVolumeMl;
}

/** A remnant as share of a denominator; undefined where either is not known. */
export function shareOf(
  document: PlanDocument,
  plan: PlanEntry,
  { denominator, kind }: { readonly denominator: Denominator; readonly kind: RemnantKind },
): number | undefined {
  const [part, whole] = [remnantMl(plan, kind), denominatorMl(document, plan, denominator)];
  return part === undefined || whole === undefined ? undefined : part / whole;
}

/** The same of body weight, from the share that the plan gives of its functional remnant. */
export function bodyWeightShare(plan: PlanEntry, kind: RemnantKind): number | undefined {
  const [part, functional] = [remnantMl(plan, kind), remnantMl(plan, "functional")];
  const share = plan.ratios.flrBodyWeightFraction;
  return part === undefined || functional === undefined || functional === 0 || share === undefined
    ? undefined
    : (share * part) / functional;
}

/** "Chinese formula" and the like that would turn the verdict, and whether the verdict may be asked at all. */
export interface Choices {
  readonly verdict: "sufficient" | "insufficient" | undefined;
  /** what would have to be chosen, in words */
  readonly flippedBy: readonly string[];
}

/**
 * Which choice of denominator or remnant would turn the verdict on a plan, all else as it is. The threshold is kept though it
 * was derived on the Vauthey formula: that is what is asked. Nothing turns a verdict that rests on too few segments, and nothing
 * is asked where the threshold was derived on another denominator.
 */
export function choicesThatFlip(document: PlanDocument, plan: PlanEntry): Choices {
  const group = plan.findings.find(({ rule, kind }) => rule === "FLR-SUFFICIENCY" && kind === "known")?.group;
  if (group === undefined) return { verdict: undefined, flippedBy: [] };
  const verdict = group.startsWith("insufficient") ? "insufficient" : "sufficient";
  const anatomy = plan.findings.find(({ rule, kind }) => rule === "FLR-MIN-ANATOMY" && kind === "known")?.group;
  const threshold = thresholdOnEstimate(plan);
  if (anatomy?.startsWith("insufficient") || threshold === undefined) return { verdict, flippedBy: [] };
  const wouldBe = (denominator: Denominator, kind: RemnantKind): Choices["verdict"] => {
    const [share, ofWeight] = [shareOf(document, plan, { denominator, kind }), bodyWeightShare(plan, kind)];
    if (share === undefined) return undefined;
    const isEnough =
      isAtLeast(share, threshold) && (ofWeight === undefined || isAtLeast(ofWeight, bodyWeightThreshold(document)));
    return isEnough ? "sufficient" : "insufficient";
  };
  const turns = (now: Choices["verdict"]): boolean => now !== undefined && now !== verdict;
  const [vauthey, ...others] = DENOMINATORS;
  return {
    verdict,
    flippedBy: [
      ...others
        .filter((denominator) => turns(wouldBe(denominator, "functional")))
        .map(({ name, rule }) => (rule === undefined ? "the measured liver as denominator" : `the ${name} formula`)),
      ...(turns(wouldBe(vauthey, "uncongested")) ? ["congested liver counted as working"] : []),
      ...(turns(wouldBe(vauthey, "plain")) ? ["the plain remnant"] : []),
      ...(turns(byOneRule(document, plan, threshold)) ? ["only one of the two ratios asked"] : []),
    ],
  };
}

/** What the verdict would be if either of the two ratios were enough by itself. */
function byOneRule(document: PlanDocument, plan: PlanEntry, threshold: number): Choices["verdict"] {
  const [share, ofWeight] = [
    shareOf(document, plan, { denominator: DENOMINATORS[0], kind: "functional" }),
    bodyWeightShare(plan, "functional"),
  ];
  if (share === undefined || ofWeight === undefined) return undefined;
  const isEnough = isAtLeast(share, threshold) || isAtLeast(ofWeight, bodyWeightThreshold(document));
  return isEnough ? "sufficient" : "insufficient";
}

/** Least share of body weight in force. */
export function bodyWeightThreshold({ thresholds }: PlanDocument): number {
  return thresholds?.flrBodyWeightFraction ?? DEFAULT_THRESHOLDS.flrBodyWeightFraction;
}

/** Nearer than this to its threshold a share is called borderline. */
export function borderlineFraction({ thresholds }: PlanDocument): number {
  return thresholds?.borderlineFraction ?? DEFAULT_THRESHOLDS.borderlineFraction;
}

/** Whether a share reaches its threshold. */
export function isAtLeast(share: number, threshold: number): boolean {
  return share >= threshold - ROUNDING;
}

/** Whether a share lies so near to its threshold that segmentation and formula err by more. */
export function isBorderline(document: PlanDocument, share: number, threshold: number): boolean {
  return Math.abs(share - threshold) <= borderlineFraction(document) + ROUNDING;
}

/** Rounding of a division must not turn exactly two points into more, as little as it does in the rule. */
const ROUNDING = 1e-12;
