import type { LesionId } from "@cantlie/anatomy";
import { DEAD_LIVER_LIMIT_ML } from "../closed-resection.ts";
import { withoutBeyond } from "../decide-vessels.ts";
import { keptVessels } from "../kept-vessels.ts";
import { marginZones } from "../margin-zone.ts";
import { passingVessels } from "../passing-vessels.ts";
import type { BranchReference, LesionReference, ResectionShape } from "../plan.ts";
import { PlanError } from "../plan-error.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { voxelsInBoth } from "../run-algebra.ts";
import type { VoxelRuns } from "../voxel-runs.ts";
import { checkHilumClearance, type SingleWedge, singleWedge } from "../wedge.ts";
import type { Candidate, CandidateNotOffered } from "./candidate.ts";
import { cutsBranch } from "./policy-conflict.ts";
import { resectionCandidate } from "./resection-candidate.ts";
import { tooDeepForWedge } from "./wedge-depth.ts";

/** A wedge of one lesion with what it was drawn on, to be merged with others. */
export interface WedgeCandidate extends Candidate {
  readonly wedge: WedgeSketch & SingleWedge;
}

export interface WedgeCandidates {
  readonly candidates: readonly WedgeCandidate[];
  readonly notOffered: readonly CandidateNotOffered[];
}

/** A wedge of each lesion that needs treatment, at each margin. */
export function wedgeCandidates(
  prepared: PreparedAnatomy,
  marginsMm: readonly number[],
  hilumClearanceMm: number,
): WedgeCandidates {
  const candidates: WedgeCandidate[] = [];
  const notOffered: CandidateNotOffered[] = [];
  prepared.anatomy.lesions.forEach(({ id, status, centroidMm }, n) => {
    if (status === "benign" || prepared.lesionVoxels[n]!.length === 0) return;
    const tooDeep = tooDeepForWedge(prepared, n);
    if (tooDeep !== undefined) {
      notOffered.push({ id: `wedge-${id}`, name: `wedge of ${id}`, ...tooDeep });
      return;
    }
    let narrower: VoxelRuns | undefined;
    for (const marginMm of [...new Set(marginsMm)].toSorted((a, b) => a - b)) {
      const sketch = { marginMm, lesions: [{ lesion: id, atMm: centroidMm }] };
      let wedge: SingleWedge | undefined;
      const draw = (): VoxelRuns => {
        wedge = singleWedge(prepared, id, marginMm);
        return wedge.runs;
      };
      const offer = wedgeCandidate(prepared, { ...sketch, draw, hilumClearanceMm, ...(narrower && { narrower }) });
      if ("code" in offer) notOffered.push(offer);
      else {
        candidates.push({ ...offer, wedge: { ...sketch, ...wedge! } });
        narrower = offer.runs;
      }
    }
  });
  return { candidates, notOffered };
}

/** One wedge with a margin around one or more lesions. */
export interface WedgeSketch {
  readonly marginMm: number;
  readonly lesions: readonly LesionReference[];
}

/**
 * A wedge that keeps every trunk that it meets and every vessel that passes outside its margin, but those that will be reconstructed. It is not offered
 * where it would cut a trunk all the same, comes too near to the hilar bifurcation or has no access. A lesser vessel within the margin goes: what
 * it served counts as lost.
 *
 * @param wedge.draw the voxels of its shape; may throw a `PlanError`
 * @param wedge.narrower what the same wedge takes with less of a margin: no vessel is kept that goes with it, so that a wider margin never
 *   leaves more liver alive
 */
export function wedgeCandidate(
  prepared: PreparedAnatomy,
  wedge: WedgeSketch & { readonly draw: () => VoxelRuns; readonly hilumClearanceMm: number; readonly narrower?: VoxelRuns },
): Candidate | CandidateNotOffered {
  const { marginMm, lesions } = wedge;
  const [first, ...others] = lesions;
  const ids = lesions.map(({ lesion }) => lesion);
  const id = wedgeId(ids, marginMm);
  const name = `${ids.length > 1 ? "one wedge" : "wedge"} of ${ids.join(", ")} with ${marginMm} mm`;
  const shape: ResectionShape = { kind: "wedge", ...first!, marginMm, ...(others.length > 0 && { mergedWith: others }) };
  try {
    const drawn = wedge.draw();
    checkHilumClearance(prepared, drawn, wedge.hilumClearanceMm);
    const { narrower } = wedge;
    const keep = keptIn(prepared, drawn, wedge).filter(
      (vessel) => narrower === undefined || voxelsInBoth(keptVessels(prepared, [vessel]), narrower) === 0,
    );
    const resection = { ...shape, ...(keep.length > 0 && { keep }), closed: true } as const;
    const candidate = resectionCandidate(prepared, { id, name, resection, drawn });
    return cutTrunk(prepared, candidate) ?? candidate;
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return { id, name, code: error.code, message: error.message };
  }
}

/** Id of the wedge of some lesions. */
export function wedgeId(lesions: readonly LesionId[], marginMm: number): string {
  return `wedge-${lesions.join("+")}-${marginMm}-mm`;
}

/**
 * A wedge is to cost no more liver beyond itself than a plan may leave dead: what serves more than that passes, however much of it
 * the wedge takes.
 */
const WEDGE_SPARES_ML = DEAD_LIVER_LIMIT_ML;

/** Trunks of a wedge and what passes outside its margin, but those that will be reconstructed and what hangs on them. */
function keptIn(prepared: PreparedAnatomy, drawn: VoxelRuns, { lesions, marginMm }: WedgeSketch): BranchReference[] {
  const clearOf = marginZones(
    prepared,
    lesions.map((lesion) => ({ ...lesion, marginMm })),
  );
  const passing = passingVessels(prepared, drawn, { leastMl: WEDGE_SPARES_ML, clearOf });
  const known = new Set(passing.map(({ branch }) => branch));
  const trunks = trunksIn(prepared, drawn).filter(({ branch }) => !known.has(branch));
  return withoutBeyond(prepared, [...trunks, ...passing], prepared.reconstruct);
}

/** Trunks of which lumen or wall lies in some voxels. */
function trunksIn({ anatomy, trunks }: PreparedAnatomy, { first, length }: VoxelRuns): BranchReference[] {
  const met = new Set<number>();
  for (let run = 0; run < first.length; run++)
    for (let voxel = first[run]!; voxel < first[run]! + length[run]!; voxel++)
      if (trunks.at[voxel] !== 0) met.add(trunks.at[voxel]!);
  return trunks.list.flatMap(({ tree, branch }, n) => {
    if (!met.has(n + 1)) return [];
    const { id, atMm } = anatomy.trees[tree]!.branches[branch]!;
    return [{ tree, branch: id, atMm }];
  });
}

/** Refuses a wedge that cuts a trunk although it keeps all that it meets: the trunk runs through tumour. */
function cutTrunk(prepared: PreparedAnatomy, candidate: Candidate): CandidateNotOffered | undefined {
  const cut = prepared.trunks.list.find(({ tree, branch }) => cutsBranch(prepared, candidate, tree, branch));
  if (cut === undefined) return undefined;
  const branch = prepared.anatomy.trees[cut.tree]!.branches[cut.branch]!.id;
  const vessel = cut.name === "unnamed" ? `${cut.tree} branch ${branch}` : `the ${cut.name} (${branch})`;
  return {
    id: candidate.id,
    name: candidate.name,
    code: "candidate/wedge-cuts-trunk",
    message: `it would cut ${vessel}, which a wedge keeps: the lesion lies on it, or liver that the wedge cuts off holds it`,
  };
}
