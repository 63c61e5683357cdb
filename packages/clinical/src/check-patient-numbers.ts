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

/** The numbers of `patient` for which its file is refused. */
export function refusedPatientFields(patient: object): { readonly path: string; readonly problem: string }[] {
  return checkPatientNumbers(patient)
    .filter(({ verdict }) => verdict === "impossible")
    .map(({ path, problem }) => ({ path, problem }));
}

/** Judges every number in `patient` (parsed patient.json) that has a guardrail; what is within its usual range is not listed. */
export function checkPatientNumbers(patient: object): GuardrailVerdict[] {
  const rails = new Map(GUARDRAILS.map((guardrail) => [guardrail.path, guardrail]));
  return numbersIn(patient, "").flatMap(({ path, value }) => {
    const guardrail = rails.get(path.replace(/\[\d+\]/g, "[]"));
    return guardrail ? judge(guardrail, path, value) : [];
  });
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
    : "";
  return [
    { verdict: isPossible ? "unusual" : "impossible", path, value, problem: `${found}, ${expected} (${because})${probably}` },
  ];
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
