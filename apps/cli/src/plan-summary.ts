import { join, relative } from "node:path";
import { INTENDED_USE, type PlanDocument, type PlanEntry } from "@cantlie/workup";

/** How many automatic plans the terminal shows beside the drawn ones; the report shows all. */
const SHOWN = 5;

/** What `plan` prints: the liver, its lesions, the first plans, and where to look. */
export function planSummary(document: PlanDocument, out: string): string {
  const { anatomy, plans, order } = document;
  const fromHere = relative(process.cwd(), out);
  const folder = fromHere.startsWith("..") ? out : fromHere;
  const inOrder = order.map((id) => plans.find((plan) => plan.id === id)!);
  const shown = inOrder.filter((plan, n) => n < SHOWN || plan.origin === "drawn");
  return [
    `liver ${ml(anatomy.liverVolumeMl)}, of which tumour ${ml(anatomy.tumourVolumeMl)} in ${anatomy.lesions.length} lesion${anatomy.lesions.length === 1 ? "" : "s"}`,
    ...(shown.length > 0 ? ["", table(shown)] : []),
    ...(document.noPlanBecause === undefined ? [] : ["", `no plan meets the policy: ${document.noPlanBecause}`]),
    ...(document.cautions.length > 0
      ? ["", ...document.cautions.map(({ code, message }) => `caution (${code}): ${message}`)]
      : []),
    "",
    `look at ${join(folder, "report.html")}; every number is in ${join(folder, "plan.json")}`,
    INTENDED_USE,
  ].join("\n");
}

function table(plans: readonly PlanEntry[]): string {
  const rows = [["plan", "clears", "resected", "functional remnant", "sFLR", "least margin"], ...plans.map(row)];
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

function row({ name, clearsDisease, volumes, ratios, margins }: PlanEntry): string[] {
  const measured = margins.flatMap(({ parenchymalMm }) => (parenchymalMm === undefined ? [] : [parenchymalMm]));
  return [
    name,
    clearsDisease ? "yes" : "no",
    ml(volumes.resectedMl),
    // congested liver counted as lost, as in the share beside it, whatever the policy's factor
    volumes.functionalRemnantFullCongestionMl === undefined ? "unknown" : ml(volumes.functionalRemnantFullCongestionMl),
    ratios.sFlrFraction === undefined ? "unknown" : `${(100 * ratios.sFlrFraction).toFixed(1)} %`,
    measured.length === 0 ? "-" : `${Math.min(...measured).toFixed(1)} mm`,
  ];
}

function ml(volumeMl: number): string {
  return `${volumeMl.toFixed(0)} mL`;
}
