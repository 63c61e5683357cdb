import { aboutSection } from "./about-section.ts";
import { checkedSection } from "./checked-section.ts";
import { contactSection } from "./contact-section.ts";
import { afterSection, beforeSection, operationSection } from "./course-sections.ts";
import { harmSection } from "./harm-section.ts";
import type { LeafletFigures } from "./leaflet-figures.ts";
import type { LeafletInput } from "./leaflet-input.ts";
import type { LeafletBlock, LeafletModel, LeafletSection, Told } from "./leaflet-model.ts";
import { leafletPlan } from "./leaflet-plan.ts";
import { liverSection } from "./liver-section.ts";
import { noOperationSection } from "./no-operation-section.ts";
import { outlookSection } from "./outlook-section.ts";
import { planSection } from "./plan-section.ts";
import { questionsSection } from "./questions-section.ts";

/**
 * What a patient is told about the plan in plain language. Where there is no plan to offer, no operation is described and no figure
 * on operations told.
 *
 * @throws RangeError if `planId` is none of the document's
 */
export function composeLeaflet(input: LeafletInput, figures: LeafletFigures): LeafletModel {
  const told = leafletPlan(input.document, input.planId);
  const hasOperation = told.kind === "operation";
  const sections: readonly LeafletSection[] = [
    aboutSection(hasOperation),
    liverSection(input, figures),
    ...(hasOperation
      ? [
          planSection(input, told.plan, figures),
          beforeSection(input, told.plan),
          operationSection(told.plan),
          afterSection(input),
          harmSection(told.plan, figures),
          outlookSection(input),
        ]
      : [noOperationSection(told.because)]),
    questionsSection(hasOperation),
    contactSection(input.hospital, hasOperation),
    checkedSection(),
  ];
  return {
    title: hasOperation ? "Your liver operation" : "Your liver: what comes next",
    intendedUse: input.document.intendedUse,
    heading: headingFacts(input),
    sections,
    sources: [...new Set(sections.flatMap(({ blocks }) => blocks.flatMap(toldIn)).flatMap(({ sources = [] }) => sources))],
    footer: `Made by ${input.document.software.name} ${input.document.software.version} on ${input.createdOn}`,
  };
}

function headingFacts({ heading }: LeafletInput): LeafletModel["heading"] {
  const facts = [
    { label: "Name", value: heading?.patientName },
    { label: "Born", value: heading?.birthDate },
    { label: "Number", value: heading?.patientId },
  ];
  return facts.flatMap(({ label, value }) => (value === undefined ? [] : [{ label, value }]));
}

/** Every text of a block that may name sources. */
function toldIn(block: LeafletBlock): readonly Told[] {
  switch (block.kind) {
    case "paragraph":
    case "notice":
      return [block.told];
    case "list":
    case "steps":
      return block.items;
    case "table":
      return block.rows.map(({ name }) => name);
    case "subheading":
    case "figures":
    case "lines":
      return [];
  }
}
