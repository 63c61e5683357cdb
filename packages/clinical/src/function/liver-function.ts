import type { Remnant } from "../remnant/remnant.ts";

/** What is measured of the liver's function before an operation, and the remnant that a plan leaves; absent is not known. */
export interface LiverFunction extends Remnant {
  readonly bilirubinUmolPerL?: number | undefined;
  readonly albuminGPerL?: number | undefined;
  readonly inr?: number | undefined;
  readonly platelets1e9PerL?: number | undefined;
  readonly creatinineUmolPerL?: number | undefined;
  readonly sodiumMmolPerL?: number | undefined;
  readonly astUPerL?: number | undefined;
  /** upper limit of normal of the laboratory that measured it */
  readonly astUpperLimitUPerL?: number | undefined;
  readonly altUPerL?: number | undefined;
  readonly ascites?: "none" | "mild" | "moderate" | "severe" | undefined;
  readonly encephalopathy?: "none" | "I" | "II" | "III" | "IV" | undefined;
  /** dialysis counts as the highest creatinine of MELD; absent is no dialysis */
  readonly onDialysis?: boolean | undefined;
  /** indocyanine green retained after 15 minutes */
  readonly icgR15Fraction?: number | undefined;
  readonly limaxUgPerKgH?: number | undefined;
  /** mebrofenin taken up by the whole liver */
  readonly mebrofeninPercentPerMin?: number | undefined;
  /** share of the counts that lies in the remnant */
  readonly mebrofeninFlrShareFraction?: number | undefined;
}

/** How each input is called in patient.json. */
const PATHS = {
  ageYears: "ageYears",
  sex: "sex",
  heightCm: "heightCm",
  weightKg: "weightKg",
  bilirubinUmolPerL: "laboratory.bilirubinUmolPerL",
  albuminGPerL: "laboratory.albuminGPerL",
  inr: "laboratory.inr",
  platelets1e9PerL: "laboratory.platelets1e9PerL",
  creatinineUmolPerL: "laboratory.creatinineUmolPerL",
  sodiumMmolPerL: "laboratory.sodiumMmolPerL",
  astUPerL: "laboratory.astUPerL",
  astUpperLimitUPerL: "laboratory.astUpperLimitUPerL",
  altUPerL: "laboratory.altUPerL",
  ascites: "liver.ascites",
  encephalopathy: "liver.encephalopathy",
  icgR15Fraction: "liver.icgR15Fraction",
  limaxUgPerKgH: "liver.limaxUgPerKgH",
  mebrofeninPercentPerMin: "liver.mebrofenin.totalPercentPerMin",
  mebrofeninFlrShareFraction: "liver.mebrofenin.flrShareFraction",
} as const;

/** Those of `names` that `facts` lack, as paths in patient.json. */
export function lackingFunction(facts: LiverFunction, names: readonly (keyof typeof PATHS)[]): string[] {
  return names.filter((name) => facts[name] === undefined).map((name) => PATHS[name]);
}
