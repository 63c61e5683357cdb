import type { Rule } from "../finding.ts";
import { type Axis, axis, type FiredRule, fired, type Weight } from "./fired-rule.ts";
import { AGAINST_FROM, COMPLEX_FROM, CPET, RESERVE } from "./reserve-limits.ts";
import { RES_RULESET } from "./ruleset.ts";
import type { SuitabilityFacts } from "./suitability-facts.ts";

/** Whether the patient can bear the operation. Exercise tests and laboratory values put questions, they exclude nobody. */
export function patientAxis(facts: SuitabilityFacts): Axis {
  const { ecog, asa } = facts;
  return axis(
    "patient",
    [...grades(facts), ...exerciseTest(facts), ...nutrition(facts), ...history(facts)],
    [...(ecog === undefined ? ["reserve.ecog"] : []), ...(asa === undefined ? ["reserve.asa"] : [])],
  );
}

function grades({ ecog, asa, frailty }: SuitabilityFacts): FiredRule[] {
  return [
    ...graded("ECOG", ecog, COMPLEX_FROM.ecog, AGAINST_FROM.ecog),
    ...graded("ASA", asa, COMPLEX_FROM.asa, AGAINST_FROM.asa),
    ...graded("Clinical Frailty Scale", frailty, COMPLEX_FROM.frailty, AGAINST_FROM.frailty),
  ];
}

function graded(name: string, grade: number | undefined, complexFrom: number, againstFrom: number): FiredRule[] {
  if (grade === undefined || grade < complexFrom) return [];
  const weight: Weight = grade >= againstFrom ? "against" : "complex";
  return [fired(RESERVE, weight, `${name} ${grade} (${weight} from ${weight === "against" ? againstFrom : complexFrom} on)`)];
}

function exerciseTest({ anaerobicThresholdMlPerKgMin: threshold, veVco2 }: SuitabilityFacts): FiredRule[] {
  return [
    ...asked(
      CPET,
      threshold !== undefined && threshold < COMPLEX_FROM.anaerobicThreshold,
      () => `anaerobic threshold ${threshold} mL/kg/min, below ${COMPLEX_FROM.anaerobicThreshold}`,
    ),
    ...asked(CPET, veVco2 !== undefined && veVco2 > COMPLEX_FROM.veVco2, () => `VE/VCO₂ ${veVco2}, above ${COMPLEX_FROM.veVco2}`),
  ];
}

function nutrition({ albuminGPerL, heightCm, weightKg }: SuitabilityFacts): FiredRule[] {
  const bodyMassIndex = heightCm === undefined || weightKg === undefined ? undefined : weightKg / (heightCm / 100) ** 2;
  return [
    ...asked(
      RESERVE,
      albuminGPerL !== undefined && albuminGPerL < COMPLEX_FROM.albuminGPerL,
      () => `albumin ${albuminGPerL} g/L, below ${COMPLEX_FROM.albuminGPerL}`,
    ),
    ...asked(
      RESERVE,
      bodyMassIndex !== undefined && bodyMassIndex >= COMPLEX_FROM.bodyMassIndex,
      () => `body mass index ${bodyMassIndex?.toFixed(1)}, ${COMPLEX_FROM.bodyMassIndex} or more`,
    ),
    ...asked(
      RESERVE,
      bodyMassIndex !== undefined && bodyMassIndex < COMPLEX_FROM.leanBodyMassIndex,
      () => `body mass index ${bodyMassIndex?.toFixed(1)}, below ${COMPLEX_FROM.leanBodyMassIndex}`,
    ),
  ];
}

function history(facts: SuitabilityFacts): FiredRule[] {
  const { openLiverResection, liverAblation, comorbidities = [], symptoms = [], chemotherapy = [] } = facts;
  return [
    ...asked(RES_RULESET, openLiverResection === true, () => "an open liver resection before: adhesions, changed anatomy"),
    ...(liverAblation === true ? [fired(RES_RULESET, "noted", "liver ablation before")] : []),
    ...(chemotherapy.length > 0 ? [fired(RES_RULESET, "noted", `lines of chemotherapy before: ${chemotherapy.length}`)] : []),
    ...(comorbidities.length > 0 ? [fired(RESERVE, "noted", `comorbidities: ${comorbidities.join(", ")}`)] : []),
    ...(symptoms.length > 0 ? [fired(RES_RULESET, "noted", `symptoms: ${symptoms.join(", ")}`)] : []),
  ];
}

function asked(rule: Rule, holds: boolean, because: () => string): FiredRule[] {
  return holds ? [fired(rule, "complex", because())] : [];
}
