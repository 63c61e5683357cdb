import type { Candidate } from "../candidates/candidate.ts";
import { nameOfResection } from "../name-resection.ts";
import type { Occlusion, Plan } from "../plan.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { uniteRuns } from "../run-algebra.ts";
import { describePlan } from "../search/describe-plan.ts";
import { listOfLesions } from "../search/list-of-lesions.ts";
import { stageOfCandidates } from "../search/plan-of-found.ts";
import type { OcclusionChoice } from "./occlusion-choices.ts";

/** What the two operations do, and how the liver is made to grow between them. */
export interface StagedParts {
  readonly first: readonly Candidate[];
  readonly second: readonly Candidate[];
  readonly choice: OcclusionChoice;
}

/** A plan in two stages as it stands in plan.json: `origin` "search", `family` "two-stage". */
export function stagedPlan(prepared: PreparedAnatomy, { first, second, choice }: StagedParts): Plan {
  const { occlusion, occlude } = choice;
  const newWorld = nameOfResection(prepared, resectedInTheEnd(prepared, [...first, ...second]));
  const cleared = first.length > 0 ? `${describePlan(first)}; then ` : "";
  return {
    id: `two-stage-${second.map(({ id }) => id).join("+")}-${occlusion.kind.toLowerCase()}${choice.addsSegment4 ? "-segment-4" : ""}`,
    name: `${cleared}${TECHNIQUE[occlusion.kind].name}${segment4Text(choice)}; then ${describePlan(second)}`,
    ...(newWorld !== undefined && { newWorldName: newWorld.newWorld }),
    origin: "search",
    family: "two-stage",
    why: whyOf(prepared, { first, second, choice }),
    stages: [{ ...stageOfCandidates(prepared, first), occlude, occlusion }, stageOfCandidates(prepared, second)],
  };
}

/** A branch that feeds mostly segment 4 need not feed most of it. */
function segment4Text({ addsSegment4, occlusion }: OcclusionChoice): string {
  return addsSegment4 ? ` with ${occlusion.segment4 ? "" : "a part of "}segment 4` : "";
}

const TECHNIQUE: Readonly<Record<Occlusion["kind"], { readonly name: string; readonly does: string }>> = {
  PVE: { name: "portal vein embolisation", does: "embolised after it" },
  PVL: { name: "portal vein ligation", does: "ligated in the same operation" },
  LVD: { name: "portal and hepatic vein embolisation", does: "embolised after it" },
  ALPPS: {
    name: "portal vein ligation with the liver parted (ALPPS)",
    does: "ligated in the same operation, which also parts the liver along the later cut",
  },
};

function whyOf(prepared: PreparedAnatomy, { first, choice }: StagedParts): string {
  const lesions = [...new Set(first.flatMap((candidate) => candidate.lesions))].map((n) => prepared.anatomy.lesions[n]!.id);
  const clearing =
    lesions.length > 0
      ? `no operation in one stage leaves enough: the first one frees the side that stays of ${listOfLesions(lesions)}`
      : "no operation in one stage leaves enough, and the side that stays holds no lesion";
  return `${clearing}; ${branchesText(choice)} ${choice.occlude.length > 1 ? "are" : "is"} ${TECHNIQUE[choice.occlusion.kind].does}, and the second operation waits until the remnant is measured to be large enough`;
}

/** "right portal vein, segment 4 branch and 2 unnamed branches" */
function branchesText({ names, unnamed }: OcclusionChoice): string {
  const told = unnamed === 0 ? [] : [unnamed === 1 ? "an unnamed branch" : `${unnamed} unnamed branches`];
  return [...(names.length > 0 ? [names.join(", ")] : []), ...told].join(" and ");
}

function resectedInTheEnd({ anatomy }: PreparedAnatomy, candidates: readonly Candidate[]): Candidate["runs"] {
  return candidates
    .filter(({ treatment }) => treatment.kind === "resection")
    .map(({ runs }) => runs)
    .reduce((all, runs) => uniteRuns(anatomy.grid, all, runs));
}
