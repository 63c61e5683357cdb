import { branchesBeyond, SEGMENT_VALUE, type Segment } from "@cantlie/anatomy";
import { voxelCount } from "@cantlie/volume";
import { branchIndex } from "./branch-reference.ts";
import { marginZones } from "./margin-zone.ts";
import type { Extension, ResectionShape } from "./plan.ts";
import { PlanError } from "./plan-error.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { uniteRuns } from "./run-algebra.ts";
import { bezierSide, planeSide } from "./surface-side.ts";
import { runsOfClasses } from "./voxel-classes.ts";
import { runsWithin, type VoxelRuns } from "./voxel-runs.ts";
import { wedgeRuns } from "./wedge.ts";

/**
 * The organ voxels within the shape of one resection. Vessels that it keeps or takes and liver that it leaves dead are not looked at yet:
 * see `finishedResection`.
 *
 * @throws PlanError where the anatomy lacks what the resection is drawn on, or a wedge finds no accessible capsule
 * @throws RangeError for a margin that is negative or not finite, or a drawn mask of another size
 */
export function drawnResection(prepared: PreparedAnatomy, resection: ResectionShape): VoxelRuns {
  const { grid } = prepared.anatomy;
  switch (resection.kind) {
    case "segments":
      return extended(
        prepared,
        runsOfClasses(grid, prepared.classes, classesOfSegments(prepared, resection.segments)),
        resection,
      );
    case "territory":
      return extended(prepared, runsOfClasses(grid, prepared.classes, classesOfTerritory(prepared, resection)), resection);
    case "wedge":
      return wedgeRuns(prepared, resection);
    case "surface":
      return "plane" in resection
        ? planeSide(prepared, resection.plane)
        : bezierSide(prepared, resection.bezier, resection.resectedSide);
    case "drawn":
      return withinOrgan(prepared, resection.mask);
  }
}

/** With what tissue leads to within the margin of each lesion. */
function extended(prepared: PreparedAnatomy, runs: VoxelRuns, { around = [] }: Extension): VoxelRuns {
  return uniteRuns(prepared.anatomy.grid, runs, marginZones(prepared, around));
}

/** One flag per class of voxels. */
function classesOfSegments(prepared: PreparedAnatomy, segments: readonly Segment[]): Uint8Array {
  const { couinaud } = prepared.anatomy;
  if (couinaud === undefined)
    throw new PlanError("plan/no-couinaud", `segments ${segments.join(" ")} are named, but this liver has no Couinaud map`);
  const wanted = new Uint8Array(256);
  for (const segment of segments) {
    if ((segment === "4a" || segment === "4b") && !couinaud.parts4)
      throw new PlanError(
        "plan/unknown-segment",
        `segment ${segment} is named, but the ${couinaud.source} Couinaud map does not part segment 4; name 4`,
        { segment },
      );
    wanted[SEGMENT_VALUE[segment]] = 1;
    if (segment === "4") wanted[SEGMENT_VALUE["4b"]] = 1;
  }
  return prepared.classes.segment.map((value) => wanted[value]!);
}

/** One flag per class of voxels. Segment 1 goes with a territory only where the branch is its own. */
function classesOfTerritory(prepared: PreparedAnatomy, resection: Extract<ResectionShape, { kind: "territory" }>): Uint8Array {
  const { anatomy } = prepared;
  const tree = anatomy.trees[resection.tree];
  const attached = prepared.attachment[resection.tree];
  if (tree === undefined || attached === undefined)
    throw new PlanError(
      "plan/no-territory",
      `a ${resection.tree} territory is named, but that tree was not found: its label is missing`,
      { tree: resection.tree },
    );
  const wanted = new Uint8Array(tree.branches.length);
  for (const id of resection.branches)
    for (const branch of branchesBeyond(tree, branchIndex(anatomy, resection.tree, id))) wanted[branch] = 1;
  return Uint8Array.from(attached, (point) => (point > 0 ? wanted[tree.points.branch[point - 1]!]! : 0));
}

function withinOrgan({ anatomy, organRuns }: PreparedAnatomy, drawn: Uint8Array): VoxelRuns {
  const voxels = voxelCount(anatomy.grid);
  if (drawn.length !== voxels) throw new RangeError(`drawn mask has ${drawn.length} values, the organ grid has ${voxels} voxels`);
  return runsWithin(organRuns, drawn);
}
