import type { ReportFigures } from "../report-figures.ts";
import type { ReportInput } from "../report-input.ts";
import type { Block, Section } from "../report-model.ts";
import { segmentPhrase } from "./anatomy-names.ts";
import { choosePlans } from "./chosen-plans.ts";
import { formatMl, formatMm } from "./format.ts";
import { marginCell } from "./lesion-table.ts";

/** Axial, coronal and sagittal slices through each lesion, with the leading plan. */
export function lesionsSection({ document }: ReportInput, figures: ReportFigures): Section {
  const { lead } = choosePlans(document);
  const blocks = document.anatomy.lesions.flatMap((lesion): Block[] => {
    const views = figures.lesions.find((entry) => entry.lesion === lesion.id);
    if (!views) return [];
    const place = lesion.segments.length > 0 ? `, ${segmentPhrase(lesion.segments)}` : "";
    const margin = lead && marginCell(document, lead, lesion.id).text;
    const blocks: Block[] = [
      { kind: "subheading", text: `${lesion.id}: ${formatMm(lesion.largestDiameterMm)}, ${formatMl(lesion.volumeMl)}${place}` },
      ...(margin ? [{ kind: "paragraph" as const, text: `In the leading plan: ${margin}.` }] : []),
      { kind: "figures", figures: views.figures, perRow: 3, sameScale: true },
    ];
    return [{ kind: "together", blocks }];
  });
  return { id: "lesions", title: "Views through each lesion", blocks };
}
