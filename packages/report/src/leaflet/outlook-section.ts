import type { GroupOutcome } from "@cantlie/clinical";
import { isColorectal } from "./course-sections.ts";
import type { LeafletInput } from "./leaflet-input.ts";
import type { LeafletBlock, LeafletSection } from "./leaflet-model.ts";
import {
  colorectalSurvival,
  ofHundred,
  otherPrimarySurvival,
  type PrimarySite,
  recurrenceWithinYear,
  type SurvivalRow,
} from "./published-facts.ts";

/** How well an operation works, in published groups; which may be told depends on where the cancer began. */
export function outlookSection({ patient }: LeafletInput): LeafletSection {
  return { id: "outlook", title: "How well does it work?", blocks: outlookBlocks(patient?.primary?.site) };
}

function outlookBlocks(site: PrimarySite | undefined): LeafletBlock[] {
  if (site === undefined)
    return [
      {
        kind: "paragraph",
        told: {
          text: "How well it works depends on where the cancer began. We were not told this, so we give no numbers here. Ask your team.",
        },
      },
    ];
  return isColorectal(site) ? colorectalBlocks() : otherBlocks(site);
}

function colorectalBlocks(): LeafletBlock[] {
  const { least, most, source } = recurrenceWithinYear();
  return [
    {
      kind: "paragraph",
      told: {
        text: "For some people this operation is a cure. For many the cancer comes back. The table shows what was seen in groups of people who had it. It does not tell what will happen to you.",
      },
    },
    survivalTable(colorectalSurvival()),
    {
      kind: "paragraph",
      told: {
        text: `In ${least} to ${most} of 100 people the cancer was back within one year. That is why the checks matter. Some can then have one more operation.`,
        sources: [source],
      },
    },
  ];
}

function otherBlocks(site: PrimarySite): LeafletBlock[] {
  const rows = otherPrimarySurvival(site);
  const text =
    "For your kind of cancer, liver operations are rare and each one is thought through on its own. Less is known than for cancer of the bowel.";
  if (rows.length === 0) return [{ kind: "paragraph", told: { text: `${text} We have no numbers to give you. Ask your team.` } }];
  return [
    {
      kind: "paragraph",
      told: {
        text: `${text} The table shows a group of people with many kinds of cancer. It does not tell what will happen to you. Ask what is known about yours.`,
      },
    },
    survivalTable(rows),
  ];
}

function survivalTable(rows: readonly SurvivalRow[]): LeafletBlock {
  const cell = (outcome: GroupOutcome | undefined) => (outcome ? ofHundred(outcome.value) : "not told");
  return {
    kind: "table",
    caption: "How many of 100 people were alive after a liver operation",
    columns: ["Group", "After 5 years", "After 10 years"],
    rows: rows.map((row) => ({
      name: { text: groupName(row), sources: [row.source] },
      cells: [cell(row.fiveYears), cell(row.tenYears)],
    })),
  };
}

/** Whom a study followed: how many people and when, or what its source says of them. */
function groupName({ source, fiveYears, tenYears }: SurvivalRow): string {
  const { patients, era } = (fiveYears ?? tenYears)!;
  if (patients !== undefined) return era === undefined ? `${patients} people` : `${patients} people, ${era}`;
  const studies = /(\d+) studies/.exec(source);
  if (studies) return `${studies[1]} studies as one`;
  const agedInStates = /US Medicare from (\d+) years/.exec(source);
  return agedInStates ? `People aged ${agedInStates[1]} or more in the US` : source;
}
