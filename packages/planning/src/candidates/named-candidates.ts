import { type BranchName, SEGMENT_VALUE, type Segment } from "@cantlie/anatomy";
import { decideVessels, type VesselDecision } from "../decide-vessels.ts";
import { drawnResection } from "../drawn-resection.ts";
import { marginZones } from "../margin-zone.ts";
import type { ResectionShape } from "../plan.ts";
import { PlanError } from "../plan-error.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { NAMED_RESECTIONS, nameOfSegments } from "../resection-names.ts";
import type { Candidate, CandidateNotOffered } from "./candidate.ts";
import { settledCandidate } from "./settled-candidate.ts";

/** A named resection with what a plan of it alone says of itself. */
export interface NamedCandidate extends Candidate {
  readonly newWorldName: string;
  readonly why: string;
}

/**
 * Each named resection drawn on the Couinaud segments; those that one portal branch feeds also on that branch's territory, where
 * the branch was named and the segments come from elsewhere. Trunks at the cut are kept where the remnant needs them; where a
 * hepatic vein serves both sides, a second candidate takes it. Also those that hold no lesion.
 */
export function namedCandidates(prepared: PreparedAnatomy): {
  readonly candidates: readonly NamedCandidate[];
  readonly notOffered: readonly CandidateNotOffered[];
} {
  const candidates: NamedCandidate[] = [];
  const notOffered: CandidateNotOffered[] = [];
  const offer = (sketch: NamedSketch): void => {
    try {
      candidates.push(...decided(prepared, sketch));
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      notOffered.push({ id: sketch.id, name: sketch.brisbane, code: error.code, message: error.message });
    }
  };
  const drawn = new Set<string>();
  for (const { brisbane, segments } of NAMED_RESECTIONS) {
    // what is the same without the segments that this liver lacks is offered once, under its first name
    const present = presentSegments(prepared, segments).join();
    const isTwin = present !== "" && drawn.has(present);
    if (canDraw(prepared, segments) && !isTwin) {
      drawn.add(present);
      offer(onSegments(prepared, brisbane, segments));
    }
    const branches = namedPortalBranches(prepared, brisbane);
    if (branches !== undefined) offer(onTerritory(prepared, brisbane, segments, branches));
  }
  return { candidates, notOffered };
}

/** A named resection that is still to be drawn. */
export interface NamedSketch {
  readonly id: string;
  readonly brisbane: string;
  readonly name: string;
  readonly segments: readonly Segment[];
  readonly shape: ResectionShape;
  /** whether contested veins are also taken */
  readonly variants: boolean;
  readonly drawnOn: string;
  /** for a refusal */
  readonly what: string;
}

/** On the Couinaud segments. @param segments of a liver in which `canDraw` holds */
export function onSegments({ anatomy }: PreparedAnatomy, brisbane: string, segments: readonly Segment[]): NamedSketch {
  const { source } = anatomy.couinaud!;
  return {
    id: idOf(brisbane),
    brisbane,
    name: brisbane,
    segments,
    shape: { kind: "segments", segments },
    variants: segments.length > 1 || segments[0] === "4",
    drawnOn: `the ${source === "portal" ? "segments found from portal branches" : `${source} Couinaud segments`}`,
    what: `segment ${segments.join(", ")}`,
  };
}

function onTerritory(
  { anatomy }: PreparedAnatomy,
  brisbane: string,
  segments: readonly Segment[],
  branches: readonly number[],
): NamedSketch {
  const of = branches.map((branch) => anatomy.trees.portal!.branches[branch]!);
  return {
    id: `portal-${idOf(brisbane)}`,
    brisbane,
    name: `${brisbane} by portal territory`,
    segments,
    shape: { kind: "territory", tree: "portal", branches: of.map(({ id }) => id), atMm: of.map(({ atMm }) => atMm) },
    variants: false,
    drawnOn: `the territory of the ${[...new Set(of.map(({ name }) => name))].join(", ")}`,
    what: `the portal territory of ${brisbane}`,
  };
}

/** One candidate per way of deciding on the vessels. @throws PlanError as `drawnResection` does, and `plan/nothing-resected` */
export function decided(prepared: PreparedAnatomy, sketch: NamedSketch): NamedCandidate[] {
  const { id, name, shape, segments, variants, drawnOn, what } = sketch;
  const clearOf = "around" in shape ? marginZones(prepared, shape.around ?? []) : undefined;
  const drawn = drawnResection(prepared, shape);
  if (drawn.first.length === 0)
    throw new PlanError(
      "plan/nothing-resected",
      `${what} holds no voxel of this liver: nothing would be resected; it was probably removed before, or not labelled`,
    );
  return decideVessels(prepared, drawn, { variants, ...(clearOf && { clearOf }) }).map((decision) => {
    const unsettled = { id: id + idSuffixOf(decision), name: name + nameSuffixOf(decision), shape, drawn };
    const candidate = settledCandidate(prepared, unsettled, decision.finish);
    return {
      ...candidate,
      newWorldName: nameOfSegments(segments).newWorld,
      why: `named resection, drawn on ${drawnOn}${reasonOf(prepared, candidate, decision)}`,
    };
  });
}

/** Couinaud values of `segments` that hold a voxel, ascending. */
export function presentSegments({ classes }: PreparedAnatomy, segments: readonly Segment[]): number[] {
  const wanted = new Set(
    segments.flatMap((segment) => (segment === "4" ? (["4", "4b"] as const) : [segment])).map((one) => SEGMENT_VALUE[one]),
  );
  return [...new Set(classes.segment)].filter((value) => wanted.has(value)).sort((a, b) => a - b);
}

/** Whether the segment map names what is to be drawn. */
export function canDraw({ anatomy: { couinaud } }: PreparedAnatomy, segments: readonly Segment[]): boolean {
  return couinaud !== undefined && (couinaud.parts4 || !segments.some((segment) => segment === "4a" || segment === "4b"));
}

/** Portal branches whose territories together are a named resection; the first set that the tree has all names of is used. */
const PORTAL_SETS: Readonly<Record<string, readonly (readonly BranchName[])[]>> = {
  "right hemihepatectomy": [["right portal vein"], ["right anterior portal vein", "right posterior portal vein"]],
  "left hemihepatectomy": [["left portal vein"]],
  "left lateral sectionectomy": [["segment 2 branch", "segment 3 branch"]],
  "right anterior sectionectomy": [["right anterior portal vein"]],
  "right posterior sectionectomy": [["right posterior portal vein"]],
};

/** A name that is more likely wrong than right is no ground for an operation. */
const LEAST_NAME_CONFIDENCE = 0.5;

/** Indices into the portal tree's branches; undefined where the segments are those of the portal branches themselves, or names are missing. */
function namedPortalBranches({ anatomy }: PreparedAnatomy, brisbane: string): number[] | undefined {
  const tree = anatomy.trees.portal;
  if (tree === undefined || anatomy.territories.portal === undefined || anatomy.couinaud?.source === "portal") return undefined;
  const named = (name: BranchName): number[] =>
    tree.branches.flatMap((branch, index) =>
      branch.name === name && branch.nameConfidence >= LEAST_NAME_CONFIDENCE ? [index] : [],
    );
  const set = PORTAL_SETS[brisbane]?.find((names) => names.every((name) => named(name).length > 0));
  return set?.flatMap(named);
}

function idOf(name: string): string {
  return name.replaceAll(",", "").replaceAll(" ", "-");
}

/** How a candidate's id tells the vein that it takes. */
export function idSuffixOf({ takenVein }: VesselDecision): string {
  return takenVein === undefined ? "" : `-taking-${idOf(takenVein)}`;
}

/** How a candidate's name tells the vein that it takes. */
export function nameSuffixOf({ takenVein }: VesselDecision): string {
  return takenVein === undefined ? "" : `, taking the ${takenVein}`;
}

function reasonOf({ anatomy }: PreparedAnatomy, { treatment }: Candidate, { takenVein }: VesselDecision): string {
  const keep = treatment.kind === "resection" ? (treatment.resection.keep ?? []) : [];
  const names = keep.map(({ tree, branch }) => anatomy.trees[tree]!.branches.find(({ id }) => id === branch)!.name);
  const keptNames = [...new Set(names.filter((name) => name !== "unnamed"))];
  const kept = keptNames.length > 0 ? `; keeps the ${keptNames.join(", ")}` : "";
  return takenVein === undefined ? kept : `${kept}; takes the ${takenVein}`;
}
