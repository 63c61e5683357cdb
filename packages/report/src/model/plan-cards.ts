import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Figure } from "../figures/figure.ts";
import type { Block, Card, Cell, Fact } from "../report-model.ts";
import { anyBranchText } from "./anatomy-names.ts";
import { formatCm2, formatMl, formatMm } from "./format.ts";
import { NOT_DECIDED, NOT_REMOVED } from "./lesion-table.ts";
import { leastMm } from "./limits.ts";
import { isBelowWanted } from "./policy-changes.ts";
import { labelFor } from "./reviewed-label.ts";
import { judgeEstimatedShare } from "./sufficiency.ts";
import { knownCell } from "./unknown.ts";
import { planTone } from "./verdict.ts";
import { vesselList } from "./vessel-list.ts";

/** Plans to choose from, a card each: what remains, how near the cut comes, what is divided, why it is here and what it gives up. */
export function planCards(document: PlanDocument, plans: readonly PlanEntry[], pictures: readonly Figure[]): Block {
  const rankOf = new Map(plans.map(({ id }, n) => [id, n + 1]));
  return {
    kind: "cards",
    cards: plans.map((plan) =>
      planCard(document, { plan, rankOf, figure: pictures.find(({ id }) => id === `plan-${rankOf.get(plan.id)}`) }),
    ),
  };
}

interface Shown {
  readonly plan: PlanEntry;
  /** of every plan that is shown, by id, from 1 */
  readonly rankOf: ReadonlyMap<string, number>;
  readonly figure: Figure | undefined;
}

function planCard(document: PlanDocument, { plan, rankOf, figure }: Shown): Card {
  const stages = plan.stages.length > 1 ? `, in ${plan.stages.length} stages` : "";
  return {
    title: `${rankOf.get(plan.id)}. ${plan.name}${stages}`,
    tone: planTone(plan),
    ...(figure && { figure }),
    facts: planFacts(document, plan),
    notes: planNotes(plan, rankOf),
  };
}

function planFacts(document: PlanDocument, plan: PlanEntry): Fact[] {
  const fact = (label: Fact["label"], { text, tone }: Cell): Fact => ({ label, value: text, ...(tone && { tone }) });
  const { volumes } = plan;
  const remnant = knownCell(plan, "functionalRemnantFullCongestionMl", volumes.functionalRemnantFullCongestionMl, formatMl);
  return [
    fact(labelFor(document, "Working remnant", "functional"), remnant),
    ...(volumes.intervalMl === undefined
      ? []
      : [
          fact(labelFor(document, "90\u202f% interval", "interval"), {
            text: `${formatMl(volumes.intervalMl[0])} to ${formatMl(volumes.intervalMl[1])}`,
          }),
        ]),
    fact(labelFor(document, "Of the estimated liver", "sflr"), judgeEstimatedShare(plan)),
    fact(labelFor(document, "Cuts, area", "cuts"), { text: `${plan.cuts}, ${formatCm2(plan.transectionAreaMm2)}` }),
    fact(labelFor(document, "Divides", "lost"), { text: vesselList(plan.dividedVessels ?? plan.cutVessels) }),
    ...plan.margins.map((margin) =>
      fact(labelFor(document, `Margin ${lesionName(document, margin.lesion)}`, "margin"), marginText(document, plan, margin)),
    ),
  ];
}

/** "L5 (disappeared)" */
function lesionName({ anatomy }: PlanDocument, id: string): string {
  const status = anatomy.lesions.find((lesion) => lesion.id === id)?.status ?? "visible";
  return status === "visible" ? id : `${id} (${status})`;
}

/** What becomes of a lesion in few words, with its least margin and the kept vessel if that is what is nearest. */
function marginText(document: PlanDocument, plan: PlanEntry, margin: PlanEntry["margins"][number]): Cell {
  const status = document.anatomy.lesions.find(({ id }) => id === margin.lesion)?.status;
  if (status === "benign" && margin.kind === "not-removed") return { text: "benign, stays" };
  if (margin.kind === "not-removed") return plan.undecided?.includes(margin.lesion) ? NOT_DECIDED : NOT_REMOVED;
  if (margin.kind === "surveilled") return { text: "only watched", tone: "caution" };
  const least = leastMm(margin);
  const treated = margin.kind === "ablation" ? "ablated, " : "";
  if (least === undefined) return { text: `${treated}no liver remains beside it` };
  const isVascular = margin.vascularMm !== undefined && margin.vascularMm === least && margin.vessel !== undefined;
  const vessel = isVascular ? ` to the kept ${anyBranchText(document, margin.vessel!)}` : "";
  const isClose = !margin.predictable || isBelowWanted(document, margin.parenchymalMm);
  return { text: `${treated}${formatMm(least)}${vessel}`, ...(isClose && { tone: "caution" as const }) };
}

function planNotes(plan: PlanEntry, rankOf: ReadonlyMap<string, number>): Cell[] {
  const other = rankOf.get(plan.comparedTo?.plan ?? "");
  const words = plan.comparedTo?.words ?? [];
  return [
    ...(plan.why ? [{ text: `Why: ${plan.why}.` }] : []),
    ...(plan.givesUp ? [{ text: `Gives up: ${plan.givesUp}.` }] : []),
    ...(other !== undefined && words.length > 0 ? [{ text: `Gains against plan ${other}: ${words.join("; ")}.` }] : []),
  ];
}
