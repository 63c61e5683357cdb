import { bodySurfaceMostellerM2 } from "../body/bsa-mosteller.ts";
import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { childhood } from "../volume/surface-formula.ts";
import { type LiverFunction, lackingFunction } from "./liver-function.ts";

export const FUN_HBS: Rule = {
  id: "FUN-HBS-2.69",
  source: { authors: "de Graaf W et al.", year: 2010, where: "J Gastrointest Surg", doi: "10.1007/s11605-009-1085-2" },
  verification: "V1",
  population: "55 major resections of normal and diseased livers, 9 liver failures",
};

/** %/min/m², for normal and diseased livers alike (de Graaf 2010). */
const LEAST = 2.69;
/** What in practice leads to portal vein embolisation below it (Cieslak 2016). */
const PRACTICE = 2.7;

const MODEST =
  "a second opinion that separates modestly: area under the curve 0.66 against 0.63 for volume in 547 resections (doi 10.1016/j.hpb.2022.12.005)";

/** Mebrofenin uptake of the remnant per body surface (Mosteller), %/min/m². */
export function mebrofeninUptake(facts: LiverFunction): Finding {
  const tooYoung = childhood(facts);
  if (tooYoung !== undefined) return notApplicable(FUN_HBS, tooYoung);
  const missing = lackingFunction(facts, ["mebrofeninPercentPerMin", "mebrofeninFlrShareFraction", "heightCm", "weightKg"]);
  if (missing.length > 0) return unknown(FUN_HBS, missing);
  const surfaceM2 = bodySurfaceMostellerM2(facts.heightCm!, facts.weightKg!);
  const value = (facts.mebrofeninPercentPerMin! * facts.mebrofeninFlrShareFraction!) / surfaceM2;
  const isEnough = value >= LEAST;
  return known(FUN_HBS, {
    value,
    unit: "%/min/m2",
    group: isEnough ? "sufficient" : "insufficient",
    severity: value >= PRACTICE ? "info" : isEnough ? "caution" : "warning",
    because: `${value.toFixed(3)} %/min/m²; at least ${LEAST} is wanted, and embolisation is considered under ${PRACTICE}`,
    cautions: [MODEST, "for biliary tumours 8.5 %/min of the remnant was proposed (about 4.5 %/min/m²)"],
  });
}
