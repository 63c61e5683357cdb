import { daysBetween, isCalendarDay, monthsLater } from "./calendar-day.ts";

/** A day, or the order of days, for which a file is refused or that somebody should look at again. */
export interface DateVerdict {
  readonly verdict: "impossible" | "unusual";
  /** such as `primary.resectedOn` or `chemotherapy[1].lastOn` */
  readonly path: string;
  /** what was found, expected and probably meant */
  readonly problem: string;
}

/**
 * Judges the days in `patient` (parsed patient.json) against each other, and against `today` (`2026-03-10`) if it is given; without
 * it the file's own `planning.on` stands for it. What is no calendar day is for the schema to refuse.
 */
export function checkPatientDates(patient: object, today?: string): DateVerdict[] {
  const days = daysIn(patient, "");
  const now = today ?? days.get("planning.on");
  return [
    ...(now === undefined ? [] : [...inFuture(days, now), ...beforeBirth(days, patient, now)]),
    ...primaryOrder(days, patient),
    ...chemotherapyOrder(days),
    ...intervalDiffers(days, patient),
    ...operationPassed(days),
    ...postoperativeOrder(patient),
  ];
}

/** What the file says has happened cannot lie ahead; what is planned may. */
function inFuture(days: ReadonlyMap<string, string>, now: string): DateVerdict[] {
  return [...days]
    .filter(([path, day]) => !path.startsWith("planning.") && daysBetween(now, day) > 0)
    .map(([path, day]) => {
      const yearBefore = monthsLater(day, -12);
      const probably = daysBetween(now, yearBefore) <= 0 ? `; probably the year before, ${yearBefore}` : "";
      return impossible(path, `found ${day}, expected no later than ${now}: it has not happened yet${probably}`);
    });
}

function beforeBirth(days: ReadonlyMap<string, string>, patient: object, now: string): DateVerdict[] {
  const ageYears = numberAt(patient, "ageYears");
  if (ageYears === undefined || !(ageYears >= 0 && ageYears <= 120)) return [];
  const bornAfter = monthsLater(now, -12 * (Math.floor(ageYears) + 1));
  return [...days]
    .filter(([, day]) => daysBetween(day, bornAfter) > 0)
    .map(([path, day]) =>
      impossible(path, `found ${day}, expected after ${bornAfter}: the patient, ${ageYears} years old, was not born`),
    );
}

function primaryOrder(days: ReadonlyMap<string, string>, patient: object): DateVerdict[] {
  const [diagnosed, resected, seen] = ["primary.diagnosedOn", "primary.resectedOn", "metastases.firstSeenOn"].map((path) =>
    days.get(path),
  );
  const verdicts: DateVerdict[] = [];
  if (diagnosed !== undefined && resected !== undefined && daysBetween(diagnosed, resected) < 0)
    verdicts.push(
      impossible(
        "primary.resectedOn",
        `found ${resected}, expected on or after the diagnosis of ${diagnosed}; probably the two were exchanged`,
      ),
    );
  if (resected !== undefined && valueAt(patient, "primary", "inPlace") === true)
    verdicts.push(impossible("primary.inPlace", `found true, expected false: the primary was resected on ${resected}`));
  if (diagnosed !== undefined && seen !== undefined && daysBetween(seen, monthsLater(diagnosed, -12)) > 0)
    verdicts.push(
      unusual("metastases.firstSeenOn", `found ${seen}, usually not a year and more before the diagnosis of ${diagnosed}`),
    );
  return verdicts;
}

/** Rules take the last line of the list for the last that was given. */
function chemotherapyOrder(days: ReadonlyMap<string, string>): DateVerdict[] {
  const verdicts: DateVerdict[] = [];
  let previous: string | undefined;
  for (const [path, day] of days) {
    const line = /^(chemotherapy\[\d+\])\.lastOn$/.exec(path)?.[1];
    if (line === undefined) continue;
    if (previous !== undefined && daysBetween(previous, day) < 0)
      verdicts.push(
        impossible(
          path,
          `found ${day}, expected on or after ${previous}, the end of a line before it; probably the lines are not in order`,
        ),
      );
    const bevacizumab = days.get(`${line}.bevacizumabLastOn`);
    if (bevacizumab !== undefined && daysBetween(day, bevacizumab) > 0)
      verdicts.push(
        impossible(`${line}.bevacizumabLastOn`, `found ${bevacizumab}, expected no later than the line's last dose on ${day}`),
      );
    previous = day;
  }
  return verdicts;
}

/** Counted from the diagnosis or from the resection of the primary, as people do; rounding and staging take two months. */
const INTERVAL_MONTHS = 2;

function intervalDiffers(days: ReadonlyMap<string, string>, patient: object): DateVerdict[] {
  const months = numberAt(patient, "metastases", "diseaseFreeIntervalMonths");
  const seen = days.get("metastases.firstSeenOn");
  if (months === undefined || seen === undefined) return [];
  const starts = ["primary.diagnosedOn", "primary.resectedOn"].flatMap((path) => days.get(path) ?? []);
  const counted = starts.map((start) => Math.max(0, daysBetween(start, seen) / 30.44));
  if (counted.length === 0 || counted.some((one) => Math.abs(one - months) <= INTERVAL_MONTHS)) return [];
  const told = counted.map((one) => one.toFixed(1)).join(" or ");
  return [unusual("metastases.diseaseFreeIntervalMonths", `found ${months} months, by the days it is ${told}`)];
}

function operationPassed(days: ReadonlyMap<string, string>): DateVerdict[] {
  const [on, operationOn] = [days.get("planning.on"), days.get("planning.operationOn")];
  if (on === undefined || operationOn === undefined || daysBetween(on, operationOn) >= 0) return [];
  return [unusual("planning.operationOn", `found ${operationOn}, usually not before the day of planning, ${on}`)];
}

function postoperativeOrder(patient: object): DateVerdict[] {
  const course = valueAt(patient, "postoperative");
  if (!Array.isArray(course)) return [];
  const days: readonly (number | undefined)[] = course.map((entry) => (isObject(entry) ? numberAt(entry, "day") : undefined));
  return days.flatMap((day, n) => {
    const before = days.slice(0, n).findLast((one) => one !== undefined);
    if (day === undefined || before === undefined || day > before) return [];
    const probably = day === before ? "one day is told twice" : "the days are not in order";
    return [
      impossible(`postoperative[${n}].day`, `found day ${day} after day ${before}, expected a later one; probably ${probably}`),
    ];
  });
}

function impossible(path: string, problem: string): DateVerdict {
  return { verdict: "impossible", path, problem };
}

function unusual(path: string, problem: string): DateVerdict {
  return { verdict: "unusual", path, problem };
}

/** Every calendar day in `value` by its path, in the order of the file. */
function daysIn(value: unknown, path: string): Map<string, string> {
  if (typeof value === "string") return new Map(isCalendarDay(value) ? [[path, value]] : []);
  const entries = Array.isArray(value)
    ? value.map((entry, n) => [`${path}[${n}]`, entry] as const)
    : isObject(value)
      ? Object.entries(value).map(([name, entry]) => [path === "" ? name : `${path}.${name}`, entry] as const)
      : [];
  return new Map(entries.flatMap(([name, entry]) => [...daysIn(entry, name)]));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function valueAt(value: object, ...names: string[]): unknown {
  return names.reduce<unknown>((at, name) => (isObject(at) ? (at as Record<string, unknown>)[name] : undefined), value);
}

function numberAt(value: object, ...names: string[]): number | undefined {
  const found = valueAt(value, ...names);
  return typeof found === "number" ? found : undefined;
}
