import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { daysFrom, lackingOfDay, notOperatedYet, type PlacedDay, type PostoperativeCourse } from "./postoperative-course.ts";

export const FUN_ISGLS_HAEMORRHAGE: Rule = {
  id: "FUN-ISGLS-HAEMORRHAGE",
  source: { authors: "Rahbari NN et al.", year: 2011, where: "HPB, PMC3163274, table 2" },
  verification: "V1",
};

/** More than 3 g/dL. */
const DROP_G_PER_L = 30;
/** Up to two units are grade A; and, given at once for loss during the operation, no bleeding after it. */
const FEW_UNITS = 2;

/**
 * Bleeding after hepatectomy: haemoglobin over 3 g/dL lower than first after the operation, transfusion, or an invasive measure,
 * with bleeding into the abdomen seen. A up to two units, B more, C embolisation or another laparotomy. Two units or fewer on the
 * day of the operation make up for what was lost in it and do not count.
 */
export function haemorrhageGrade(course: PostoperativeCourse): Finding {
  const before = notOperatedYet(course);
  if (before !== undefined) return notApplicable(FUN_ISGLS_HAEMORRHAGE, before);
  const days = daysFrom(0, course);
  const wasSeen = days.some(({ bleedingSeen }) => bleedingSeen);
  const units = unitsAfterwards(days, wasSeen);
  const dropGPerL = largestDropGPerL(days);
  const isStopped = wasSeen && days.some(({ bleedingSeen, management }) => bleedingSeen && management === "invasive");
  const signs = [
    ...(dropGPerL !== undefined && dropGPerL > DROP_G_PER_L ? [`haemoglobin fell by ${dropGPerL} g/L`] : []),
    ...(units !== undefined && units > 0 ? [`${units} units were given`] : []),
    ...(isStopped ? ["embolisation or another laparotomy"] : []),
  ];
  if (signs.length === 0) return withoutSigns(days, dropGPerL, units);
  if (!wasSeen) return withoutProof(days, signs);
  const untold = unitPaths(days);
  if (!isStopped && units === undefined) return unknown(FUN_ISGLS_HAEMORRHAGE, untold, "warning");
  const grade = isStopped ? 3 : units! > FEW_UNITS ? 2 : 1;
  return known(FUN_ISGLS_HAEMORRHAGE, {
    value: grade,
    unit: "grade",
    group: (["A", "B", "C"] as const)[grade - 1]!,
    severity: "warning",
    because: `bleeding into the abdomen was seen; ${signs.join(", ")}`,
    cautions: grade === 1 && untold.length > 0 ? [`units of some days are not told: ${untold.join(", ")}`] : [],
  });
}

/** Units given after the operation, but for few on its day without bleeding seen; undefined if no day tells. */
function unitsAfterwards(days: readonly PlacedDay[], wasSeen: boolean): number | undefined {
  const told = days.filter(({ transfusionUnits }) => transfusionUnits !== undefined);
  if (told.length === 0) return undefined;
  const counted = told.filter(({ day, transfusionUnits }) => wasSeen || day > 0 || transfusionUnits! > FEW_UNITS);
  return counted.reduce((sum, { transfusionUnits }) => sum + transfusionUnits!, 0);
}

function unitPaths(days: readonly PlacedDay[]): string[] {
  return days.flatMap((day) => lackingOfDay(day, ["transfusionUnits"]));
}

/** From the first haemoglobin after the operation to the lowest later one; undefined with fewer than two. */
function largestDropGPerL(days: readonly PlacedDay[]): number | undefined {
  const results = days.flatMap(({ haemoglobinGPerL }) => haemoglobinGPerL ?? []);
  return results.length < 2 ? undefined : results[0]! - Math.min(...results.slice(1));
}

function withoutSigns(days: readonly PlacedDay[], dropGPerL: number | undefined, units: number | undefined): Finding {
  if (dropGPerL === undefined && units === undefined)
    return unknown(FUN_ISGLS_HAEMORRHAGE, ["postoperative[].haemoglobinGPerL", "postoperative[].transfusionUnits"]);
  if (units === undefined) return unknown(FUN_ISGLS_HAEMORRHAGE, unitPaths(days));
  const cautions = dropGPerL === undefined ? ["fewer than two results of haemoglobin: a fall was not looked for"] : [];
  return known(FUN_ISGLS_HAEMORRHAGE, {
    value: 0,
    unit: "grade",
    group: "none",
    because: "no fall of haemoglobin by more than 30 g/L and no transfusion for bleeding",
    cautions,
  });
}

/** Signs without proof: none if somebody looked and saw no bleeding, otherwise to be looked for. */
function withoutProof(days: readonly PlacedDay[], signs: readonly string[]): Finding {
  const looked = days.some(({ bleedingSeen }) => bleedingSeen === false);
  if (!looked) return unknown(FUN_ISGLS_HAEMORRHAGE, lackingOfDay(days.at(-1)!, ["bleedingSeen"]), "warning");
  return known(FUN_ISGLS_HAEMORRHAGE, {
    value: 0,
    unit: "grade",
    group: "none",
    severity: "caution",
    because: `${signs.join(", ")}, but no bleeding into the abdomen was seen`,
  });
}
