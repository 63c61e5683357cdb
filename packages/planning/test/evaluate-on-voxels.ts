import { ADJACENT_SEGMENTS, SEGMENT_VALUE, SEGMENTS, type TreeKind } from "@cantlie/anatomy";
import type { Candidate } from "../src/candidates/candidate.ts";
import { nearestVoxel } from "../src/lesion-distance.ts";
import type { LesionOutcome, ParcelEvaluation } from "../src/parcels/parcel-evaluation.ts";
import type { BranchReference } from "../src/plan.ts";
import type { PreparedAnatomy } from "../src/prepared-anatomy.ts";

/*
 * The union of some candidates judged voxel by voxel, by the definitions and without any of the code that judges plans: masks are
 * painted, flow is followed along the trees, pieces are flooded, every face is looked at. Slow and plain: what parcels are compared with.
 */

export interface VoxelLimits {
  readonly marginWantedMm: number;
  readonly marginAutomaticMinimumMm: number;
  readonly occludedBefore?: readonly BranchReference[];
  readonly reconstruct?: readonly BranchReference[];
}

const KINDS = ["portal", "hepatic", "bile", "artery"] as const;
const INFLOW = ["portal", "artery"] as const;

export function evaluateOnVoxels(prepared: PreparedAnatomy, chosen: readonly Candidate[], limits: VoxelLimits): ParcelEvaluation {
  const { anatomy } = prepared;
  const resected = paint(prepared, chosen, "resection");
  const ablated = paint(prepared, chosen, "ablation");
  const flow = Object.fromEntries(KINDS.map((kind) => [kind, followFlow(prepared, kind, resected, limits)]));
  const classAt = classOfVoxels(prepared);
  /** 1 + the point that a voxel lives on */
  const pointAt = (kind: TreeKind, voxel: number): number => prepared.attachment[kind]?.[classAt[voxel]!] ?? 0;
  const isLost = (kind: TreeKind, voxel: number): boolean => flow[kind]!.lost[pointAt(kind, voxel)] === 1;
  const sums = {
    resectedVoxels: 0,
    ablatedVoxels: 0,
    noInflowVoxels: 0,
    noOutflowVoxels: 0,
    noBileVoxels: 0,
    deadVoxels: 0,
    undrainedVoxels: 0,
    functionalVoxels: 0,
    liverLostVoxels: 0,
  };
  const inSegment = new Array<number>(10).fill(0);
  const worksInSegment = new Array<number>(10).fill(0);
  for (let voxel = 0; voxel < anatomy.organ.length; voxel++) {
    if (anatomy.organ[voxel] === 0) continue;
    const segment = anatomy.couinaud?.values[voxel] ?? 0;
    inSegment[segment]!++;
    const isTumour = anatomy.lesionLabels[voxel] !== 0;
    if (resected[voxel] === 1) {
      sums.resectedVoxels++;
      if (!isTumour) sums.liverLostVoxels++;
      continue;
    }
    const noInflow = INFLOW.some((kind) => isLost(kind, voxel));
    const noBile = isLost("bile", voxel);
    const noOutflow = isLost("hepatic", voxel);
    if (noInflow) sums.noInflowVoxels++;
    if (noBile) sums.noBileVoxels++;
    if (noOutflow) sums.noOutflowVoxels++;
    if (ablated[voxel] === 1) sums.ablatedVoxels++;
    if (isTumour) continue;
    const isBlocked = (kind: TreeKind): boolean => flow[kind]!.blocked[pointAt(kind, voxel)] === 1;
    const isDead = noInflow || noBile;
    if (ablated[voxel] === 1) sums.liverLostVoxels++;
    else if (isDead) {
      sums.deadVoxels++;
      sums.liverLostVoxels++;
    } else if (isBlocked("portal")) continue;
    else if (noOutflow) {
      sums.undrainedVoxels++;
      sums.liverLostVoxels++;
    } else if (!isBlocked("hepatic")) {
      sums.functionalVoxels++;
      worksInSegment[segment]!++;
    }
  }
  const serving = servingPoints(prepared, resected, flow, pointAt);
  const lesions = anatomy.lesions.map((_, lesion) => outcomeOf(prepared, { lesion, resected, ablated, flow, serving, chosen }));
  const treatedLesions = lesions.filter(
    ({ treated }, lesion) => (treated === "resected" || treated === "ablated") && anatomy.lesions[lesion]!.status !== "benign",
  );
  const margins = treatedLesions.map(({ parenchymalMm = Infinity, vascularMm = Infinity }) =>
    Math.min(parenchymalMm, vascularMm),
  );
  return {
    ...sums,
    lesions,
    marginDeficitMm: margins.reduce((sum, mm) => sum + Math.max(0, limits.marginWantedMm - mm), 0),
    belowMinimum: treatedLesions.filter(({ liverMm = Infinity }) => liverMm < limits.marginAutomaticMinimumMm).length,
    cutFacesMm2: cutFacesMm2(prepared, resected),
    cuts: cutsOf(prepared, resected),
    largestVesselCutMm: Math.max(0, ...KINDS.map((kind) => flow[kind]!.largestCutMm)),
    adjacentSegmentsRemain: adjacentSegmentsRemain(prepared, inSegment, worksInSegment),
  };
}

function paint({ anatomy }: PreparedAnatomy, chosen: readonly Candidate[], kind: Candidate["treatment"]["kind"]): Uint8Array {
  const mask = new Uint8Array(anatomy.organ.length);
  for (const { treatment, runs } of chosen)
    if (treatment.kind === kind) for (const [run, first] of runs.first.entries()) mask.fill(1, first, first + runs.length[run]!);
  return mask;
}

interface Flow {
  /** 1 + one flag per point: cut off */
  readonly lost: Uint8Array;
  /** fed by a branch that was blocked before, and not cut off */
  readonly blocked: Uint8Array;
  readonly largestCutMm: number;
}

/** Walks from every point to its root. */
function followFlow(prepared: PreparedAnatomy, kind: TreeKind, resected: Uint8Array, limits: VoxelLimits): Flow {
  const tree = prepared.anatomy.trees[kind];
  if (tree === undefined || prepared.attachment[kind] === undefined)
    return { lost: new Uint8Array(1), blocked: new Uint8Array(1), largestCutMm: 0 };
  const { count, parent, branch, voxel, radiusMm } = tree.points;
  const named = (references: readonly BranchReference[] = []) =>
    new Set(references.filter((one) => one.tree === kind).map((one) => tree.branches.findIndex(({ id }) => id === one.branch)));
  const [restored, occluded] = [named(limits.reconstruct), named(limits.occludedBefore)];
  const isInside = (point: number): boolean => voxel[point]! >= 0 && resected[voxel[point]!] === 1;
  const lost = new Uint8Array(count + 1);
  const blocked = new Uint8Array(count + 1);
  let largestCutMm = 0;
  for (let point = 0; point < count; point++) {
    let isBlocked = false;
    for (let at = point; at >= 0 && !restored.has(branch[at]!); at = parent[at]!) {
      if (isInside(at)) lost[point + 1] = 1;
      if (occluded.has(branch[at]!)) isBlocked = true;
    }
    if (isBlocked && lost[point + 1] === 0) blocked[point + 1] = 1;
    if (!isInside(point)) continue;
    // divided here unless it is already divided on the way here, where a reconstructed branch carries on from its own tissue
    let isDivided = false;
    for (let at = parent[point]!; at >= 0; at = parent[at]!) {
      if (isInside(at)) isDivided = true;
      if (isDivided || restored.has(branch[at]!)) break;
    }
    if (!isDivided) largestCutMm = Math.max(largestCutMm, 2 * radiusMm[point]!);
  }
  return { lost, blocked, largestCutMm };
}

function classOfVoxels({ anatomy, classes }: PreparedAnatomy): Int32Array {
  const classAt = new Int32Array(anatomy.organ.length).fill(-1);
  const { first, length, of } = classes.runs;
  for (const [run, from] of first.entries()) classAt.fill(of[run]!, from, from + length[run]!);
  return classAt;
}

type Flows = Readonly<Record<string, Flow>>;

/** Per tree: points outside the organ with more than a twentieth of what is attached at or beyond them alive. */
function servingPoints(
  { anatomy, attachment }: PreparedAnatomy,
  resected: Uint8Array,
  flow: Flows,
  pointAt: (kind: TreeKind, voxel: number) => number,
): Readonly<Record<string, readonly number[]>> {
  return Object.fromEntries(
    (["portal", "artery", "bile"] as const).map((kind) => {
      const tree = anatomy.trees[kind];
      if (tree === undefined || attachment[kind] === undefined) return [kind, []];
      const { count, parent, voxel, branch } = tree.points;
      const all = new Array<number>(count).fill(0);
      const alive = new Array<number>(count).fill(0);
      const own = new Map<number, [number, number]>();
      for (let at = 0; at < anatomy.organ.length; at++) {
        const point = anatomy.organ[at] === 0 ? 0 : pointAt(kind, at);
        if (point === 0) continue;
        const sums = own.get(point - 1) ?? [0, 0];
        own.set(point - 1, sums);
        sums[0]++;
        if (resected[at] === 0 && flow[kind]!.lost[point] === 0) sums[1]++;
      }
      for (const [point, sums] of own)
        for (let at = point; at >= 0; at = parent[at]!) {
          all[at]! += sums[0];
          alive[at]! += sums[1];
        }
      const serves = Array.from({ length: count }, (_, point) => point).filter(
        (point) =>
          voxel[point]! >= 0 &&
          anatomy.organ[voxel[point]!] === 0 &&
          tree.branches[branch[point]!]!.order <= 2 &&
          alive[point]! > 0.05 * all[point]!,
      );
      return [kind, serves];
    }),
  );
}

function outcomeOf(
  prepared: PreparedAnatomy,
  {
    lesion,
    resected,
    ablated,
    flow,
    serving,
    chosen,
  }: {
    lesion: number;
    resected: Uint8Array;
    ablated: Uint8Array;
    flow: Flows;
    serving: ReturnType<typeof servingPoints>;
    chosen: readonly Candidate[];
  },
): LesionOutcome {
  const { anatomy, trunks, marginBiasMm } = prepared;
  const voxels = prepared.lesionVoxels[lesion]!;
  const reach = prepared.lesionReach[lesion];
  const distance = prepared.lesionDistances[lesion];
  const isWhole = (isGone: (voxel: number) => boolean): boolean => voxels.length > 0 && voxels.every(isGone);
  const isResected = isWhole((voxel) => resected[voxel] === 1);
  const isTreated = isWhole((voxel) => resected[voxel] === 1 || ablated[voxel] === 1);
  if (!isTreated || reach === undefined || distance === undefined) {
    const isWatched = chosen.some((one) => one.treatment.kind === "surveillance" && one.lesions.includes(lesion));
    return { treated: isWatched ? "surveilled" : "left", parenchymalMm: undefined, vascularMm: undefined, liverMm: undefined };
  }
  const isKept = trunks.list.map(({ tree: kind, branch }) => {
    const { points } = anatomy.trees[kind]!;
    return (
      prepared.attachment[kind] !== undefined &&
      points.branch.every((one, point) => one !== branch || flow[kind]!.lost[point + 1] === 0)
    );
  });
  let [parenchymal, vascular, liver] = [Infinity, Infinity, Infinity];
  reach.voxels.forEach((voxel, n) => {
    const trunk = trunks.at[voxel]!;
    const isLivingTrunk = trunk > 0 && isKept[trunk - 1] === true;
    if (resected[voxel] === 1 || (!isResected && ablated[voxel] === 1 && !isLivingTrunk)) return;
    if (isLivingTrunk) vascular = Math.min(vascular, reach.distanceMm[n]!);
    else parenchymal = Math.min(parenchymal, reach.distanceMm[n]!);
    if (trunk === 0) liver = Math.min(liver, reach.distanceMm[n]!);
  });
  for (const [kind, points] of Object.entries(serving) as [TreeKind, readonly number[]][]) {
    if (points.length === 0) continue;
    const { voxel, radiusMm } = anatomy.trees[kind]!.points;
    const found = nearestVoxel(
      distance,
      points.map((point) => voxel[point]!),
      points.map((point) => radiusMm[point]!),
    );
    if (found && found.distanceMm <= reach.reachMm) parenchymal = Math.min(parenchymal, found.distanceMm);
  }
  const cava = prepared.nearestCavaVoxel[lesion];
  const cavaMm = cava === undefined ? Infinity : nearestVoxel(distance, [cava])!.distanceMm;
  if (cavaMm <= reach.reachMm) parenchymal = Math.min(parenchymal, cavaMm);
  const marginMm = (mm: number) => (mm === Infinity ? undefined : Math.max(0, mm - marginBiasMm));
  return {
    treated: isResected ? "resected" : "ablated",
    parenchymalMm: marginMm(parenchymal),
    vascularMm: marginMm(vascular),
    liverMm: marginMm(liver),
  };
}

function cutFacesMm2({ anatomy }: PreparedAnatomy, resected: Uint8Array): number {
  const { size, spacingMm } = anatomy.grid;
  const [x, y, z] = spacingMm;
  const strides = [1, size[0], size[0] * size[1]];
  const areas = [y * z, x * z, x * y];
  let areaMm2 = 0;
  for (let voxel = 0; voxel < resected.length; voxel++) {
    if (anatomy.organ[voxel] === 0) continue;
    const index = [voxel % size[0], Math.floor(voxel / size[0]) % size[1], Math.floor(voxel / size[0] / size[1])];
    for (const axis of [0, 1, 2] as const) {
      const next = voxel + strides[axis]!;
      if (index[axis]! + 1 < size[axis] && anatomy.organ[next] !== 0 && resected[voxel] !== resected[next])
        areaMm2 += areas[axis]!;
    }
  }
  return areaMm2;
}

function cutsOf({ anatomy }: PreparedAnatomy, resected: Uint8Array): number {
  const [ni, nj, nk] = anatomy.grid.size;
  const [x, y, z] = anatomy.grid.spacingMm;
  const left = resected.slice();
  let [cuts, pieces] = [0, 0];
  for (let seed = 0; seed < left.length; seed++) {
    if (left[seed] === 0) continue;
    left[seed] = 0;
    const queue = [seed];
    for (let n = 0; n < queue.length; n++) {
      const voxel = queue[n]!;
      const [i, j, k] = [voxel % ni, Math.floor(voxel / ni) % nj, Math.floor(voxel / ni / nj)];
      for (let dk = Math.max(0, k - 1); dk <= Math.min(nk - 1, k + 1); dk++)
        for (let dj = Math.max(0, j - 1); dj <= Math.min(nj - 1, j + 1); dj++)
          for (let di = Math.max(0, i - 1); di <= Math.min(ni - 1, i + 1); di++) {
            const other = di + ni * (dj + nj * dk);
            if (left[other] === 0) continue;
            left[other] = 0;
            queue.push(other);
          }
    }
    pieces++;
    if ((queue.length * (x * y * z)) / 1000 >= 0.5) cuts++;
  }
  return Math.max(cuts, Math.min(1, pieces));
}

function adjacentSegmentsRemain(
  { anatomy, attachment }: PreparedAnatomy,
  all: readonly number[],
  works: readonly number[],
): boolean | undefined {
  if (anatomy.couinaud === undefined || attachment.portal === undefined || attachment.hepatic === undefined) return undefined;
  const { parts4 } = anatomy.couinaud;
  const remaining = SEGMENTS.filter((name) => (parts4 ? name !== "4" : name !== "4a" && name !== "4b"))
    .filter((name) => all[SEGMENT_VALUE[name]]! > 0 && works[SEGMENT_VALUE[name]]! >= all[SEGMENT_VALUE[name]]! / 2)
    .map((name) => name.charAt(0));
  return ADJACENT_SEGMENTS.some(([a, b]) => remaining.includes(a) && remaining.includes(b));
}
