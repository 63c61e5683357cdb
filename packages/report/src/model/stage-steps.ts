import { GROWTH_FACTS } from "@cantlie/clinical";
import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Block, Cell, Step } from "../report-model.ts";
import { branchTexts } from "./anatomy-names.ts";
import { enumerate, formatMl } from "./format.ts";
import { operationText } from "./operation-text.ts";
import { knownOr } from "./unknown.ts";

type Stage = PlanEntry["stages"][number];

/** The plan of a number from 1, in several operations, as what happens one after the other, with what is known of growth between them. */
export function stageSteps(document: PlanDocument, plan: PlanEntry, number: number): Block {
  return {
    kind: "steps",
    caption: `The way of plan ${number}`,
    steps: plan.stages.flatMap((stage, n): Step[] => {
      const operation: Step = { title: `Operation ${n + 1}`, items: operationItems(document, plan, stage) };
      return n + 1 < plan.stages.length
        ? [operation, { title: "Between", items: betweenItems(document, plan, stage) }]
        : [operation];
    }),
  };
}

function operationItems(document: PlanDocument, plan: PlanEntry, stage: Stage): Cell[] {
  const left = (kind: "not-removed" | "surveilled"): string[] =>
    stage.margins.filter((margin) => margin.kind === kind).map(({ lesion }) => lesion);
  const field = "functionalRemnantFullCongestionMl";
  return [
    { text: `${operationText(document, stage)}.` },
    { text: `Working liver after it, at today's volumes: ${knownOr(plan, field, stage.volumes[field], formatMl)}.` },
    ...(left("not-removed").length > 0 ? [{ text: `Still there: ${enumerate(left("not-removed"))}.` }] : []),
    ...(left("surveilled").length > 0
      ? [{ text: `Only watched: ${enumerate(left("surveilled"))}.`, tone: "caution" as const }]
      : []),
  ];
}

const TECHNIQUES = {
  PVE: "portal vein embolisation (PVE)",
  PVL: "portal vein ligation (PVL)",
  LVD: "liver venous deprivation (LVD: portal and hepatic veins embolised)",
  ALPPS: "ALPPS (portal ligation and parting of the liver)",
} as const;

function betweenItems(document: PlanDocument, plan: PlanEntry, { occlude, occlusion }: Stage): Cell[] {
  const vessels = enumerate(branchTexts(document, occlude));
  const technique = occlusion === undefined ? "occlusion, technique not stated," : TECHNIQUES[occlusion.kind];
  const segment4 = occlusion?.segment4 ? ", branches of segment 4 too" : "";
  return [
    occlude.length > 0 ? { text: `${capital(technique)} of the ${vessels}${segment4}.` } : { text: "Nothing is occluded." },
    ...neededItems(plan),
    ...expectedItems(plan, occlusion),
    ...measuredItems(document),
    { text: NO_DATE, tone: "caution" },
  ];
}

const NO_DATE =
  "No date is promised: the second operation waits for the measured volume, degree of hypertrophy (DH) and kinetic growth rate (KGR), and is planned again on that scan.";

function neededItems({ growthNeeded }: PlanEntry): Cell[] {
  if (growthNeeded === undefined)
    return [{ text: "Growth needed: unknown, as what is wanted of the remnant is not known.", tone: "unknown" }];
  if (growthNeeded.volumeMl === 0)
    return [{ text: "Growth needed: none by volume; the remnant is large enough today.", tone: "good" }];
  const points =
    growthNeeded.sFlrPoints === undefined ? "" : `, ${growthNeeded.sFlrPoints.toFixed(1)} points of the estimated liver`;
  return [{ text: `Growth needed: ${formatMl(growthNeeded.volumeMl)}${points}.`, tone: "caution" }];
}

/** The illustrative band, or that growth after this technique is unknown; and what was published on it. */
function expectedItems({ findings }: PlanEntry, occlusion: Stage["occlusion"]): Cell[] {
  const expected = findings.find(({ rule }) => rule === "GROWTH-APPROX-PVO");
  const band = expected?.kind === "known" ? expected.band : undefined;
  const told = band?.map(({ weeks, low, high }) => `week ${weeks}: ${low.toFixed(1)} to ${high.toFixed(1)}`).join("; ");
  const fact = occlusion && GROWTH_FACTS.find(({ technique }) => technique === occlusion.kind);
  return [
    told === undefined
      ? {
          text: `Growth after ${occlusion?.kind ?? "an occlusion of unstated technique"} is unknown: no course of it is published.`,
          tone: "unknown",
        }
      : { text: `Growth after portal occlusion, illustrative (mean ± 1 standard deviation of 48 patients), points: ${told}.` },
    ...(fact ? [{ text: `Published on ${fact.technique}: ${fact.figure} (${fact.source}; ${fact.verification}).` }] : []),
  ];
}

function measuredItems({ growth }: PlanDocument): Cell[] {
  if (growth === undefined) return [];
  const { previousFlrMl, flrMl, weeks, dhPoints, kgrPointsPerWeek, measuredOn } = growth;
  const rates = [
    ...(dhPoints === undefined ? [] : [`DH ${dhPoints.toFixed(1)} points`]),
    ...(kgrPointsPerWeek === undefined ? [] : [`KGR ${kgrPointsPerWeek.toFixed(1)} points per week`]),
  ];
  const after = weeks === undefined ? "" : ` ${weeks.toFixed(1)} weeks after the occlusion`;
  return [
    {
      text: `Measured${after} on the ${measuredOn}: from ${formatMl(previousFlrMl)} to ${formatMl(flrMl)}${rates.length > 0 ? `, ${rates.join(", ")}` : ""}.`,
    },
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
