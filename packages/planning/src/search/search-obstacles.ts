import type { LesionId } from "@cantlie/anatomy";
import type { CandidateNotOffered } from "../candidates/candidate.ts";
import { listOfLesions } from "./list-of-lesions.ts";
import type { SearchLimits } from "./search-limits.ts";
import type { SearchProblem } from "./search-problem.ts";
import { type SetSearch, searchSets } from "./search-sets.ts";

/** What keeps the search from a plan that treats every lesion. */
export interface SearchObstacle {
  readonly code:
    | "search/no-lesion"
    | "search/no-candidate"
    | "search/too-many-cuts"
    | "search/too-many-ablations"
    | "search/limits-together"
    | "search/dead-liver"
    | "search/budget-used-up";
  readonly message: string;
  /** what would have to change, as far as it is known */
  readonly loosenedBy: string;
}

/** An anatomy without anything to treat. */
export const NO_LESION: SearchObstacle = {
  code: "search/no-lesion",
  message: "no lesion that needs treatment is known in this liver: there is nothing to plan",
  loosenedBy: "a lesion mask that holds the lesions, or a note of where a lesion is",
};

export interface LesionWithoutCandidate {
  readonly lesion: LesionId;
  /** why what was tried for it is not offered */
  readonly because: readonly string[];
}

/** More reasons than this nobody reads; each is told once. */
const MOST_REASONS = 3;

/** What was tried on a lesion alone and refused. */
export function refusedFor(lesion: LesionId, notOffered: readonly CandidateNotOffered[]): LesionWithoutCandidate {
  // ids are made of what a candidate is: "wedge-L1-10-mm", "ablation-L1"
  const about = notOffered.filter(({ id }) => id.split("-").includes(lesion));
  return { lesion, because: [...new Set(about.map(({ message }) => message))].slice(0, MOST_REASONS) };
}

export function noCandidateFor(lesions: readonly LesionWithoutCandidate[]): SearchObstacle {
  const reasons = lesions.flatMap(({ lesion, because }) => because.map((reason) => `${lesion}: ${reason}`));
  return {
    code: "search/no-candidate",
    message: `no candidate treats ${listOfLesions(lesions.map(({ lesion }) => lesion))} as a whole${reasons.length > 0 ? ` (${reasons.join("; ")})` : ""}`,
    loosenedBy: "a vessel that may be cut or reconstructed, a lower least margin, larger ablations, or a plan drawn by hand",
  };
}

/** A search that looks for what would be possible need not find the best of it. */
const PROBE_SHARE = 1 / 4;

/**
 * Names the limit that leaves no plan: those that allow one if they alone are lifted, with the least value that would do; else the limits together.
 *
 * @param deadVoxels dead liver that a plan may leave at most
 */
export function obstaclesOf(problem: SearchProblem, limits: SearchLimits, deadVoxels: number): SearchObstacle[] {
  const budget = Math.max(1, Math.ceil(limits.budget * PROBE_SHARE));
  const probe = (changed: Partial<SearchLimits>, dead = deadVoxels): SetSearch =>
    searchSets(problem, { ...limits, budget, ...changed }, { deadVoxels: dead });
  const withAnyCuts = probe({ maxCuts: Infinity });
  const withAnyAblations = probe({ maxAblations: Infinity });
  const withAnyDead = probe({}, Infinity);
  const obstacles: SearchObstacle[] = [];
  if (withAnyCuts.found.length > 0)
    obstacles.push({
      code: "search/too-many-cuts",
      message: `every plan needs more than ${limits.maxCuts} cuts`,
      loosenedBy: atLeast(withAnyCuts, "cuts", "cuts"),
    });
  if (withAnyAblations.found.length > 0)
    obstacles.push({
      code: "search/too-many-ablations",
      message: `every plan within ${limits.maxCuts} cuts needs more than ${limits.maxAblations} ablations`,
      loosenedBy: atLeast(withAnyAblations, "ablated", "ablations"),
    });
  if (withAnyDead.found.length > 0)
    obstacles.push({
      code: "search/dead-liver",
      message: "every plan leaves more liver without inflow or bile than may stay behind",
      loosenedBy: "a branch that is reconstructed, or a plan drawn by hand that takes this liver too",
    });
  if (obstacles.length > 0) return obstacles;
  const withAll = probe({ maxCuts: Infinity, maxAblations: Infinity }, Infinity);
  if (withAll.found.length > 0)
    return [
      {
        code: "search/limits-together",
        message: `no plan keeps to ${limits.maxCuts} cuts, ${limits.maxAblations} ablations and the limit of dead liver together`,
        loosenedBy: `${atLeast(withAll, "cuts", "cuts")}, with ${leastOf(withAll, "ablated")} ablations or more`,
      },
    ];
  return [
    {
      code: "search/budget-used-up",
      message: `no plan was found within ${limits.budget} partial plans, and it is not known whether there is one`,
      loosenedBy: "a larger search budget",
    },
  ];
}

function atLeast(search: SetSearch, objective: "cuts" | "ablated", what: string): string {
  const least = leastOf(search, objective);
  return search.complete ? `${least} ${what} would do` : `${least} ${what} would do, perhaps fewer`;
}

function leastOf({ found }: SetSearch, objective: "cuts" | "ablated"): number {
  return Math.min(...found.map(({ objectives }) => objectives[objective]));
}
