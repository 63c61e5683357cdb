import type { Grid } from "@cantlie/volume";
import type { Candidate } from "../candidates/candidate.ts";
import type { ClassRuns } from "../voxel-classes.ts";
import type { VoxelRuns } from "../voxel-runs.ts";
import { addBit, addBits, type BitSet, bitSet } from "./bit-set.ts";
import { membershipRuns } from "./membership-runs.ts";
import { pairNumbers } from "./pair-numbers.ts";
import { piecesOfGroups } from "./pieces-of-groups.ts";

/**
 * The organ parted by what candidates take, and by what hangs together in them: the voxels of a region are in the same connected
 * piece of each candidate, so that the pieces of any union are unions of regions.
 */
export interface Regions {
  readonly count: number;
  readonly runs: ClassRuns;
  /** one per candidate: the regions that it takes */
  readonly ofCandidate: readonly Int32Array[];
  /** connected pieces of the candidates that are resections */
  readonly components: Components;
  /** pairs of regions that share faces: `a[n]` < `b[n]`, mm² */
  readonly faces: { readonly a: Int32Array; readonly b: Int32Array; readonly areaMm2: Float64Array };
}

export interface Components {
  /** one per candidate and one past the last: its first component */
  readonly start: Int32Array;
  readonly voxels: Int32Array;
  readonly regions: readonly Int32Array[];
  /** one per component: those that it overlaps or touches (26 neighbours), itself among them */
  readonly touching: readonly BitSet[];
}

/** @throws RangeError as `membershipRuns` does */
export function regionsOf(grid: Grid, organRuns: VoxelRuns, candidates: readonly Candidate[]): Regions {
  const membership = membershipRuns(organRuns, candidates);
  const pieces = piecesOfGroups(grid, membership.runs);
  const neighbours = neighbourLists(pieces.count, pieces.touching);
  const ofGroup = listsOf(membership.count, pieces.group);
  const piecesTaken = membership.groupsOf.map((groups) => Int32Array.from([...groups].flatMap((group) => [...ofGroup(group)])));

  // pieces of one group are one region unless a candidate parts them
  const label = pieces.group.slice();
  const labels = pairNumbers();
  const componentOf = new Int32Array(pieces.count);
  const start = new Int32Array(candidates.length + 1);
  candidates.forEach(({ treatment }, candidate) => {
    const taken = piecesTaken[candidate]!;
    const components = treatment.kind === "resection" ? joinTouching(taken, neighbours, componentOf) : 0;
    start[candidate + 1] = start[candidate]! + components;
    if (components < 2) return;
    for (const piece of taken)
      label[piece] = membership.count + labels.numberOf(label[piece]!, start[candidate]! + componentOf[piece]!);
  });
  const numbers = pairNumbers();
  const region = label.map((one) => numbers.numberOf(one, 0));
  const runs = { ...membership.runs, of: pieces.piece.map((piece) => region[piece]!) };
  const ofCandidate = piecesTaken.map((taken) => Int32Array.from(new Set(taken.map((piece) => region[piece]!))));
  const touching = touchingRegions(region, pieces.touching);
  return {
    count: numbers.count(),
    runs,
    ofCandidate,
    components: componentsOf({ start, ofCandidate, touching, runs, count: numbers.count() }),
    faces: withFaces(touching),
  };
}

type Touching = { readonly a: Int32Array; readonly b: Int32Array; readonly areaMm2: Float64Array };

/** Numbers the connected components of `taken` into `componentOf`; returns how many there are. */
function joinTouching(taken: Int32Array, { start, others }: Neighbours, componentOf: Int32Array): number {
  componentOf.fill(-2);
  for (const one of taken) componentOf[one] = -1;
  let count = 0;
  for (const seed of taken) {
    if (componentOf[seed]! >= 0) continue;
    componentOf[seed] = count;
    const queue = [seed];
    for (let at = 0; at < queue.length; at++)
      for (let n = start[queue[at]!]!; n < start[queue[at]! + 1]!; n++) {
        const other = others[n]!;
        if (componentOf[other] !== -1) continue;
        componentOf[other] = count;
        queue.push(other);
      }
    count++;
  }
  return count;
}

function touchingRegions(region: Int32Array, { a, b, areaMm2 }: Touching): Touching {
  const numbers = pairNumbers();
  const sums: number[] = [];
  for (let pair = 0; pair < a.length; pair++) {
    const [x, y] = [region[a[pair]!]!, region[b[pair]!]!];
    const number = numbers.numberOf(Math.min(x, y), Math.max(x, y));
    if (number === sums.length) sums.push(0);
    sums[number]! += areaMm2[pair]!;
  }
  return { ...numbers.pairs(), areaMm2: Float64Array.from(sums) };
}

function withFaces({ a, b, areaMm2 }: Touching): Touching {
  const hasFaces = (_: number, pair: number): boolean => areaMm2[pair]! > 0;
  return { a: a.filter(hasFaces), b: b.filter(hasFaces), areaMm2: areaMm2.filter((area) => area > 0) };
}

function componentsOf({
  start,
  ofCandidate,
  touching,
  runs,
  count,
}: Pick<Regions, "ofCandidate" | "runs" | "count"> & { readonly start: Int32Array; readonly touching: Touching }): Components {
  const total = start.at(-1)!;
  const voxelsOf = new Int32Array(count);
  for (let run = 0; run < runs.of.length; run++) voxelsOf[runs.of[run]!]! += runs.length[run]!;
  const neighbours = neighbourLists(count, touching);
  const componentOf = new Int32Array(count);
  const regions: number[][] = Array.from({ length: total }, () => []);
  const holding = Array.from({ length: count }, () => bitSet(total));
  ofCandidate.forEach((taken, candidate) => {
    if (start[candidate] === start[candidate + 1]) return;
    joinTouching(taken, neighbours, componentOf);
    for (const region of taken) {
      const component = start[candidate]! + componentOf[region]!;
      regions[component]!.push(region);
      addBit(holding[region]!, component);
    }
  });
  const near = holding.map((set) => set.slice());
  for (let pair = 0; pair < touching.a.length; pair++) {
    addBits(near[touching.a[pair]!]!, holding[touching.b[pair]!]!);
    addBits(near[touching.b[pair]!]!, holding[touching.a[pair]!]!);
  }
  return {
    start,
    voxels: Int32Array.from(regions, (list) => list.reduce((sum, region) => sum + voxelsOf[region]!, 0)),
    regions: regions.map((list) => Int32Array.from(list)),
    touching: regions.map((list) => {
      const set = bitSet(total);
      for (const region of list) addBits(set, near[region]!);
      return set;
    }),
  };
}

/** Those that touch number n stand in `others` from `start[n]` to `start[n + 1]` - 1. */
interface Neighbours {
  readonly start: Int32Array;
  readonly others: Int32Array;
}

function neighbourLists(count: number, { a, b }: Pick<Touching, "a" | "b">): Neighbours {
  const start = new Int32Array(count + 1);
  for (const side of [a, b]) for (const one of side) start[one + 1]!++;
  for (let n = 0; n < count; n++) start[n + 1]! += start[n]!;
  const next = start.slice();
  const others = new Int32Array(2 * a.length);
  for (let pair = 0; pair < a.length; pair++) {
    others[next[a[pair]!]!++] = b[pair]!;
    others[next[b[pair]!]!++] = a[pair]!;
  }
  return { start, others };
}

/** The positions of each value of `values`, ascending. */
function listsOf(count: number, values: Int32Array): (value: number) => Int32Array {
  const start = new Int32Array(count + 1);
  for (const value of values) start[value + 1]!++;
  for (let value = 0; value < count; value++) start[value + 1]! += start[value]!;
  const next = start.slice();
  const positions = new Int32Array(values.length);
  values.forEach((value, position) => {
    positions[next[value]!++] = position;
  });
  return (value) => positions.subarray(start[value], start[value + 1]);
}
