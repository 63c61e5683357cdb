import { INTENDED_USE } from "@cantlie/workup";
import type { ReportFigures } from "../report-figures.ts";
import type { ReportInput } from "../report-input.ts";
import type { Block, Fact, Label, ReportModel } from "../report-model.ts";
import { anatomySection } from "./anatomy-section.ts";
import { changesSection } from "./changes/changes-section.ts";
import { decisionSection } from "./decision/decision-section.ts";
import { aftercareSection } from "./evidence/aftercare-section.ts";
import { alternativesSection } from "./evidence/alternatives-section.ts";
import { askedSection } from "./evidence/asked-section.ts";
import { orderSection } from "./evidence/order-section.ts";
import { prognosisSection } from "./evidence/prognosis-section.ts";
import { sufficiencySection } from "./evidence/sufficiency-section.ts";
import { suitabilitySection } from "./evidence/suitability-section.ts";
import { timelineSection } from "./evidence/timeline-section.ts";
import { otherFindingsSection, topicSection } from "./evidence/topic-sections.ts";
import { leadSection } from "./lead-section.ts";
import { lesionsSection } from "./lesions-section.ts";
import { METHOD_NOTES, type MethodId } from "./method-notes.ts";
import { originSection } from "./origin-section.ts";
import { plansSection } from "./plans-section.ts";

/** What the report of `input` says, with the pictures already made. */
export function composeReport(input: ReportInput, figures: ReportFigures): ReportModel {
  const { document, heading, createdOn } = input;
  const sections = [
    decisionSection(input, figures),
    changesSection(document, input.previous),
    leadSection(input, figures),
    lesionsSection(input, figures),
    anatomySection(input, figures),
    plansSection(input, figures),
    sufficiencySection(document, figures),
    suitabilitySection(document),
    topicSection(document, "difficulty"),
    topicSection(document, "risk"),
    topicSection(document, "function"),
    prognosisSection(document),
    topicSection(document, "chemotherapy"),
    orderSection(document),
    topicSection(document, "growth"),
    timelineSection(document),
    aftercareSection(document),
    otherFindingsSection(document),
    askedSection(document),
    originSection(input),
    alternativesSection(document),
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
