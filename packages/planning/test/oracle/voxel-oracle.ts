import { ADJACENT_SEGMENTS, type LiverAnatomy, SEGMENT_VALUE, SEGMENTS, type TreeKind } from "@cantlie/anatomy";
import type { Candidate } from "../../src/candidates/candidate.ts";
import type { Objectives } from "../../src/search/objectives.ts";
import type { SearchLimits } from "../../src/search/search-limits.ts";
import { type NearLesion, type OracleLiver, oracleLiver, type Supply } from "./oracle-liver.ts";

/*
 * What a set of candidates does to a liver, judged on plain voxel masks: every centreline point is walked back to its root, every voxel
 * is asked by itself. It shares with the product the anatomy's data structures, the candidates' masks and the names of what is
 * asked, and is meant to be slow and obvious.
 */

export interface OracleEvaluation {
  readonly objectives: Objectives;
  /** keeps the limits on cuts, zones and dead liver */
  readonly isAllowed: boolean;
  readonly deadMl: number;
  readonly functionalMl: number;
}

const DEAD_LIVER_ML = 10;
const LEAST_CUT_ML = 0.5;
/** of a territory: a vessel that serves no more is divided at its origin */
const LEAST_SERVED_SHARE = 0.05;
const STEPS = { volumeMl: 5, undrainedMl: 25, marginMm: 0.5, areaMm2: 500, vesselMm: 1 };

/** A plan on voxels. */
interface Fate {
  readonly resected: Uint8Array;
  /** inside an ablation zone, resected or not */
  readonly zones: Uint8Array;
  /** per tree, one flag per point: 1 if it or any point between it and its root lies in resected tissue */
  readonly cutOff: ReadonlyMap<TreeKind, Uint8Array>;
}

/** @returns a judge of sets of candidates, by their positions */
export function voxelOracle(
  anatomy: LiverAnatomy,
  candidates: readonly Candidate[],
  limits: SearchLimits,
): (chosen: readonly number[]) => OracleEvaluation {
  const liver = oracleLiver(anatomy);
  const { spacingMm } = anatomy.grid;
  const voxelMl = (spacingMm[0] * spacingMm[1] * spacingMm[2]) / 1000;
  const masks = candidates.map((candidate) => maskOf(anatomy, candidate));

  return (chosen) => {
    const ofKind = (kind: string): readonly number[] => chosen.filter((one) => candidates[one]!.treatment.kind === kind);
    const resected = unionOf(
      anatomy,
      ofKind("resection").map((one) => masks[one]!),
    );
    const zones = unionOf(
      anatomy,
      ofKind("ablation").map((one) => masks[one]!),
    );
    const cutOff = new Map(liver.supplies.map((supply) => [supply.kind, cutOffPoints(supply, resected)]));
    const fate = { resected, zones, cutOff };
    const counts = countVoxels(liver, fate);
    const margins = leastMarginsMm(liver, fate, Math.cbrt(1000 * voxelMl) / 2);
    const deficitMm = margins.reduce((sum, { leastMm }) => sum + Math.max(0, limits.marginWantedMm - leastMm), 0);
    const pieces = piecesOf(liver, resected);
    const cuts = Math.max(Math.min(1, pieces.length), pieces.filter((voxels) => voxels * voxelMl >= LEAST_CUT_ML).length);
    const ablated = ofKind("ablation").length;
    const lackedMl = Math.max(0, (limits.wantedRemnantMl ?? 0) - counts.functional * voxelMl);
    return {
      objectives: {
        shortfall: Math.max(Math.ceil(lackedMl / STEPS.volumeMl), neighboursRemain(anatomy, counts) ? 0 : 1),
        surveilled: ofKind("surveillance").length,
        ablated,
        belowMinimum: margins.filter(({ liverMm }) => liverMm < limits.marginAutomaticMinimumMm).length,
        marginDeficit: Math.round(deficitMm / STEPS.marginMm),
        liverLost: Math.round(((counts.healthy - counts.functional) * voxelMl) / STEPS.volumeMl),
        undrained: Math.round((counts.undrained * voxelMl) / STEPS.undrainedMl),
        cuts,
        cutArea: Math.round(cutFacesMm2(liver, resected) / STEPS.areaMm2),
        largestVessel: Math.round(largestCutMm(liver, fate) / STEPS.vesselMm),
      },
      isAllowed: cuts <= limits.maxCuts && ablated <= limits.maxAblations && counts.dead * voxelMl <= DEAD_LIVER_ML,
      deadMl: counts.dead * voxelMl,
      functionalMl: counts.functional * voxelMl,
    };
  };
}

function maskOf({ organ }: LiverAnatomy, { runs }: Candidate): Uint8Array {
  const mask = new Uint8Array(organ.length);
  runs.first.forEach((from, run) => {
    mask.fill(1, from, from + runs.length[run]!);
  });
  return mask;
}

function unionOf({ organ }: LiverAnatomy, masks: readonly Uint8Array[]): Uint8Array {
  const union = new Uint8Array(organ.length);
  for (const mask of masks) for (let voxel = 0; voxel < mask.length; voxel++) if (mask[voxel] === 1) union[voxel] = 1;
  return union;
}

function cutOffPoints({ tree: { points } }: Supply, resected: Uint8Array): Uint8Array {
  return Uint8Array.from(points.parent, (_, from) => {
    for (let point = from; point >= 0; point = points.parent[point]!)
      if (points.voxel[point]! >= 0 && resected[points.voxel[point]!] === 1) return 1;
    return 0;
  });
}

interface VoxelCounts {
  /** liver without lesions */
  readonly healthy: number;
  /** of it: neither resected nor ablated, without inflow or bile */
  readonly dead: number;
  /** of it: neither resected nor ablated, with all but outflow */
  readonly undrained: number;
  /** of it: neither resected nor ablated, with all that it lives on */
  readonly functional: number;
  /** per Couinaud value: all voxels, lesions included, and functional ones */
  readonly bySegment: ReadonlyMap<number, { all: number; functional: number }>;
}

function countVoxels({ anatomy, voxels, supplies }: OracleLiver, { resected, zones, cutOff }: Fate): VoxelCounts {
  let [healthy, dead, undrained, functional] = [0, 0, 0, 0];
  const bySegment = new Map<number, { all: number; functional: number }>();
  for (const voxel of voxels) {
    const segment = anatomy.couinaud?.values[voxel] ?? 0;
    if (!bySegment.has(segment)) bySegment.set(segment, { all: 0, functional: 0 });
    const ofSegment = bySegment.get(segment)!;
    ofSegment.all++;
    if (anatomy.lesionLabels[voxel] !== 0) continue;
    healthy++;
    if (resected[voxel] === 1 || zones[voxel] === 1) continue;
    const lost = supplies.filter(({ kind, pointOf }) => pointOf[voxel]! >= 0 && cutOff.get(kind)![pointOf[voxel]!] === 1);
    if (lost.some(({ kind }) => kind !== "hepatic")) dead++;
    else if (lost.length > 0) undrained++;
    else {
      functional++;
      ofSegment.functional++;
    }
  }
  return { healthy, dead, undrained, functional, bySegment };
}

interface OracleMargin {
  /** to what stays, cava or pedicles */
  readonly leastMm: number;
  /** to liver that stays and is no wall of a trunk */
  readonly liverMm: number;
}

/** One per lesion that needs treatment; Infinity where nothing bounds it, or it is not treated. */
function leastMarginsMm(liver: OracleLiver, fate: Fate, biasMm: number): OracleMargin[] {
  const { anatomy, supplies, near, trunks, trunkAt } = liver;
  const { resected, zones, cutOff } = fate;
  const serving = new Map(supplies.map((supply) => [supply.kind, servingPoints(supply, fate)]));
  const isKept = trunks.map(({ supply, branch }) =>
    cutOff.get(supply.kind)!.every((cut, point) => cut === 0 || supply.tree.points.branch[point] !== branch),
  );
  const isResected = (voxel: number): boolean => resected[voxel] === 1;
  const isTreated = (voxel: number): boolean => resected[voxel] === 1 || zones[voxel] === 1;
  const marginOf = ({ own, reach, cavaMm, pedicles }: NearLesion): OracleMargin => {
    if (own.length === 0 || !own.every(isTreated)) return { leastMm: Infinity, liverMm: Infinity };
    const isGone = own.every(isResected) ? isResected : isTreated;
    let [parenchymal, vascular, free] = [cavaMm, Infinity, Infinity];
    for (const { kind, point, mm } of pedicles) if (serving.get(kind)![point]) parenchymal = Math.min(parenchymal, mm);
    for (const { voxel, mm } of reach) {
      const isLivingTrunk = trunkAt[voxel]! > 0 && isKept[trunkAt[voxel]! - 1] === true;
      if ((isLivingTrunk ? isResected : isGone)(voxel)) continue;
      if (isLivingTrunk) vascular = Math.min(vascular, mm);
      else parenchymal = Math.min(parenchymal, mm);
      if (trunkAt[voxel] === 0) free = Math.min(free, mm);
    }
    return { leastMm: Math.max(0, Math.min(parenchymal, vascular) - biasMm), liverMm: Math.max(0, free - biasMm) };
  };
  return near.filter((_, n) => anatomy.lesions[n]!.status !== "benign").map(marginOf);
}

/** Whether more than a twentieth of what lives at a point or beyond lives on. */
function servingPoints({ kind, tree: { points }, attached }: Supply, { resected, cutOff }: Fate): boolean[] {
  const [all, living] = [new Float64Array(points.count), new Float64Array(points.count)];
  attached.forEach((own, from) => {
    const left = cutOff.get(kind)![from] === 1 ? 0 : own.filter((voxel) => resected[voxel] === 0).length;
    for (let point = own.length === 0 ? -1 : from; point >= 0; point = points.parent[point]!) {
      all[point]! += own.length;
      living[point]! += left;
    }
  });
  return Array.from(all, (voxels, point) => living[point]! > LEAST_SERVED_SHARE * voxels);
}

/** Sizes of the pieces that touch nowhere, by flooding. */
function piecesOf({ voxels, neighbours }: OracleLiver, mask: Uint8Array): number[] {
  const left = mask.slice();
  return voxels.flatMap((start) => {
    if (left[start] === 0) return [];
    left[start] = 0;
    const piece = [start];
    for (const voxel of piece)
      for (const other of neighbours[voxel]!)
        if (left[other] === 1) {
          left[other] = 0;
          piece.push(other);
        }
    return [piece.length];
  });
}

/** Faces between what is resected and organ that is not. */
function cutFacesMm2({ anatomy: { grid, organ }, voxels }: OracleLiver, resected: Uint8Array): number {
  const [si, sj, sk] = grid.spacingMm;
  const [ni, nj] = grid.size;
  let areaMm2 = 0;
  for (const [step, faceMm2] of [
    [1, sj * sk],
    [ni, si * sk],
    [ni * nj, si * sj],
  ] as const)
    for (const voxel of voxels) {
      const other = voxel + step;
      // a row's last voxel and the next row's first are no neighbours
      const isNeighbour = organ[other] === 1 && (step !== 1 || other % ni !== 0) && (step !== ni || other % (ni * nj) >= ni);
      if (isNeighbour && resected[voxel] !== resected[other]) areaMm2 += faceMm2;
    }
  return areaMm2;
}

/** Thickest point in resected tissue to which a living vessel leads. */
function largestCutMm({ supplies }: OracleLiver, { resected, cutOff }: Fate): number {
  const cut = supplies.flatMap(({ kind, tree: { points } }) =>
    Array.from(points.parent).flatMap((before, point) => {
      const isInside = points.voxel[point]! >= 0 && resected[points.voxel[point]!] === 1;
      return isInside && (before < 0 || cutOff.get(kind)![before] === 0) ? [2 * points.radiusMm[point]!] : [];
    }),
  );
  return Math.max(0, ...cut);
}

/** Whether two adjacent segments stay half functional; true where segments, portal or hepatic tree are not known. */
function neighboursRemain({ couinaud, trees }: LiverAnatomy, { bySegment }: VoxelCounts): boolean {
  if (couinaud === undefined || trees.portal === undefined || trees.hepatic === undefined) return true;
  const remaining = SEGMENTS.filter((segment) => {
    if (segment.startsWith("4") && (segment === "4") === couinaud.parts4) return false;
    const { all, functional } = bySegment.get(SEGMENT_VALUE[segment]) ?? { all: 0, functional: 0 };
    return all > 0 && 2 * functional >= all;
  }).map((segment) => segment.charAt(0));
  return ADJACENT_SEGMENTS.some(([a, b]) => remaining.includes(a) && remaining.includes(b));
}
