import { chiSquareTail } from "./chi-square-tail.ts";
import { dot, invertPositiveDefinite, times } from "./cholesky.ts";
import { checkObservations, numberAtRisk, type Observation, timePoints } from "./observation.ts";

/** Whether groups differ in when the event comes. */
export type LogRank =
  | {
      readonly kind: "known";
      /** in the order given: events that came, and that would have come if all groups were alike */
      readonly groups: readonly { readonly patients: number; readonly observed: number; readonly expected: number }[];
      readonly chiSquare: number;
      readonly degreesOfFreedom: number;
      readonly p: number;
    }
  | { readonly kind: "unknown"; readonly because: string };

/**
 * The log-rank test of two or more groups (Mantel 1966, Peto and Peto 1972), with the hypergeometric variance for ties. A
 * group of which nobody was followed as long as the first event says nothing and takes no degree of freedom.
 *
 * @throws RangeError if there are fewer than two groups, one is empty, or a time is negative or no finite number
 */
export function logRankTest(groups: readonly (readonly Observation[])[]): LogRank {
  if (groups.length < 2) throw new RangeError(`groups holds ${groups.length}, expected at least 2 to compare`);
  for (const group of groups) checkObservations(group);
  const observed = groups.map((group) => group.filter(({ event }) => event).length);
  const expected = groups.map(() => 0);
  const variance = groups.map(() => groups.map(() => 0));
  for (const { time, atRisk, events } of timePoints(groups.flat()).filter((point) => point.events > 0)) {
    const shares = groups.map((group) => numberAtRisk(group, time) / atRisk);
    // one patient at risk leaves nothing to chance
    const spread = atRisk > 1 ? (events * (atRisk - events)) / (atRisk - 1) : 0;
    for (const [a, shareA] of shares.entries()) {
      expected[a]! += events * shareA;
      for (const [b, shareB] of shares.entries()) variance[a]![b]! += spread * shareA * ((a === b ? 1 : 0) - shareB);
    }
  }
  const compared = groups.map((_, n) => n).filter((n) => expected[n]! > 0);
  if (compared.length < 2) return { kind: "unknown", because: "no event came while members of two groups were followed" };
  // the differences of all groups add up to 0, so the last says nothing that the others do not
  const free = compared.slice(0, -1);
  const solved = invertPositiveDefinite(free.map((a) => free.map((b) => variance[a]![b]!)));
  if ("dependentRow" in solved)
    return { kind: "unknown", because: "every event took all that were at risk, or came in one group alone" };
  const differences = free.map((n) => observed[n]! - expected[n]!);
  const chiSquare = dot(differences, times(solved.inverse, differences));
  return {
    kind: "known",
    groups: groups.map((group, n) => ({ patients: group.length, observed: observed[n]!, expected: expected[n]! })),
    chiSquare,
    degreesOfFreedom: free.length,
    p: chiSquareTail(chiSquare, free.length),
  };
}
