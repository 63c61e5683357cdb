import { RECOVERY_FACTS } from "@cantlie/clinical";
import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Block, Section } from "../../report-model.ts";
import { capitalised, choosePlans } from "../chosen-plans.ts";
import { basisText } from "./findings-blocks.ts";

/** Follow-up as the template of the hospital has it, with days where the operation has one, and what is known of recovery. */
export function aftercareSection(document: PlanDocument): Section {
  const { sideBySide } = choosePlans(document);
  const [lead] = sideBySide;
  const blocks = [...followUp(lead), ...recovery(lead)];
  return { id: "aftercare", title: "Follow-up and recovery", blocks };
}

function followUp(lead: PlanEntry | undefined): Block[] {
  const template = lead?.timeline?.followUp;
  const finding = lead?.findings.find(({ rule }) => rule === "FOLLOW-UP");
  const isDated = template?.visits.some(({ on }) => on !== undefined) === true;
  const visits: Block[] =
    template === undefined || template.visits.length === 0
      ? []
      : [
          {
            kind: "table",
            caption: `Follow-up after the ${template.after === "stage-2" ? "second operation" : "operation"} on the liver, local policy`,
            columns: [
              { label: { text: "Month" } },
              ...(isDated ? [{ label: { text: "Day" } }] : []),
              { label: { text: "What" }, share: 3 },
            ],
            rows: template.visits.map(({ month, on, what }) => ({
              label: { text: String(month) },
              cells: [...(isDated ? [{ text: on ?? "–" }] : []), { text: what.join(", ") }],
            })),
          },
          {
            kind: "paragraph",
            text: `${[...template.cautions, `${template.source} (${template.verification})`].join("; ")}.`,
          },
        ];
  if (visits.length > 0 || finding?.kind !== "known") return visits;
  return [{ kind: "paragraph", text: `${capitalised(finding.because ?? "")} — ${basisText([finding])}.` }];
}

function recovery(lead: PlanEntry | undefined): Block[] {
  const finding = lead?.findings.find(({ rule }) => rule === "RECOVERY");
  if (finding?.kind !== "known") return [];
  return [
    {
      kind: "table",
      caption: "Recovery, as told to patients; of groups of patients",
      columns: [
        { label: { text: "When" } },
        { label: { text: "What is known" }, share: 2 },
        { label: { text: "Source, verification" }, share: 1.6 },
      ],
      rows: RECOVERY_FACTS.map(({ when, text, source, verification }) => ({
        label: { text: capitalised(when) },
        cells: [{ text }, { text: `${source} (${verification})` }],
      })),
    },
  ];
}
