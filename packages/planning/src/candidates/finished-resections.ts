import type { FinishedRuns } from "../finished-resection.ts";
import type { Resection } from "../plan.ts";
import type { FinishedResections } from "../plan-resection.ts";
import type { Candidate } from "./candidate.ts";

/** The resections among some candidates as they were finished: a plan that is made of them names the same objects. */
export function finishedResections(candidates: readonly Candidate[]): FinishedResections {
  const finished = new Map<Resection, FinishedRuns>();
  for (const { treatment, runs, open } of candidates)
    if (treatment.kind === "resection" && open !== undefined) finished.set(treatment.resection, { runs, open });
  return finished;
}
