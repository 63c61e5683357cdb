import { type AnyFinding, type GroupOutcome, notApplicable, type Rule, stated } from "../finding.ts";
import { type MetastaticDisease, notColorectal } from "./metastatic-disease.ts";

export const PROG_CURE: Rule = {
  id: "PROG-CURE",
  source: {
    authors: "Tomlinson JS et al.",
    year: 2007,
    where: "J Clin Oncol 25:4575; Creasy JM et al., Surgery (2018); Cucchetti A et al., Ann Surg Oncol (2015)",
  },
  verification: "V1",
  population: "resected colorectal metastases, 1985 to 2004",
};

const CAUTIONS = [
  "of those who were resected, and in Tomlinson survived the operation: not of all who have metastases",
  "34 % of those alive after 5 years still died of cancer; of those alive after 10 years 97 % were free of disease, not all (Tomlinson)",
] as const;

/** How often resection cures, as seen in published series: for patients to read, not computed from theirs. */
export function cure(disease: MetastaticDisease): AnyFinding {
  const refused = notColorectal(disease);
  if (refused !== undefined) return notApplicable(PROG_CURE, refused);
  return stated(PROG_CURE, {
    because: "about 1 in 5 to 1 in 6 of those whose colorectal metastases were resected were cured",
    cautions: CAUTIONS,
    outcomes: CURE_OUTCOMES,
  });
}

const TOMLINSON = { patients: 612, era: "1985 to 1994", source: "Tomlinson JS et al., J Clin Oncol 25:4575 (2007)" } as const;
const CREASY = { patients: 1211, era: "1992 to 2004", source: "Creasy JM et al., Surgery (2018)" } as const;
const CUCCHETTI = { patients: 1012, source: "Cucchetti A et al., Ann Surg Oncol (2015)" } as const;
const KANAS = { source: "Kanas GP et al. (2012), 60 studies" } as const;
const MEDICARE = { source: "PMC2740982, US Medicare from 65 years on" } as const;
const SEEN = { group: "all resected", basis: "observed", unit: "fraction", verification: "V1" } as const;

/** What cure and survival were in published series, the sobering ones among them. */
export const CURE_OUTCOMES: readonly GroupOutcome[] = [
  { ...SEEN, ...TOMLINSON, outcome: "alive after 10 years", value: 102 / 612 },
  { ...SEEN, ...TOMLINSON, group: "alive after 10 years", patients: 102, outcome: "free of disease", value: 99 / 102 },
  { ...SEEN, ...CREASY, outcome: "alive after 10 years", value: 0.244 },
  { ...SEEN, ...CREASY, outcome: "cured", value: 0.206 },
  { ...SEEN, ...CUCCHETTI, outcome: "cured", value: 0.2, interval: [0.165, 0.235] },
  { ...SEEN, ...CUCCHETTI, outcome: "5-year overall survival", value: 0.443 },
  { ...SEEN, ...CUCCHETTI, outcome: "10-year overall survival", value: 0.327 },
  { ...SEEN, ...CUCCHETTI, outcome: "after which cure was 99 % certain", value: 6.48, unit: "years" },
  { ...SEEN, ...KANAS, outcome: "5-year overall survival, median of studies (16 to 74 %)", value: 0.38 },
  { ...SEEN, ...KANAS, outcome: "10-year overall survival, median of studies", value: 0.26 },
  { ...SEEN, ...MEDICARE, outcome: "5-year overall survival", value: 0.255 },
  { ...SEEN, ...MEDICARE, outcome: "death within 30 days", value: 0.04 },
  { ...SEEN, ...MEDICARE, outcome: "death within 90 days", value: 0.082 },
];
