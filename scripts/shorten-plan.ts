/**
 * Prints plan.json with one of its plans and without what an assessment does not read: earlier findings, comparisons, kept and
 * touched vessels, and all branches but the large ones and those next to a lesion. So are the plans of docs/how-to/stories made.
 *
 * Run: npx tsx scripts/shorten-plan.ts out/plan.json search-1 > short.plan.json
 */
import { readFileSync } from "node:fs";
import { type PlanDocument, type PlanEntry, parseInput, planDocument } from "../packages/workup/src/index.ts";

const [path, id] = process.argv.slice(2);
if (path === undefined || id === undefined) throw new RangeError("expected plan.json and the id of one of its plans");
const document = parseInput(planDocument, JSON.parse(readFileSync(path, "utf8")), "plan/refused");
const plan = document.plans.find((each) => each.id === id);
if (plan === undefined)
  throw new RangeError(`there is no plan ${id}, expected one of ${document.plans.map((each) => each.id).join(", ")}`);
console.log(JSON.stringify(shortened(document, plan), undefined, 2));

function shortened({ search: _search, ...whole }: PlanDocument, entry: PlanEntry): PlanDocument {
  const { comparedTo: _compared, suitability: _verdict, orderOfOperations: _orders, timeline: _timeline, ...judged } = entry;
  const stages = judged.stages.map((stage) => ({
    ...stage,
    resections: stage.resections.map((resection) => ("keep" in resection ? { ...resection, keep: [] } : resection)),
  }));
  return {
    ...whole,
    notOffered: [],
    order: [entry.id],
    anatomy: withFewBranches(whole.anatomy),
    plans: [{ ...judged, stages, touchedVessels: [], findings: [] }],
  };
}

function withFewBranches(anatomy: PlanDocument["anatomy"]): PlanDocument["anatomy"] {
  const near = new Set(anatomy.lesions.flatMap(({ nearest }) => [nearest.portal?.branch, nearest.hepatic?.branch]));
  const trees = Object.entries(anatomy.trees).map(([name, tree]) => [
    name,
    tree && { ...tree, branches: tree.branches.filter(({ id, order }) => order <= 1 || near.has(id)) },
  ]);
  return { ...anatomy, trees: Object.fromEntries(trees) as PlanDocument["anatomy"]["trees"] };
}
