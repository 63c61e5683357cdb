import { voxelsToMl } from "@cantlie/volume";
import { drawnResection } from "../drawn-resection.ts";
import { marginZone } from "../margin-zone.ts";
import { ANOTHER_OPERATION_SHARE } from "../name-after-evaluation.ts";
import { PlanError } from "../plan-error.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { NAMED_RESECTIONS } from "../resection-names.ts";
import { runsOfVoxels, subtractRuns, voxelsInBoth } from "../run-algebra.ts";
import { type VoxelRuns, voxelsInRuns } from "../voxel-runs.ts";
import type { Candidate, CandidateLimits, CandidateNotOffered } from "./candidate.ts";
import type { CandidateSet } from "./candidate-set.ts";
import { canDraw, decided, type NamedSketch, onSegments, presentSegments } from "./named-candidates.ts";

/**
 * Named resections that hold most of a lesion but not all of it with its margin, extended around it: a surgeon does not take a whole
 * neighbouring segment for a centimetre of margin. The smallest that hold half of the lesion, at the wanted and at the least margin. Not offered
 * where it would cut off much more than it takes.
 */
export function extendedCandidates(
  prepared: PreparedAnatomy,
  { marginWantedMm, marginAutomaticMinimumMm }: Pick<CandidateLimits, "marginWantedMm" | "marginAutomaticMinimumMm">,
): CandidateSet {
  const candidates: Candidate[] = [];
  const notOffered: CandidateNotOffered[] = [];
  const resections = drawnOnSegments(prepared);
  prepared.anatomy.lesions.forEach(({ id, status, centroidMm }, n) => {
    if (status === "benign" || prepared.lesionVoxels[n]!.length === 0) return;
    for (const { sketch, runs } of smallest(resections.filter((one) => holdsHalf(prepared, one, n)))) {
      let drawnBeyond = 0;
      for (const marginMm of [marginWantedMm, marginAutomaticMinimumMm]) {
        const beyond = voxelsBeyond(prepared, runs, n, marginMm);
        if (beyond === 0 || beyond === drawnBeyond) continue;
        drawnBeyond = beyond;
        const extended: NamedSketch = {
          ...sketch,
          id: `${sketch.id}-around-${id}-${marginMm}-mm`,
          name: `${sketch.name} extended around ${id} with ${marginMm} mm`,
          shape: {
            kind: "segments",
            segments: sketch.segments,
            around: [{ lesion: id, marginMm, atMm: centroidMm }],
          },
        };
        try {
          for (const candidate of decided(prepared, extended)) {
            const refusal = anotherOperation(prepared, candidate);
            if (refusal === undefined) candidates.push(candidate);
            else notOffered.push(refusal);
          }
        } catch (error) {
          if (!(error instanceof PlanError)) throw error;
          notOffered.push({ id: extended.id, name: extended.name, code: error.code, message: error.message });
        }
      }
    }
  });
  return { candidates, notOffered };
}

/** Refuses an extension that cuts a pedicle of more than itself: what it would take is offered under its own name. */
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

/** Each set of segments that this liver has, once. */
function drawnOnSegments(prepared: PreparedAnatomy): DrawnSketch[] {
  const drawn = new Map<string, DrawnSketch>();
  for (const { brisbane, segments } of NAMED_RESECTIONS) {
    const values = presentSegments(prepared, segments);
    if (values.length === 0 || !canDraw(prepared, segments) || drawn.has(values.join())) continue;
    const sketch = onSegments(prepared, brisbane, segments);
    drawn.set(values.join(), { sketch, values, runs: drawnResection(prepared, sketch.shape) });
  }
  return [...drawn.values()];
}

function holdsHalf({ lesionRuns }: PreparedAnatomy, { runs }: DrawnSketch, lesion: number): boolean {
  const own = lesionRuns[lesion]!;
  return 2 * voxelsInBoth(own, runs) >= voxelsInRuns(own);
}

/** Those of which no other is a part. */
function smallest(resections: readonly DrawnSketch[]): DrawnSketch[] {
  return resections.filter(
    ({ values }) =>
      !resections.some((other) => other.values.length < values.length && other.values.every((value) => values.includes(value))),
  );
}

function voxelsBeyond(prepared: PreparedAnatomy, runs: VoxelRuns, lesion: number, marginMm: number): number {
  const zone = runsOfVoxels(prepared.anatomy.grid, marginZone(prepared, lesion, marginMm));
  return voxelsInRuns(subtractRuns(zone, runs));
}
