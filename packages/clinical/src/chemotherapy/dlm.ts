import { type Finding, type GroupOutcome, known, notApplicable, type Rule, unknown } from "../finding.ts";
import type { ChemotherapyFacts } from "./chemotherapy-facts.ts";

export const DLM: Rule = {
  id: "DLM",
  source: {
    authors: "Owen et al. (2016); Eur J Surg Oncol (2023); HPB (2013), PMC3719914",
    where: "series of disappearing metastases",
    locator: "disappearing means not seen on MRI after chemotherapy (Siriwardena AK et al. 2023)",
  },
  verification: "V1",
  population: "colorectal metastases after chemotherapy",
};

/** Lesions of before that are no longer seen: not cured by that, and never dropped from a plan in silence. */
export function disappearedMetastases(facts: ChemotherapyFacts): Finding {
  const { disappearedLesions: gone, surveilledDisappeared: watched, mriOn } = facts;
  if (gone === undefined) return unknown(DLM, ["anatomy.lesions[].status"]);
  if (gone === 0) return notApplicable(DLM, "no lesion has disappeared");
  if (watched === undefined) return unknown(DLM, ["stages[].surveil"]);
  return known(DLM, {
    value: gone,
    unit: "lesions",
    group: mriOn === null || mriOn === undefined ? "not seen, and not on MRI" : "disappeared",
    severity: watched > 0 || mriOn === null || mriOn === undefined ? "warning" : "caution",
    because: `${gone} not seen any more; the plan resects or ablates ${gone - watched} of their sites and only watches ${watched}`,
    outcomes: OUTCOMES,
    cautions: [
      "not seen is not cured: all original sites are to be resected if the remnant allows, or surveillance is to be written down",
      ...(mriOn === undefined ? ["imaging.mriOn is not known: disappearing is defined on MRI"] : []),
      ...(mriOn === null ? ["no MRI was made: disappearing is defined on MRI"] : []),
    ],
  });
}

const SERIES = { basis: "observed", unit: "fraction", verification: "V1" } as const;

const OUTCOMES: readonly GroupOutcome[] = [
  {
    ...SERIES,
    group: "lesions gone on gadoxetate MRI (77 of 200 lesions)",
    outcome: "viable tumour",
    value: 0.55,
    source: "Owen et al. (2016)",
  },
  { ...SERIES, group: "lesions watched", outcome: "grew again", value: 0.36, source: "Eur J Surg Oncol (2023), 158 patients" },
  {
    ...SERIES,
    group: "resected lesions that had disappeared (19 of 20)",
    outcome: "without tumour",
    value: 0.95,
    source: "Eur J Surg Oncol (2023), 158 patients",
  },
  {
    ...SERIES,
    group: "lesions not seen by ultrasound in theatre either (15 studies, 24 to 96 %)",
    outcome: "complete response, median",
    value: 0.775,
    source: "review of 15 studies",
  },
];
