import { checkBodyMass } from "./check-body-mass.ts";
import { checkPatientDates } from "./check-patient-dates.ts";
import { GUARDRAILS, type Guardrail, type Range } from "./guardrails.ts";

/** A number that is refused, or that somebody should look at again. */
export interface GuardrailVerdict {
  readonly verdict: "impossible" | "unusual";
  /** such as `laboratory.inr` or `chemotherapy[1].cycles` */
  readonly path: string;
  readonly value: number;
  /** what was found, expected and, where a unit explains it, probably meant */
  readonly problem: string;
}

/** The numbers and days of `patient` for which its file is refused; days that lie ahead of `today` only if it is given, or `planning.on` is. */
export function refusedPatientFields(patient: object, today?: string): { readonly path: string; readonly problem: string }[] {
  return [...checkPatientNumbers(patient), ...checkPatientDates(patient, today)]
    .filter(({ verdict }) => verdict === "impossible")
    .map(({ path, problem }) => ({ path, problem }));
}

/** Judges every number in `patient` (parsed patient.json) that has a guardrail; what is within its usual range is not listed. */
export function checkPatientNumbers(patient: object): GuardrailVerdict[] {
  const rails = new Map(GUARDRAILS.map((guardrail) => [guardrail.path, guardrail]));
  const verdicts = numbersIn(patient, "").flatMap(({ path, value }) => {
    const guardrail = rails.get(path.replace(/\[\d+\]/g, "[]"));
    return guardrail ? judge(guardrail, path, value) : [];
  });
  const isBodyDoubted = verdicts.some(({ path }) => path === "heightCm" || path === "weightKg");
  return isBodyDoubted ? verdicts : [...verdicts, ...checkBodyMass(patient)];
}

function judge(guardrail: Guardrail, path: string, value: number): GuardrailVerdict[] {
  const isPossible = isWithin(value, guardrail.possible);
  if (isPossible && isWithin(value, guardrail.usual)) return [];
  const [lowest, highest, because] = isPossible ? guardrail.usual : guardrail.possible;
  const meant = guardrail.otherUnits?.find(({ factor }) => isWithin(value * factor, guardrail.usual));
  const found = `found ${value} ${guardrail.unit}`.trimEnd();
  const expected = `${isPossible ? "usually" : "expected"} ${lowest} to ${highest} ${guardrail.unit}`.trimEnd();
  const probably = meant
    ? `; probably ${meant.unit}, which would be ${Number((value * meant.factor).toPrecision(4))} ${guardrail.unit}`.trimEnd()
    : otherMeaning(guardrail, value);
  return [
    { verdict: isPossible ? "unusual" : "impossible", path, value, problem: `${found}, ${expected} (${because})${probably}` },
  ];
}

function otherMeaning({ otherQuantity, possible }: Guardrail, value: number): string {
  if (otherQuantity && value >= otherQuantity.from && value <= otherQuantity.to) return `; probably ${otherQuantity.name}`;
  return value === 0 && possible[0] > 0 ? "; probably not measured: then the field is left out" : "";
}

/** NaN lies within nothing. */
function isWithin(value: number, [lowest, highest]: Range): boolean {
  return value >= lowest && value <= highest;
}

function numbersIn(value: unknown, path: string): { path: string; value: number }[] {
  if (typeof value === "number") return [{ path, value }];
  if (Array.isArray(value)) return value.flatMap((entry, n) => numbersIn(entry, `${path}[${n}]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, entry]) => numbersIn(entry, path === "" ? name : `${path}.${name}`));
}
