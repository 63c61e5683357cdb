import type { PathwayFacts, PlannedDays } from "@cantlie/pathway";
import type { PatientFile } from "@cantlie/workup";
import type { AssessedCase } from "./assessed-case.ts";
import { operationsOf } from "./operations.ts";

/** What is planned for the patient, and the days that are known. */
export interface PlannedPathway {
  readonly facts: PathwayFacts;
  readonly days: PlannedDays;
}

/** Undefined where no plan is given, it does not operate once or twice, or nobody says how it occludes vessels. */
export function pathwayFacts({ patient, plan }: AssessedCase): PlannedPathway | undefined {
  if (plan === undefined) return undefined;
  const count = operationsOf(plan).length;
  if (count !== 1 && count !== 2) return undefined;
  const common = { chemotherapy: patient?.chemotherapy, bowel: bowel(patient) };
  const startOn = patient?.planning?.on;
  if (plan.stages.some(({ occlude }) => occlude.length > 0)) {
    const occlusion = plan.stages.find((stage) => stage.occlusion !== undefined)?.occlusion?.kind;
    if (occlusion === undefined || (occlusion === "ALPPS" && count === 1)) return undefined;
    return { facts: { ...common, stages: count, occlusion }, days: { startOn, on: wished(count, patient) } };
  }
  const done = count === 1 ? patient?.history?.portalOcclusion : undefined;
  if (done === undefined) return { facts: { ...common, stages: count }, days: { startOn, on: wished(count, patient) } };
  return afterOcclusion(done, { common, startOn, patient });
}

type Done = NonNullable<NonNullable<PatientFile["history"]>["portalOcclusion"]>;

/** One operation is left after an occlusion; after ALPPS it is the second of two, whose first was done with the occlusion. */
function afterOcclusion(
  { kind, on }: Done,
  {
    common,
    startOn,
    patient,
  }: {
    readonly common: Pick<PathwayFacts, "chemotherapy" | "bowel">;
    readonly startOn: string | undefined;
    readonly patient: PatientFile | undefined;
  },
): PlannedPathway {
  const ctOn = patient?.imaging?.ctOn ?? undefined;
  const operationOn = patient?.planning?.operationOn;
  const isAlpps = kind === "ALPPS";
  return {
    facts: { ...common, stages: isAlpps ? 2 : 1, occlusion: kind },
    days: {
      startOn,
      on: {
        occlusion: on,
        ...(isAlpps && { "stage-1": on }),
        ...(ctOn !== undefined && ctOn > on && { "re-scan": ctOn }),
        ...(operationOn !== undefined && { [isAlpps ? "stage-2" : "operation"]: operationOn }),
      },
    },
  };
}

/** The day wished for is that of the first operation. */
function wished(count: 1 | 2, patient: PatientFile | undefined): NonNullable<PlannedDays["on"]> {
  const operationOn = patient?.planning?.operationOn;
  return operationOn === undefined ? {} : { [count === 1 ? "operation" : "stage-1"]: operationOn };
}

/** Of a bowel that is to be operated on another day nobody says whether before or after; one that is not told of has no step. */
function bowel(patient: PatientFile | undefined): PathwayFacts["bowel"] {
  const { site, inPlace, simultaneousResection } = patient?.primary ?? {};
  if (inPlace !== false && simultaneousResection === true) return "with";
  return inPlace === true && (site === "colon" || site === "rectum") ? "undecided" : undefined;
}
