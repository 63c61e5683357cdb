import { estimatedLiverVolumeMl, type MeasuredGrowth, type SflrPoints, sflrPoints, sflrPointsPerWeek } from "@cantlie/clinical";
import type { PatientFile, PlanDocument, PlanEntry } from "@cantlie/workup";
import { checkPrevious } from "./check-previous.ts";
import { bodyFacts } from "./facts/body-facts.ts";
import { branchesNamed, occlusionNames } from "./occluded-branches.ts";
import { weeksBetween } from "./weeks-between.ts";

/** An earlier work-up of the same patient. */
export interface PreviousWorkUp {
  readonly document: PlanDocument;
  /** as the file said then; absent where it is not at hand any more */
  readonly patient?: PatientFile;
}

/** What today's work-up is compared with an earlier one by. */
export type TodaysWorkUp = Pick<PlanDocument, "inputs" | "anatomy" | "plans" | "order">;

export interface Growth {
  /** what the rules are told of a plan's remnant, by plan id; plans that have no counterpart in the earlier work-up are absent */
  readonly ofPlans: ReadonlyMap<string, MeasuredGrowth>;
  /** for the plans that have none of their own: the liver outside the occluded territory, or what is missing to measure it */
  readonly otherwise: MeasuredGrowth;
  /** `growth` of plan.json: of the first plan as shown that could be measured, else of that liver; absent where nothing could be */
  readonly section?: NonNullable<PlanDocument["growth"]>;
}

/**
 * Growth between two work-ups with a portal occlusion between them. A plan's remnant is measured where the plan takes all of the
 * occluded liver and the earlier work-up has the same plan: `sameRemnant`. Where liver was resected between them, or seems to have been,
 * growth is unknown.
 *
 * @returns undefined if the patient's file tells of no occlusion
 * @throws WalkError where the two work-ups are not of one patient, or not before and after the occlusion: see `checkPrevious`
 */
export function measureGrowth(
  previous: PreviousWorkUp,
  today: TodaysWorkUp,
  patient: PatientFile | undefined,
): Growth | undefined {
  const occlusion = patient?.history?.portalOcclusion;
  checkPrevious(previous, today, patient);
  if (occlusion === undefined) return undefined;
  const dates = occlusionDates(previous.patient, patient!);
  const common = { ...bodyFacts(patient), technique: occlusion.kind, ...dates };
  const ofPlans = new Map<string, MeasuredGrowth>();
  if (isResectedBetween(previous.patient, patient!))
    return { ofPlans, otherwise: { ...common, measuredOn: OUTSIDE, isRemnant: false, missing: [RESECTED] } };
  const borderMl = borderDoubtMl(previous.document, today);
  if (dates.missing.every((path) => path !== BASELINE))
    for (const plan of today.plans) {
      const previousFlrMl = sameRemnant(plan, today, previous.document)?.volumes.functionalRemnantFullCongestionMl;
      const { functionalRemnantFullCongestionMl: flrMl } = plan.volumes;
      if (previousFlrMl !== undefined && flrMl !== undefined)
        ofPlans.set(plan.id, unlessSmaller({ ...common, measuredOn: PLANS_REMNANT, previousFlrMl, flrMl }, borderMl));
    }
  const outside = outsideOccluded(previous.document, today, { occlusion, missing: dates.missing });
  const otherwise = unlessSmaller({ ...common, measuredOn: OUTSIDE, isRemnant: false, ...outside }, borderMl);
  const first = today.order.find((id) => ofPlans.get(id)?.flrMl !== undefined);
  const section =
    first === undefined ? sectionOf(otherwise, OUTSIDE) : sectionOf(ofPlans.get(first)!, `functional remnant of plan "${first}"`);
  return { ofPlans, otherwise, ...(section && { section }) };
}

const BASELINE = "a work-up from before the occlusion";
const OUTSIDE = "liver outside the occluded portal territory, lesions in it included";
const PLANS_REMNANT = "plan's functional remnant";

type Dates = Pick<MeasuredGrowth, "weeks" | "isFirstVolumetry"> & { readonly missing: readonly string[] };

/** Whether today's scan is the first after the occlusion nobody tells: only the earlier work-up's own scan is known. */
function occlusionDates(before: PatientFile | undefined, patient: PatientFile): Dates {
  const { on } = patient.history!.portalOcclusion!;
  const ctOn = patient.imaging?.ctOn ?? undefined;
  const beforeOn = before?.imaging?.ctOn ?? undefined;
  if (beforeOn !== undefined && weeksBetween(on, beforeOn) > 0) return { isFirstVolumetry: false, missing: [BASELINE] };
  return ctOn === undefined ? { missing: ["imaging.ctOn"] } : { weeks: weeksBetween(on, ctOn), missing: [] };
}

/** Up to this much of the occluded liver may stay: borders between territories are no sharper (see DEAD_LIVER_LIMIT_ML of planning). */
const OCCLUDED_LEFT_ML = 10;

/** An earlier file that does not say leaves open whether the operation was before it. */
function isResectedBetween(before: PatientFile | undefined, patient: PatientFile): boolean {
  return patient.history?.openLiverResection === true && before?.history?.openLiverResection !== true;
}

const RESECTED = "two work-ups between which no liver was resected (history.openLiverResection: only the later file tells of it)";

/** Two standard deviations of the difference between two organs by the borders of their labels: less than that is no change. */
function borderDoubtMl(previous: PlanDocument, today: TodaysWorkUp): number {
  return 2 * Math.hypot(previous.anatomy.liverVolumeSdMl ?? 0, today.anatomy.liverVolumeSdMl ?? 0);
}

/**
 * Growth, or that it is unknown: occluded liver wastes, and a plan that takes it explains why the organ is smaller, but what hangs on open
 * branches does not shrink by an occlusion. How much of it went is not known, so nothing is left to measure.
 */
function unlessSmaller(growth: MeasuredGrowth, borderMl: number): MeasuredGrowth {
  const { previousFlrMl, flrMl, ...rest } = growth;
  if (previousFlrMl === undefined || flrMl === undefined || flrMl >= previousFlrMl - borderMl) return growth;
  const lost = `why it is ${(previousFlrMl - flrMl).toFixed(0)} mL smaller than before the occlusion: liver was resected between the scans, or the labels differ`;
  return { ...rest, missing: [...(rest.missing ?? []), lost] };
}

/**
 * The plan of the earlier work-up that leaves the same part of the liver, if this one takes the occluded part: one that operates as often
 * and takes the same each time. An earlier plan whose first operation is done by now left another liver than the same second operation
 * leaves today. What has no words that mean the same on every scan counts as the same only where a person gave the id.
 */
function sameRemnant(plan: PlanEntry, { anatomy }: TodaysWorkUp, previous: PlanDocument): PlanEntry | undefined {
  const { noInflowMl = 0, occludedMl = 0 } = plan.volumes;
  if (noInflowMl + occludedMl > OCCLUDED_LEFT_ML) return undefined;
  const described = describedOperations(plan, anatomy);
  const same = previous.plans.filter((before) => describedOperations(before, previous.anatomy).text === described.text);
  const sameId = same.find(({ id, origin }) => id === plan.id && origin === plan.origin);
  if (!described.isTold) return plan.origin === "drawn" ? sameId : undefined;
  return sameId ?? same[0];
}

interface Described {
  /** one line for each operation, such as "portal territory right portal vein" */
  readonly text: string;
  /** whether the words mean the same on every scan */
  readonly isTold: boolean;
}

/** What each stage of a plan takes; a stage that only occludes takes nothing and is done before today's scan. */
function describedOperations({ stages }: PlanEntry, { trees }: PlanDocument["anatomy"]): Described {
  const operations = stages.filter(({ resections, ablations }) => resections.length + ablations.length > 0);
  const described = operations.map(({ resections, ablations }) => [
    ...resections.map((resection) => describedResection(resection, trees)),
    ...ablations.map(() => ({ text: "ablation", isTold: false })),
  ]);
  const lines = described.map((parts) => parts.map(({ text }) => text).toSorted());
  return {
    text: lines.map((parts) => parts.join("; ")).join("\n"),
    isTold: described.length > 0 && described.flat().every(({ isTold }) => isTold),
  };
}

type Resection = PlanEntry["stages"][number]["resections"][number];

function describedResection(resection: Resection, trees: PlanDocument["anatomy"]["trees"]): Described {
  // a lesion has another number on another scan
  const isTold = !("around" in resection && resection.around !== undefined);
  const extent = isTold ? "" : ` around ${resection.around.length}`;
  if (resection.kind === "segments") return { text: `segments ${resection.segments.toSorted().join(" ")}${extent}`, isTold };
  if (resection.kind !== "territory") return { text: resection.kind, isTold: false };
  const nameOf = (id: string) => trees[resection.tree]?.branches.find((branch) => branch.id === id)?.name ?? "unnamed";
  const names = [...new Set(resection.branches.map(nameOf))].toSorted();
  return {
    text: `${resection.tree} territory ${names.join(", ")}${extent}`,
    isTold: isTold && !names.includes("unnamed"),
  };
}

interface Told {
  readonly occlusion: NonNullable<NonNullable<PatientFile["history"]>["portalOcclusion"]>;
  readonly missing: readonly string[];
}

/** Liver that hangs on no occluded branch, in both work-ups; or what is missing to measure it. */
function outsideOccluded(
  previous: PlanDocument,
  today: TodaysWorkUp,
  { occlusion, missing }: Told,
): Pick<MeasuredGrowth, "previousFlrMl" | "flrMl" | "missing"> {
  if (missing.includes(BASELINE)) return { missing };
  const names = occlusionNames(occlusion);
  if (names.length === 0) return { missing: [...missing, "history.portalOcclusion.branches"] };
  const flrMl = outsideMl(today.anatomy, names);
  // ids mean nothing on another scan, names do
  const previousFlrMl = outsideMl(
    previous.anatomy,
    names.map((name) => nameOfBranch(today.anatomy, name)),
  );
  if (flrMl === undefined || previousFlrMl === undefined)
    return { missing: [...missing, "the occluded portal branches by name in both work-ups"] };
  return { flrMl, previousFlrMl, missing };
}

function nameOfBranch({ trees }: PlanDocument["anatomy"], id: string): string {
  return trees.portal?.branches.find((branch) => branch.id === id)?.name ?? id;
}

function outsideMl({ trees, liverVolumeMl }: PlanDocument["anatomy"], names: readonly string[]): number | undefined {
  const branches = trees.portal?.branches ?? [];
  const found = names.map((name) => {
    const called = branchesNamed(name, branches);
    return called.length > 0 ? called : branches.filter((branch) => name !== "unnamed" && branch.name === name);
  });
  if (found.some((set) => set.length === 0)) return undefined;
  const occluded = new Map(found.flat().map((branch) => [branch.id, branch]));
  let outside = liverVolumeMl;
  for (const { parent, territoryMl } of occluded.values()) {
    let above = parent;
    while (above !== undefined && !occluded.has(above)) above = branches.find(({ id }) => id === above)?.parent;
    // a branch below an occluded one is in its territory already
    if (above === undefined) outside -= territoryMl;
  }
  return outside;
}

function sectionOf(growth: MeasuredGrowth, measuredOn: string): Growth["section"] {
  const { previousFlrMl, flrMl, weeks } = growth;
  if (previousFlrMl === undefined || flrMl === undefined) return undefined;
  const estimated = estimatedLiverVolumeMl(growth)?.volumeMl;
  const dhPoints: SflrPoints | undefined =
    estimated === undefined ? undefined : sflrPoints(previousFlrMl / estimated, flrMl / estimated);
  return {
    previousFlrMl,
    flrMl,
    ...(weeks !== undefined && { weeks }),
    ...(dhPoints !== undefined && { dhPoints }),
    ...(dhPoints !== undefined && weeks !== undefined && { kgrPointsPerWeek: sflrPointsPerWeek(dhPoints, weeks) }),
    measuredOn,
  };
}
