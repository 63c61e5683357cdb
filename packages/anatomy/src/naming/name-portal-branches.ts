import type { Vector3 } from "@cantlie/geometry";
import { branchesBeyond } from "../trees/subtree.ts";
import type { BranchName, PortalBranchName, VesselTree } from "../vessel-tree.ts";
import {
  apartFrom,
  branchesTo,
  branchTowards,
  LEAST_CONFIDENCE,
  lastInCommon,
  type NamedVessel,
  type Names,
  pairAlong,
  type ShapedTree,
  vesselDownstream,
  vesselUpstream,
  withNames,
} from "./division.ts";
import { chanceBeyond, type TerritoryShape, together, without } from "./territory-shape.ts";

const LEFT: Vector3 = [1, 0, 0];
const POSTERIOR: Vector3 = [0, 1, 0];
const SUPERIOR: Vector3 = [0, 0, 1];
/** Segment 4 lies to the right of 2 and 3, and in front of segment 1, which twigs of the left vein supply too. */
const RIGHT_AND_SOMEWHAT_ANTERIOR: Vector3 = [-2 / Math.sqrt(5), -1 / Math.sqrt(5), 0];
/** Segment 2 lies behind and above segment 3. */
const POSTERIOR_SUPERIOR: Vector3 = [0, Math.SQRT1_2, Math.SQRT1_2];
const ANTERIOR_INFERIOR: Vector3 = [0, -Math.SQRT1_2, -Math.SQRT1_2];

/** The left half is a third of the liver (ANAT-VEINS); the bounds leave room for atrophy and hypertrophy. */
const LEFT_SHARE = [0.12, 0.6] as const;
/** Right sections are about as large as each other; one below 15 % of the right half would be a segment's branch. */
const SECTION_SHARE = [0.15, 0.85] as const;
/** A segment is a third to two thirds of its section or half; a smaller branch supplies only part of one. */
const SEGMENT_SHARE = [0.1, 0.85] as const;

const ORDER: Readonly<Partial<Record<BranchName, number>>> = {
  "main portal trunk": 0,
  "right portal vein": 1,
  "left portal vein": 1,
  "right anterior portal vein": 2,
  "right posterior portal vein": 2,
};

/**
 * Names the branches of a portal tree from where their territories lie in the patient.
 *
 * Left: among branches with 12 to 60 % of the territory the one that divides the liver best from right to left. What
 * leads to it is the main trunk. In what remains the division is found that parts posterior from anterior liver best, and in each of its
 * sections the one that parts upper from lower best; in the left half, segment branches are found as the left vein was. A run from which only a twig has left keeps its name,
 * so one name may stand at several consecutive branches. What does not lie clearly to one side stays `unnamed`.
 */
export function namePortalBranches(shaped: ShapedTree): VesselTree {
  const { tree, own } = shaped;
  const whole = own.reduce(together);
  const names: Names = new Map();
  const everything = Array.from(tree.branches.keys());
  const left = branchTowards(shaped, LEFT, { whole, among: everything, shareFraction: LEFT_SHARE });
  if (!left) return tree;
  const trunk = branchesTo(tree, left.branch).slice(0, -1);
  for (const branch of trunk) names.set(branch, { name: "main portal trunk", confidence: left.confidence });
  nameVessel(shaped, names, left, "left portal vein");
  nameLeftSegments(shaped, names, left);
  const variants = nameRight(shaped, names, left);
  for (const section of ["left portal vein", "right anterior portal vein", "right posterior portal vein"] as const)
    carryOnToSegments(tree, names, section);
  return withNames(tree, names, { variants, orderOf: (name) => ORDER[name] });
}

/** Names sections and segments of the right half; returns the variant of the division, if it is one. */
function nameRight(shaped: ShapedTree, names: Names, left: NamedVessel): string[] {
  const { tree, own, beyond } = shaped;
  const right = without(own.reduce(together), beyond[left.branch]!);
  const onLeft = new Set(branchesBeyond(tree, left.branch));
  const trunk = branchesTo(tree, left.branch).slice(0, -1);
  // Along the main trunk all that leaves it but the left vein counts as one division: that is what variants differ in.
  const fromTrunk = trunk.flatMap((run) => tree.branches[run]!.children.filter((child) => !trunk.includes(child)));
  const pair = pairAlong(shaped, POSTERIOR, {
    whole: right,
    siblings: [fromTrunk, ...tree.branches.map(({ children }) => children)].map((group) =>
      group.filter((branch) => !onLeft.has(branch) && !trunk.includes(branch)),
    ),
    shareFraction: SECTION_SHARE,
  });
  if (!pair) return [];
  const { first: posterior, second: anterior } = pair;

  const division = lastInCommon(tree, anterior.branch, posterior.branch);
  const anteriorLeaves = lastInCommon(tree, anterior.branch, left.branch);
  const posteriorLeaves = lastInCommon(tree, posterior.branch, left.branch);
  const common =
    division === undefined || division === anteriorLeaves || division === posteriorLeaves
      ? []
      : commonRuns(tree, division, names);
  const confidence = Math.min(anterior.confidence, posterior.confidence);
  for (const branch of common) names.set(branch, { name: "right portal vein", confidence });
  nameVessel(shaped, names, posterior, "right posterior portal vein");
  nameVessel(shaped, names, anterior, "right anterior portal vein");
  nameSegments(shaped, names, { section: anterior, upper: "segment 8 branch", lower: "segment 5 branch" });
  nameSegments(shaped, names, { section: posterior, upper: "segment 7 branch", lower: "segment 6 branch" });

  if (common.length > 0) return [];
  if (anteriorLeaves === posteriorLeaves) return ["portal trifurcation"];
  const depth = (branch: number | undefined): number => (branch === undefined ? -1 : branchesTo(tree, branch).length);
  return depth(posteriorLeaves) < depth(anteriorLeaves)
    ? ["right posterior branch from the main trunk"]
    : ["right anterior branch from the main trunk"];
}

/** Runs from the main trunk to the division of the right portal vein. */
function commonRuns(tree: VesselTree, division: number, names: Names): number[] {
  return branchesTo(tree, division).filter((branch) => !names.has(branch));
}

function nameLeftSegments(shaped: ShapedTree, names: Names, left: NamedVessel): void {
  const { tree, beyond } = shaped;
  const beyondLeft = branchesBeyond(tree, left.branch).slice(1);
  const half = beyond[left.branch]!;
  const medial = branchTowards(shaped, RIGHT_AND_SOMEWHAT_ANTERIOR, {
    whole: half,
    among: beyondLeft,
    shareFraction: SEGMENT_SHARE,
  });
  const lateral = medial ? without(half, beyond[medial.branch]!) : half;
  const free = new Set(apartFrom(tree, medial ? [medial.branch] : []));
  const among = beyondLeft.filter(
    (branch) => free.has(branch) && (!medial || isLateral(beyond[branch]!, beyond[medial.branch]!)),
  );
  if (medial) nameVessel(shaped, names, capped(medial, left), "segment 4 branch");
  const second = branchTowards(shaped, POSTERIOR_SUPERIOR, { whole: lateral, among, shareFraction: SEGMENT_SHARE });
  if (second) nameVessel(shaped, names, capped(second, left), "segment 2 branch");
  const apart = new Set(apartFrom(tree, second ? [second.branch] : []));
  const third = branchTowards(shaped, ANTERIOR_INFERIOR, {
    whole: lateral,
    among: among.filter((branch) => apart.has(branch)),
    shareFraction: SEGMENT_SHARE,
  });
  if (third) nameVessel(shaped, names, capped(third, left), "segment 3 branch");
}

/** Segment 4 may have several branches: one that lies beside the first, however far in front, is none of segment 3. */
function isLateral(part: TerritoryShape, medial: TerritoryShape): boolean {
  return chanceBeyond(medial, part, RIGHT_AND_SOMEWHAT_ANTERIOR) >= LEAST_CONFIDENCE;
}

interface SegmentPair {
  readonly section: NamedVessel;
  readonly upper: PortalBranchName;
  readonly lower: PortalBranchName;
}

function nameSegments(shaped: ShapedTree, names: Names, { section, upper, lower }: SegmentPair): void {
  const { tree, beyond } = shaped;
  const found = pairAlong(shaped, SUPERIOR, {
    whole: beyond[section.branch]!,
    siblings: branchesBeyond(tree, section.branch).map((branch) => tree.branches[branch]!.children),
    shareFraction: SEGMENT_SHARE,
  });
  if (!found) return;
  nameVessel(shaped, names, capped(found.first, section), upper);
  nameVessel(shaped, names, capped(found.second, section), lower);
}

/** Runs of a section that still lead to two of its segments (the umbilical portion of the left vein) bear the section's name. */
function carryOnToSegments(tree: VesselTree, names: Names, section: PortalBranchName): void {
  const first = tree.branches.findIndex((_, branch) => names.get(branch)?.name === section);
  if (first < 0) return;
  const segments = new Map<BranchName, number>();
  for (const branch of branchesBeyond(tree, first)) {
    const name = names.get(branch)?.name;
    if (name !== undefined && name !== section && !segments.has(name)) segments.set(name, branch);
  }
  const leadsTo = [...segments.values()].flatMap((segment) => branchesTo(tree, segment));
  for (const branch of branchesBeyond(tree, first))
    if (!names.has(branch) && leadsTo.filter((other) => other === branch).length > 1)
      names.set(branch, { name: section, confidence: names.get(first)!.confidence });
}

/** No branch is surer of its name than the one that it is a part of. */
function capped(vessel: NamedVessel, of: NamedVessel): NamedVessel {
  return { branch: vessel.branch, confidence: Math.min(vessel.confidence, of.confidence) };
}

function nameVessel(shaped: ShapedTree, names: Names, { branch, confidence }: NamedVessel, name: PortalBranchName): void {
  const taken = new Set(names.keys());
  const runs = [...vesselUpstream(shaped, branch, taken), ...vesselDownstream(shaped, branch)];
  for (const run of runs) if (!names.has(run)) names.set(run, { name, confidence });
}
