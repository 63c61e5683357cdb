import { join, relative } from "node:path";
import { searchSentence } from "@cantlie/report";
import { INTENDED_USE, type PlanDocument, type PlanEntry } from "@cantlie/workup";

/** How many standard plans the terminal shows where nothing was searched for; the report shows all. */
const SHOWN = 5;

/** What `plan` prints: the liver, its lesions, the plans as shown, what the leading one is for and costs, and where to look. */
export function planSummary(document: PlanDocument, out: string): string {
  const { anatomy } = document;
  const fromHere = relative(process.cwd(), out);
  const folder = fromHere.startsWith("..") ? out : fromHere;
  const shown = shownPlans(document);
  const sentence = searchSentence(document);
  return [
    `liver ${ml(anatomy.liverVolumeMl)}, of which tumour ${ml(anatomy.tumourVolumeMl)} in ${anatomy.lesions.length} lesion${anatomy.lesions.length === 1 ? "" : "s"}`,
    ...(shown.length > 0 ? ["", table(shown), "", ...leading(shown[0]!)] : []),
    ...(sentence === undefined ? [] : ["", sentence]),
    ...(document.noPlanBecause === undefined ? [] : ["", `no plan meets the policy: ${document.noPlanBecause}`]),
    ...(document.cautions.length > 0
      ? ["", ...document.cautions.map(({ code, message }) => `caution (${code}): ${message}`)]
      : []),
    "",
    `look at ${join(folder, "report.html")}, and ${join(folder, "leaflet.html")} for the patient; every number is in ${join(folder, "plan.json")}`,
    INTENDED_USE,
  ].join("\n");
}

/** The found plans, or without any the first standard ones, and every drawn plan; as ordered. */
function shownPlans({ plans, order }: PlanDocument): PlanEntry[] {
  const inOrder = order.map((id) => plans.find((plan) => plan.id === id)!);
  const isSearched = inOrder.some(({ origin }) => origin === "search");
  return inOrder.filter(({ origin }, n) => origin === "drawn" || (isSearched ? origin === "search" : n < SHOWN));
}

function leading({ name, why, givesUp }: PlanEntry): string[] {
  return [`1  ${name}`, ...(why ? [`   why: ${why}`] : []), ...(givesUp ? [`   gives up: ${givesUp}`] : [])];
}

const HEADINGS = ["", "plan", "clears", "resected", "functional remnant", "sFLR", "least margin", "cuts"];

function table(plans: readonly PlanEntry[]): string {
  const rows = [HEADINGS, ...plans.map(row)];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function row({ name, stages, clearsDisease, volumes, ratios, margins, cuts }: PlanEntry, n: number): string[] {
  const measured = margins.flatMap(({ parenchymalMm }) => (parenchymalMm === undefined ? [] : [parenchymalMm]));
  return [
    String(n + 1),
    shortened(stages.length > 1 ? `in ${stages.length} stages: ${name}` : name),
    clearsDisease ? "yes" : "no",
    ml(volumes.resectedMl),
    // congested liver counted as lost, as in the share beside it, whatever the policy's factor
    volumes.functionalRemnantFullCongestionMl === undefined ? "unknown" : ml(volumes.functionalRemnantFullCongestionMl),
    ratios.sFlrFraction === undefined ? "unknown" : `${(100 * ratios.sFlrFraction).toFixed(1)} %`,
    measured.length === 0 ? "-" : `${Math.min(...measured).toFixed(1)} mm`,
    String(cuts),
  ];
}

/** So that a row stays on a line of a usual terminal. */
const NAME_LETTERS = 56;

function shortened(name: string): string {
  return name.length <= NAME_LETTERS ? name : `${name.slice(0, NAME_LETTERS - 1)}…`;
}

function ml(volumeMl: number): string {
  return `${volumeMl.toFixed(0)} mL`;
}
