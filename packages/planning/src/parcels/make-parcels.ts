import { SEGMENT_VALUE, SEGMENTS, type TreeKind } from "@cantlie/anatomy";
import type { Candidate } from "../candidates/candidate.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { firstRunPast } from "../run-algebra.ts";
import { addBit, addBits, type BitSet, bitSet, hasBit } from "./bit-set.ts";
import { bitWeights } from "./bit-weights.ts";
import { cutPointsOf } from "./cut-points.ts";
import { type ParcelAtoms, parcelAtoms } from "./parcel-atoms.ts";
import { parcelReach } from "./parcel-reach.ts";
import type { ParcelComponents, ParcelPedicle, Parcels, SegmentParcels } from "./parcels.ts";
import { type Pedicles, pediclesOf } from "./pedicles.ts";
import { emptyUnion, type PlanUnion } from "./plan-union.ts";
import { type PointClasses, pointClasses, type VesselSettings } from "./point-classes.ts";
import { type Regions, regionsOf } from "./regions.ts";

/**
 * Parts the organ so that any set of candidates can be judged on bit sets.
 *
 * @throws RangeError if a candidate takes voxels outside the organ
 * @throws PlanError if `vessels` names a branch that the anatomy does not have
 */
export function makeParcels(
  prepared: PreparedAnatomy,
  candidates: readonly Candidate[],
  vessels: VesselSettings = { occludedBefore: [], reconstruct: [] },
): Parcels {
  const { anatomy } = prepared;
  const regions = regionsOf(anatomy.grid, prepared.organRuns, candidates);
  const pedicles = pediclesOf(prepared);
  const points = pointClasses(prepared, candidates, { pedicles, vessels });
  const atoms = parcelAtoms(prepared, regions, points);
  const weights = bitWeights(atoms.voxels);
  const lists = { ofRegion: parcelsOfRegions(atoms, regions.count), setWhere: setWhere(atoms.count) };
  const standIn = atoms.region.map((region) => lists.ofRegion[region]![0]!);
  const liver = lists.setWhere((parcel) => atoms.lesion[parcel] === 0);
  const blockedIn = (kind: TreeKind): BitSet =>
    lists.setWhere((parcel) => points[kind]?.blocked[atoms.pointClass[kind]![parcel]!] === 1);
  const [blocked, blockedVeins] = [blockedIn("portal"), blockedIn("hepatic")];
  const sources = { prepared, candidates, regions, points, atoms, lists, liver, blocked };
  const unions = candidates.map((_, candidate) => unionOfOne(candidate, sources));
  return {
    prepared,
    candidates,
    count: atoms.count,
    voxels: atoms.voxels,
    weights,
    lesion: atoms.lesion,
    segment: atoms.segment,
    runs: atoms.runs,
    workingBefore: liver.map((bits, word) => bits & ~blocked[word]! & ~blockedVeins[word]!),
    liver,
    blocked,
    ofLesion: anatomy.lesions.map((_, lesion) => lists.setWhere((parcel) => atoms.lesion[parcel] === lesion + 1)),
    surveilledBy: anatomy.lesions.map((_, lesion) =>
      candidates.flatMap(({ treatment, lesions }, n) =>
        treatment.kind === "surveillance" && lesions.includes(lesion) ? [n] : [],
      ),
    ),
    ofCandidate: unions,
    reach: parcelReach(prepared, { runs: atoms.runs, standIn, pedicles }),
    trunkCutBy: trunkCutBy(prepared, candidates),
    pedicles: parcelPedicles(pedicles, points, atoms),
    faces: { count: regions.faces.a.length, areasMm2: bitWeights(regions.faces.areaMm2) },
    components: componentParcels(regions, lists),
    cutPoints: cutPointsOf(prepared, candidates, {
      takes: resects(atoms, unions),
      reconstruct: vessels.reconstruct,
    }),
    segments: segmentParcels(prepared, atoms),
  };
}

interface ParcelLists {
  readonly ofRegion: readonly (readonly number[])[];
  readonly setWhere: (isMember: (parcel: number) => boolean) => BitSet;
}

function parcelsOfRegions({ region }: ParcelAtoms, count: number): number[][] {
  const lists: number[][] = Array.from({ length: count }, () => []);
  for (let parcel = 0; parcel < region.length; parcel++) lists[region[parcel]!]!.push(parcel);
  return lists;
}

function setWhere(count: number): ParcelLists["setWhere"] {
  return (isMember) => {
    const set = bitSet(count);
    for (let parcel = 0; parcel < count; parcel++) if (isMember(parcel)) addBit(set, parcel);
    return set;
  };
}

function unionOfOne(
  candidate: number,
  {
    regions,
    points,
    atoms,
    lists,
    liver,
    blocked,
    ...of
  }: Pick<Parcels, "prepared" | "candidates" | "liver" | "blocked"> & {
    readonly regions: Regions;
    readonly points: Readonly<Partial<Record<TreeKind, PointClasses>>>;
    readonly atoms: ParcelAtoms;
    readonly lists: ParcelLists;
  },
): PlanUnion {
  const union = emptyUnion({ ...of, count: atoms.count, faces: { count: regions.faces.a.length } });
  const { treatment, lost } = of.candidates[candidate]!;
  addBit(union.members, candidate);
  for (const region of regions.ofCandidate[candidate]!)
    for (const parcel of lists.ofRegion[region]!) {
      addBit(union.taken, parcel);
      if (treatment.kind === "resection") addBit(union.resected, parcel);
    }
  addBits(union.spent, union.taken);
  if (treatment.kind === "resection") markFaces(union, candidate, regions);
  for (const [kind, set] of Object.entries(union.lost) as [TreeKind, BitSet][]) {
    const flags = lost[kind]?.lost;
    if (flags === undefined) continue;
    const isLost = points[kind]!.example.map((point) => flags[point]!);
    const pointClass = atoms.pointClass[kind]!;
    for (let parcel = 0; parcel < atoms.count; parcel++) if (isLost[pointClass[parcel]!] === 1) addBit(set, parcel);
    addBits(union.spent, set);
    if (kind !== "hepatic") addBits(union.dead, set);
  }
  for (let word = 0; word < liver.length; word++) {
    union.dead[word]! &= liver[word]!;
    union.undrained[word] = (union.lost.hepatic?.[word] ?? 0) & liver[word]! & ~blocked[word]!;
  }
  return union;
}

function markFaces(union: PlanUnion, candidate: number, { ofCandidate, faces, count }: Regions): void {
  const isResected = new Uint8Array(count);
  for (const region of ofCandidate[candidate]!) isResected[region] = 1;
  for (let pair = 0; pair < faces.a.length; pair++) {
    if (isResected[faces.a[pair]!] === 1) addBit(union.resectedFirst, pair);
    if (isResected[faces.b[pair]!] === 1) addBit(union.resectedSecond, pair);
  }
}

/** Whether a candidate resects a voxel of the organ grid. */
function resects({ runs }: ParcelAtoms, unions: readonly PlanUnion[]): (candidate: number, voxel: number) => boolean {
  return (candidate, voxel) => {
    const run = firstRunPast(runs, voxel);
    const isInOrgan = run < runs.first.length && runs.first[run]! <= voxel;
    return isInOrgan && hasBit(unions[candidate]!.resected, runs.of[run]!);
  };
}

/** A trunk is cut where any point of its branch is cut off. */
function trunkCutBy({ trunks, anatomy }: PreparedAnatomy, candidates: readonly Candidate[]): BitSet[] {
  const cutBy = trunks.list.map(({ tree: kind, branch }) => {
    const { points } = anatomy.trees[kind]!;
    const set = bitSet(candidates.length);
    candidates.forEach(({ lost }, candidate) => {
      const flags = lost[kind]?.lost;
      if (flags === undefined) return;
      for (let point = 0; point < points.count; point++)
        if (points.branch[point] === branch && flags[point + 1] === 1) addBit(set, candidate);
    });
    return set;
  });
  return [bitSet(candidates.length), ...cutBy];
}

function parcelPedicles(
  { groups, groupOfPoint }: Pedicles,
  points: Readonly<Partial<Record<TreeKind, PointClasses>>>,
  { pointClass, count, voxels }: ParcelAtoms,
): ParcelPedicle[] {
  const leadsTo = (group: number, to: number): boolean => {
    for (let at: number | undefined = to - 1; at !== undefined && at >= 0; at = groups[at]!.above) if (at === group) return true;
    return false;
  };
  return groups.map(({ tree }, group) => {
    const isBeyond = points[tree]!.example.map((point) => (leadsTo(group, groupOfPoint[tree]![point]!) ? 1 : 0));
    const beyond = setWhere(count)((parcel) => isBeyond[pointClass[tree]![parcel]!] === 1);
    return { tree, beyond, voxelsBeyond: voxels.reduce((sum, size, parcel) => sum + (hasBit(beyond, parcel) ? size : 0), 0) };
  });
}

function componentParcels({ components }: Regions, { ofRegion, setWhere }: ParcelLists): ParcelComponents {
  const { start, voxels, touching, regions } = components;
  const parcels = regions.map((list) => {
    const set = setWhere(() => false);
    for (const region of list) for (const parcel of ofRegion[region]!) addBit(set, parcel);
    return set;
  });
  return { start, voxels, touching, parcels };
}

function segmentParcels(
  { anatomy, attachment }: PreparedAnatomy,
  { segment, voxels }: ParcelAtoms,
): SegmentParcels[] | undefined {
  const { couinaud } = anatomy;
  if (couinaud === undefined || attachment.portal === undefined || attachment.hepatic === undefined) return undefined;
  const isUsed = (name: string): boolean => (couinaud.parts4 ? name !== "4" : name !== "4a" && name !== "4b");
  return SEGMENTS.filter(isUsed).flatMap((name) => {
    const from = segment.indexOf(SEGMENT_VALUE[name]);
    if (from < 0) return [];
    const end = segment.lastIndexOf(SEGMENT_VALUE[name]) + 1;
    return [
      { number: Number(name.charAt(0)), from, end, voxels: voxels.subarray(from, end).reduce((sum, size) => sum + size, 0) },
    ];
  });
}
