import { type BranchName, SEGMENT_VALUE, type Segment } from "@cantlie/anatomy";
import { decideTrunks, type TrunkDecision } from "./decide-trunks.ts";
import { nameOfResection } from "./name-resection.ts";
import type { Plan, Resection, Stage } from "./plan.ts";
import { PlanError, type PlanErrorCode } from "./plan-error.ts";
import { planResection } from "./plan-resection.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { NAMED_RESECTIONS, nameOfSegments } from "./resection-names.ts";
import { checkHilumClearance, wedgeVoxels } from "./wedge.ts";

/** A plan that was tried and cannot be drawn on this liver, with the reason. */
export interface PlanNotOffered {
  readonly id: string;
  readonly name: string;
  readonly code: PlanErrorCode;
  readonly message: string;
}

export interface StandardPlans {
  readonly plans: readonly Plan[];
  readonly notOffered: readonly PlanNotOffered[];
}

/** Limits of the policy for wedges, mm. */
export interface StandardPlanOptions {
  /** margins at which all lesions are wedged out together; default 10 (wanted) and 5 (automatic minimum) */
  readonly marginsMm?: readonly number[];
  /** no automatic wedge comes nearer to the hilar bifurcation; default 10 */
  readonly hilumClearanceMm?: number;
}

/**
 * The operations that have a name, and the wedge resection of all lesions: what can be judged before any search.
 *
 * Each named resection is drawn on the Couinaud segments; those that one portal branch feeds also on that branch's territory, where
 * the branch was named and the segments come from elsewhere. Trunks at the cut are kept where the remnant needs them; where a
 * hepatic vein serves both sides, a second plan takes it. Benign lesions are not wedged.
 */
export function standardPlans(prepared: PreparedAnatomy, options: StandardPlanOptions = {}): StandardPlans {
  const { marginsMm = [10, 5], hilumClearanceMm = 10 } = options;
  const plans: Plan[] = [];
  const notOffered: PlanNotOffered[] = [];
  const tryPlans = (id: string, name: string, draw: () => readonly Plan[]): void => {
    try {
      plans.push(...draw());
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      notOffered.push({ id, name, code: error.code, message: error.message });
    }
  };
  const drawn = new Set<string>();
  for (const { brisbane, segments } of NAMED_RESECTIONS) {
    // what is the same without the segments that this liver lacks is offered once, under its first name
    const present = presentSegments(prepared, segments).join();
    const isTwin = present !== "" && drawn.has(present);
    drawn.add(present);
    if (canDraw(prepared, segments) && !isTwin)
      tryPlans(idOf(brisbane), brisbane, () => onSegments(prepared, brisbane, segments));
    const branches = portalBranches(prepared, brisbane);
    if (branches !== undefined)
      tryPlans(`portal-${idOf(brisbane)}`, brisbane, () => onTerritory(prepared, { brisbane, segments, branches }));
  }
  for (const marginMm of marginsMm)
    tryPlans(`wedges-${marginMm}-mm`, `wedge resection of all lesions with ${marginMm} mm`, () => [
      ...wedges(prepared, marginMm, hilumClearanceMm),
    ]);
  return { plans, notOffered };
}

/** Couinaud values of `segments` that hold a voxel, ascending. */
function presentSegments({ classes }: PreparedAnatomy, segments: readonly Segment[]): number[] {
  const wanted = new Set(
    segments.flatMap((segment) => (segment === "4" ? (["4", "4b"] as const) : [segment])).map((one) => SEGMENT_VALUE[one]),
  );
  return [...new Set(classes.segment)].filter((value) => wanted.has(value)).sort((a, b) => a - b);
}

/** @throws PlanError `plan/nothing-resected` */
function refuseEmpty(drawn: Uint8Array, what: string): void {
  if (drawn.includes(1)) return;
  throw new PlanError(
    "plan/nothing-resected",
    `${what} holds no voxel of this liver: nothing would be resected; it was probably removed before, or not labelled`,
  );
}

function canDraw(prepared: PreparedAnatomy, segments: readonly Segment[]): boolean {
  const { couinaud } = prepared.anatomy;
  return couinaud !== undefined && (couinaud.parts4 || !segments.some((segment) => segment === "4a" || segment === "4b"));
}

function onSegments(prepared: PreparedAnatomy, brisbane: string, segments: readonly Segment[]): Plan[] {
  const resections: Resection[] = [{ kind: "segments", segments }];
  const drawn = planResection(prepared, stageOf(resections));
  refuseEmpty(drawn, `segment ${segments.join(", ")}`);
  return decideTrunks(prepared, drawn, { variants: segments.length > 1 || segments[0] === "4" }).map((decision) =>
    planOf({
      id: idOf(brisbane) + suffixOf(decision),
      name: brisbane + nameSuffixOf(decision),
      newWorldName: nameOfSegments(segments).newWorld,
      why: `named resection, drawn on the ${prepared.anatomy.couinaud!.source === "portal" ? "segments found from portal branches" : `${prepared.anatomy.couinaud!.source} Couinaud segments`}${reasonOf(decision)}`,
      stage: { ...stageOf(resections), ...decision.stage },
    }),
  );
}

interface OnTerritory {
  readonly brisbane: string;
  readonly segments: readonly Segment[];
  /** indices into the portal tree's branches */
  readonly branches: readonly number[];
}

function onTerritory(prepared: PreparedAnatomy, { brisbane, segments, branches }: OnTerritory): Plan[] {
  const tree = prepared.anatomy.trees.portal!;
  const resections: Resection[] = [
    {
      kind: "territory",
      tree: "portal",
      branches: branches.map((branch) => tree.branches[branch]!.id),
      atMm: branches.map((branch) => tree.branches[branch]!.atMm),
    },
  ];
  const drawn = planResection(prepared, stageOf(resections));
  refuseEmpty(drawn, `the portal territory of ${brisbane}`);
  const names = [...new Set(branches.map((branch) => tree.branches[branch]!.name))].join(", ");
  return decideTrunks(prepared, drawn, { variants: false }).map((decision) =>
    planOf({
      id: `portal-${idOf(brisbane)}`,
      name: `${brisbane} by portal territory`,
      newWorldName: nameOfSegments(segments).newWorld,
      why: `named resection, drawn on the territory of the ${names}${reasonOf(decision)}`,
      stage: { ...stageOf(resections), ...decision.stage },
    }),
  );
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

function portalBranches(prepared: PreparedAnatomy, brisbane: string): number[] | undefined {
  const { anatomy } = prepared;
  const tree = anatomy.trees.portal;
  if (tree === undefined || anatomy.territories.portal === undefined || anatomy.couinaud?.source === "portal") return undefined;
  const named = (name: BranchName): number[] =>
    tree.branches.flatMap((branch, index) =>
      branch.name === name && branch.nameConfidence >= LEAST_NAME_CONFIDENCE ? [index] : [],
    );
  const set = PORTAL_SETS[brisbane]?.find((names) => names.every((name) => named(name).length > 0));
  return set?.flatMap(named);
}

/**
 * Wedges of all lesions that a wedge can reach. Where some cannot be reached the plan leaves them and says so: it clears no disease,
 * but shows what sparing surgery could do beside another treatment.
 */
function wedges(prepared: PreparedAnatomy, marginMm: number, hilumClearanceMm: number): Plan[] {
  const lesions = prepared.anatomy.lesions.filter(({ status }) => status !== "benign");
  if (lesions.length === 0) return [];
  const resections: Resection[] = [];
  const refusals: PlanError[] = [];
  const drawn = new Uint8Array(prepared.anatomy.organ.length);
  for (const { id, centroidMm } of lesions)
    try {
      const voxels = wedgeVoxels(prepared, id, marginMm);
      checkHilumClearance(prepared, voxels, hilumClearanceMm);
      for (const voxel of voxels) drawn[voxel] = 1;
      resections.push({ kind: "wedge", lesion: id, marginMm, atMm: centroidMm });
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      refusals.push(error);
    }
  if (resections.length === 0) throw refusals[0]!;
  const [decision] = decideTrunks(prepared, drawn, { variants: false, keepAll: true });
  const name = nameOfResection(prepared, drawn);
  const which =
    refusals.length > 0
      ? `${resections.length} of ${lesions.length} lesions`
      : lesions.length === 1
        ? "the lesion"
        : `all ${lesions.length} lesions`;
  const left = refusals.map(({ message }) => `; leaves one, since ${message}`).join("");
  return [
    planOf({
      id: `wedges-${marginMm}-mm`,
      name: `wedge resection of ${which} with ${marginMm} mm`,
      ...(name && { newWorldName: name.newWorld }),
      why: `removes ${which} with ${marginMm} mm of liver around each${reasonOf(decision!)}${left}`,
      stage: { ...stageOf(resections), ...decision!.stage },
    }),
  ];
}

function stageOf(resections: readonly Resection[]): Stage {
  return { resections, keep: [], reconstruct: [], ablations: [], surveil: [], occlude: [] };
}

function planOf(parts: { id: string; name: string; newWorldName?: string; why: string; stage: Stage }): Plan {
  const { stage, ...texts } = parts;
  return { ...texts, origin: "standard", family: "resection", stages: [stage] };
}

function idOf(name: string): string {
  return name.replaceAll(" ", "-");
}

function suffixOf({ takenVein }: TrunkDecision): string {
  return takenVein === undefined ? "" : `-taking-${idOf(takenVein)}`;
}

function nameSuffixOf({ takenVein }: TrunkDecision): string {
  return takenVein === undefined ? "" : `, taking the ${takenVein}`;
}

function reasonOf({ takenVein, keptNames }: TrunkDecision): string {
  const kept = keptNames.length > 0 ? `; keeps the ${keptNames.join(", ")}` : "";
  return takenVein === undefined ? kept : `${kept}; takes the ${takenVein}`;
}
