import { expect, test } from "vitest";
import { GUARDRAILS } from "../src/index.ts";

/** Least and largest value that is possible, and that is usual, written down a second time: a limit is changed on purpose or not at all. */
const LIMITS: readonly (readonly [path: string, possibleFrom: number, usualFrom: number, usualTo: number, possibleTo: number])[] =
  [
    ["ageYears", 0, 18, 95, 120],
    ["heightCm", 80, 140, 210, 275],
    ["weightKg", 20, 40, 180, 400],
    ["reserve.ecog", 0, 0, 2, 4],
    ["reserve.asa", 1, 1, 4, 5],
    ["reserve.frailty", 1, 1, 6, 9],
    ["reserve.cpet.anaerobicThresholdMlPerKgMin", 3, 6, 30, 70],
    ["reserve.cpet.veVco2", 10, 18, 55, 120],
    ["metastases.diseaseFreeIntervalMonths", 0, 0, 180, 600],
    ["metastases.count", 0, 0, 40, 300],
    ["metastases.largestMm", 1, 5, 200, 350],
    ["metastases.extrahepatic[].lesions", 1, 1, 30, 300],
    ["biology.ceaUgPerL", 0, 0, 5000, 200000],
    ["biology.ceaPeakUgPerL", 0, 0, 5000, 200000],
    ["chemotherapy[].cycles", 0, 0, 24, 100],
    ["chemotherapy[].weeks", 0, 0, 52, 520],
    ["recist.targets[].baselineMm", 1, 10, 200, 350],
    ["recist.targets[].currentMm", 0, 0, 250, 350],
    ["recist.nadirSumMm", 0, 0, 500, 1750],
    ["laboratory.bilirubinUmolPerL", 1, 3, 200, 1200],
    ["laboratory.albuminGPerL", 8, 20, 55, 70],
    ["laboratory.inr", 0.5, 0.8, 3, 20],
    ["laboratory.platelets1e9PerL", 1, 30, 1000, 3000],
    ["laboratory.creatinineUmolPerL", 10, 30, 400, 2500],
    ["laboratory.sodiumMmolPerL", 90, 120, 155, 200],
    ["laboratory.astUPerL", 2, 5, 500, 30000],
    ["laboratory.astUpperLimitUPerL", 10, 25, 60, 120],
    ["laboratory.altUPerL", 2, 5, 500, 30000],
    ["laboratory.ggtUPerL", 2, 5, 1500, 30000],
    ["liver.icgR15Fraction", 0, 0, 0.5, 1],
    ["liver.limaxUgPerKgH", 5, 60, 900, 2000],
    ["liver.mebrofenin.totalPercentPerMin", 0.5, 4, 25, 50],
    ["liver.mebrofenin.flrShareFraction", 0, 0.05, 0.95, 1],
    ["imaging.ctSliceMm", 0.1, 0.4, 7.5, 20],
    ["imaging.petMetabolicVolumeMl", 0, 0, 2000, 10000],
    ["postoperative[].day", 0, 0, 90, 365],
    ["postoperative[].inr", 0.5, 0.8, 5, 20],
    ["postoperative[].inrUpperLimit", 0.9, 1, 1.4, 2],
    ["postoperative[].prothrombinPercent", 3, 10, 140, 200],
    ["postoperative[].bilirubinUmolPerL", 1, 3, 500, 1200],
    ["postoperative[].bilirubinUpperLimitUmolPerL", 8, 14, 30, 60],
    ["postoperative[].drainBilirubinUmolPerL", 1, 3, 10000, 50000],
    ["postoperative[].haemoglobinGPerL", 20, 60, 190, 250],
    ["postoperative[].transfusionUnits", 0, 0, 20, 200],
  ];

/** What one of the unit in which people state it by mistake is in the unit of the field. */
const FACTORS: readonly (readonly [path: string, unit: string, factor: number])[] = [
  ["heightCm", "metres", 100],
  ["heightCm", "inches", 2.54],
  ["heightCm", "millimetres", 0.1],
  ["weightKg", "pounds", 0.45359237],
  ["weightKg", "grams", 0.001],
  ["weightKg", "a lost decimal point", 0.1],
  ["metastases.largestMm", "cm", 10],
  ["biology.ceaUgPerL", "ng/L", 0.001],
  ["biology.ceaPeakUgPerL", "ng/L", 0.001],
  ["chemotherapy[].weeks", "days", 1 / 7],
  ["recist.targets[].baselineMm", "cm", 10],
  ["laboratory.bilirubinUmolPerL", "mg/dL", 17.1],
  ["laboratory.albuminGPerL", "g/dL", 10],
  ["laboratory.albuminGPerL", "µmol/L", 0.0665],
  ["laboratory.platelets1e9PerL", "per µL", 0.001],
  ["laboratory.platelets1e9PerL", "10¹²/L", 1000],
  ["laboratory.creatinineUmolPerL", "mg/dL", 88.4],
  ["laboratory.astUPerL", "µkat/L", 60],
  ["laboratory.astUpperLimitUPerL", "µkat/L", 60],
  ["laboratory.altUPerL", "µkat/L", 60],
  ["laboratory.ggtUPerL", "µkat/L", 60],
  ["liver.icgR15Fraction", "per cent", 0.01],
  ["liver.mebrofenin.flrShareFraction", "per cent", 0.01],
  ["imaging.ctSliceMm", "cm", 10],
  ["imaging.ctSliceMm", "µm", 0.001],
  ["imaging.petMetabolicVolumeMl", "mm³", 0.001],
  ["postoperative[].prothrombinPercent", "a fraction", 100],
  ["postoperative[].bilirubinUmolPerL", "mg/dL", 17.1],
  ["postoperative[].bilirubinUpperLimitUmolPerL", "mg/dL", 17.1],
  ["postoperative[].drainBilirubinUmolPerL", "mg/dL", 17.1],
  ["postoperative[].haemoglobinGPerL", "g/dL", 10],
  ["postoperative[].haemoglobinGPerL", "mmol/L", 16.1],
];

test("[UNI-01] every number has these limits", () => {
  expect(GUARDRAILS.map(({ path, possible, usual }) => [path, possible[0], usual[0], usual[1], possible[1]])).toEqual(LIMITS);
});

test("[UNI-01] every number is looked at in these other units", () => {
  expect(GUARDRAILS.flatMap(({ path, otherUnits = [] }) => otherUnits.map(({ unit, factor }) => [path, unit, factor]))).toEqual(
    FACTORS,
  );
});
