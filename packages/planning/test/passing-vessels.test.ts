import type { Segment } from "@cantlie/anatomy";
import { referenceKernels, voxelsToMl } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import {
  drawnResection,
  lostSupplies,
  maskOfRuns,
  type PreparedAnatomy,
  planResection,
  prepareEvaluation,
  type VoxelRuns,
} from "../src/index.ts";
import { PASSING_SHARE, passingVessels } from "../src/passing-vessels.ts";
import { stageOf } from "./draw.ts";
import { idealLiver } from "./ideal-liver.ts";

const prepared = prepareEvaluation(idealLiver(), referenceKernels);
const SETS: readonly (readonly Segment[])[] = [
  ["5", "6", "7", "8"],
  ["2", "3", "4"],
  ["8"],
  ["7"],
  ["5", "8"],
  ["2"],
  ["6"],
  ["4"],
];
const segmentsOf = (segments: readonly Segment[]): VoxelRuns => drawnResection(prepared, { kind: "segments", segments });

/** Voxels at or beyond each point, and those of them that stay: every voxel walks from its point to the root. */
function servedPlainly(
  { anatomy, attachment, classes }: PreparedAnatomy,
  kind: "portal" | "hepatic",
  { resected, isLost }: { resected: Uint8Array; isLost: (point: number) => boolean },
) {
  const { parent, count } = anatomy.trees[kind]!.points;
  const [all, staying] = [new Array<number>(count).fill(0), new Array<number>(count).fill(0)];
  const { first, length, of } = classes.runs;
  first.forEach((from, run) => {
    const point = attachment[kind]![of[run]!]! - 1;
    for (let voxel = from; voxel < from + length[run]!; voxel++)
      for (let at = point; at >= 0; at = parent[at]!) {
        all[at]!++;
        if (resected[voxel] === 0 && !isLost(point)) staying[at]!++;
      }
  });
  return { all, staying };
}

describe("vessels that pass through a resection", () => {
  test.each(SETS.map((segments) => [segments.join(), segments] as const))(
    "of segments %s serve what stays by a quarter at every cut on the way to them",
    (_, segments) => {
      const drawn = segmentsOf(segments);
      const resected = maskOfRuns(prepared.anatomy.grid, drawn);
      const passing = passingVessels(prepared, drawn);
      for (const kind of ["portal", "hepatic"] as const) {
        const { points, branches } = prepared.anatomy.trees[kind]!;
        const { all, staying } = servedPlainly(prepared, kind, { resected, isLost: () => false });
        const isInside = (point: number) => points.voxel[point]! >= 0 && resected[points.voxel[point]!] === 1;
        const serves = (point: number) => staying[point]! > 0 && staying[point]! >= PASSING_SHARE * all[point]!;
        const isReached = (from: number): boolean => {
          for (let at = from; at >= 0; at = points.parent[at]!) if (isInside(at) && !serves(at)) return false;
          return true;
        };
        const ids = new Set<string>(passing.filter(({ tree }) => tree === kind).map(({ branch }) => branch));
        branches.forEach(({ id }, branch) => {
          const own = Array.from(points.branch.keys()).filter((point) => points.branch[point] === branch);
          // a branch whose wall alone is met passes too
          if (own.some((point) => isInside(point) && serves(point) && isReached(point))) expect(ids.has(id), id).toBe(true);
          if (!own.some((point) => serves(point) && isReached(point))) expect(ids.has(id), id).toBe(false);
        });
      }
    },
  );

  test("stay in the remnant and alive once they are kept", () => {
    let kept = 0;
    for (const segments of SETS) {
      const keep = passingVessels(prepared, segmentsOf(segments));
      const runs = planResection(prepared, stageOf([{ kind: "segments", segments, keep, closed: true }]));
      const lost = lostSupplies(prepared, runs);
      for (const { tree, branch } of keep) {
        kept++;
        const { points, branches } = prepared.anatomy.trees[tree]!;
        const index = branches.findIndex(({ id }) => id === branch);
        points.branch.forEach((of, point) => {
          if (of === index) expect(lost[tree]!.lost[point + 1], `${segments.join()} ${branch}`).toBe(0);
        });
      }
    }
    expect(kept).toBeGreaterThan(SETS.length);
  });

  test("do not pass through tumour that goes, nor where none but a trunk is let through", () => {
    const right = ["5", "6", "7", "8"] as const;
    const middle = prepared.anatomy.trees.hepatic!.branches.filter(({ name }) => name === "middle hepatic vein");
    const names = (liver: PreparedAnatomy, clear = false) => {
      const drawn = drawnResection(liver, { kind: "segments", segments: right });
      return passingVessels(liver, drawn, clear ? { clearOf: drawn } : {}).map(({ branch }) => branch);
    };
    expect(names(prepared)).toEqual(expect.arrayContaining(middle.map(({ id }) => id)));
    // trunks pass all the same
    expect(names(prepared, true)).toEqual(expect.arrayContaining(middle.map(({ id }) => id)));
    expect(names(prepared, true).length).toBeLessThanOrEqual(names(prepared).length);
    const onVein = middle[0]!.atMm;
    const invaded = prepareEvaluation(idealLiver({ lesions: [{ centreMm: onVein, radiusMm: 12 }] }), referenceKernels);
    expect(names(invaded)).not.toContain(middle.at(-1)!.id);
  });

  test("pass by what they serve, however small a share, where that is asked for", () => {
    const drawn = segmentsOf(["8"]);
    const few = passingVessels(prepared, drawn);
    const more = passingVessels(prepared, drawn, { leastMl: 1 });
    expect(more.length).toBeGreaterThanOrEqual(few.length);
    for (const one of few) expect(more).toContainEqual(one);
    const all = passingVessels(prepared, drawn, { leastMl: voxelsToMl(prepared.anatomy.grid, prepared.organVoxelCount) });
    expect(all).toEqual(few);
  });
});
