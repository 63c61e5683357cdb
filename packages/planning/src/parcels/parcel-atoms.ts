import type { TreeKind } from "@cantlie/anatomy";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import type { ClassRuns } from "../voxel-classes.ts";
import { pairNumbers } from "./pair-numbers.ts";
import type { PointClasses } from "./point-classes.ts";
import type { Regions } from "./regions.ts";

/** Regions divided by what becomes of their voxels: the atoms of all that is asked. */
export interface ParcelAtoms {
  readonly count: number;
  readonly runs: ClassRuns;
  readonly voxels: Int32Array;
  readonly region: Int32Array;
  readonly lesion: Uint16Array;
  /** ascending */
  readonly segment: Uint8Array;
  /** per tree: the class of points that each parcel lives on */
  readonly pointClass: Readonly<Partial<Record<TreeKind, Int32Array>>>;
}

export function parcelAtoms(
  { anatomy, classes, attachment }: PreparedAnatomy,
  regions: Regions,
  points: Readonly<Partial<Record<TreeKind, PointClasses>>>,
): ParcelAtoms {
  const kinds = Object.keys(points) as TreeKind[];
  const pointClassOf = kinds.map((kind) => attachment[kind]!.map((point) => points[kind]!.of[point]!));
  let fate = Int32Array.from(classes.segment);
  for (const pointClass of pointClassOf) {
    const numbers = pairNumbers();
    fate = fate.map((one, voxelClass) => numbers.numberOf(one, pointClass[voxelClass]!));
  }
  const fates = pairNumbers();
  const found = pairNumbers();
  const exampleClass: number[] = [];
  const exampleLesion: number[] = [];
  const sizes: number[] = [];
  const first: number[] = [];
  const length: number[] = [];
  const of: number[] = [];
  let [before, beforeEnd] = [-1, -1];
  const add = (from: number, end: number, region: number, voxelClass: number): void => {
    const lesion = classes.tumour[voxelClass] === 0 ? 0 : anatomy.lesionLabels[from]!;
    const parcel = found.numberOf(region, fates.numberOf(fate[voxelClass]!, lesion));
    if (parcel === sizes.length) {
      exampleClass.push(voxelClass);
      exampleLesion.push(lesion);
      sizes.push(0);
    }
    sizes[parcel]! += end - from;
    // several classes of voxels share a fate
    if (parcel === before && from === beforeEnd && from % anatomy.grid.size[0] !== 0) length[length.length - 1]! += end - from;
    else {
      first.push(from);
      length.push(end - from);
      of.push(parcel);
    }
    [before, beforeEnd] = [parcel, end];
  };
  forCommonRuns(regions.runs, classes.runs, (from, end, region, voxelClass) => {
    if (classes.tumour[voxelClass] === 0) return add(from, end, region, voxelClass);
    for (let voxel = from; voxel < end; ) {
      const begin = voxel++;
      while (voxel < end && anatomy.lesionLabels[voxel] === anatomy.lesionLabels[begin]) voxel++;
      add(begin, voxel, region, voxelClass);
    }
  });
  const order = sizes.map((_, parcel) => parcel).sort((a, b) => segmentOf(a) - segmentOf(b) || a - b);
  const position = new Int32Array(order.length);
  order.forEach((parcel, at) => {
    position[parcel] = at;
  });
  function segmentOf(parcel: number): number {
    return classes.segment[exampleClass[parcel]!]!;
  }
  return {
    count: order.length,
    runs: {
      first: Int32Array.from(first),
      length: Int32Array.from(length),
      of: Int32Array.from(of, (parcel) => position[parcel]!),
    },
    voxels: Int32Array.from(order, (parcel) => sizes[parcel]!),
    region: Int32Array.from(order, (parcel) => found.pairs().a[parcel]!),
    lesion: Uint16Array.from(order, (parcel) => exampleLesion[parcel]!),
    segment: Uint8Array.from(order, segmentOf),
    pointClass: Object.fromEntries(
      kinds.map((kind, k) => [kind, Int32Array.from(order, (parcel) => pointClassOf[k]![exampleClass[parcel]!]!)]),
    ),
  };
}

/** Both hold the same voxels. */
function forCommonRuns(a: ClassRuns, b: ClassRuns, visit: (from: number, end: number, ofA: number, ofB: number) => void): void {
  for (let m = 0, n = 0; m < a.first.length && n < b.first.length; ) {
    const aEnd = a.first[m]! + a.length[m]!;
    const bEnd = b.first[n]! + b.length[n]!;
    visit(Math.max(a.first[m]!, b.first[n]!), Math.min(aEnd, bEnd), a.of[m]!, b.of[n]!);
    if (aEnd <= bEnd) m++;
    if (bEnd <= aEnd) n++;
  }
}
