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
  const { runs, count } = runsOfKeys(organRuns, toggledKeys(organRuns, candidates));
  const voxels = new Int32Array(count);
  for (let run = 0; run < runs.first.length; run++) voxels[runs.of[run]!]! += runs.length[run]!;
  const examples = firstVoxels(runs, count);
  return { runs, count, groupsOf: candidates.map((candidate) => groupsTaken(candidate, examples, voxels)) };
}

/** Two halves of a key per organ voxel, in the order of the voxels, and one past the last. */
interface ToggledKeys {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** Organ voxels are numbered as they come: a grid holds several times as many, and the numbers fit the processor's cache better. */
function toggledKeys(organRuns: VoxelRuns, candidates: readonly Candidate[]): ToggledKeys {
  const voxels = voxelsInRuns(organRuns);
  const low = new Int32Array(voxels + 1);
  const high = new Int32Array(voxels + 1);
  candidates.forEach(({ id, runs }, candidate) => {
    const [keyLow, keyHigh] = [keyOf(2 * candidate + 1), keyOf(2 * candidate + 2)];
    for (let run = 0, organRun = 0, number = 0; run < runs.first.length; run++) {
      const first = runs.first[run]!;
      while (organRun < organRuns.first.length && organRuns.first[organRun]! + organRuns.length[organRun]! <= first)
        number += organRuns.length[organRun++]!;
      const from = number + first - (organRuns.first[organRun] ?? Infinity);
      const end = from + runs.length[run]!;
      if (!(from >= number && end <= number + organRuns.length[organRun]!))
        throw new RangeError(`candidate ${id} takes voxels from ${first} on, expected voxels of one run of the organ`);
      low[from]! ^= keyLow;
      high[from]! ^= keyHigh;
      low[end]! ^= keyLow;
      high[end]! ^= keyHigh;
    }
  });
  return { low, high };
}

function runsOfKeys(organRuns: VoxelRuns, { low, high }: ToggledKeys): { runs: ClassRuns; count: number } {
  const groups = pairNumbers();
  const first: number[] = [];
  const length: number[] = [];
  const of: number[] = [];
  let [keyLow, keyHigh, number] = [0, 0, 0];
  for (let run = 0; run < organRuns.first.length; run++) {
    const shift = organRuns.first[run]! - number;
    const end = number + organRuns.length[run]!;
    while (number < end) {
      const from = number;
      keyLow ^= low[number]!;
      keyHigh ^= high[number++]!;
      while (number < end && low[number] === 0 && high[number] === 0) number++;
      first.push(from + shift);
      length.push(number - from);
      of.push(groups.numberOf(keyLow, keyHigh));
    }
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
      `candidate ${id} takes ${taken} voxels, its parcels hold ${counted}, expected as many: two memberships share a key`,
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
