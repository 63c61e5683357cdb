import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Card, Cell, Section } from "../../report-model.ts";
import { capitalised, choosePlans } from "../chosen-plans.ts";
import { enumerate } from "../format.ts";
import { inputName } from "../input-names.ts";
import { findingsBlocks, rulesOf } from "./findings-blocks.ts";
import { planNumbers } from "./shared-findings.ts";

type Order = NonNullable<PlanEntry["orderOfOperations"]>;
type Argument = Order[number]["for"][number];

/** Bowel and liver: three orders side by side with what speaks for each and against it; told again for plans where that differs. */
export function orderSection(document: PlanDocument): Section {
  const { sideBySide } = choosePlans(document);
  const orders = distinctOrders(sideBySide);
  const blocks: Section["blocks"] = orders.flatMap(({ order, plans }) => [
    ...(orders.length > 1 ? [{ kind: "subheading" as const, text: `With plan ${planNumbers(plans, sideBySide.length)}` }] : []),
    { kind: "cards" as const, cards: order.map(orderCard), perRow: 3 as const },
    ...sources(order),
  ]);
  // where no order is compared, its rules say why
  const why =
    orders.length > 0 ? [] : findingsBlocks(document, sideBySide, { caption: "Order of operations", wanted: rulesOf("ORDER-") });
  return {
    id: "order",
    title: "Order of operations on bowel and liver",
    blocks: orders.length > 0 ? [{ kind: "paragraph", text: NOT_PREFERRED }, ...blocks] : why,
  };
}

const NOT_PREFERRED =
  "Flagged: arguments for the meeting; no order is recommended, and none was compared in a trial that was read.";

function distinctOrders(plans: readonly PlanEntry[]): { order: Order; plans: number[] }[] {
  const found = new Map<string, { order: Order; plans: number[] }>();
  for (const [n, { orderOfOperations }] of plans.entries()) {
    if (orderOfOperations === undefined) continue;
    const key = JSON.stringify(orderOfOperations);
    const entry = found.get(key);
    if (entry === undefined) found.set(key, { order: orderOfOperations, plans: [n + 1] });
    else entry.plans.push(n + 1);
  }
  return [...found.values()];
}

function orderCard(option: Order[number]): Card {
  const { order, for: speaksFor, against, missing } = option;
  const told = (word: string, list: readonly Argument[]): Cell[] =>
    list.map(({ text, isWarning }) => ({ text: `${word}: ${text}.`, ...(isWarning && { tone: "bad" as const }) }));
  return {
    title: capitalised(order),
    tone: against.some(({ isWarning }) => isWarning) ? "bad" : "unknown",
    facts: [],
    notes: [
      ...(speaksFor.length > 0 ? told("For", speaksFor) : [{ text: "For: nothing known." }]),
      ...(against.length > 0 ? told("Against", against) : [{ text: "Against: nothing known." }]),
      ...(missing.length > 0 ? [{ text: `Not known: ${enumerate(missing.map(inputName))}.`, tone: "unknown" as const }] : []),
    ],
  };
}

function sources(order: Order): Section["blocks"] {
  const all = [...new Set(order.flatMap((option) => [...option.for, ...option.against].map(({ source }) => source)))];
  return all.length > 0 ? [{ kind: "paragraph", text: `Sources: ${all.join(" | ")}.` }] : [];
}
