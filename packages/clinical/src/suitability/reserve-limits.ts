import type { Rule } from "../finding.ts";

/** The product's own questions about reserve: what is collected is published, where each grade begins to matter is policy. */
export const RESERVE: Rule = {
  id: "RISK-OTHER-RESERVE",
  source: {
    authors: "physiological reserve, to be collected",
    where: "limits are the product's policy",
    locator:
      "in 172 patients each unit of VE/VCO₂ raised the odds of complications by 1.09, and ASA did not predict them; grades themselves are not published as limits",
  },
  verification: "V3",
};

export const CPET: Rule = {
  id: "RISK-OTHER-CPET",
  source: {
    authors: "Junejo MA et al.",
    year: 2012,
    where: "Br J Surg 99:1097",
    locator:
      "anaerobic threshold 9.9 mL/kg/min: no death in hospital above it; VE/VCO₂ 34.5: complications; contrary: Dunne D et al., J Surg Oncol 110:439 (2014), doi 10.1002/jso.23670: not to be used as a barrier",
  },
  verification: "V1",
  population: "108 high-risk patients before liver resection",
};

/** From these on the meeting is asked. */
export const COMPLEX_FROM = {
  ecog: 2,
  asa: 3,
  /** frail */
  frailty: 5,
  /** above */
  veVco2: 34.5,
  /** below, mL/kg/min */
  anaerobicThreshold: 9.9,
  /** below; the lower limit of normal in Child-Pugh */
  albuminGPerL: 35,
  /** classes II and III of obesity, where abdominal wall and airway matter */
  bodyMassIndex: 35,
  /** below; underweight */
  leanBodyMassIndex: 18.5,
} as const;

/** From these on surgery is usually not offered. */
export const AGAINST_FROM = { ecog: 3, asa: 4, frailty: 7 } as const;
