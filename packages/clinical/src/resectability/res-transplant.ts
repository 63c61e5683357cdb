import { type AnyFinding, type GroupOutcome, notApplicable, type Rule, stated, unknown } from "../finding.ts";
import { notColorectal } from "../prognosis/metastatic-disease.ts";
import { type Criterion, failed, lackingFor, notAsked, whether } from "./criteria.ts";
import type { PlannedDisease } from "./planned-disease.ts";
import { BEYOND, notBeyondResection } from "./res-3class.ts";

export const RES_TRANSPLANT: Rule = {
  id: "RES-TRANSPLANT",
  source: {
    authors: "Adam R et al. (TransMet)",
    year: 2024,
    where: "Lancet 404:1107",
    locator:
      "18 to 65 years, ECOG 0 to 1, permanently beyond resection, primary resected, BRAF not mutated, response for at least 3 months within at most 3 lines, none outside the liver; CEA under 80 µg/L or halved (World J Transplant 2025;15:104945)",
  },
  verification: "V2",
  population: "94 patients",
};

/** Three months of a response. */
const LEAST_RESPONSE_WEEKS = 13;
const MOST_LINES = 3;
const CEA_UG_PER_L = 80;

/** Asks to refer for transplantation where the disease is beyond resection as imaged and in the liver alone. It decides nothing. */
export function transplantReferral(disease: PlannedDisease): AnyFinding {
  const excluded = notPrompted(disease);
  if (excluded !== undefined) return notApplicable(RES_TRANSPLANT, excluded);
  const asks = prompting(disease);
  const missing = lackingFor(asks);
  if (missing.length > 0) return unknown(RES_TRANSPLANT, missing);
  const criteria = transMetCriteria(disease);
  const unmet = failed(criteria);
  return stated(RES_TRANSPLANT, {
    group: "discuss referral for transplantation",
    severity: "caution",
    because: `${BEYOND}, and in the liver alone; ${unmet.length === 0 ? "no criterion of TransMet is known to fail" : `not as in TransMet: ${unmet.join("; ")}`}`,
    outcomes: OUTCOMES,
    cautions: [
      "a prompt to refer, no indication: whether the disease is permanently beyond resection is for the meeting to say",
      "CEA in µg/L, which is ng/mL; a table of 2025 prints µg/mL by mistake",
      ...notAsked(criteria),
    ],
  });
}

/** Why nobody is to be referred, if so. */
export function notPrompted(disease: PlannedDisease): string | undefined {
  const refused = notColorectal(disease);
  if (refused !== undefined) return refused;
  const [isBeyond, isLiverOnly] = prompting(disease);
  if (isBeyond?.holds === false) return "not beyond resection as imaged";
  return isLiverOnly?.holds === false ? "there is disease outside the liver" : undefined;
}

function prompting(disease: PlannedDisease): Criterion[] {
  const { holds, paths } = notBeyondResection(disease);
  return [
    { name: BEYOND, holds: whether(holds, (isNot) => !isNot), paths },
    {
      name: "none outside the liver",
      holds: whether(disease.extrahepatic, (sites) => sites.length === 0),
      paths: ["metastases.extrahepatic"],
    },
  ];
}

/** Whom TransMet took, beside those who are prompted at all. */
function transMetCriteria(disease: PlannedDisease): Criterion[] {
  const { ageYears, ecog, primaryInPlace, braf, chemotherapy } = disease;
  return [
    { name: "18 to 65 years", holds: whether(ageYears, (years) => years >= 18 && years <= 65), paths: ["ageYears"] },
    { name: "ECOG 0 to 1", holds: whether(ecog, (grade) => grade <= 1), paths: ["reserve.ecog"] },
    { name: "primary resected", holds: whether(primaryInPlace, (inPlace) => !inPlace), paths: ["primary.inPlace"] },
    {
      name: "BRAF not mutated",
      holds: braf === "unknown" ? undefined : whether(braf, (gene) => gene === "wild"),
      paths: ["biology.braf"],
    },
    {
      name: "at most 3 lines of chemotherapy",
      holds: whether(chemotherapy, (lines) => lines.length <= MOST_LINES),
      paths: ["chemotherapy"],
    },
    respondsForLong(disease),
    lowOrHalvedCea(disease),
  ];
}

/** A stable course is neither: what was read does not say whether it counted as a response. */
function respondsForLong({ chemotherapy }: PlannedDisease): Criterion {
  const name = "response for at least 3 months";
  if (chemotherapy === undefined) return { name, holds: undefined, paths: ["chemotherapy"] };
  const last = chemotherapy.at(-1);
  if (last === undefined) return { name, holds: false, paths: [] };
  const path = `chemotherapy[${chemotherapy.length - 1}]`;
  if (last.response === "progression") return { name, holds: false, paths: [] };
  if (last.response !== "complete" && last.response !== "partial") return { name, holds: undefined, paths: [`${path}.response`] };
  return { name, holds: whether(last.weeks, (weeks) => weeks >= LEAST_RESPONSE_WEEKS), paths: [`${path}.weeks`] };
}

function lowOrHalvedCea({ ceaUgPerL, ceaPeakUgPerL }: PlannedDisease): Criterion {
  const name = "CEA under 80 µg/L or at most half of its highest";
  if (ceaUgPerL === undefined) return { name, holds: undefined, paths: ["biology.ceaUgPerL"] };
  if (ceaUgPerL < CEA_UG_PER_L) return { name, holds: true, paths: [] };
  return { name, holds: whether(ceaPeakUgPerL, (peak) => ceaUgPerL <= peak / 2), paths: ["biology.ceaPeakUgPerL"] };
}

const TRIAL = {
  outcome: "5-year overall survival",
  basis: "observed",
  unit: "fraction",
  source: "TransMet (2024), as read on the Oslo group's site",
  verification: "V2",
} as const;

const OUTCOMES: readonly GroupOutcome[] = [
  { ...TRIAL, group: "transplantation and chemotherapy, as randomised", value: 0.566 },
  { ...TRIAL, group: "chemotherapy alone, as randomised", value: 0.126 },
  { ...TRIAL, group: "transplantation and chemotherapy, as treated", value: 0.733 },
  { ...TRIAL, group: "chemotherapy alone, as treated", value: 0.093 },
];
