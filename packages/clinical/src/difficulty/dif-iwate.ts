import { type Finding, type GroupOutcome, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { childPugh } from "../function/fun-child-pugh.ts";
import { type LiverOperation, lackingOperation, type PlannedOperation, type Segment } from "./operation.ts";

export const DIF_IWATE: Rule = {
  id: "DIF-IWATE-2016",
  source: { authors: "Iwate criteria; Ban D et al. (2014)", year: 2016, where: "difficulty of laparoscopic liver resection" },
  verification: "V3",
  population: "laparoscopic resections",
  reservation: "flagged: six factors and four levels are confirmed, the points of the segments are not (4 and 1 least of all)",
};

/** An undivided segment 4 counts as its harder half. */
const LOCATION_POINTS: Readonly<Record<Segment, number>> = {
  "1": 4,
  "2": 2,
  "3": 1,
  "4": 4,
  "4a": 4,
  "4b": 3,
  "5": 3,
  "6": 2,
  "7": 5,
  "8": 5,
};
const EXTENT_POINTS: Partial<Readonly<Record<LiverOperation, number>>> = {
  partial: 0,
  "left lateral sectionectomy": 2,
  segmentectomy: 3,
};
const SECTION_OR_MORE_POINTS = 4;
const LEAST_SIZE_MM = 30;

const LEVELS = [
  { highest: 3, group: "low", during: 0.024, after: 0.048 },
  { highest: 6, group: "intermediate", during: 0.075, after: 0.056 },
  { highest: 9, group: "advanced", during: 0.343, after: 0.281 },
  { highest: 12, group: "expert", during: 0.625, after: 0.437 },
] as const;

/** Difficulty of a laparoscopic resection, 0 to 12 points: place (the hardest tumour), extent, size, vessel, liver, hand assistance. */
export function iwate(operation: PlannedOperation): Finding {
  const child = childPugh(operation.liver ?? {});
  if (child.kind === "not-applicable") return notApplicable(DIF_IWATE, child.because);
  if (child.kind === "known" && child.group === "C")
    return notApplicable(DIF_IWATE, "it scores Child-Pugh A and B; this liver is C");
  const missing = [
    ...lackingOperation(operation, ["operation", "tumourSegments", "largestMm", "nearMajorVessel"]),
    ...(child.kind === "unknown" ? child.missing : []),
  ];
  if (child.kind === "unknown" || missing.length > 0) return unknown(DIF_IWATE, missing);
  if (operation.tumourSegments!.length === 0) return unknown(DIF_IWATE, ["anatomy.lesions[].segments"]);
  const points = {
    place: Math.max(...operation.tumourSegments!.map((segment) => LOCATION_POINTS[segment])),
    extent: EXTENT_POINTS[operation.operation!] ?? SECTION_OR_MORE_POINTS,
    size: operation.largestMm! >= LEAST_SIZE_MM ? 1 : 0,
    vessel: operation.nearMajorVessel ? 1 : 0,
    "Child B": child.group === "B" ? 1 : 0,
    "hand-assisted": operation.handAssistedOrHybrid ? -1 : 0,
  };
  const sum = Object.values(points).reduce((total, each) => total + each, 0);
  const level = LEVELS.find(({ highest }) => sum <= highest)!;
  return known(DIF_IWATE, {
    value: sum,
    unit: "points",
    group: level.group,
    severity: sum > LEVELS[1].highest ? "caution" : "info",
    because: Object.entries(points)
      .map(([name, each]) => `${name} ${each}`)
      .join(", "),
    cautions: [
      ...(operation.tumourSegments!.includes("4") ? ["segment 4 is not divided here and counts as 4a"] : []),
      "complications over grade II in 77 others were 0, 10, 3.5 and 50 % by level",
    ],
    outcomes: complications(level.group),
  });
}

/** What was seen in 142 resections. */
function complications(patients: string): GroupOutcome[] {
  return LEVELS.flatMap(({ group, during, after }) =>
    [
      { outcome: "complication during the operation", value: during },
      { outcome: "major complication after the operation", value: after },
    ].map(
      (each): GroupOutcome => ({
        ...each,
        group,
        basis: "observed",
        unit: "fraction",
        source: "JOGS 2020, 142 in all",
        verification: "V1",
        holdsPatient: group === patients,
      }),
    ),
  );
}
