import type { Figure } from "./figures/figure.ts";
import type { MethodId } from "./model/method-notes.ts";

/** All that a report says, in reading order and without layout: HTML and PDF are made from the same model. */
export interface ReportModel {
  readonly title: string;
  /** stands first and on every printed page */
  readonly intendedUse: string;
  /** who the patient is; the only place for names, birth dates and numbers */
  readonly heading: readonly Fact[];
  readonly sections: readonly Section[];
  /** the methods that labels refer to, numbered from 1 in this order */
  readonly methods: readonly MethodId[];
  /** software and date */
  readonly footer: string;
  /** what the † means, if any label carries one */
  readonly daggerNote?: string;
}

export interface Section {
  /** letters and hyphens */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  /** stands on one printed page, alone but for what comes before it; too much of it is made smaller */
  readonly isOnePage?: boolean;
}

/** What something is called, and what its numbers rest on. */
export interface Label {
  readonly text: string;
  readonly methods?: readonly MethodId[];
  /** rests on labels that nobody has confirmed */
  readonly unreviewed?: boolean;
}

export type Tone = "good" | "caution" | "bad" | "unknown";

export interface Fact {
  readonly label: Label;
  readonly value: string;
  readonly tone?: Tone;
}

export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
}

export interface Column {
  readonly label: Label;
  readonly isNumeric?: boolean;
  /** of long text: how much of the width that short columns leave it gets, in proportion to the other long ones */
  readonly share?: number;
}

export interface TableRow {
  readonly label: Label;
  readonly cells: readonly Cell[];
}

/** One plan among those to choose from. */
export interface Card {
  readonly title: string;
  readonly tone: Tone;
  readonly figure?: Figure;
  readonly facts: readonly Fact[];
  readonly notes: readonly Cell[];
}

/** One of several things that happen one after the other. */
export interface Step {
  readonly title: string;
  readonly items: readonly Cell[];
}

export type Block =
  | { readonly kind: "verdict"; readonly tone: Tone; readonly title: string; readonly sentences: readonly string[] }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "subheading"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly Cell[] }
  | { readonly kind: "facts"; readonly facts: readonly Fact[] }
  /** the first column holds the rows' labels; `columns[0]` names it */
  | { readonly kind: "table"; readonly caption: string; readonly columns: readonly Column[]; readonly rows: readonly TableRow[] }
  /**
   * shown side by side, `perRow` to a row, or below each other if that is 1; in a row all at the `same scale` (as wide as
   * their pixels say) or all of equal width
   */
  | { readonly kind: "figures"; readonly figures: readonly Figure[]; readonly perRow: number; readonly sameScale?: boolean }
  /** to choose from, side by side */
  | { readonly kind: "cards"; readonly cards: readonly Card[]; readonly perRow?: 3 }
  /** from left to right, or from above where that is too wide */
  | { readonly kind: "steps"; readonly caption: string; readonly steps: readonly Step[] }
  /** the notes of all methods that the report refers to */
  | { readonly kind: "methods" }
  /** not parted by a page's end */
  | { readonly kind: "together"; readonly blocks: readonly Block[] }
  /** a wide and a narrow column beside each other, on paper only if said so: else the narrow one comes first there */
  | {
      readonly kind: "columns";
      readonly wide: readonly Block[];
      readonly narrow: readonly Block[];
      readonly alsoOnPaper?: boolean;
    }
  /** to be filled in by hand: boxes to tick, then a line for each role with name, signature and date */
  | { readonly kind: "sign-off"; readonly choices: readonly string[]; readonly roles: readonly string[] };
