import { branchesBeyond, SEGMENT_VALUE, type Segment } from "@cantlie/anatomy";
import { voxelCount } from "@cantlie/volume";
import { branchIndex } from "./branch-reference.ts";
import type { Resection } from "./plan.ts";
import { PlanError } from "./plan-error.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { bezierSide, planeSide } from "./surface-side.ts";
import { wedgeMask } from "./wedge.ts";

/**
 * The organ voxels that one resection takes: 1 there, one byte per voxel of the organ grid. Vessels that a plan keeps are not yet
 * left out: see `planResection`.
 *
 * @throws PlanError where the anatomy lacks what the resection is drawn on, or a wedge finds no accessible capsule
 * @throws RangeError for a margin that is negative or not finite, or a drawn mask of another size
 */
export function resectionMask(prepared: PreparedAnatomy, resection: Resection): Uint8Array {
  switch (resection.kind) {
    case "segments":
      return segmentsMask(prepared, resection.segments);
    case "territory":
      return territoryMask(prepared, resection);
    case "wedge":
      return wedgeMask(prepared, resection.lesion, resection.marginMm);
    case "surface":
      return "plane" in resection
        ? planeSide(prepared, resection.plane)
        : bezierSide(prepared, resection.bezier, resection.resectedSide);
    case "drawn":
      return drawnMask(prepared, resection.mask);
  }
}

function segmentsMask(prepared: PreparedAnatomy, segments: readonly Segment[]): Uint8Array {
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
  const mask = new Uint8Array(voxelCount(prepared.anatomy.grid));
  const { first, length } = prepared.organRuns;
  for (let run = 0; run < first.length; run++) {
    const end = first[run]! + length[run]!;
    for (let voxel = first[run]!; voxel < end; voxel++) mask[voxel] = wanted[couinaud.values[voxel]!]!;
  }
  return mask;
}

/** Segment 1 goes with a territory only where the branch is its own. */
function territoryMask(prepared: PreparedAnatomy, resection: Extract<Resection, { kind: "territory" }>): Uint8Array {
  const { anatomy, organVoxels } = prepared;
  const tree = anatomy.trees[resection.tree];
  const attached = prepared.classes.attachment[resection.tree];
  if (tree === undefined || attached === undefined)
    throw new PlanError(
      "plan/no-territory",
      `a ${resection.tree} territory is named, but that tree was not found: its label is missing`,
      { tree: resection.tree },
    );
  const wanted = new Uint8Array(tree.branches.length);
  for (const id of resection.branches)
    for (const branch of branchesBeyond(tree, branchIndex(anatomy, resection.tree, id))) wanted[branch] = 1;
  const mask = new Uint8Array(voxelCount(anatomy.grid));
  const isTaken = Uint8Array.from(attached, (point) => (point > 0 ? wanted[tree.points.branch[point - 1]!]! : 0));
  for (let n = 0; n < organVoxels.length; n++) mask[organVoxels[n]!] = isTaken[prepared.classes.of[n]!]!;
  return mask;
}

function drawnMask(prepared: PreparedAnatomy, drawn: Uint8Array): Uint8Array {
  const voxels = voxelCount(prepared.anatomy.grid);
  if (drawn.length !== voxels) throw new RangeError(`drawn mask has ${drawn.length} values, the organ grid has ${voxels} voxels`);
  const mask = new Uint8Array(voxels);
  for (const voxel of prepared.organVoxels) if (drawn[voxel] !== 0) mask[voxel] = 1;
  return mask;
}
