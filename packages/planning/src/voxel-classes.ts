import type { LiverAnatomy, TreeKind } from "@cantlie/anatomy";

/**
 * Organ voxels grouped by all that evaluation asks of them: Couinaud segment, tumour or not, and the point of each tree that they
 * are attached to. Voxels of one class share one fate unless they are resected or ablated, so a plan is judged on some
 * ten thousand classes instead of millions of voxels.
 */
export interface VoxelClasses {
  readonly count: number;
  /** class of each organ voxel, in the order of `organVoxels` */
  readonly of: Int32Array;
  /** organ voxels of each class */
  readonly voxels: Int32Array;
  /** Couinaud value of each class, 0 without a Couinaud map */
  readonly segment: Uint8Array;
  /** 1 for classes of tumour */
  readonly tumour: Uint8Array;
  /** 1 + centreline point of each class, 0 for none; one array per tree that has territories */
  readonly attachment: Readonly<Partial<Record<TreeKind, Int32Array>>>;
}

const KINDS = ["portal", "hepatic", "bile", "artery"] as const;

/** @param attachment per tree and organ voxel: 1 + the point that the voxel is attached to, or 0 */
export function voxelClasses(
  anatomy: LiverAnatomy,
  organVoxels: Int32Array,
  attachment: Readonly<Partial<Record<TreeKind, Int32Array>>>,
): VoxelClasses {
  const { lesionLabels } = anatomy;
  const couinaud = anatomy.couinaud?.values;
  const kinds = KINDS.filter((kind) => attachment[kind] !== undefined);
  const points = kinds.map((kind) => attachment[kind]!);
  const bases = kinds.map((kind) => anatomy.trees[kind]!.points.count + 1);
  const known = new Map<number, number>();
  const of = new Int32Array(organVoxels.length);
  const first: number[] = [];
  const sizes: number[] = [];
  // neighbours along i are mostly of one class, so most voxels need no look-up
  let lastKey = -1;
  let lastClass = -1;
  for (let n = 0; n < organVoxels.length; n++) {
    const voxel = organVoxels[n]!;
    let key = 2 * (couinaud?.[voxel] ?? 0) + (lesionLabels[voxel] !== 0 ? 1 : 0);
    for (let t = 0; t < points.length; t++) key = key * bases[t]! + points[t]![n]!;
    if (key !== lastKey) {
      lastKey = key;
      const found = known.get(key);
      lastClass = found ?? first.push(n) - 1;
      if (found === undefined) {
        known.set(key, lastClass);
        sizes.push(0);
      }
    }
    of[n] = lastClass;
    sizes[lastClass]!++;
  }
  return {
    count: first.length,
    of,
    voxels: Int32Array.from(sizes),
    segment: Uint8Array.from(first, (n) => couinaud?.[organVoxels[n]!] ?? 0),
    tumour: Uint8Array.from(first, (n) => (lesionLabels[organVoxels[n]!] !== 0 ? 1 : 0)),
    attachment: Object.fromEntries(kinds.map((kind) => [kind, Int32Array.from(first, (n) => attachment[kind]![n]!)])),
  };
}

/** Resected voxels of each class. */
export function resectedByClass(classes: VoxelClasses, organVoxels: Int32Array, resected: Uint8Array): Int32Array {
  const counts = new Int32Array(classes.count);
  const { of } = classes;
  for (let n = 0; n < organVoxels.length; n++) if (resected[organVoxels[n]!] !== 0) counts[of[n]!]!++;
  return counts;
}
