import { SEGMENT_VALUE } from "@cantlie/anatomy";
import { voxelsToMl } from "@cantlie/volume";
import type { BranchReference, Occlusion } from "../plan.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { voxelsByClass } from "../voxel-classes.ts";
import type { VoxelRuns } from "../voxel-runs.ts";

/** One way to occlude the vessels of the liver that a resection is to take later. */
export interface OcclusionChoice {
  readonly occlusion: Occlusion;
  readonly occlude: readonly BranchReference[];
  /** names of the occluded branches that have one, each once */
  readonly names: readonly string[];
  /** occluded branches without a name */
  readonly unnamed: number;
  /** whether branches of segment 4 that leave apart from the others are occluded as well */
  readonly addsSegment4: boolean;
}

/** Borders between territories are not known to a twentieth of a territory: a branch with more of it in the resection is of it. */
const OWN_SHARE = 0.95;

/** A branch that feeds less is not sought with a catheter. */
const LEAST_TERRITORY_ML = 10;

/** Veins are occluded at their ends in the cava or one division further in, where a catheter through the cava reaches them. */
const MOST_VEIN_ORDER = 1;

/**
 * Occlusion works by sending the portal blood of a whole side elsewhere: the right or the left portal vein has to feed this share of what
 * goes. Of a left trisectionectomy the left portal vein feeds under a half.
 */
const LEAST_SIDE_SHARE = 1 / 3;

/**
 * The portal branches that feed nothing but `second`, what the second operation takes: embolised, ligated, occluded together with the hepatic veins that
 * drain nothing else, or ligated while the liver is parted as well. Embolisation also without the branches of segment 4 where these
 * leave apart from the rest: they are reached through the vessel of the side that stays. Empty where that is not the territory
 * of the right or the left portal vein.
 */
export function occlusionChoices(prepared: PreparedAnatomy, second: VoxelRuns): OcclusionChoice[] {
  const resectedOf = voxelsByClass(prepared.classes, second);
  const portal = ownBranches(prepared, "portal", resectedOf);
  if (!takesASide(prepared, portal, resectedOf)) return [];
  const main = portal.filter((branch) => !isOfSegment4(branch));
  const veins = ownBranches(prepared, "hepatic", resectedOf).filter(({ order }) => order <= MOST_VEIN_ORDER);
  const choice = (kind: Occlusion["kind"], branches: readonly OwnBranch[]): OcclusionChoice => ({
    occlusion: { kind, segment4: reachSegment4(prepared, branches) },
    occlude: branches.map(({ reference }) => reference),
    names: [...new Set(branches.map(({ name }) => name).filter((name) => name !== "unnamed"))],
    unnamed: branches.filter(({ name }) => name === "unnamed").length,
    addsSegment4: main.length > 0 && branches.some((branch) => branch.reference.tree === "portal" && isOfSegment4(branch)),
  });
  return [
    ...(main.length > 0 && main.length < portal.length ? [choice("PVE", main)] : []),
    choice("PVE", portal),
    choice("PVL", portal),
    ...(veins.length > 0 ? [choice("LVD", [...portal, ...veins])] : []),
    choice("ALPPS", portal),
  ];
}

/** A branch that serves nothing but what is resected, and whose parent serves more. */
interface OwnBranch {
  readonly reference: BranchReference;
  readonly name: string;
  readonly order: number;
  readonly territoryVoxels: number;
  readonly resectedVoxels: number;
  readonly segment4Voxels: number;
}

function ownBranches(prepared: PreparedAnatomy, kind: "portal" | "hepatic", resectedOf: Int32Array): OwnBranch[] {
  const tree = prepared.anatomy.trees[kind];
  const attached = prepared.attachment[kind];
  if (tree === undefined || attached === undefined) return [];
  const { classes } = prepared;
  const [territory, resected, segment4] = [0, 1, 2].map(() => new Float64Array(tree.branches.length)) as Triple;
  for (let one = 0; one < classes.count; one++) {
    const point = attached[one]! - 1;
    if (point < 0) continue;
    for (let at: number | undefined = tree.points.branch[point]!; at !== undefined; at = tree.branches[at]!.parent) {
      territory[at]! += classes.voxels[one]!;
      resected[at]! += resectedOf[one]!;
      if (isSegment4(classes.segment[one]!)) segment4[at]! += classes.voxels[one]!;
    }
  }
  const isOwn = tree.branches.map((_, branch) => territory[branch]! > 0 && resected[branch]! >= OWN_SHARE * territory[branch]!);
  return tree.branches.flatMap(({ id, atMm, name, order, parent }, branch) => {
    const isTopmost = isOwn[branch] === true && (parent === undefined || !isOwn[parent]);
    if (!isTopmost || voxelsToMl(prepared.anatomy.grid, territory[branch]!) < LEAST_TERRITORY_ML) return [];
    return [
      {
        reference: { tree: kind, branch: id, atMm },
        name,
        order,
        territoryVoxels: territory[branch]!,
        resectedVoxels: resected[branch]!,
        segment4Voxels: segment4[branch]!,
      },
    ];
  });
}

type Triple = [Float64Array, Float64Array, Float64Array];

function isSegment4(value: number): boolean {
  return value === SEGMENT_VALUE["4"] || value === SEGMENT_VALUE["4b"];
}

function isOfSegment4({ segment4Voxels, territoryVoxels }: OwnBranch): boolean {
  return 2 * segment4Voxels >= territoryVoxels;
}

/** Whether portal branches feed most of segment 4. */
function reachSegment4({ classes }: PreparedAnatomy, branches: readonly OwnBranch[]): boolean {
  const reached = branches.reduce(
    (sum, { reference, segment4Voxels }) => sum + (reference.tree === "portal" ? segment4Voxels : 0),
    0,
  );
  const all = classes.voxels.reduce((sum, voxels, one) => sum + (isSegment4(classes.segment[one]!) ? voxels : 0), 0);
  return all > 0 && 2 * reached >= all;
}

function takesASide({ attachment }: PreparedAnatomy, branches: readonly OwnBranch[], resectedOf: Int32Array): boolean {
  const points = attachment.portal;
  if (points === undefined) return false;
  const ofSides = branches.reduce((sum, { order, resectedVoxels }) => sum + (order <= 1 ? resectedVoxels : 0), 0);
  const fed = resectedOf.reduce((sum, voxels, one) => sum + (points[one]! > 0 ? voxels : 0), 0);
  return ofSides > 0 && ofSides >= LEAST_SIDE_SHARE * fed;
}
