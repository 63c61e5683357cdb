import type { Figure } from "../figures/figure.ts";

/** All that a leaflet says, in reading order and without layout: HTML and PDF are made from the same model. */
export interface LeafletModel {
  readonly title: string;
  /** stands first and on every printed page */
  readonly intendedUse: string;
  /** who the patient is; the only place for names, birth dates and numbers */
  readonly heading: readonly { readonly label: string; readonly value: string }[];
  readonly sections: readonly LeafletSection[];
  /** where the figures come from, numbered from 1 in this order */
  readonly sources: readonly string[];
  /** software and date */
  readonly footer: string;
}

export interface LeafletSection {
  /** letters and hyphens */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly LeafletBlock[];
}

/** A text of one or more whole sentences, with the sources of its figures, each one of the model's. */
export interface Told {
  readonly text: string;
  readonly sources?: readonly string[];
}

export type LeafletBlock =
  | { readonly kind: "paragraph"; readonly told: Told }
  /** what must not be overlooked */
  | { readonly kind: "notice"; readonly told: Told }
  | { readonly kind: "subheading"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly Told[] }
  /** what happens one after the other */
  | { readonly kind: "steps"; readonly items: readonly Told[] }
  /** side by side; a single one over the whole width if it has as many pixels as two, else over a good half */
  | { readonly kind: "figures"; readonly figures: readonly Figure[] }
  /** the first cell of a row names it */
  | {
      readonly kind: "table";
      readonly caption: string;
      readonly columns: readonly string[];
      readonly rows: readonly { readonly name: Told; readonly cells: readonly string[] }[];
    }
  /** a value, or without one a line to fill in by hand */
  | { readonly kind: "lines"; readonly lines: readonly { readonly label: string; readonly value?: string }[] };

/** Pixels over the width of a page: two pictures of the liver. */
const PAGE_PX = 840;

/** How much of the page's width a row of figures takes, in per cent. */
export function rowPercent(figures: readonly Figure[]): number {
  const widthPx = figures.reduce((sum, figure) => sum + figure.widthPx, 0);
  return widthPx < 0.9 * PAGE_PX ? 60 : 100;
}
