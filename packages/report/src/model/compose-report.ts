import { INTENDED_USE } from "@cantlie/workup";
import type { ReportFigures } from "../report-figures.ts";
import type { ReportInput } from "../report-input.ts";
import type { Block, Fact, Label, ReportModel } from "../report-model.ts";
import { anatomySection } from "./anatomy-section.ts";
import { appendixSection, findingsSection } from "./findings-section.ts";
import { inShortSection } from "./in-short-section.ts";
import { lesionsSection } from "./lesions-section.ts";
import { METHOD_NOTES, type MethodId } from "./method-notes.ts";
import { originSection } from "./origin-section.ts";
import { plansSection } from "./plans-section.ts";

/** What the report of `input` says, with the pictures already made. */
export function composeReport(input: ReportInput, figures: ReportFigures): ReportModel {
  const { document, heading, createdOn } = input;
  const sections = [
    inShortSection(input, figures),
    lesionsSection(input, figures),
    anatomySection(input, figures),
    plansSection(input, figures),
    findingsSection(document),
    originSection(input),
    appendixSection(document),
  ].filter((section) => section.blocks.length > 0);
  const labels = sections.flatMap((section) => blockLabels(section.blocks));
  const used = new Set(labels.flatMap((label) => label.methods ?? []));
  return {
    title: "Liver surgery planning report",
    intendedUse: INTENDED_USE,
    heading: headingFacts(heading),
    sections,
    methods: (Object.keys(METHOD_NOTES) as MethodId[]).filter((id) => used.has(id)),
    footer: `${document.software.name} ${document.software.version}, ${createdOn}`,
    ...(labels.some((label) => label.unreviewed) && { daggerNote: "† rests on labels that nobody has confirmed." }),
  };
}

function headingFacts(heading: ReportInput["heading"]): Fact[] {
  const fact = (text: string, value: string | undefined): Fact[] => (value ? [{ label: { text }, value }] : []);
  return [
    ...fact("Patient", heading?.patientName),
    ...fact("Born", heading?.birthDate),
    ...fact("Patient number", heading?.patientId),
  ];
}

function blockLabels(blocks: readonly Block[]): Label[] {
  return blocks.flatMap((block) => {
    if (block.kind === "facts") return block.facts.map((fact) => fact.label);
    if (block.kind === "table") return [...block.columns, ...block.rows].map((part) => part.label);
    if (block.kind === "cards") return block.cards.flatMap((card) => card.facts.map((fact) => fact.label));
    if (block.kind === "together") return blockLabels(block.blocks);
    return block.kind === "columns" ? blockLabels([...block.wide, ...block.narrow]) : [];
  });
}
