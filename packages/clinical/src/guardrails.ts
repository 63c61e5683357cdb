/** The least and the largest value, both within, and why it ends there. */
export type Range = readonly [lowest: number, highest: number, because: string];

/** The values that a number of patient.json can and usually does have. */
export interface Guardrail {
  /** path in patient.json; `[]` stands for any entry of a list */
  readonly path: string;
  readonly unit: string;
  /** outside is refused */
  readonly possible: Range;
  /** outside is asked again */
  readonly usual: Range;
  /** other ways in which people state it: `value × factor` is in `unit` */
  readonly otherUnits?: readonly { readonly unit: string; readonly factor: number }[];
  /** values that are probably another quantity, which no factor turns into this one */
  readonly otherQuantity?: { readonly from: number; readonly to: number; readonly name: string };
}

const MG_DL_BILIRUBIN = { unit: "mg/dL", factor: 17.1 };
const MG_DL_CREATININE = { unit: "mg/dL", factor: 88.4 };
const G_DL = { unit: "g/dL", factor: 10 };
const MICROKATAL = { unit: "µkat/L", factor: 60 };
const NG_PER_L = { unit: "ng/L", factor: 0.001 };
const CM = { unit: "cm", factor: 10 };
const PER_CENT = { unit: "per cent", factor: 0.01 };
const ENZYME_HIGH = "beyond the highest activities seen in acute liver failure";

const NOT_INR = "coagulation is neither faster nor measurable beyond (a prothrombin per cent is another quantity)";
const QUICK = { from: 20, to: 200, name: "a prothrombin per cent (Quick)" };
const BEFORE = "patients before resection are within";

/** One guardrail for each number of patient.json, in its order. */
export const GUARDRAILS: readonly Guardrail[] = [
  { path: "ageYears", unit: "years", possible: [0, 120, "nobody is older"], usual: [18, 95, "the rules were derived in adults"] },
  {
    path: "heightCm",
    unit: "cm",
    possible: [80, 275, "no adult is smaller or taller but for a handful"],
    usual: [140, 210, "nearly all adults are within"],
    otherUnits: [
      { unit: "metres", factor: 100 },
      { unit: "inches", factor: 2.54 },
      { unit: "millimetres", factor: 0.1 },
    ],
  },
  {
    path: "weightKg",
    unit: "kg",
    possible: [20, 400, "nobody outside can be operated on"],
    usual: [40, 180, "nearly all adults are within"],
    otherUnits: [
      { unit: "pounds", factor: 0.45359237 },
      { unit: "grams", factor: 0.001 },
      { unit: "a lost decimal point", factor: 0.1 },
    ],
  },
  {
    path: "reserve.ecog",
    unit: "grade",
    possible: [0, 4, "the scale has grades 0 to 4"],
    usual: [0, 2, "patients in grade 3 or 4 are rarely operated on"],
  },
  { path: "reserve.asa", unit: "class", possible: [1, 5, "the scale has classes 1 to 5"], usual: [1, 4, "class 5 is moribund"] },
  {
    path: "reserve.frailty",
    unit: "grade",
    possible: [1, 9, "the Clinical Frailty Scale has grades 1 to 9"],
    usual: [1, 6, "grades 7 to 9 are severe frailty"],
  },
  {
    path: "reserve.cpet.anaerobicThresholdMlPerKgMin",
    unit: "mL/kg/min",
    possible: [3, 70, "below resting or above athletes' uptake"],
    usual: [6, 30, "patients tested before surgery are within"],
  },
  {
    path: "reserve.cpet.veVco2",
    unit: "",
    possible: [10, 120, "outside what lungs can do"],
    usual: [18, 55, "patients tested before surgery are within"],
  },
  {
    path: "metastases.diseaseFreeIntervalMonths",
    unit: "months",
    possible: [0, 600, "a time span is not negative, nor longer than a life with cancer"],
    usual: [0, 180, "metastases later than 15 years are rare"],
  },
  {
    path: "metastases.count",
    unit: "lesions",
    possible: [0, 300, "more cannot be counted"],
    usual: [0, 40, "so many are rarely planned for resection"],
  },
  {
    path: "metastases.largestMm",
    unit: "mm",
    possible: [1, 350, "smaller cannot be seen, larger does not fit into a liver"],
    usual: [5, 200, "nearly all are within"],
    otherUnits: [CM],
  },
  {
    path: "metastases.extrahepatic[].lesions",
    unit: "lesions",
    possible: [1, 300, "an entry has at least one, and more cannot be counted"],
    usual: [1, 30, "so many are rarely planned for resection"],
  },
  {
    path: "biology.ceaUgPerL",
    unit: "µg/L",
    possible: [0, 200_000, "beyond the highest values reported"],
    usual: [0, 5000, "values above are rare"],
    otherUnits: [NG_PER_L],
  },
  {
    path: "biology.ceaPeakUgPerL",
    unit: "µg/L",
    possible: [0, 200_000, "beyond the highest values reported"],
    usual: [0, 5000, "values above are rare"],
    otherUnits: [NG_PER_L],
  },
  {
    path: "chemotherapy[].cycles",
    unit: "cycles",
    possible: [0, 100, "more were never given in one line"],
    usual: [0, 24, "a line before surgery is shorter"],
  },
  {
    path: "chemotherapy[].weeks",
    unit: "weeks",
    possible: [0, 520, "longer than ten years"],
    usual: [0, 52, "a line before surgery is shorter"],
    otherUnits: [{ unit: "days", factor: 1 / 7 }],
  },
  {
    path: "recist.targets[].baselineMm",
    unit: "mm",
    possible: [1, 350, "a target can be measured, and fits into a body's trunk"],
    usual: [10, 200, "targets have at least 10 mm"],
    otherUnits: [CM],
  },
  {
    path: "recist.targets[].currentMm",
    unit: "mm",
    possible: [0, 350, "0 if it is gone; larger does not fit into a body's trunk"],
    usual: [0, 250, "nearly all are within"],
  },
  {
    path: "recist.nadirSumMm",
    unit: "mm",
    possible: [0, 1750, "five targets of the largest size"],
    usual: [0, 500, "nearly all are within"],
  },
  {
    path: "laboratory.bilirubinUmolPerL",
    unit: "µmol/L",
    possible: [1, 1200, "below detection, or beyond the highest values reported"],
    usual: [3, 200, BEFORE],
    otherUnits: [MG_DL_BILIRUBIN],
  },
  {
    path: "laboratory.albuminGPerL",
    unit: "g/L",
    possible: [8, 70, "not compatible with life"],
    usual: [20, 55, "nearly all patients are within"],
    otherUnits: [G_DL, { unit: "µmol/L", factor: 0.0665 }],
  },
  { path: "laboratory.inr", unit: "", possible: [0.5, 20, NOT_INR], usual: [0.8, 3, BEFORE], otherQuantity: QUICK },
  {
    path: "laboratory.platelets1e9PerL",
    unit: "10⁹/L",
    possible: [1, 3000, "outside anything reported"],
    usual: [30, 1000, "nearly all patients are within"],
    otherUnits: [
      { unit: "per µL", factor: 0.001 },
      { unit: "10¹²/L", factor: 1000 },
    ],
  },
  {
    path: "laboratory.creatinineUmolPerL",
    unit: "µmol/L",
    possible: [10, 2500, "outside anything reported"],
    usual: [30, 400, BEFORE],
    otherUnits: [MG_DL_CREATININE],
  },
  {
    path: "laboratory.sodiumMmolPerL",
    unit: "mmol/L",
    possible: [90, 200, "not compatible with life"],
    usual: [120, 155, "nearly all patients are within"],
  },
  {
    path: "laboratory.astUPerL",
    unit: "U/L",
    possible: [2, 30_000, ENZYME_HIGH],
    usual: [5, 500, BEFORE],
    otherUnits: [MICROKATAL],
  },
  {
    path: "laboratory.astUpperLimitUPerL",
    unit: "U/L",
    possible: [10, 120, "no laboratory's limit"],
    usual: [25, 60, "laboratories' limits are within"],
    otherUnits: [MICROKATAL],
  },
  {
    path: "laboratory.altUPerL",
    unit: "U/L",
    possible: [2, 30_000, ENZYME_HIGH],
    usual: [5, 500, BEFORE],
    otherUnits: [MICROKATAL],
  },
  {
    path: "laboratory.ggtUPerL",
    unit: "U/L",
    possible: [2, 30_000, "outside anything reported"],
    usual: [5, 1500, BEFORE],
    otherUnits: [MICROKATAL],
  },
  {
    path: "liver.icgR15Fraction",
    unit: "(fraction)",
    possible: [0, 1, "a fraction is 0 to 1"],
    usual: [0, 0.5, "more is retained in severe cirrhosis only"],
    otherUnits: [PER_CENT],
  },
  {
    path: "liver.limaxUgPerKgH",
    unit: "µg/kg/h",
    possible: [5, 2000, "outside what the test can give"],
    usual: [60, 900, BEFORE],
  },
  {
    path: "liver.mebrofenin.totalPercentPerMin",
    unit: "%/min",
    possible: [0.5, 50, "outside what the test can give"],
    usual: [4, 25, BEFORE],
  },
  {
    path: "liver.mebrofenin.flrShareFraction",
    unit: "(fraction)",
    possible: [0, 1, "a fraction is 0 to 1"],
    usual: [0.05, 0.95, "a remnant is neither nothing nor everything"],
    otherUnits: [PER_CENT],
  },
  {
    path: "imaging.ctSliceMm",
    unit: "mm",
    possible: [0.1, 20, "no CT has thinner or thicker slices"],
    usual: [0.4, 7.5, "nearly all are within"],
    otherUnits: [CM, { unit: "µm", factor: 0.001 }],
  },
  {
    path: "imaging.petMetabolicVolumeMl",
    unit: "mL",
    possible: [0, 10_000, "beyond any that was reported"],
    usual: [0, 2000, "values above are rare"],
    otherUnits: [{ unit: "mm³", factor: 0.001 }],
  },
  {
    path: "postoperative[].day",
    unit: "days",
    possible: [0, 365, "later is follow-up"],
    usual: [0, 90, "complications are counted up to day 90"],
  },
  {
    path: "postoperative[].inr",
    unit: "",
    possible: [0.5, 20, NOT_INR],
    usual: [0.8, 5, "values above are rare even in liver failure"],
    otherQuantity: QUICK,
  },
  {
    path: "postoperative[].inrUpperLimit",
    unit: "",
    possible: [0.9, 2, "no laboratory's limit"],
    usual: [1, 1.4, "laboratories' limits are within"],
  },
  {
    path: "postoperative[].prothrombinPercent",
    unit: "%",
    possible: [3, 200, "outside what is measurable"],
    usual: [10, 140, "nearly all patients are within"],
    otherUnits: [{ unit: "a fraction", factor: 100 }],
  },
  {
    path: "postoperative[].bilirubinUmolPerL",
    unit: "µmol/L",
    possible: [1, 1200, "below detection, or beyond the highest values reported"],
    usual: [3, 500, "values above are rare even in liver failure"],
    otherUnits: [MG_DL_BILIRUBIN],
  },
  {
    path: "postoperative[].bilirubinUpperLimitUmolPerL",
    unit: "µmol/L",
    possible: [8, 60, "no laboratory's limit"],
    usual: [14, 30, "laboratories' limits are within"],
    otherUnits: [MG_DL_BILIRUBIN],
  },
  {
    path: "postoperative[].drainBilirubinUmolPerL",
    unit: "µmol/L",
    possible: [1, 50_000, "more concentrated than bile"],
    usual: [3, 10_000, "pure bile is rare in a drain"],
    otherUnits: [MG_DL_BILIRUBIN],
  },
  {
    path: "postoperative[].haemoglobinGPerL",
    unit: "g/L",
    possible: [20, 250, "not compatible with life"],
    usual: [60, 190, "nearly all patients are within"],
    otherUnits: [G_DL, { unit: "mmol/L", factor: 16.1 }],
  },
  {
    path: "postoperative[].transfusionUnits",
    unit: "units",
    possible: [0, 200, "beyond any massive transfusion"],
    usual: [0, 20, "more is massive transfusion"],
  },
];
