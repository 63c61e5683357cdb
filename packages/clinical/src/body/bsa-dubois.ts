import { type Finding, known, type Rule, unknown } from "../finding.ts";
import { type Body, lacking } from "./body.ts";

export const BSA_DUBOIS: Rule = {
  id: "BSA-DUBOIS-1916",
  source: {
    authors: "DuBois D, DuBois EF",
    year: 1916,
    where: "Arch Intern Med 17:863",
    readIn: "R package admiral, compute_bsa",
  },
  verification: "V2",
};

/** Body surface in m²: `0.007184 · W^0.425 · H^0.725` (W kg, H cm). */
export function bodySurfaceDuBois(body: Body): Finding {
  const missing = lacking(body, ["heightCm", "weightKg"]);
  if (missing.length > 0) return unknown(BSA_DUBOIS, missing);
  return known(BSA_DUBOIS, { value: bodySurfaceDuBoisM2(body.heightCm!, body.weightKg!), unit: "m2" });
}

/** The same as a plain number, m². */
export function bodySurfaceDuBoisM2(heightCm: number, weightKg: number): number {
  return 0.007184 * weightKg ** 0.425 * heightCm ** 0.725;
}
