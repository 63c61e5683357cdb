/** Results and measures of one day after the operation; absent is not known. As in patient.json `postoperative[]`. */
export interface PostoperativeDay {
  /** 0 is the day of the operation */
  readonly day: number;
  readonly inr?: number | undefined;
  readonly inrUpperLimit?: number | undefined;
  readonly prothrombinPercent?: number | undefined;
  readonly bilirubinUmolPerL?: number | undefined;
  readonly bilirubinUpperLimitUmolPerL?: number | undefined;
  readonly drainBilirubinUmolPerL?: number | undefined;
  readonly haemoglobinGPerL?: number | undefined;
  readonly transfusionUnits?: number | undefined;
  /** what the complication asked for on that day */
  readonly management?: "none" | "conservative" | "invasive" | undefined;
  /** whether the invasive measure was another laparotomy */
  readonly relaparotomy?: boolean | undefined;
  /** plasma or factors were needed to keep the INR normal */
  readonly clottingFactorsGiven?: boolean | undefined;
  /** a collection of bile or biliary peritonitis was treated */
  readonly bileCollectionTreated?: boolean | undefined;
  /** drain haemoglobin over 30 g/L, a haematoma, or active bleeding on images */
  readonly bleedingSeen?: boolean | undefined;
}

/** What is known after an operation. */
export interface PostoperativeCourse {
  /** in any order; absent or empty before the operation */
  readonly days?: readonly PostoperativeDay[] | undefined;
  readonly inrBefore?: number | undefined;
  readonly bilirubinBeforeUmolPerL?: number | undefined;
}

/** One day with its path in patient.json. */
export interface PlacedDay extends PostoperativeDay {
  readonly path: string;
}

/** Days from `firstDay` on, earliest first, each with where it stands in patient.json. */
export function daysFrom(firstDay: number, { days = [] }: PostoperativeCourse): PlacedDay[] {
  return days
    .map((each, n) => ({ ...each, path: `postoperative[${n}]` }))
    .filter(({ day }) => day >= firstDay)
    .sort((a, b) => a.day - b.day);
}

/** Why a rule for the time after an operation does not apply yet, if so. */
export function notOperatedYet({ days = [] }: PostoperativeCourse): string | undefined {
  return days.length === 0 ? "for the days after the operation, of which no results are given" : undefined;
}

type Field = Exclude<keyof PostoperativeDay, "day">;

/** Those of `fields` that `day` lacks, as paths. */
export function lackingOfDay(day: PlacedDay, fields: readonly Field[]): string[] {
  return fields.filter((field) => day[field] === undefined).map((field) => `${day.path}.${field}`);
}

/** The gravest management of `days`; undefined if none is told. */
export function gravestManagement(days: readonly PostoperativeDay[]): PostoperativeDay["management"] {
  return (["invasive", "conservative", "none"] as const).find((each) => days.some(({ management }) => management === each));
}
