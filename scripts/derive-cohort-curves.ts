/**
 * Makes packages/clinical/src/survival/cohort-curves.json from crlm-cohort.csv of the folder that CANTLIE_DATA names: curves only,
 * no patient. Run `npx tsx scripts/derive-cohort-curves.ts`.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { CohortComparison, CohortCurve, CohortCurves } from "../packages/clinical/src/survival/cohort-curves.ts";
import { kaplanMeier, medianSurvival } from "../packages/clinical/src/survival/kaplan-meier.ts";
import { logRankTest } from "../packages/clinical/src/survival/log-rank.ts";
import { numberAtRisk, type Observation } from "../packages/clinical/src/survival/observation.ts";

const TARGET = "packages/clinical/src/survival/cohort-curves.json";
const AT_RISK_MONTHS = [0, 12, 24, 36, 48, 60, 72, 84, 96, 108, 120];
const ENDPOINTS = ["overall survival", "disease-free survival"] as const;
const GROUPS = ["all", "low", "high"] as const;
/** The table's mark for a missing value. */
const MISSING = -999;

if (process.argv[1] === resolve(import.meta.filename)) {
  const curves = deriveCohortCurves(readFileSync(join(process.env.CANTLIE_DATA ?? "../shared/data", "crlm-cohort.csv"), "utf8"));
  writeFileSync(TARGET, JSON.stringify(curves));
  execFileSync("npx", ["biome", "format", "--write", TARGET]);
  console.log(`wrote ${curves.curves.length} curves of ${curves.patients} patients to ${TARGET}`);
}

/** @throws Error if a column is missing or a row does not fit */
export function deriveCohortCurves(csv: string): CohortCurves {
  const patients = readPatients(csv);
  return {
    attribution:
      "Derived from: Simpson AL and others, Preoperative CT and Survival Data for Patients Undergoing Resection of Colorectal Liver Metastases (Colorectal-Liver-Metastases), The Cancer Imaging Archive 2023, doi 10.7937/QXK2-QG03, CC BY 4.0",
    population: "197 patients after resection of colorectal liver metastases at one US centre, chosen for having a CT before it",
    era: "years of operation are not in the table; published in 2023",
    endpoints: {
      "overall survival": "from the operation to death of any cause",
      "disease-free survival": "from the operation to recurrence, progression or death",
    },
    patients: patients.length,
    withoutScore: patients.filter(({ riskScore }) => riskScore === undefined).length,
    medianFollowUpMonths: medianFollowUp(patients),
    atRiskMonths: AT_RISK_MONTHS,
    curves: ENDPOINTS.flatMap((endpoint) =>
      GROUPS.map((group) =>
        curveOf(
          inGroup(patients, group).map((patient) => patient[endpoint]),
          { endpoint, group },
        ),
      ),
    ),
    comparisons: ENDPOINTS.map((endpoint) => comparison(patients, endpoint)),
  };
}

interface CohortPatient extends Readonly<Record<CohortCurve["endpoint"], Observation>> {
  /** 0 to 5; absent where the table has none */
  readonly riskScore?: number;
}

function readPatients(csv: string): CohortPatient[] {
  const [header, ...rows] = csv
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  return rows.map((row, n) => {
    const field = (name: string): number => {
      const text = row[header!.indexOf(name)];
      if (text === undefined || text === "" || row.length !== header!.length || !Number.isFinite(Number(text)))
        throw new Error(`row ${n + 2}, column ${name}: ${JSON.stringify(text)}, expected a number`);
      return Number(text);
    };
    const observation = (months: string, event: string) => ({ time: field(months), event: field(event) === 1 });
    const score = field("clinrisk_score");
    return {
      ...(score === MISSING ? {} : { riskScore: score }),
      "overall survival": observation("overall_survival_months", "vital_status"),
      "disease-free survival": observation("months_to_DFS_progression", "vital_status_DFS"),
    };
  });
}

function inGroup(patients: readonly CohortPatient[], group: CohortCurve["group"]): CohortPatient[] {
  return patients.filter(
    ({ riskScore }) => group === "all" || (riskScore !== undefined && riskScore >= 3 === (group === "high")),
  );
}

function curveOf(observations: readonly Observation[], names: Pick<CohortCurve, "endpoint" | "group">): CohortCurve {
  const curve = kaplanMeier(observations);
  const { median, low, high } = medianSurvival(curve);
  return {
    ...names,
    patients: curve.patients,
    events: curve.events,
    steps: curve.steps
      .filter(({ events }) => events > 0)
      .map(({ time, survivalFraction, interval }) =>
        interval === undefined
          ? [time, rounded(survivalFraction)]
          : [time, rounded(survivalFraction), rounded(interval[0]), rounded(interval[1])],
      ),
    lastMonths: curve.steps.at(-1)!.time,
    atRisk: AT_RISK_MONTHS.map((months) => numberAtRisk(observations, months)),
    ...(median === undefined ? {} : { medianMonths: median }),
    ...(low === undefined ? {} : { medianLowMonths: low }),
    ...(high === undefined ? {} : { medianHighMonths: high }),
  };
}

function comparison(patients: readonly CohortPatient[], endpoint: CohortCurve["endpoint"]): CohortComparison {
  const found = logRankTest(
    (["low", "high"] as const).map((group) => inGroup(patients, group).map((patient) => patient[endpoint])),
  );
  if (found.kind === "unknown") throw new Error(`${endpoint}: ${found.because}`);
  return { endpoint, chiSquare: rounded(found.chiSquare), p: Number(found.p.toPrecision(3)) };
}

/** Who is alive at the end was followed as long as can be known, so death is what censors. */
function medianFollowUp(patients: readonly CohortPatient[]): number {
  const reversed = patients.map((patient) => ({
    time: patient["overall survival"].time,
    event: !patient["overall survival"].event,
  }));
  return medianSurvival(kaplanMeier(reversed)).median!;
}

/** A thousandth of a point of per cent is less than any line's width, and the file stays small. */
function rounded(value: number): number {
  return Number(value.toFixed(5));
}
