import type { PlanEntry } from "@cantlie/workup";
import { formatPercent } from "../model/format.ts";
import { thresholdOnEstimate } from "../model/sufficiency.ts";
import { escapeMarkup, type Figure, makeFigure, round1 } from "./figure.ts";

const WIDTH_PX = 860;
const NAME_PX = 90;
const VALUE_PX = 110;
const ROW_PX = 34;
const TOP_PX = 24;
const BOTTOM_PX = 22;

/**
 * The functional remnant of each plan as share of the estimated liver, against its threshold: a bar to f = 1, a lighter one on
 * to f = 0. No figure if no plan has that share.
 */
export function remnantFigure(plans: readonly PlanEntry[]): Figure[] {
  const shown = plans.flatMap((plan, n) => barOf(plan, n + 1));
  if (shown.length === 0) return [];
  const largest = Math.max(...shown.map((bar) => Math.max(bar.withoutCongestionFraction, bar.thresholdFraction)));
  // The axis ends at the next tenth, so that ticks fall on whole tens of per cent.
  const endFraction = Math.ceil(largest * 10 + 0.1) / 10;
  const heightPx = TOP_PX + shown.length * ROW_PX + BOTTOM_PX;
  const xOf = (fraction: number) => NAME_PX + ((WIDTH_PX - NAME_PX - VALUE_PX) * fraction) / endFraction;
  const body = [
    axis(endFraction, heightPx, xOf),
    ...shown.map((bar, row) => planBar(bar, TOP_PX + row * ROW_PX, xOf)),
    `<text x="${NAME_PX}" y="14" font-size="13" fill="#444">functional remnant, % of the estimated liver</text>`,
  ];
  const told = shown.map((bar) => `${bar.name} ${formatPercent(bar.fraction)}`).join(", ");
  return [
    makeFigure({
      id: "remnant",
      widthPx: WIDTH_PX,
      heightPx,
      body: body.join(""),
      caption: "Remnant against its threshold (upright line). Dark: congested liver counted as lost; light: counted as working.",
      alt: `Functional remnant as share of the estimated liver: ${told}.`,
    }),
  ];
}

interface Bar {
  readonly name: string;
  readonly fraction: number;
  /** at f = 0 */
  readonly withoutCongestionFraction: number;
  readonly thresholdFraction: number;
}

/** The share at f = 0 follows from the share at f = 1 and the two volumes: both have the same denominator. */
function barOf(plan: PlanEntry, rank: number): Bar[] {
  const { volumes } = plan;
  // as its card is numbered; names may be alike but for what a line cannot hold
  const name = `Plan ${rank}`;
  const fraction = plan.ratios.sFlrFraction;
  const thresholdFraction = thresholdOnEstimate(plan);
  if (fraction === undefined || thresholdFraction === undefined) return [];
  const { functionalRemnantFullCongestionMl: congested, functionalRemnantIgnoringCongestionMl: whole } = volumes;
  const growth = congested !== undefined && congested > 0 && whole !== undefined ? whole / congested : 1;
  return [{ name, fraction, withoutCongestionFraction: fraction * growth, thresholdFraction }];
}

function axis(endFraction: number, heightPx: number, xOf: (fraction: number) => number): string {
  const ticks = Array.from({ length: Math.round(endFraction * 10) + 1 }, (_, tick) => tick / 10);
  return ticks
    .map((fraction) => {
      const x = round1(xOf(fraction));
      return `<path d="M${x} ${TOP_PX}V${heightPx - BOTTOM_PX}" stroke="#ddd"/><text x="${x}" y="${heightPx - 7}" font-size="13" fill="#444" text-anchor="middle">${Math.round(100 * fraction)}</text>`;
    })
    .join("");
}

function planBar(bar: Bar, yPx: number, xOf: (fraction: number) => number): string {
  const start = xOf(0);
  const dark = xOf(bar.fraction);
  const light = xOf(bar.withoutCongestionFraction);
  const threshold = round1(xOf(bar.thresholdFraction));
  const isEnough = bar.fraction >= bar.thresholdFraction;
  const value = `${formatPercent(bar.fraction)} ${isEnough ? "≥" : "<"} ${formatPercent(bar.thresholdFraction, 0)}`;
  return [
    `<text x="${NAME_PX - 8}" y="${yPx + 19}" font-size="13" fill="#111" text-anchor="end">${bar.name}</text>`,
    `<rect x="${start}" y="${yPx + 7}" width="${round1(light - start)}" height="16" fill="#c9d6df" stroke="#7b8d99" stroke-width="0.7"/>`,
    `<rect x="${start}" y="${yPx + 7}" width="${round1(dark - start)}" height="16" fill="#4a6b7f"/>`,
    `<path d="M${threshold} ${yPx + 2}v26" stroke="#a3211b" stroke-width="2"/>`,
    `<text x="${WIDTH_PX - VALUE_PX + 6}" y="${yPx + 19}" font-size="13" font-weight="600" fill="${isEnough ? "#111" : "#a3211b"}">${escapeMarkup(value)}</text>`,
  ].join("");
}
