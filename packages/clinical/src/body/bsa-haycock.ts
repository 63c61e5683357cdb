import { type Finding, known, type Rule, unknown } from "../finding.ts";
import { type Body, lacking } from "./body.ts";

export const BSA_HAYCOCK: Rule = {
  id: "BSA-HAYCOCK-1978",
  source: { authors: "Haycock GB et al.", year: 1978, where: "J Pediatr 93:62", readIn: "R package admiral, compute_bsa" },
  verification: "V2",
};

/** Body surface in m²: `0.024265 · W^0.5378 · H^0.3964` (W kg, H cm). */
export function bodySurfaceHaycock(body: Body): Finding {
  const missing = lacking(body, ["heightCm", "weightKg"]);
  if (missing.length > 0) return unknown(BSA_HAYCOCK, missing);
  return known(BSA_HAYCOCK, { value: bodySurfaceHaycockM2(body.heightCm!, body.weightKg!), unit: "m2" });
}

/** The same as a plain number, m². */
export function bodySurfaceHaycockM2(heightCm: number, weightKg: number): number {
  return 0.024265 * weightKg ** 0.5378 * heightCm ** 0.3964;
}
