import { type Finding, type GroupOutcome, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { type Item, lackingItems, type MetastaticDisease, notColorectal } from "./metastatic-disease.ts";
import { PLATO_COEFFICIENTS, type PlatoModel } from "./plato-coefficients.ts";
import { fongItems } from "./prog-fong.ts";
import { gameItems } from "./prog-game.ts";
import { mcsItems } from "./prog-mcs.ts";
import { SCORE_CAUTIONS } from "./risk-score.ts";

const PROG_PLATO: Rule = {
  id: "PROG-PLATO-2026",
  source: {
    authors: "vilja-a",
    year: 2026,
    where: "plato-crlm-risk-prediction, source_code/model_coefs.xlsx",
    locator: "logistic recalibration, recurrence at 0.5, 1, 2 and 3 years",
  },
  verification: "V1",
  population: "709 operations for colorectal metastases, Karolinska",
  reservation:
    "flagged: patients who were lost from sight before a time count as without recurrence, so figures run low, more so at 3 years; no figures of a validation elsewhere were read",
};

export const PROG_PLATO_GAME: Rule = { ...PROG_PLATO, id: "PROG-PLATO-2026-GAME" };
export const PROG_PLATO_FONG: Rule = { ...PROG_PLATO, id: "PROG-PLATO-2026-FONG" };
export const PROG_PLATO_MCS: Rule = { ...PROG_PLATO, id: "PROG-PLATO-2026-MCS" };

const CEA_LOWERS = "CEA lowers these figures slightly: its coefficients are negative and not significant";

/** Recurrence by the terms of GAME; `value` is at one year. */
export function recurrenceByGame(disease: MetastaticDisease): Finding {
  return recurrence({ rule: PROG_PLATO_GAME, model: "GAME", items: gameItems(disease) }, disease);
}

/** Recurrence by the terms of Fong; `value` is at one year. */
export function recurrenceByFong(disease: MetastaticDisease): Finding {
  return recurrence({ rule: PROG_PLATO_FONG, model: "Fong", items: fongItems(disease), cautions: [CEA_LOWERS] }, disease);
}

/** Recurrence by the terms of the modified clinical score; `value` is at one year. */
export function recurrenceByMcs(disease: MetastaticDisease): Finding {
  return recurrence({ rule: PROG_PLATO_MCS, model: "mCS", items: mcsItems(disease) }, disease);
}

interface Recalibration {
  readonly rule: Rule;
  readonly model: PlatoModel;
  /** in the order of the coefficients */
  readonly items: readonly Item[];
  readonly cautions?: readonly string[];
}

function recurrence({ rule, model, items, cautions = [] }: Recalibration, disease: MetastaticDisease): Finding {
  const refused = notColorectal(disease);
  if (refused !== undefined) return notApplicable(rule, refused);
  const missing = lackingItems(disease, items);
  if (missing.length > 0) return unknown(rule, missing);
  const held = items.map(({ holds }) => holds === true);
  const outcomes = PLATO_COEFFICIENTS[model].map(
    ({ years, intercept, terms }): GroupOutcome => ({
      group: `same ${model} terms`,
      outcome: `recurrence within ${years === 0.5 ? "6 months" : years === 1 ? "1 year" : `${years} years`}`,
      basis: "modelled",
      value: logistic(intercept + terms.reduce((sum, term, n) => sum + (held[n] ? term : 0), 0)),
      unit: "fraction",
      source: "vilja-a/plato-crlm-risk-prediction, 709 operations in all",
      verification: "V1",
      holdsPatient: true,
    }),
  );
  const names = items.filter(({ holds }) => holds).map(({ name }) => name);
  return known(rule, {
    value: outcomes[AT_ONE_YEAR]!.value,
    unit: "fraction",
    group: "recurrence within 1 year, patients with the same terms",
    because: names.length === 0 ? "none of its terms" : names.join("; "),
    cautions: [
      ...cautions,
      "recurrence, not survival; no interval can be given without the models' covariances",
      ...SCORE_CAUTIONS,
    ],
    outcomes,
  });
}

const AT_ONE_YEAR = 1;

function logistic(predictor: number): number {
  return 1 / (1 + Math.exp(-predictor));
}
