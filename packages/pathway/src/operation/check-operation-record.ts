import { isCalendarDay, refusedPatientFields } from "@cantlie/clinical";
import { checkPathology } from "./check-pathology.ts";
import { type FieldProblem, outside, problem } from "./field-problem.ts";
import type { OperationRecord, ResectionReport, UltrasoundLesion, UltrasoundReport } from "./operation-record.ts";

/** Every field of `record` that is impossible or contradicts another, with its path; empty for a record that can be used. */
export function checkOperationRecord(record: OperationRecord): FieldProblem[] {
  return [
    ...days(record),
    ...ultrasound(record.ultrasound),
    ...resection(record),
    ...closing(record),
    ...drain(record),
    // 10 L is more than the blood of a large person; 300 min of clamping is in no series of resections
    ...outside("bloodLossMl", record.bloodLossMl, [0, 10_000]),
    ...outside("inflowClampedMinutes", record.inflowClampedMinutes, [0, 300]),
    ...refusedPatientFields({
      ...(record.postoperative === undefined ? {} : { postoperative: record.postoperative }),
      laboratory: { inr: record.inrBefore, bilirubinUmolPerL: record.bilirubinBeforeUmolPerL },
    }).map(({ path, ...rest }) => ({ ...rest, path: BEFORE[path] ?? path })),
    ...checkPathology(record),
  ];
}

/** The guardrails of the laboratory hold for what was measured before the operation. */
const BEFORE: Readonly<Record<string, string>> = {
  "laboratory.inr": "inrBefore",
  "laboratory.bilirubinUmolPerL": "bilirubinBeforeUmolPerL",
};

function days({ operatedOn, dischargedOn, pathology }: OperationRecord): FieldProblem[] {
  const given = { operatedOn, dischargedOn, "pathology.reportedOn": pathology?.reportedOn };
  const wrong = Object.entries(given).filter(([, day]) => day !== undefined && !isCalendarDay(day));
  if (wrong.length > 0)
    return wrong.map(([path, day]) =>
      problem(path, `found ${JSON.stringify(day)}, expected a calendar day such as "2026-03-10"`),
    );
  if (operatedOn === undefined) return [];
  return Object.entries(given)
    .filter(([, day]) => day !== undefined && day < operatedOn)
    .map(([path, day]) => problem(path, `found ${day}, expected no earlier than the operation on ${operatedOn}`));
}

function ultrasound(report: UltrasoundReport | undefined): FieldProblem[] {
  if (report === undefined) return [];
  const lesions = report.lesions ?? [];
  if (!report.done && lesions.length > 0)
    return [problem("ultrasound.lesions", `found ${lesions.length} although no ultrasound was done, expected none`)];
  const ids = lesions.map(({ lesion }) => lesion);
  return lesions.flatMap((each, n) => {
    const path = `ultrasound.lesions[${n}]`;
    const again = each.lesion !== undefined && ids.indexOf(each.lesion) < n;
    return [
      ...(again ? [problem(`${path}.lesion`, `found ${each.lesion} again, expected each lesion once`)] : []),
      ...ultrasoundLesion(each, path),
    ];
  });
}

function ultrasoundLesion({ lesion, finding, sizeMm, segment, vessels = [] }: UltrasoundLesion, path: string): FieldProblem[] {
  return [
    ...(finding === "new" && lesion !== undefined
      ? [problem(`${path}.lesion`, `found ${lesion} for a new lesion, expected no id: the plan does not know it`)]
      : []),
    ...(finding !== "new" && lesion === undefined
      ? [problem(`${path}.lesion`, `not given, expected the plan's id of a lesion that was looked for, or "new" as the finding`)]
      : []),
    ...(finding === "not seen" && sizeMm !== undefined
      ? [problem(`${path}.sizeMm`, `found ${sizeMm} mm of a lesion that was not seen, expected none`)]
      : []),
    // 300 mm is longer than any liver is wide
    ...outside(`${path}.sizeMm`, sizeMm, [1, 300], { name: "cm", factor: 10 }),
    ...outside(`${path}.segment`, segment, [1, 8]),
    ...whole(`${path}.segment`, segment),
    ...vessels.flatMap(({ relation, distanceMm }, n) => {
      const at = `${path}.vessels[${n}].distanceMm`;
      if (relation !== "apart" && distanceMm !== undefined && distanceMm > 0)
        return [problem(at, `found ${distanceMm} mm from a vessel that is called ${relation}, expected 0 or none`)];
      if (relation === "apart" && distanceMm === 0)
        return [problem(at, "found 0 mm from a vessel that is called apart, expected more")];
      return outside(at, distanceMm, [0, 300]);
    }),
  ];
}

function resection({ resection: report, ultrasound: seen }: OperationRecord): FieldProblem[] {
  if (report === undefined) return [];
  const { extent, because, segments = [], wedges = 0, specimenMassG } = report;
  return [
    ...(extent !== "as planned" && (because === undefined || because.trim() === "")
      ? [problem("resection.because", `not given for "${extent}", expected the reason for leaving the plan`)]
      : []),
    ...segments.flatMap((segment, n) => [
      ...outside(`resection.segments[${n}]`, segment, [1, 8]),
      ...whole(`resection.segments[${n}]`, segment),
      ...(segments.indexOf(segment) < n
        ? [problem(`resection.segments[${n}]`, `found ${segment} again, expected each once`)]
        : []),
    ]),
    // as many as there are lesions in the largest series; more is a slip of the hand
    ...outside("resection.wedges", wedges, [0, 50]),
    ...whole("resection.wedges", wedges),
    // a whole large liver weighs about 3 kg
    ...outside("resection.specimenMassG", specimenMassG, [1, 3000], { name: "kg", factor: 1000 }),
    ...(extent === "nothing resected" ? somethingResected(report, seen) : []),
  ];
}

function somethingResected({ segments = [], wedges = 0 }: ResectionReport, seen: UltrasoundReport | undefined): FieldProblem[] {
  const expected = 'expected none as the extent is "nothing resected"';
  return [
    ...(segments.length > 0 ? [problem("resection.segments", `found ${segments.join(", ")}, ${expected}`)] : []),
    ...(wedges > 0 ? [problem("resection.wedges", `found ${wedges}, ${expected}`)] : []),
    ...(seen?.lesions ?? []).flatMap(({ done }, n) =>
      done === "resected" ? [problem(`ultrasound.lesions[${n}].done`, `found "resected", ${expected}`)] : [],
    ),
  ];
}

function closing({ haemostasis, bileLeakTest }: OperationRecord): FieldProblem[] {
  const found: FieldProblem[] = [];
  if (haemostasis?.checked === true && (haemostasis.how ?? []).length === 0)
    found.push(problem("haemostasis.how", "not given, expected how it was checked"));
  if (haemostasis?.checked === false && (haemostasis.how ?? []).length > 0)
    found.push(problem("haemostasis.how", `found ${haemostasis.how!.join(", ")} although it was not checked, expected none`));
  if (bileLeakTest?.done === true)
    for (const field of ["how", "leak"] as const)
      if (bileLeakTest[field] === undefined) found.push(problem(`bileLeakTest.${field}`, "not given of a test that was done"));
  if (bileLeakTest?.done === false)
    for (const field of ["how", "leak"] as const)
      if (bileLeakTest[field] !== undefined)
        found.push(problem(`bileLeakTest.${field}`, `found "${bileLeakTest[field]}" of a test that was not done, expected none`));
  return found;
}

function drain({ drain: report, postoperative = [] }: OperationRecord): FieldProblem[] {
  if (report === undefined) return [];
  const { placed, removedOnDay } = report;
  if (!placed && removedOnDay !== undefined)
    return [problem("drain.removedOnDay", `found ${removedOnDay} of a drain that was not placed, expected none`)];
  return [
    // a drain for longer than a year is another illness
    ...outside("drain.removedOnDay", removedOnDay, [0, 365]),
    ...whole("drain.removedOnDay", removedOnDay),
    ...postoperative.flatMap(({ day, drainBilirubinUmolPerL }, n) => {
      if (drainBilirubinUmolPerL === undefined) return [];
      const path = `postoperative[${n}].drainBilirubinUmolPerL`;
      if (!placed) return [problem(path, "found a value although no drain was placed, expected none")];
      return removedOnDay !== undefined && day > removedOnDay
        ? [problem(path, `found a value on day ${day}, expected none after the drain's removal on day ${removedOnDay}`)]
        : [];
    }),
  ];
}

function whole(path: string, value: number | undefined): FieldProblem[] {
  return value === undefined || Number.isInteger(value) ? [] : [problem(path, `found ${value}, expected a whole number`)];
}
