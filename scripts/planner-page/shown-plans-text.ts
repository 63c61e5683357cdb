import type { LiverAnatomy } from "@cantlie/anatomy";
import { type ComparedPlan, comparePlans } from "@cantlie/planning";
import { searchSentence } from "@cantlie/report";
import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import { leastMarginMm, leastMarginPlace } from "./margin-place.ts";
import { markdownTable } from "./markdown-table.ts";
import { shownPlans } from "./shown-plans.ts";

/** Markdown by the name of its place in the page: the found plans of a work-up in words and numbers. */
export function shownPlansText(document: PlanDocument, anatomy: LiverAnatomy): Readonly<Record<string, string>> {
  const plans = shownPlans(document);
  const { liverVolumeMl, tumourVolumeMl, lesions } = document.anatomy;
  return {
    "this liver": `The liver measures ${liverVolumeMl.toFixed(0)} mL, of which ${tumourVolumeMl.toFixed(0)} mL are tumour in ${lesions.length} lesions; the largest, ${lesions[0]!.id}, measures ${lesions[0]!.volumeMl.toFixed(0)} mL and lies ${lesions[0]!.nearest.hilum!.distanceMm.toFixed(0)} mm from the hilar bifurcation.`,
    "shown plans": plans
      .map((plan, n) => `${n + 1}. **${plan.name}**\\\n   ${plan.why}. *Gives up:* ${givesUp(plans, n)}.`)
      .join("\n"),
    "figures of the shown plans": figuresTable(plans),
    "margins of the shown plans": marginsTable(plans, anatomy),
    "search of this liver": searchSentence(document) ?? "",
  };
}

/** What the plan costs, and where it falls behind the plan before it (the first behind the second); margins stand in a table of their own. */
function givesUp(plans: readonly PlanEntry[], n: number): string {
  const plan = plans[n]!;
  const neighbour = n === 0 ? 1 : n - 1;
  const other = plans[neighbour];
  const [own] = plan.givesUp.split("; against plan");
  if (other === undefined) return own!;
  const { givesUp: phrases } = comparePlans(compared(plan), compared(other));
  const besideMargins = phrases.filter((phrase) => !phrase.startsWith("margin of"));
  return besideMargins.length === 0 ? own! : `${own}; against plan ${neighbour + 1}: ${besideMargins.join(", ")}`;
}

/** plan.json holds places as plain triples. */
function compared(plan: PlanEntry): ComparedPlan {
  return { ...(plan as unknown as ComparedPlan), stages: plan.stages.length };
}

function figuresTable(plans: readonly PlanEntry[]): string {
  const row = (what: string, text: (plan: PlanEntry) => string): string[] => [what, ...plans.map(text)];
  const ml = (value: number | undefined): string => value?.toFixed(0) ?? "unknown";
  return markdownTable(
    ["", ...plans.map((_, n) => `plan ${n + 1}`)],
    [
      row("resected, mL", ({ volumes }) => ml(volumes.resectedMl)),
      row("of it taken along, since it would lose its inflow", ({ stages }) => ml(stages.at(-1)!.absorbedMl ?? 0)),
      row("ablated, mL", ({ volumes }) => ml(volumes.ablatedMl)),
      row("left without outflow, mL", ({ volumes }) => ml(volumes.noOutflowMl)),
      row("functional remnant, mL", ({ volumes }) => ml(volumes.functionalRemnantMl)),
      row("its 90 % interval", ({ volumes }) => volumes.intervalMl?.map(ml).join(" to ") ?? "unknown"),
      row("of the estimated liver (sFLR), %", ({ ratios }) => percent(ratios.sFlrFraction)),
      row("probability that this is enough", ({ ratios }) => ratios.probabilityAboveThreshold?.toFixed(2) ?? "unknown"),
      row("separate cuts", ({ cuts }) => `${cuts}`),
    ],
  );
}

function marginsTable(plans: readonly PlanEntry[], anatomy: LiverAnatomy): string {
  const cell = ({ margins }: PlanEntry, lesion: string): string => {
    const margin = margins.find((one) => one.lesion === lesion);
    if (margin === undefined) return "–";
    const notes = [margin.kind === "ablation" ? "ablated" : undefined, leastMarginPlace(anatomy, margin)].filter(Boolean);
    const text = [leastMarginMm(margin).toFixed(1), ...notes].join(", ");
    return margin.predictable ? text : `**${text}**`;
  };
  const rows = anatomy.lesions.map(({ id }) => [id, ...plans.map((plan) => cell(plan, id))]);
  return markdownTable(["", ...plans.map((_, n) => `plan ${n + 1}`)], rows);
}

function percent(fraction: number | undefined): string {
  return fraction === undefined ? "unknown" : (100 * fraction).toFixed(1);
}
