import { type Body, lacking } from "../body/body.ts";
import { bodySurfaceMostellerM2 } from "../body/bsa-mosteller.ts";
import { type Finding, known, notApplicable, type Rule, type Unit, unknown } from "../finding.ts";

/** Adult body surfaces; outside, the straight lines of these formulas run into nonsense (engineering choice of the reference). */
export const ADULT_SURFACE_M2 = [1.3, 2.5] as const;
const ADULT_YEARS = 18;
const OBESE_KG_PER_M2 = 30;
const THIN_KG_PER_M2 = 18.5;

/** A formula that needs nothing but body surface. */
export interface SurfaceFormula {
  readonly rule: Rule;
  readonly unit: Extract<Unit, "mL" | "g">;
  /** liver from body surface in m² */
  readonly liver: (surfaceM2: number) => number;
  /** body surface from cm and kg; default Mosteller */
  readonly surfaceM2?: (heightCm: number, weightKg: number) => number;
  readonly cautions?: (body: Body) => readonly string[];
}

/** What `formula` estimates for `body`; not applicable to children, to cirrhosis and outside adult body surfaces. */
export function fromBodySurface(formula: SurfaceFormula, body: Body): Finding {
  const { rule, unit, liver, surfaceM2 = bodySurfaceMostellerM2, cautions } = formula;
  const excluded = exclusion(body);
  if (excluded !== undefined) return notApplicable(rule, excluded);
  const missing = lacking(body, ["heightCm", "weightKg"]);
  if (missing.length > 0) return unknown(rule, missing);
  const surface = surfaceM2(body.heightCm!, body.weightKg!);
  if (surface < ADULT_SURFACE_M2[0] || surface > ADULT_SURFACE_M2[1])
    return notApplicable(rule, `body surface ${surface.toFixed(2)} m² is outside adult ${ADULT_SURFACE_M2.join("–")} m²`);
  const value = liver(surface);
  return known(rule, { value, unit, cautions: [...(cautions?.(body) ?? []), ...habitusCautions(body)] });
}

/** Why no formula for adult, non-cirrhotic livers may be used, if so. */
export function exclusion(body: Body): string | undefined {
  return childhood(body) ?? (body.fibrosis === "cirrhosis" ? "in cirrhosis liver volume does not follow body size" : undefined);
}

/** Why no rule for adults may be used, if so; an age that is not known excludes nobody. */
export function childhood({ ageYears }: Body): string | undefined {
  if (ageYears === undefined || ageYears >= ADULT_YEARS) return undefined;
  return `derived in adults; the patient is ${ageYears} years old`;
}

/** Doubts where weight does not reflect the body that the liver serves. */
export function habitusCautions({ heightCm, weightKg }: Body): string[] {
  if (heightCm === undefined || weightKg === undefined) return [];
  const kgPerM2 = weightKg / (heightCm / 100) ** 2;
  if (kgPerM2 >= OBESE_KG_PER_M2) return [`body mass index ${kgPerM2.toFixed(1)}: estimates from weight run high in obesity`];
  if (kgPerM2 < THIN_KG_PER_M2) return [`body mass index ${kgPerM2.toFixed(1)}: estimates from weight run low in cachexia`];
  return [];
}
