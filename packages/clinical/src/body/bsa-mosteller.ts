import { type Finding, known, type Rule, unknown } from "../finding.ts";
import { type Body, lacking } from "./body.ts";

export const BSA_MOSTELLER: Rule = {
  id: "BSA-MOSTELLER-1987",
  source: { authors: "Mosteller RD", year: 1987, where: "N Engl J Med 317:1098", readIn: "R package admiral, compute_bsa" },
  verification: "V2",
};

/** Body surface in m²: `sqrt(H · W / 3600)` (W kg, H cm). */
export function bodySurfaceMosteller(body: Body): Finding {
  const missing = lacking(body, ["heightCm", "weightKg"]);
  if (missing.length > 0) return unknown(BSA_MOSTELLER, missing);
  return known(BSA_MOSTELLER, { value: bodySurfaceMostellerM2(body.heightCm!, body.weightKg!), unit: "m2" });
}

/** The same as a plain number, m². */
export function bodySurfaceMostellerM2(heightCm: number, weightKg: number): number {
  return Math.sqrt((heightCm * weightKg) / 3600);
}
