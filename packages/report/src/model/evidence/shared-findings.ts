import type { DocumentFinding, PlanEntry } from "@cantlie/workup";

/** What one rule, from one source and for one population, says of the plans: each answer once. */
export interface RuleAnswers {
  readonly rule: string;
  readonly answers: readonly SharedFinding[];
}

/** A finding with the plans that have it word for word. */
export interface SharedFinding {
  readonly finding: DocumentFinding;
  /** from 1, as the plans are shown */
  readonly plans: readonly number[];
}

/** Findings of `plans` that `wanted` asks for, by rule, source and kind, in the order in which the rules stand. */
export function ruleAnswers(
  plans: readonly PlanEntry[],
  wanted: (finding: DocumentFinding, plan: PlanEntry) => boolean,
): RuleAnswers[] {
  const rules = new Map<string, Map<string, { finding: DocumentFinding; plans: number[] }>>();
  for (const [n, plan] of plans.entries())
    for (const finding of plan.findings) {
      if (!wanted(finding, plan)) continue;
      const { rule, kind, source, population } = finding;
      const ofRule = JSON.stringify([rule, kind, source, population]);
      const answers = rules.get(ofRule) ?? new Map<string, { finding: DocumentFinding; plans: number[] }>();
      rules.set(ofRule, answers);
      const answer = answers.get(JSON.stringify(finding));
      if (answer === undefined) answers.set(JSON.stringify(finding), { finding, plans: [n + 1] });
      // one rule may answer alike several times for one plan
      else if (answer.plans.at(-1) !== n + 1) answer.plans.push(n + 1);
    }
  const all = [...rules.values()].map((answers) => [...answers.values()]);
  const places = new Map([...new Set(all.map(([first]) => first!.finding.rule))].map((rule, n) => [rule, n]));
  return all
    .map((answers) => ({ rule: answers[0]!.finding.rule, answers }))
    .sort((a, b) => places.get(a.rule)! - places.get(b.rule)!);
}

/** "1, 3", "2–5", "all" where they are all of `count` */
export function planNumbers(plans: readonly number[], count?: number): string {
  if (plans.length === count) return "all";
  const runs: number[][] = [];
  for (const plan of plans) {
    const run = runs.at(-1);
    if (run && plan === run.at(-1)! + 1) run.push(plan);
    else runs.push([plan]);
  }
  return runs.map((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.join(", "))).join(", ");
}
