import { type Figure, makeFigure } from "../figures/figure.ts";
import type { OperationHarm } from "./published-facts.ts";

/**
 * One hundred people, one mark each: those who die, those who have a complication, the dead among them, and the others. Drawn from
 * the worst of the published ranges, so that nobody is promised more than studies found; shapes differ, not colours alone.
 */
export function peopleFigure({ complications, deaths }: OperationHarm): Figure {
  const [, most] = complications;
  const [, mostDeaths] = deaths;
  const marks = Array.from({ length: 100 }, (_, n) => {
    const xPx = (n % PER_ROW) * STEP_PX + STEP_PX / 2;
    const yPx = Math.floor(n / PER_ROW) * STEP_PX + STEP_PX / 2;
    return mark(n < mostDeaths ? "dies" : n < most ? "complication" : "neither", xPx, yPx);
  });
  const heightPx = (100 / PER_ROW) * STEP_PX;
  const entries = [
    { kind: "dies" as const, text: `up to ${mostDeaths} die of the operation` },
    { kind: "complication" as const, text: `up to ${most} have a problem, with those who die` },
    { kind: "neither" as const, text: `at least ${100 - most} have none` },
  ];
  const legend = entries.map(({ kind, text }, n) => {
    const yPx = heightPx + 22 + n * LEGEND_ROW_PX;
    return `${mark(kind, STEP_PX / 2, yPx)}<text x="${STEP_PX + 8}" y="${yPx + 7}" font-size="${LETTER_PX}" fill="#111">${text}</text>`;
  });
  const told = entries.map(({ text }) => text).join(", ");
  return makeFigure({
    id: "people",
    widthPx: PER_ROW * STEP_PX,
    heightPx: heightPx + 12 + entries.length * LEGEND_ROW_PX,
    body: [...marks, ...legend].join(""),
    caption: "Each mark is one of 100 people who have a liver operation. The picture shows the worst of these numbers.",
    alt: `A hundred marks, one for each of 100 people: ${told}.`,
  });
}

const PER_ROW = 25;
const STEP_PX = 32;
const LEGEND_ROW_PX = 32;
/** 800 pixels over 174 mm: 12 points are 19.5 pixels. */
const LETTER_PX = 20;

function mark(kind: "dies" | "complication" | "neither", xPx: number, yPx: number): string {
  const circle = (fill: string) => `<circle cx="${xPx}" cy="${yPx}" r="11" fill="${fill}" stroke="#14191c" stroke-width="2"/>`;
  switch (kind) {
    case "dies":
      return circle("#14191c");
    case "complication":
      return `${circle("#ffd98a")}<path d="M${xPx - 11} ${yPx}h22" stroke="#14191c" stroke-width="2"/>`;
    case "neither":
      return circle("#ffffff");
  }
}
