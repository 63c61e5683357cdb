import { voxelsToMl } from "@cantlie/volume";
import { drawnResection } from "../drawn-resection.ts";
import { marginZone } from "../margin-zone.ts";
import { ANOTHER_OPERATION_SHARE } from "../name-after-evaluation.ts";
import { PlanError } from "../plan-error.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { NAMED_RESECTIONS } from "../resection-names.ts";
import { runsOfVoxels, subtractRuns, voxelsInBoth } from "../run-algebra.ts";
import { SEGMENT_SHARE } from "../search/shown-order.ts";
import { voxelsByClass } from "../voxel-classes.ts";
import { type VoxelRuns, voxelsInRuns } from "../voxel-runs.ts";
import type { Candidate, CandidateLimits, CandidateNotOffered } from "./candidate.ts";
import type { CandidateSet } from "./candidate-set.ts";
import { canDraw, decided, type NamedSketch, onSegments, presentSegments } from "./named-candidates.ts";

/**
 * Named resections that hold most of a lesion but not all of it with its margin, extended around it: a surgeon does not take a whole
 * neighbouring segment for a centimetre of margin. The smallest that hold half of the lesion, at the wanted and at the least margin. A larger one
 * is extended too where the smaller calls for it:
 * - in its place, where the smaller would cut off much more than it takes and the larger holds most of that: around the root of the
 *   segment 4 branch 4a is not taken without 4b;
 * - beside it, where the smaller leaves a segment's worth of liver without outflow: around the root of the right hepatic vein segment 6 goes with 7.
 */
export function extendedCandidates(
  prepared: PreparedAnatomy,
  { marginWantedMm, marginAutomaticMinimumMm }: Pick<CandidateLimits, "marginWantedMm" | "marginAutomaticMinimumMm">,
): CandidateSet {
  const candidates: Candidate[] = [];
  const notOffered: CandidateNotOffered[] = [];
  const resections = drawnOnSegments(prepared);
  prepared.anatomy.lesions.forEach(({ status }, n) => {
    if (status === "benign" || prepared.lesionVoxels[n]!.length === 0) return;
    const tried: TriedExtension[] = [];
    for (const one of resections.filter((each) => holdsHalf(prepared.lesionRuns[n]!, each))) {
      if (tried.some((smaller) => isPartOf(smaller.of, one) && !callsFor(smaller, one))) continue;
      const extended = extendedAround(prepared, one, { lesion: n, marginsMm: [marginWantedMm, marginAutomaticMinimumMm] });
      candidates.push(...extended.candidates);
      notOffered.push(...extended.notOffered);
      tried.push({ of: one, ...extended });
    }
  });
  return { candidates, notOffered };
}

/** What came of extending one named resection. */
interface TriedExtension {
  readonly of: DrawnSketch;
  /** what it would cut off beside what it takes, where none is offered for that */
  readonly cutOff: VoxelRuns | undefined;
  readonly leavesSegmentUndrained: boolean;
}

function callsFor({ cutOff, leavesSegmentUndrained }: TriedExtension, larger: DrawnSketch): boolean {
  return leavesSegmentUndrained || (cutOff !== undefined && holdsHalf(cutOff, larger));
}

/** One named resection extended by each margin that it does not hold; nothing where it holds the lesion with all of them. */
function extendedAround(
  prepared: PreparedAnatomy,
  { sketch, runs }: DrawnSketch,
  { lesion, marginsMm }: { readonly lesion: number; readonly marginsMm: readonly number[] },
): CandidateSet & Omit<TriedExtension, "of"> {
  const { id, centroidMm } = prepared.anatomy.lesions[lesion]!;
  const candidates: Candidate[] = [];
  const notOffered: CandidateNotOffered[] = [];
  let cutOff: VoxelRuns | undefined;
  let drawnBeyond = 0;
  for (const marginMm of marginsMm) {
    const beyond = voxelsBeyond(prepared, runs, lesion, marginMm);
    if (beyond === 0 || beyond === drawnBeyond) continue;
    drawnBeyond = beyond;
    const extended: NamedSketch = {
      ...sketch,
      id: `${sketch.id}-around-${id}-${marginMm}-mm`,
      name: `${sketch.name} extended around ${id} with ${marginMm} mm`,
      shape: { kind: "segments", segments: sketch.segments, around: [{ lesion: id, marginMm, atMm: centroidMm }] },
    };
    try {
      for (const candidate of decided(prepared, extended)) {
        const refusal = anotherOperation(prepared, candidate);
        if (refusal === undefined) candidates.push(candidate);
        else {
          notOffered.push(refusal);
          cutOff = subtractRuns(candidate.runs, candidate.open ?? candidate.runs);
        }
      }
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      notOffered.push({ id: extended.id, name: extended.name, code: error.code, message: error.message });
    }
  }
  return {
    candidates,
    notOffered,
    cutOff: candidates.length > 0 ? undefined : cutOff,
    leavesSegmentUndrained: candidates.length > 0 && candidates.every((one) => leavesUndrained(prepared, one, SEGMENT_SHARE)),
  };
}

/** Whether what stays without outflow is at least this share of the liver. */
function leavesUndrained(
  { classes, attachment, organVoxelCount }: PreparedAnatomy,
  { runs, lost }: Candidate,
  share: number,
): boolean {
  const [points, flags] = [attachment.hepatic, lost.hepatic?.lost];
  if (points === undefined || flags === undefined) return false;
  const resectedOf = voxelsByClass(classes, runs);
  let voxels = 0;
  for (let one = 0; one < classes.count; one++) if (flags[points[one]!] === 1) voxels += classes.voxels[one]! - resectedOf[one]!;
  return voxels >= share * organVoxelCount;
}

/** Refuses an extension that cuts a pedicle of more than itself: what it would take belongs to a larger resection, which is extended in its place. */
function anotherOperation({ anatomy }: PreparedAnatomy, { id, name, runs, open }: Candidate): CandidateNotOffered | undefined {
  const drawn = voxelsInRuns(open ?? runs);
  const more = voxelsInRuns(runs) - drawn;
  if (more <= ANOTHER_OPERATION_SHARE * drawn) return undefined;
  return {
    id,
    name,
    code: "candidate/another-operation",
    message: `it would cut off ${voxelsToMl(anatomy.grid, more).toFixed(0)} mL beside the ${voxelsToMl(anatomy.grid, drawn).toFixed(0)} mL that it takes: that is another operation`,
  };
}

interface DrawnSketch {
  readonly sketch: NamedSketch;
  /** Couinaud values, ascending */
  readonly values: readonly number[];
  readonly runs: VoxelRuns;
}

/** Each set of segments that this liver has, once; fewest segments first. */
function drawnOnSegments(prepared: PreparedAnatomy): DrawnSketch[] {
  const drawn = new Map<string, DrawnSketch>();
  for (const { brisbane, segments } of NAMED_RESECTIONS) {
    const values = presentSegments(prepared, segments);
    if (values.length === 0 || !canDraw(prepared, segments) || drawn.has(values.join())) continue;
    const sketch = onSegments(prepared, brisbane, segments);
    drawn.set(values.join(), { sketch, values, runs: drawnResection(prepared, sketch.shape) });
  }
  return [...drawn.values()].toSorted((a, b) => a.values.length - b.values.length);
}

function holdsHalf(own: VoxelRuns, { runs }: DrawnSketch): boolean {
  return 2 * voxelsInBoth(own, runs) >= voxelsInRuns(own);
}

function isPartOf(smaller: DrawnSketch, larger: DrawnSketch): boolean {
  return smaller.values.length < larger.values.length && smaller.values.every((value) => larger.values.includes(value));
}

function voxelsBeyond(prepared: PreparedAnatomy, runs: VoxelRuns, lesion: number, marginMm: number): number {
  const zone = runsOfVoxels(prepared.anatomy.grid, marginZone(prepared, lesion, marginMm));
  return voxelsInRuns(subtractRuns(zone, runs));
}
