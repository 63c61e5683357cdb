import type { PlanEntry } from "@cantlie/workup";
import type { LeafletFigures } from "./leaflet-figures.ts";
import type { LeafletSection, Told } from "./leaflet-model.ts";
import { growthFigures, ofHundred, recoveryTold } from "./published-facts.ts";

/** What can go wrong, with the figures as they are, deaths among them. */
export function harmSection(plan: PlanEntry, figures: LeafletFigures): LeafletSection {
  return {
    id: "harm",
    title: "What can go wrong",
    blocks: [
      {
        kind: "paragraph",
        told: {
          text: "Every operation can do harm. These numbers come from large groups of people. They are not your own risk. It can be lower or higher. It rises with the size of the part that goes.",
        },
      },
      { kind: "list", items: [...recoveryTold("risk"), ...stagedTold(plan), ...ablationTold(plan)] },
      { kind: "figures", figures: [figures.harm] },
      { kind: "subheading", text: "Problems that can come up" },
      {
        kind: "list",
        items: [
          { text: "Bleeding. You may need blood or a second operation." },
          { text: "Bile leak. Bile can leak from the cut in the liver. Most leaks heal with a drain (a thin tube)." },
          {
            text: "The liver is too weak. The part that stays may need more time than it has. You can get yellow, tired or confused. In the worst case people die of this.",
          },
          { text: "Infection, a blood clot, or trouble with your lungs or heart." },
        ],
      },
    ],
  };
}

/** Of plans in two stages. */
function stagedTold({ stages }: PlanEntry): Told[] {
  if (stages.length === 1) return [];
  const {
    numbers: [days, deaths],
    source,
  } = stages.some(({ occlusion }) => occlusion?.kind === "ALPPS")
    ? growthFigures("ALPPS", /(\d+)-day mortality about (\d+) against/)
    : growthFigures("two-stage hepatectomy", /(\d+)-day mortality (\d+) % after the second stage/);
  return [
    {
      text: `With two operations, ${deaths} of 100 people in a study died within ${days} days of the second one.`,
      sources: [source],
    },
  ];
}

/** From the trial that the assessment names, if it spoke of ablation for this patient. */
function ablationTold({ stages, findings }: PlanEntry): Told[] {
  if (stages.every(({ ablations }) => ablations.length === 0)) return [];
  const outcomes = findings.find(({ rule, outcomes: some }) => rule === "RES-ABLATION" && some !== undefined)?.outcomes ?? [];
  const of = (group: string) => outcomes.find((one) => one.group === group && one.outcome === "serious adverse events");
  const [heat, surgery] = [of("ablation"), of("resection")];
  if (!heat || !surgery) return [];
  return [
    {
      text: `In a trial, ${ofHundred(heat.value)} of 100 people had a serious problem after heat treatment and ${ofHundred(surgery.value)} of 100 after surgery.`,
      sources: [heat.source],
    },
  ];
}
