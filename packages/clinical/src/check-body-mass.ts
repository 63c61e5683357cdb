import type { GuardrailVerdict } from "./check-patient-numbers.ts";

/** Nearly all adults who come to an operation are within, kg/m². */
const USUAL = [16, 45] as const;
const KG_PER_POUND = 0.45359237;

/** Height and weight may each be usual and still not belong to one body: a weight in pounds shows here. Asked again, never refused. */
export function checkBodyMass(patient: { readonly heightCm?: unknown; readonly weightKg?: unknown }): GuardrailVerdict[] {
  const { heightCm, weightKg } = patient;
  if (typeof heightCm !== "number" || typeof weightKg !== "number") return [];
  const index = weightKg / (heightCm / 100) ** 2;
  if (index >= USUAL[0] && index <= USUAL[1]) return [];
  // Of a usual height and weight no body is so heavy that it would not be a usual one in pounds.
  const meant = index > USUAL[1] ? `; probably pounds, which would be ${(weightKg * KG_PER_POUND).toPrecision(4)} kg` : "";
  return [
    {
      verdict: "unusual",
      path: "weightKg",
      value: weightKg,
      problem: `found ${weightKg} kg at ${heightCm} cm, a body mass index of ${index.toFixed(1)}, usually ${USUAL[0]} to ${USUAL[1]}${meant}`,
    },
  ];
}
