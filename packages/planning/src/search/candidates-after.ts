import type { LesionId } from "@cantlie/anatomy";
import { ablationCandidates } from "../candidates/ablation-candidates.ts";
import type { Candidate, CandidateLimits, CandidateNotOffered } from "../candidates/candidate.ts";
import { type CandidateSet, joinSets } from "../candidates/candidate-set.ts";
import { extendedCandidates } from "../candidates/extended-candidates.ts";
import { makeCandidates } from "../candidates/make-candidates.ts";
import { mergedWedgeCandidates } from "../candidates/merged-wedge-candidates.ts";
import { lesionsWithin, resectionCandidate } from "../candidates/resection-candidate.ts";
import { surveillanceCandidates } from "../candidates/surveillance-candidates.ts";
import { territoryCandidates } from "../candidates/territory-candidates.ts";
import { type WedgeCandidate, wedgeCandidates } from "../candidates/wedge-candidates.ts";
import { drawnResection } from "../drawn-resection.ts";
import { lesionNumber } from "../lesion-reference.ts";
import { PlanError } from "../plan-error.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { voxelsInBoth } from "../run-algebra.ts";
import { TREE_KINDS, voxelsByClass } from "../voxel-classes.ts";
import { voxelsInRuns } from "../voxel-runs.ts";

/**
 * What another margin of one lesion adds to the candidates: named resections extended around it, portal territories, wedges and an ablation drawn for it. Those drawn for the margins before stay:
 * they treat the lesion as well, and are judged by the new margin.
 *
 * @throws PlanError `plan/unknown-lesion`
 * @throws RangeError if margins of this liver are not measured as far as `marginMm`
 */
export function candidatesForMargin(
  prepared: PreparedAnatomy,
  made: CandidateSet,
  { lesion, marginMm, limits }: { readonly lesion: LesionId; readonly marginMm: number; readonly limits: CandidateLimits },
): CandidateSet {
  const n = lesionNumber(prepared.anatomy, lesion);
  const reachMm = prepared.lesionReach[n]?.reachMm ?? Infinity;
  if (!(marginMm >= 0 && marginMm + prepared.marginBiasMm <= reachMm))
    throw new RangeError(
      `marginMm is ${marginMm}, expected 0 to ${(reachMm - prepared.marginBiasMm).toFixed(1)}: margins are measured no farther`,
    );
  const atMargin: CandidateLimits = {
    ...limits,
    marginWantedMm: marginMm,
    marginAutomaticMinimumMm: marginMm,
    ablation: { ...limits.ablation, marginMm, marginMinimumMm: marginMm },
  };
  const { candidates, notOffered } = drawnFor(prepared, [n], atMargin);
  const known = new Set([...made.candidates, ...made.notOffered].map(({ id }) => id));
  return {
    candidates: candidates.filter(({ id }) => !known.has(id)),
    notOffered: notOffered.filter(({ id }) => !known.has(id)),
  };
}

/**
 * The candidates of a liver in which further lesions were found. A candidate that neither takes nor cuts off anything of them stays the
 * same object; one that takes them whole now holds them; others are finished again. New ones are drawn for the new lesions.
 *
 * @param before the liver as it was
 * @param after the same liver with lesions appended; of another liver everything is made anew
 */
export function candidatesWithLesions(
  before: PreparedAnatomy,
  after: PreparedAnatomy,
  { made, limits }: { readonly made: CandidateSet; readonly limits: CandidateLimits },
): { readonly set: CandidateSet; readonly madeAgain: number } {
  if (!isSameLiver(before, after)) {
    const set = makeCandidates(after, { ...limits, keepVessels: [], keepSegments: [] });
    return { set, madeAgain: set.candidates.length };
  }
  const added = after.anatomy.lesions.map((_, n) => n).slice(before.anatomy.lesions.length);
  const kept: Candidate[] = [];
  const notOffered: CandidateNotOffered[] = made.notOffered.filter(({ id }) => !isMerged(id));
  let madeAgain = 0;
  for (const candidate of made.candidates.filter(({ id }) => !isMerged(id))) {
    if (added.every((lesion) => !meetsLesion(after, candidate, lesion))) kept.push(candidate);
    else if (added.every((lesion) => !meetsLesion(after, candidate, lesion) || holdsLesion(after, candidate, lesion)))
      kept.push({ ...candidate, lesions: lesionsWithin(after, candidate.runs) });
    else {
      const again = finishedAgain(after, candidate);
      madeAgain++;
      if ("code" in again) notOffered.push(again);
      else kept.push(again);
    }
  }
  const drawn = drawnFor(after, added, limits);
  const known = new Set(kept.map(({ id }) => id));
  const fresh = drawn.candidates.filter(({ id }) => !known.has(id));
  const margins = [limits.marginWantedMm, limits.marginAutomaticMinimumMm];
  const wedges = [...kept, ...fresh].filter(isSingleWedge).filter(({ wedge }) => margins.includes(wedge.marginMm));
  const merged = mergedWedgeCandidates(after, wedges, limits.hilumClearanceMm);
  return {
    set: joinSets([{ candidates: kept, notOffered }, { candidates: fresh, notOffered: drawn.notOffered }, merged]),
    madeAgain: madeAgain + fresh.length + merged.candidates.length,
  };
}

/** What is drawn for some lesions: the others are taken as in need of nothing. */
function drawnFor(prepared: PreparedAnatomy, lesions: readonly number[], limits: CandidateLimits): CandidateSet {
  const { anatomy } = prepared;
  const only: PreparedAnatomy = {
    ...prepared,
    anatomy: {
      ...anatomy,
      lesions: anatomy.lesions.map((lesion, n) => (lesions.includes(n) ? lesion : { ...lesion, status: "benign" as const })),
    },
  };
  return joinSets([
    extendedCandidates(only, limits),
    territoryCandidates(only, limits),
    wedgeCandidates(only, [limits.marginWantedMm, limits.marginAutomaticMinimumMm], limits.hilumClearanceMm),
    ablationCandidates(only, limits),
    { candidates: surveillanceCandidates(only), notOffered: [] },
  ]);
}

function isSameLiver({ anatomy: a, organVoxelCount }: PreparedAnatomy, { anatomy: b, ...after }: PreparedAnatomy): boolean {
  const sameLesions = a.lesions.every(({ id, volumeMl }, n) => b.lesions[n]?.id === id && b.lesions[n].volumeMl === volumeMl);
  const sameTrees = TREE_KINDS.every((kind) => a.trees[kind]?.points.count === b.trees[kind]?.points.count);
  return sameLesions && sameTrees && organVoxelCount === after.organVoxelCount && a.organ.length === b.organ.length;
}

/** Whether a candidate takes or cuts off anything of a lesion. */
function meetsLesion({ lesionRuns, classes, attachment }: PreparedAnatomy, { runs, lost }: Candidate, lesion: number): boolean {
  const own = lesionRuns[lesion]!;
  if (voxelsInBoth(own, runs) > 0) return true;
  const inClass = voxelsByClass(classes, own);
  return TREE_KINDS.some((kind) => {
    const [points, supply] = [attachment[kind], lost[kind]];
    return (
      points !== undefined && supply !== undefined && inClass.some((voxels, one) => voxels > 0 && supply.lost[points[one]!] === 1)
    );
  });
}

function holdsLesion({ lesionRuns }: PreparedAnatomy, { runs }: Candidate, lesion: number): boolean {
  const own = lesionRuns[lesion]!;
  return voxelsInBoth(own, runs) === voxelsInRuns(own);
}

function finishedAgain(prepared: PreparedAnatomy, candidate: Candidate): Candidate | CandidateNotOffered {
  const { treatment, id, name } = candidate;
  if (treatment.kind !== "resection") return { ...candidate, lesions: lesionsWithin(prepared, candidate.runs) };
  try {
    const { resection } = treatment;
    const drawn = drawnResection(prepared, resection);
    return { ...candidate, ...resectionCandidate(prepared, { id, name, resection, drawn }) };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return { id, name, code: error.code, message: error.message };
  }
}

function isMerged(id: string): boolean {
  return id.startsWith("wedge-") && id.includes("+");
}

function isSingleWedge(candidate: Candidate): candidate is WedgeCandidate {
  return "wedge" in candidate;
}
