import type { Finding, GroupOutcome, Rule } from "../finding.ts";
import {
  ceaAtLeast,
  extrahepaticDisease,
  type Item,
  krasMutant,
  type MetastaticDisease,
  nodePositive,
} from "./metastatic-disease.ts";
import { burdenZone, lackingBurden, tumourBurdenScore } from "./prog-tbs.ts";
import { band, scored } from "./risk-score.ts";

export const PROG_GAME: Rule = {
  id: "PROG-GAME-2018",
  source: { authors: "Margonis GA et al.", year: 2018, where: "Br J Surg 105:1210", doi: "10.1002/bjs.10838" },
  verification: "V1",
  population: "502 resections of colorectal metastases, validated in 747",
};

const BANDS = [
  [1, "low (0 to 1)"],
  [3, "medium (2 to 3)"],
  [7, "high (4 to 7)"],
] as const;

const CAUTIONS = [
  "tumour burden from 3 to under 9 counts 1 and from 9 on 2: the paper leaves 8 to 9 open, published code reads it so",
  "c-index for survival 0.596 (0.572 to 0.621) in 1 105 others (PMC9139295)",
] as const;

/** Genetic and morphological score, 0 to 7 points. */
export function game(disease: MetastaticDisease): Finding {
  const group = (sum: number) => band(sum, BANDS);
  return scored(
    { rule: PROG_GAME, items: gameItems(disease), group, outcomes: (sum) => outcomes(group(sum)), cautions: CAUTIONS },
    disease,
  );
}

/** The items with their points, tumour burden as two of which one at most holds. */
export function gameItems(disease: MetastaticDisease): readonly (Item & { readonly points: number })[] {
  const burden = tumourBurdenScore(disease);
  const zone = burden === undefined ? undefined : burdenZone(burden);
  const inZone = (wanted: 2 | 3) => (zone === undefined ? undefined : zone === wanted);
  const paths = lackingBurden(disease);
  return [
    { ...krasMutant(disease), points: 1 },
    { ...ceaAtLeast(20, disease), points: 1 },
    { ...nodePositive(disease), points: 1 },
    { name: "tumour burden 3 to under 9", holds: inZone(2), paths, points: 1 },
    { name: "tumour burden 9 or more", holds: inZone(3), paths, points: 2 },
    { ...extrahepaticDisease(disease), points: 2 },
  ];
}

const SURVIVAL = {
  outcome: "median overall survival",
  basis: "observed",
  unit: "months",
  source: "PMC9139295, Dutch population, 1 105 patients in all",
  verification: "V1",
} as const;

const RECURRENCE = {
  outcome: "recurrence within 1 year",
  basis: "observed",
  unit: "fraction",
  source: "Karolinska cohort of vilja-a/plato-crlm-risk-prediction",
  verification: "V1",
} as const;

function outcomes(patients: string): GroupOutcome[] {
  const rows: readonly GroupOutcome[] = [
    { ...SURVIVAL, group: BANDS[0][1], value: 68.1 },
    { ...SURVIVAL, group: BANDS[1][1], value: 46.7 },
    { ...SURVIVAL, group: BANDS[2][1], value: 32.4 },
    { ...RECURRENCE, group: BANDS[0][1], value: 0.27, patients: 155 },
    { ...RECURRENCE, group: BANDS[1][1], value: 0.49, patients: 398 },
    { ...RECURRENCE, group: BANDS[2][1], value: 0.69, patients: 156 },
  ];
  return rows.map((row) => ({ ...row, holdsPatient: row.group === patients }));
}
