import type { LiverAnatomy, TreeKind } from "@cantlie/anatomy";
import type { Grid } from "@cantlie/volume";
import { firstRunPast } from "./run-algebra.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/**
 * Organ voxels grouped by all that evaluation asks of them: Couinaud segment, tumour or not, and the point of each tree that they
 * are attached to. Voxels of one class share one fate unless they are resected or ablated, so a plan is judged on some
 * ten thousand classes instead of millions of voxels.
 */
export interface VoxelClasses {
  readonly count: number;
  /** all organ voxels as runs of one class along i, within the organ's runs */
  readonly runs: ClassRuns;
  /** organ voxels of each class */
  readonly voxels: Int32Array;
  /** Couinaud value of each class, 0 without a Couinaud map */
  readonly segment: Uint8Array;
  /** 1 for classes of tumour */
  readonly tumour: Uint8Array;
  /** 1 + centreline point whose territory holds each class, 0 for none; one array per tree that has territories */
  readonly territory: Readonly<Partial<Record<TreeKind, Int32Array>>>;
}

export interface ClassRuns extends VoxelRuns {
  readonly of: Int32Array;
}

export const TREE_KINDS = ["portal", "hepatic", "bile", "artery"] as const;

/** Groups the voxels of `organRuns`. */
export function voxelClasses(anatomy: LiverAnatomy, organRuns: VoxelRuns): VoxelClasses {
  const { lesionLabels } = anatomy;
  const couinaud = anatomy.couinaud?.values ?? new Uint8Array(lesionLabels.length);
  const kinds = TREE_KINDS.filter((kind) => anatomy.trees[kind] !== undefined && anatomy.territories[kind] !== undefined);
  const points = kinds.map((kind) => anatomy.territories[kind]!.point);
  const bases = kinds.map((kind) => anatomy.trees[kind]!.points.count + 1);
  const known = new Map<number, number>();
  const example: number[] = [];
  const sizes: number[] = [];
  const first: number[] = [];
  const length: number[] = [];
  const of: number[] = [];
  const classOf = (key: number, voxel: number): number => {
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, example.length);
    sizes.push(0);
    return example.push(voxel) - 1;
  };
  const keyOf = (voxel: number): number => {
    let key = 2 * couinaud[voxel]! + (lesionLabels[voxel] !== 0 ? 1 : 0);
    for (let t = 0; t < points.length; t++) key = key * bases[t]! + Math.max(0, points[t]![voxel]! + 1);
    return key;
  };
  for (let run = 0; run < organRuns.first.length; run++) {
    const end = organRuns.first[run]! + organRuns.length[run]!;
    for (let voxel = organRuns.first[run]!; voxel < end; ) {
      const from = voxel++;
      const key = keyOf(from);
      while (voxel < end && keyOf(voxel) === key) voxel++;
      const one = classOf(key, from);
      sizes[one]! += voxel - from;
      first.push(from);
      length.push(voxel - from);
      of.push(one);
    }
  }
  return {
    count: example.length,
    runs: { first: new Int32Array(first), length: new Int32Array(length), of: new Int32Array(of) },
    voxels: new Int32Array(sizes),
    segment: Uint8Array.from(example, (voxel) => couinaud[voxel]!),
    tumour: Uint8Array.from(example, (voxel) => (lesionLabels[voxel] !== 0 ? 1 : 0)),
    territory: Object.fromEntries(
      kinds.map((kind, t) => [kind, Int32Array.from(example, (voxel) => Math.max(0, points[t]![voxel]! + 1))]),
    ),
  };
}

/** How many of the voxels in `marked` each class has. */
export function voxelsByClass({ count, runs }: VoxelClasses, marked: VoxelRuns): Int32Array {
  const counts = new Int32Array(count);
  const { first, length, of } = runs;
  for (let mark = 0, run = firstRunPast(runs, marked.first[0] ?? 0); mark < marked.first.length; mark++) {
    const markFirst = marked.first[mark]!;
    const markEnd = markFirst + marked.length[mark]!;
    run = firstRunPast(runs, markFirst, run);
    for (; run < first.length && first[run]! < markEnd; run++) {
      const end = first[run]! + length[run]!;
      counts[of[run]!]! += Math.min(end, markEnd) - Math.max(first[run]!, markFirst);
      // the next mark may lie in the same run
      if (end > markEnd) break;
    }
  }
  return counts;
}

/** The voxels of some classes. @param isMember one flag per class */
export function runsOfClasses(grid: Grid, { runs }: VoxelClasses, isMember: Uint8Array): VoxelRuns {
  const { first, length, of } = runs;
  const ni = grid.size[0];
  const firsts: number[] = [];
  const lengths: number[] = [];
  for (let run = 0; run < of.length; run++) {
    if (isMember[of[run]!] === 0) continue;
    const from = first[run]!;
    const rowEnd = ni * (Math.floor(from / ni) + 1);
    let end = from + length[run]!;
    while (end < rowEnd && first[run + 1] === end && isMember[of[run + 1]!] !== 0) end += length[++run]!;
    firsts.push(from);
    lengths.push(end - from);
  }
  return { first: new Int32Array(firsts), length: new Int32Array(lengths) };
}
