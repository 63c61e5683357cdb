import { type Finding, type GroupOutcome, known, type Rule, unknown } from "../finding.ts";
import { type LiverOperation, lackingOperation, type PlannedOperation, POSTEROSUPERIOR } from "./operation.ts";

export const DIF_SOUTHAMPTON: Rule = {
  id: "DIF-SOUTHAMPTON-2018",
  source: {
    authors: "Halls MC et al.",
    year: 2018,
    where: "Br J Surg 105:1182",
    readIn: "BMC Surg 2019, 12893-019-0645-y, table 1",
  },
  verification: "V2",
  population: "laparoscopic resections",
};

const POINTS = { chemotherapy: 1, openLiverResection: 5, malignant: 2, technicallyMajor: 2, anatomicallyMajor: 4 } as const;
const SIZE_MM = [30, 50] as const;

const LEVELS = [
  { highest: 2, group: "low", predicted: "under 10 %", observed: 0 },
  { highest: 5, group: "moderate", predicted: "10 to 20 %", observed: 0.095 },
  { highest: 9, group: "high", predicted: "20 to 50 %", observed: 0.555 },
  { highest: 15, group: "extremely high", predicted: "over 50 %", observed: 1 },
] as const;

const UNCONFIRMED =
  "the points of chemotherapy, earlier open resection, malignancy and 3 to 5 cm were not read anywhere; they fit the sum of 15";

/** Difficulty of a laparoscopic resection, 2 to 15 points: metastases are malignant and begin at 2. */
export function southampton(operation: PlannedOperation): Finding {
  const { operation: name } = operation;
  const isNamedMajor = name !== undefined && MAJOR.includes(name);
  const missing = lackingOperation(operation, [
    ...(["operation", "largestMm", "chemotherapyGiven", "openLiverResection"] as const),
    ...(isNamedMajor ? [] : (["segments"] as const)),
    ...(isNamedMajor || name === "partial" ? [] : (["isMajor"] as const)),
  ]);
  if (missing.length > 0) return unknown(DIF_SOUTHAMPTON, missing);
  const extent = extentOf(operation);
  const points = {
    chemotherapy: operation.chemotherapyGiven ? POINTS.chemotherapy : 0,
    "earlier open resection": operation.openLiverResection ? POINTS.openLiverResection : 0,
    malignant: POINTS.malignant,
    size: sizePoints(operation.largestMm!),
    [extent]: extent === "minor" ? 0 : extent === "technically major" ? POINTS.technicallyMajor : POINTS.anatomicallyMajor,
  };
  const sum = Object.values(points).reduce((total, each) => total + each, 0);
  const level = LEVELS.find(({ highest }) => sum <= highest)!;
  return known(DIF_SOUTHAMPTON, {
    value: sum,
    unit: "points",
    group: level.group,
    severity: sum > LEVELS[1].highest ? "caution" : "info",
    because: `${Object.entries(points)
      .map(([name, each]) => `${name} ${each}`)
      .join(", ")}; trouble during the operation predicted in ${level.predicted}`,
    cautions: [UNCONFIRMED],
    outcomes: observed(level.group),
  });
}

function sizePoints(largestMm: number): number {
  return largestMm < SIZE_MM[0] ? 0 : largestMm <= SIZE_MM[1] ? 2 : 3;
}

/** Anatomically major from three whole segments on; technically major where a posterosuperior segment is opened. */
function extentOf({ operation, segments, isMajor }: PlannedOperation): "minor" | "technically major" | "anatomically major" {
  if (MAJOR.includes(operation!)) return "anatomically major";
  if (operation !== "partial" && isMajor) return "anatomically major";
  return segments!.some((segment) => POSTEROSUPERIOR.includes(segment)) ? "technically major" : "minor";
}

const MAJOR: readonly LiverOperation[] = [
  "left hemihepatectomy",
  "right hemihepatectomy",
  "central hepatectomy",
  "right trisectionectomy",
  "left trisectionectomy",
];

/** What was seen in the validation. */
function observed(patients: string): GroupOutcome[] {
  return LEVELS.map(({ group, observed }) => ({
    group,
    outcome: "blood loss over 775 mL, conversion or unintended damage",
    basis: "observed",
    value: observed,
    unit: "fraction",
    source: "BMC Surg 2019, 12893-019-0645-y, 128 in all",
    verification: "V1",
    holdsPatient: group === patients,
  }));
}
