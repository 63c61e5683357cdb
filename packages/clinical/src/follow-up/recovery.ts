import { type AnyFinding, type Rule, stated, type Verification } from "../finding.ts";

export const RECOVERY: Rule = {
  id: "RECOVERY",
  source: {
    authors: "Joliat GR et al. (ERAS Society)",
    year: 2023,
    where: "World J Surg 47:11",
    doi: "10.1007/s00268-022-06732-5",
    locator: "enhanced recovery for liver surgery, 25 items",
  },
  verification: "V1",
  population: "adults before and after liver resection",
};

/** One thing to tell a patient on recovery. */
export interface RecoveryFact {
  readonly when: "before" | "in hospital" | "at home" | "risk";
  readonly text: string;
  readonly source: string;
  readonly verification: Verification;
}

const GUIDELINE_2022 = "ERAS Society guideline 2022, World J Surg 47:11 (2023); doi 10.1007/s00268-022-06732-5";
const GUIDELINE_2016 = "ERAS Society guideline 2016";
const CONSISTENT = "consistent with published series; no guideline that was read gives a length of stay";

/** What is known of recovery, in plain words and in the order in which it happens. */
export const RECOVERY_FACTS: readonly RecoveryFact[] = [
  {
    when: "before",
    text: "Stop smoking and drinking alcohol at least 4 weeks before the operation.",
    source: GUIDELINE_2022,
    verification: "V1",
  },
  {
    when: "before",
    text: "If the operation is a high risk for you, a training programme beforehand can help.",
    source: GUIDELINE_2022,
    verification: "V1",
  },
  {
    when: "in hospital",
    text: "You usually spend about a day in intensive care and several days on the ward.",
    source: CONSISTENT,
    verification: "V3",
  },
  {
    when: "in hospital",
    text: "You eat and get up early. A tube through the nose or a drain is not needed as a routine.",
    source: GUIDELINE_2016,
    verification: "V1",
  },
  {
    when: "in hospital",
    text: "With such a programme patients went home about 2 days earlier.",
    source: "series of 85 patients",
    verification: "V1",
  },
  {
    when: "at home",
    text: "It can take months until you feel as you did before.",
    source: CONSISTENT,
    verification: "V3",
  },
  {
    when: "risk",
    text: "Out of 100 patients, 18 to 32 have a complication, and 1 to 5 die of the operation.",
    source: "secondary texts: mortality 1.4 to 5.3 %, morbidity 18 to 32 %",
    verification: "V2",
  },
  {
    when: "risk",
    text: "In one large hospital 3 of 100 patients died within 30 days and 4 to 5 of 100 within 90 days.",
    source: "Heidelberg, PMID 30107885: 3.0 and 4.5 %",
    verification: "V1",
  },
];

/** The same as one finding. */
export function recovery(): AnyFinding {
  return stated(RECOVERY, {
    because: RECOVERY_FACTS.map(({ text }) => text).join(" "),
    cautions: ["of groups of patients; how long this patient stays is for the ward to say"],
  });
}
