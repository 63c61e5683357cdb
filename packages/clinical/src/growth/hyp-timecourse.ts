import type { Verification } from "../finding.ts";
import type { RelativeGrowth } from "./growth.ts";

/** One published figure on growth, for display beside a plan; nothing is computed from it. */
export interface GrowthFact {
  readonly rule: "HYP-TIMECOURSE";
  /** what it is about, such as "PVE" or "ALPPS" */
  readonly technique: string;
  readonly figure: string;
  /** whom it was seen in; absent where that was not read */
  readonly population?: string;
  readonly source: string;
  readonly verification: Verification;
  readonly caution?: string;
}

const FACTS: readonly Omit<GrowthFact, "rule">[] = [
  {
    technique: "PVE",
    figure:
      "the remnant grew by 37.9 % of itself on average (relative); technical success 99.3 %, too little growth 2.8 %, progression cancelled 6.1 %, major complications 2.5 %, deaths 0.1 %",
    population: "1791 patients in 44 papers",
    source: "van Lienden KP et al., Cardiovasc Intervent Radiol 36:25 (2013); doi 10.1007/s00270-012-0440-y",
    verification: "V1",
  },
  {
    technique: "PVE or PVL",
    figure: "20 to 40 % never reach the second operation, mostly because of progression while waiting",
    source: "Heil J, Schadde E (2020)",
    verification: "V1",
  },
  {
    technique: "PVE or PVL",
    figure: "5.4 ± 4 points per week in week 1, 1.5 ± 2 between the first and the second scan",
    population: "48 patients with colorectal metastases",
    source: "PMC6414468",
    verification: "V1",
  },
  {
    technique: "PVE",
    figure: "about 10 points in about 6 weeks",
    source: "PMC6700017",
    verification: "V2",
  },
  {
    technique: "PVE",
    figure: "the second operation is usually 6 weeks later or more; up to 8 weeks are waited",
    source: "DRAGON collaborative, PubMed 33661306; PMC6414468",
    verification: "V1",
  },
  {
    technique: "PVE with segment 4 branches",
    figure: "segments 2 and 3 grew by 141 mL (54 %) in place of 106 mL (26 %), median 27 days",
    population: "58 and 15 patients",
    source: "PMC5901738",
    verification: "V1",
  },
  {
    technique: "ALPPS",
    figure: "hypertrophy 84.3 ± 7.8 % against 36.0 ± 27.2 % after PVE (relative); 32.7 ± 13.6 against 4.4 ± 3.2 mL per day",
    population: "15 and 53 patients",
    source: "PMC4430776",
    verification: "V1",
  },
  {
    technique: "ALPPS",
    figure: "second operation after 9 to 13 days; morbidity 53 to 73 %, mortality 12 to 27 % in early series",
    source: "trial registration NCT02203409",
    verification: "V2",
  },
  {
    technique: "ALPPS",
    figure: "resection reached in 92 against 57 % of two-stage hepatectomies; 90-day mortality about 8 against 6 %",
    source: "LIGRO, Sandström P et al., Ann Surg 267:833 (2018), as read in secondary texts",
    verification: "V2",
  },
  {
    technique: "LVD",
    figure:
      "hypertrophy 59 against 48 % after PVE (p 0.020), resection reached in 90 to 92 against 68 %, major complications 26 against 34 %, 90-day mortality 3 against 16 % (p 0.065)",
    population: "39 and 160 patients",
    source: "DRAGON-0: PubMed 33661306 (2021); Korenblik R et al., Br J Surg znae087 (2024)",
    verification: "V1",
  },
  {
    technique: "LVD",
    figure: "86 of 96 resected (90 %); 7 of 86 dead within 90 days (8 %); liver failure grade B or C in 19 (22 %)",
    population: "102 patients, 43 centres",
    source: "DRAGON-1, Lancet Reg Health Eur 53:101284 (2025); PMC12008670",
    verification: "V1",
    caution: "after LVD function lags behind volume",
  },
  {
    technique: "LVD",
    figure: "first volumetry at 2 to 3 weeks",
    source: "HYPER-LIV01 protocol, BMC Cancer (2020); s12885-020-07065-z",
    verification: "V2",
    caution: "the trial's result was not found",
  },
  {
    technique: "two-stage hepatectomy",
    figure:
      "82 % completed; not completed: progression 12, too little growth 5, complications 3; over 6 cycles of chemotherapy made completion less likely (p 0.009); 90-day mortality 7 % after the second stage",
    population: "109 patients",
    source: "Passot G et al. (2016); PMC4925205",
    verification: "V1",
  },
  {
    technique: "two-stage hepatectomy",
    figure: "78 % completed; alive after 3 years 58 % of them against 18 % of the others",
    population: "45 patients, two centres",
    source: "PMC2873649",
    verification: "V1",
  },
  {
    technique: "two-stage hepatectomy against one stage with ablation",
    figure: "major complications 14 against 26 %, insufficiency 6 against 20 %, alive after 5 years 35 against 24 %",
    population: "227 patients",
    source: "J Am Coll Surg 226:825 (2018)",
    verification: "V1",
  },
];

/**
 * More than this share of itself hardly any remnant has grown by, whatever was done: after ALPPS, the technique with the most growth,
 * 84.3 ± 7.8 % (PMC4430776, 15 patients), and two standard deviations more. A ceiling, no prediction.
 */
export const LARGEST_RELATIVE_GROWTH = 1 as RelativeGrowth;

/** What was measured of growth and of reaching the second operation: context for a plan in two stages. */
export const GROWTH_FACTS: readonly GrowthFact[] = FACTS.map((fact) => ({ rule: "HYP-TIMECOURSE", ...fact }));
