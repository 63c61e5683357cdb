import type { PlanDocument } from "@cantlie/workup";
import type { ReportFigures } from "../report-figures.ts";
import type { ReportInput } from "../report-input.ts";
import type { Block, Section, TableRow } from "../report-model.ts";
import { formatMl, formatMm, formatPercent } from "./format.ts";
import { labelFor } from "./reviewed-label.ts";

/** The liver in space, its vessel trees and its segments. */
export function anatomySection({ document }: ReportInput, figures: ReportFigures): Section {
  const trees: Block[] =
    figures.trees.length > 0 ? [{ kind: "figures", figures: figures.trees, perRow: 2 }] : [{ kind: "paragraph", text: NO_TREES }];
  return {
    id: "anatomy",
    title: "Liver, vessels and segments",
    blocks: [
      ...(figures.views.length > 1 ? [{ kind: "figures" as const, figures: figures.views.slice(1), perRow: 3 }] : []),
      ...trees,
      ...branchTable(document),
      ...segmentTable(document),
    ],
  };
}

const NO_TREES = "Vessel trees are unknown — needs portal and hepatic vein labels.";

function branchTable(document: PlanDocument): Block[] {
  const rows = (["portal", "hepatic"] as const).flatMap((kind) =>
    largestOfEachName(document.anatomy.trees[kind]?.branches ?? []).map(
      ({ branch, others }): TableRow => ({
        label: { text: `${branch.name} (${branch.id})${others > 0 ? ` and ${others} more` : ""}` },
        cells: [
          { text: formatPercent(branch.nameConfidence, 0) },
          { text: formatMm(2 * branch.meanRadiusMm) },
          { text: formatMm(branch.lengthMm) },
          { text: formatMl(branch.territoryMl) },
          { text: formatMl(branch.ambiguousMl) },
        ],
      }),
    ),
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: "table",
      caption: "Named vessel branches, the largest of each name, and what they supply or drain",
      columns: [
        { label: labelFor(document, "Branch", "branches") },
        { label: labelFor(document, "Name's confidence", "branches"), isNumeric: true },
        { label: labelFor(document, "Mean Ø", "branches"), isNumeric: true },
        { label: labelFor(document, "Length", "branches"), isNumeric: true },
        { label: labelFor(document, "Territory", "territory"), isNumeric: true },
        { label: labelFor(document, "of it ambiguous", "territory"), isNumeric: true },
      ],
      rows,
    },
  ];
}

type Branch = NonNullable<PlanDocument["anatomy"]["trees"]["portal"]>["branches"][number];

/** For each name the branch with the largest territory, and how many others have it: those are parts of it or small. */
function largestOfEachName(branches: readonly Branch[]): { branch: Branch; others: number }[] {
  const byName = new Map<string, { branch: Branch; others: number }>();
  for (const branch of branches) {
    if (branch.name === "unnamed") continue;
    const found = byName.get(branch.name);
    const isLarger = !found || branch.territoryMl > found.branch.territoryMl;
    byName.set(branch.name, { branch: isLarger ? branch : found.branch, others: found ? found.others + 1 : 0 });
  }
  return [...byName.values()];
}

const COUINAUD_SOURCES = {
  imported: "imported with the labels",
  portal: "found from the portal branches",
  landmarks: "found from landmark planes",
} as const;

function segmentTable(document: PlanDocument): Block[] {
  const { couinaud, liverVolumeMl } = document.anatomy;
  if (!couinaud)
    return [{ kind: "paragraph", text: "Couinaud segments are unknown — no map was given and none could be found." }];
  const segments = Object.entries(couinaud.segments).flatMap(([segment, value]) => (value ? [{ segment, ...value }] : []));
  const completed =
    couinaud.completedMl > 0
      ? ` ${formatMl(couinaud.completedMl)} that the source left unlabelled took the nearest segment.`
      : "";
  return [
    {
      kind: "table",
      caption: `Couinaud segments, ${COUINAUD_SOURCES[couinaud.source]}.${completed}`,
      columns: [
        { label: labelFor(document, "Segment", "volume") },
        ...segments.map(({ segment }) => ({ label: { text: segment }, isNumeric: true })),
      ],
      rows: [
        { label: { text: "Volume" }, cells: segments.map(({ volumeMl }) => ({ text: formatMl(volumeMl) })) },
        {
          label: { text: "Share of the liver" },
          cells: segments.map(({ volumeMl }) => ({ text: formatPercent(volumeMl / liverVolumeMl) })),
        },
      ],
    },
  ];
}
