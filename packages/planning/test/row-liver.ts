import type { LesionId } from "@cantlie/anatomy";
import type { Candidate } from "../src/candidates/candidate.ts";
import type { LesionOutcome, ParcelEvaluation } from "../src/parcels/parcel-evaluation.ts";
import type { PlanFigures } from "../src/search/objectives.ts";
import type { SearchLimits } from "../src/search/search-limits.ts";
import type { SearchProblem } from "../src/search/search-problem.ts";
import { randomNumbers } from "./draw.ts";

/*
 * A liver of one row of cells of 5 mL and 5 mm, for tests of search alone: lesions are single cells, candidates are intervals, the
 * vessel of a cell runs through the cells from its own random root to it. Evaluation follows from these sentences, cell by cell.
 */

export const ROW_LIMITS: SearchLimits = {
  marginWantedMm: 10,
  marginAutomaticMinimumMm: 5,
  maxCuts: 3,
  maxAblations: 2,
  wantedRemnantMl: 60,
  budget: 1e6,
};

const CELL_MM = 5;

interface RowCandidate extends Pick<Candidate, "lesions" | "treatment"> {
  readonly cells: readonly number[];
}

export interface RowLiver {
  readonly cells: number;
  readonly lesions: readonly number[];
  readonly candidates: readonly RowCandidate[];
  /** cell from which the vessel of the row runs to both sides */
  readonly root: number;
}

export function randomRowLiver(seed: number): RowLiver {
  const random = randomNumbers(seed);
  const upTo = (count: number): number => Math.floor(random() * count);
  const cells = 24 + upTo(12);
  const lesions = [...new Set(Array.from({ length: 1 + upTo(4) }, () => upTo(cells)))].sort((a, b) => a - b);
  const candidates: RowCandidate[] = [];
  const add = (kind: "resection" | "ablation" | "surveillance", first: number, end: number, lesion: number): void => {
    const taken = Array.from({ length: cells }, (_, cell) => cell).filter((cell) => cell >= first && cell < end);
    const held = kind === "resection" ? lesions.flatMap((cell, n) => (taken.includes(cell) ? [n] : [])) : [lesion];
    candidates.push({ cells: kind === "surveillance" ? [] : taken, lesions: held, treatment: treatmentOf(kind, lesion) });
  };
  lesions.forEach((cell, lesion) => {
    for (const reach of [1, 2]) add("resection", cell - reach, cell + reach + 1, lesion);
    add("resection", cell - upTo(8), cell + 1 + upTo(8), lesion);
    if (random() < 0.6) add("ablation", cell - 1, cell + 2, lesion);
    if (random() < 0.3) add("surveillance", cell, cell, lesion);
    if (random() < 0.3) add("resection", 0, cell + 1 + upTo(6), lesion);
  });
  return { cells, lesions, candidates, root: upTo(cells) };
}

function treatmentOf(kind: "resection" | "ablation" | "surveillance", n: number): Candidate["treatment"] {
  const lesion = `L${n + 1}` as LesionId;
  if (kind === "ablation") return { kind, ablation: { lesion, radiiMm: [7, 7, 7] } };
  if (kind === "surveillance") return { kind, lesion: { lesion } };
  return { kind, resection: { kind: "wedge", lesion, marginMm: 5 } };
}

export function rowProblem(liver: RowLiver, limits: SearchLimits = ROW_LIMITS): SearchProblem {
  const order = liver.candidates
    .map((_, n) => n)
    .sort((a, b) => liver.candidates[b]!.cells.length - liver.candidates[a]!.cells.length);
  return {
    candidates: liver.candidates,
    lesions: liver.lesions.map((_, n) => n),
    order,
    voxelMl: 5,
    evaluate: (chosen) => evaluateRow(liver, chosen, limits),
    quickBound: (chosen, open) => boundRow(liver, chosen, { open: order.slice(open), limits }),
    bound: (chosen, open) => boundRow(liver, chosen, { open: order.slice(open), limits }),
    isWithin: (candidate, chosen) => isWithinRow(liver, candidate, chosen),
  };
}

export function evaluateRow(liver: RowLiver, chosen: readonly number[], limits: SearchLimits): ParcelEvaluation {
  const { resected, ablated, dead } = rowOf(liver, chosen);
  const isLesion = (cell: number): boolean => liver.lesions.includes(cell);
  const count = (holds: (cell: number) => boolean): number => cellsOf(liver).filter(holds).length;
  const outcomes = liver.lesions.map((cell, n): LesionOutcome => {
    const isWatched = chosen.some((one) => {
      const { treatment, lesions } = liver.candidates[one]!;
      return treatment.kind === "surveillance" && lesions.includes(n);
    });
    const treated = resected[cell] ? "resected" : ablated[cell] ? "ablated" : isWatched ? "surveilled" : "left";
    const isGone = (other: number): boolean => resected[other]! || (treated === "ablated" && ablated[other]!);
    const distances = cellsOf(liver).flatMap((other) => (isGone(other) ? [] : [Math.abs(other - cell) * CELL_MM - CELL_MM / 2]));
    const parenchymalMm = treated === "resected" || treated === "ablated" ? Math.min(...distances) : undefined;
    return {
      treated,
      parenchymalMm: parenchymalMm === Infinity ? undefined : parenchymalMm,
      vascularMm: undefined,
      liverMm: parenchymalMm === Infinity ? undefined : parenchymalMm,
    };
  });
  const margins = outcomes.flatMap(({ treated, parenchymalMm }) =>
    treated === "resected" || treated === "ablated" ? [parenchymalMm ?? Infinity] : [],
  );
  const faces = cellsOf(liver).filter((cell) => cell > 0 && resected[cell] !== resected[cell - 1]).length;
  return {
    resectedVoxels: count((cell) => resected[cell]!),
    ablatedVoxels: count((cell) => ablated[cell]! && !resected[cell]!),
    deadVoxels: count((cell) => dead[cell]! && !resected[cell]! && !ablated[cell]! && !isLesion(cell)),
    noInflowVoxels: 0,
    noOutflowVoxels: 0,
    noBileVoxels: 0,
    undrainedVoxels: 0,
    functionalVoxels: count((cell) => !dead[cell]! && !resected[cell]! && !ablated[cell]! && !isLesion(cell)),
    liverLostVoxels: count((cell) => (dead[cell]! || resected[cell]! || ablated[cell]!) && !isLesion(cell)),
    lesions: outcomes,
    marginDeficitMm: margins.reduce((sum, mm) => sum + Math.max(0, limits.marginWantedMm - mm), 0),
    belowMinimum: margins.filter((mm) => mm < limits.marginAutomaticMinimumMm).length,
    cutFacesMm2: faces * 700,
    cuts: cellsOf(liver).filter((cell) => resected[cell] && !resected[cell - 1]).length,
    largestVesselCutMm: thickestCut(liver, resected),
    adjacentSegmentsRemain: undefined,
  };
}

/** Nothing cleverer than what is chosen for what only grows, and all that may still come for what may shrink. */
function boundRow(
  liver: RowLiver,
  chosen: readonly number[],
  { open, limits }: { readonly open: readonly number[]; readonly limits: SearchLimits },
): PlanFigures {
  const now = evaluateRow(liver, chosen, limits);
  const most = rowOf(liver, [...chosen, ...open]);
  const least = rowOf(liver, chosen);
  const atMost = evaluateRow(liver, [...chosen, ...open], limits);
  const margins = liver.lesions.flatMap((cell, n) => {
    if (now.lesions[n]!.treated !== "resected" && now.lesions[n]!.treated !== "ablated") return [];
    const isGone = (other: number): boolean => most.resected[other]! || most.ablated[other]!;
    return [
      Math.min(...cellsOf(liver).map((other) => (isGone(other) ? Infinity : Math.abs(other - cell) * CELL_MM - CELL_MM / 2))),
    ];
  });
  const touches = (cell: number): boolean => least.resected[cell]! && !least.resected[cell - 1]!;
  const joined = new Set(
    cellsOf(liver)
      .filter(touches)
      .map((cell) => {
        let first = cell;
        while (first > 0 && most.resected[first - 1]!) first--;
        return first;
      }),
  );
  const faces = cellsOf(liver).filter(
    (cell) =>
      cell > 0 && ((least.resected[cell]! && !most.resected[cell - 1]!) || (least.resected[cell - 1]! && !most.resected[cell]!)),
  ).length;
  return {
    functionalVoxels: now.functionalVoxels,
    liverLostVoxels: now.liverLostVoxels,
    undrainedVoxels: 0,
    deadVoxels: cellsOf(liver).filter(
      (cell) => least.dead[cell]! && !most.resected[cell]! && !most.ablated[cell]! && !liver.lesions.includes(cell),
    ).length,
    marginDeficitMm: margins.reduce((sum, mm) => sum + Math.max(0, limits.marginWantedMm - mm), 0),
    belowMinimum: margins.filter((mm) => mm < limits.marginAutomaticMinimumMm).length,
    cuts: joined.size,
    cutFacesMm2: faces * 700,
    largestVesselCutMm: atMost.resectedVoxels === now.resectedVoxels ? now.largestVesselCutMm : 0,
    adjacentSegmentsRemain: undefined,
  };
}

function rowOf(
  liver: RowLiver,
  chosen: readonly number[],
): { readonly resected: boolean[]; readonly ablated: boolean[]; readonly dead: boolean[] } {
  const taken = (kind: string): boolean[] =>
    cellsOf(liver).map((cell) =>
      chosen.some((one) => liver.candidates[one]!.treatment.kind === kind && liver.candidates[one]!.cells.includes(cell)),
    );
  const resected = taken("resection");
  // a resected cell starves its neighbour away from the root, one cell far: the liver beyond has other vessels
  const dead = cellsOf(liver).map(
    (cell) => cell !== liver.root && resected[cell + Math.sign(liver.root - cell)]! && cell % 3 === 0,
  );
  return { resected, ablated: taken("ablation"), dead };
}

function isWithinRow(liver: RowLiver, candidate: number, chosen: readonly number[]): boolean {
  const { treatment, cells } = liver.candidates[candidate]!;
  const { resected } = rowOf(liver, chosen);
  return treatment.kind === "resection" && cells.every((cell) => resected[cell]);
}

/** The vessel grows thinner away from the root. */
function thickestCut(liver: RowLiver, resected: readonly boolean[]): number {
  const entered = cellsOf(liver).filter((cell) => resected[cell] && !resected[cell + Math.sign(liver.root - cell)]);
  return Math.max(0, ...entered.map((cell) => Math.max(1, 10 - Math.abs(cell - liver.root))));
}

function cellsOf({ cells }: RowLiver): number[] {
  return Array.from({ length: cells }, (_, cell) => cell);
}
