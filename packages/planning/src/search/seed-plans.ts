import type { SearchLimits } from "./search-limits.ts";
import type { SearchProblem } from "./search-problem.ts";

/**
 * Plans that a surgeon would think of first: each candidate in turn, completed lesion by lesion with what treats the lesion best by one rule.
 * They only make the search faster: the more is beaten from the start, the less has to be looked at.
 */
export function seedPlans(problem: SearchProblem, { maxAblations }: Pick<SearchLimits, "maxAblations">): number[][] {
  const { candidates, lesions, order } = problem;
  const alone = candidates.map((_, candidate) => problem.evaluate([candidate]));
  const isAblation = (candidate: number): boolean => candidates[candidate]!.treatment.kind === "ablation";
  const isSurveillance = (candidate: number): boolean => candidates[candidate]!.treatment.kind === "surveillance";
  const loss = (candidate: number): number => alone[candidate]!.liverLostVoxels;
  const deficit = (candidate: number): number => alone[candidate]!.marginDeficitMm;
  const rules: readonly ((candidate: number) => readonly number[])[] = [
    (one) => [Number(isSurveillance(one)), Number(isAblation(one)), loss(one)],
    (one) => [Number(isSurveillance(one)), Number(isAblation(one)), deficit(one), loss(one)],
    (one) => [Number(isSurveillance(one)), loss(one)],
    (one) => [loss(one)],
    (one) => [Number(isSurveillance(one)), Number(isAblation(one)), loss(one) / held(one).length],
  ];
  const held = (candidate: number): number[] => candidates[candidate]!.lesions.filter((lesion) => lesions.includes(lesion));
  const plans = new Map<string, number[]>();
  for (const rule of rules) {
    const ranked = [...order].sort((a, b) => compare(rule(a), rule(b)));
    const ofLesion = new Map(lesions.map((lesion) => [lesion, ranked.filter((one) => held(one).includes(lesion))]));
    for (const start of [undefined, ...order]) {
      if (start !== undefined && held(start).length === 0) continue;
      const chosen = start === undefined ? [] : [start];
      for (const lesion of lesions) {
        if (chosen.some((one) => held(one).includes(lesion))) continue;
        const ablations = chosen.filter(isAblation).length;
        const next = ofLesion.get(lesion)!.find((one) => !isAblation(one) || ablations < maxAblations);
        if (next !== undefined) chosen.push(next);
      }
      const isPlan =
        lesions.every((lesion) => chosen.some((one) => held(one).includes(lesion))) &&
        chosen.filter(isAblation).length <= maxAblations;
      if (isPlan) plans.set([...chosen].sort((a, b) => a - b).join(), chosen);
    }
  }
  return [...plans.values()];
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let n = 0; n < a.length; n++) if (a[n] !== b[n]) return a[n]! - b[n]!;
  return 0;
}
