import { type Finding, type GroupOutcome, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { type Item, lackingItems, type MetastaticDisease, notColorectal } from "./metastatic-disease.ts";

/** What every score of prognosis is told with. */
export const SCORE_CAUTIONS = [
  "groups of patients, never this patient's probability; it moves nobody between offered and not offered",
  "after chemotherapy to be scored with values from after it",
] as const;

/** A published sum of yes-or-no items. */
export interface RiskScore {
  readonly rule: Rule;
  /** the items and what each counts; one point where no weight is given */
  readonly items: readonly (Item & { readonly points?: number })[];
  /** "points" for whole sums, "score" for weighted ones */
  readonly unit?: "points" | "score";
  readonly group?: (sum: number) => string;
  readonly outcomes?: (sum: number) => readonly GroupOutcome[];
  readonly cautions?: readonly string[];
}

/** The sum for `disease`; refused for other primaries, unknown while any item is. */
export function scored(score: RiskScore, disease: MetastaticDisease): Finding {
  const { rule, items, unit = "points", group, outcomes, cautions = [] } = score;
  const refused = notColorectal(disease);
  if (refused !== undefined) return notApplicable(rule, refused);
  const missing = lackingItems(disease, items);
  if (missing.length > 0) return unknown(rule, missing);
  const held = items.filter(({ holds }) => holds);
  const sum = held.reduce((total, { points = 1 }) => total + points, 0);
  return known(rule, {
    value: sum,
    unit,
    because: held.length === 0 ? "none of its items" : held.map(({ name }) => name).join("; "),
    cautions: [...cautions, ...SCORE_CAUTIONS],
    ...(group === undefined ? {} : { group: group(sum) }),
    ...(outcomes === undefined ? {} : { outcomes: outcomes(sum) }),
  });
}

/** The name of the first of `bands` whose highest sum is not below `sum`. */
export function band(sum: number, bands: readonly (readonly [highest: number, name: string])[]): string {
  const found = bands.find(([highest]) => sum <= highest);
  if (found === undefined) throw new RangeError(`sum is ${sum}, expected at most ${bands.at(-1)?.[0]}`);
  return found[1];
}
