import { branchesBeyond, SEGMENT_VALUE, type Segment } from "@cantlie/anatomy";
import { voxelCount } from "@cantlie/volume";
import { branchIndex } from "./branch-reference.ts";
import type { Resection } from "./plan.ts";
import { PlanError } from "./plan-error.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { bezierSide, planeSide } from "./surface-side.ts";
import { wedgeVoxels } from "./wedge.ts";

/**
 * The organ voxels that one resection takes: 1 there, one byte per voxel of the organ grid. Vessels that a plan keeps are not yet
 * left out: see `planResection`.
 *
 * @throws PlanError where the anatomy lacks what the resection is drawn on, or a wedge finds no accessible capsule
 * @throws RangeError for a margin that is negative or not finite, or a drawn mask of another size
 */
export function resectionMask(prepared: PreparedAnatomy, resection: Resection): Uint8Array {
  const mask = new Uint8Array(voxelCount(prepared.anatomy.grid));
  addResection(prepared, mask, resection);
  return mask;
}

/** Sets the organ voxels that one resection takes to 1 in `resected`; throws as `resectionMask` does. */
export function addResection(prepared: PreparedAnatomy, resected: Uint8Array, resection: Resection): void {
  switch (resection.kind) {
    case "segments":
      addClasses(prepared, resected, classesOfSegments(prepared, resection.segments));
      break;
    case "territory":
      addClasses(prepared, resected, classesOfTerritory(prepared, resection));
      break;
    case "wedge":
      for (const voxel of wedgeVoxels(prepared, resection.lesion, resection.marginMm)) resected[voxel] = 1;
      break;
    case "surface":
      addWithinOrgan(prepared, resected, surfaceSide(prepared, resection));
      break;
    case "drawn":
      addDrawn(prepared, resected, resection.mask);
  }
}

function surfaceSide(prepared: PreparedAnatomy, resection: Extract<Resection, { kind: "surface" }>): Uint8Array {
  return "plane" in resection
    ? planeSide(prepared, resection.plane)
    : bezierSide(prepared, resection.bezier, resection.resectedSide);
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
function classesOfTerritory(prepared: PreparedAnatomy, resection: Extract<Resection, { kind: "territory" }>): Uint8Array {
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

function addClasses({ classes }: PreparedAnatomy, resected: Uint8Array, isTaken: Uint8Array): void {
  const { first, length, of } = classes.runs;
  for (let run = 0; run < first.length; run++) {
    if (isTaken[of[run]!] === 0) continue;
    const end = first[run]! + length[run]!;
    for (let voxel = first[run]!; voxel < end; voxel++) resected[voxel] = 1;
  }
}

function addDrawn(prepared: PreparedAnatomy, resected: Uint8Array, drawn: Uint8Array): void {
  const voxels = voxelCount(prepared.anatomy.grid);
  if (drawn.length !== voxels) throw new RangeError(`drawn mask has ${drawn.length} values, the organ grid has ${voxels} voxels`);
  addWithinOrgan(prepared, resected, drawn);
}

/** Sets the organ voxels of `mask` to 1 in `resected`. */
export function addWithinOrgan({ organRuns }: PreparedAnatomy, resected: Uint8Array, mask: Uint8Array): void {
  const { first, length } = organRuns;
  for (let run = 0; run < first.length; run++) {
    const end = first[run]! + length[run]!;
    for (let voxel = first[run]!; voxel < end; voxel++) if (mask[voxel] !== 0) resected[voxel] = 1;
  }
}
