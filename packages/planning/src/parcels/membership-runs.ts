import type { Candidate } from "../candidates/candidate.ts";
import type { ClassRuns } from "../voxel-classes.ts";
import { type VoxelRuns, voxelsInRuns } from "../voxel-runs.ts";
import { pairNumbers } from "./pair-numbers.ts";

/** The organ as runs of voxels that the same candidates take. */
export interface MembershipRuns {
  /** `of`: the group of voxels with like membership */
  readonly runs: ClassRuns;
  readonly count: number;
  /** one per candidate: the groups that it takes, ascending */
  readonly groupsOf: readonly Int32Array[];
}

/**
 * Every candidate has a key of 64 bits. Where one of its runs begins and where it has ended, the key is toggled, so that the keys
 * toggled so far tell at each voxel which candidates take it, whatever their number.
 *
 * @throws RangeError if a candidate takes voxels outside the organ, or two memberships have the same keys
 */
export function membershipRuns(organRuns: VoxelRuns, candidates: readonly Candidate[]): MembershipRuns {
  const organ = { start: organRuns.first[0] ?? 0, end: (organRuns.first.at(-1) ?? 0) + (organRuns.length.at(-1) ?? 0) };
  const low = new Int32Array(organ.end - organ.start + 1);
  const high = new Int32Array(organ.end - organ.start + 1);
  candidates.forEach(({ runs }, candidate) => {
    const [keyLow, keyHigh] = [keyOf(2 * candidate + 1), keyOf(2 * candidate + 2)];
    for (let run = 0; run < runs.first.length; run++)
      for (const at of [runs.first[run]! - organ.start, runs.first[run]! + runs.length[run]! - organ.start]) {
        low[at]! ^= keyLow;
        high[at]! ^= keyHigh;
      }
  });
  const { runs, count } = runsOfKeys(organRuns, organ.start, { low, high });
  const voxels = new Int32Array(count);
  for (let run = 0; run < runs.first.length; run++) voxels[runs.of[run]!]! += runs.length[run]!;
  const examples = firstVoxels(runs, count);
  return { runs, count, groupsOf: candidates.map((candidate) => groupsTaken(candidate, examples, voxels)) };
}

function runsOfKeys(
  organRuns: VoxelRuns,
  start: number,
  { low, high }: { readonly low: Int32Array; readonly high: Int32Array },
): { runs: ClassRuns; count: number } {
  const groups = pairNumbers();
  const first: number[] = [];
  const length: number[] = [];
  const of: number[] = [];
  let [nowLow, nowHigh, endBefore] = [0, 0, -1];
  for (let run = 0; run < organRuns.first.length; run++) {
    let from = organRuns.first[run]! - start;
    const end = from + organRuns.length[run]!;
    // what ended with the run before was toggled where that run ended: here, or at a voxel that no run holds
    if (from !== endBefore) [nowLow, nowHigh] = [0, 0];
    nowLow ^= low[from]!;
    nowHigh ^= high[from]!;
    for (let at = from + 1; at <= end; at++) {
      if (at < end && low[at] === 0 && high[at] === 0) continue;
      first.push(from + start);
      length.push(at - from);
      of.push(groups.numberOf(nowLow, nowHigh));
      if (at === end) break;
      nowLow ^= low[at]!;
      nowHigh ^= high[at]!;
      from = at;
    }
    endBefore = end;
  }
  return {
    runs: { first: Int32Array.from(first), length: Int32Array.from(length), of: Int32Array.from(of) },
    count: groups.count(),
  };
}

/** First voxel of each group, ascending since groups are numbered as they come. */
function firstVoxels({ first, of }: ClassRuns, count: number): Int32Array {
  const voxels = new Int32Array(count);
  for (let run = of.length - 1; run >= 0; run--) voxels[of[run]!] = first[run]!;
  return voxels;
}

/** @throws RangeError */
function groupsTaken({ id, runs }: Candidate, examples: Int32Array, voxels: Int32Array): Int32Array {
  const groups: number[] = [];
  let counted = 0;
  for (let run = 0, group = 0; run < runs.first.length; run++) {
    const end = runs.first[run]! + runs.length[run]!;
    while (group < examples.length && examples[group]! < runs.first[run]!) group++;
    for (; group < examples.length && examples[group]! < end; group++) {
      groups.push(group);
      counted += voxels[group]!;
    }
  }
  const taken = voxelsInRuns(runs);
  if (counted !== taken)
    throw new RangeError(
      `candidate ${id} takes ${taken} voxels, its parcels hold ${counted}, expected as many: it takes voxels outside the organ, or two memberships share a key`,
    );
  return Int32Array.from(groups);
}

/** A number that looks random, the same for the same n: the finish of MurmurHash3 (A. Appleby, public domain). */
function keyOf(n: number): number {
  let key = Math.imul(n, 0x9e3779b1);
  key = Math.imul(key ^ (key >>> 16), 0x85ebca6b);
  key = Math.imul(key ^ (key >>> 13), 0xc2b2ae35);
  return key ^ (key >>> 16);
}
