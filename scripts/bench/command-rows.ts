import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { median } from "./measure.ts";
import type { Row } from "./table.ts";

/** The labels of the real case, by the option that takes them. */
const LABELS = {
  "--image": "ct",
  "--liver": "liver",
  "--lesions": "tumours",
  "--portal-vein": "portal-vein",
  "--hepatic-vein": "hepatic-vein",
  "--artery": "artery",
  "--couinaud": "couinaud",
} as const;

/** The whole command on a real case, against no more than unpacking its input. */
export function commandRows(isQuick: boolean): Row[] {
  const what = "`plan` on `ircadb-01`, labels given, report included";
  const target = "≤ 5 s on 2 cores; ≤ 6 × gunzip of its input";
  const folder = resolve(process.env.CANTLIE_DATA ?? "../shared/data", "ircadb-01");
  if (!existsSync(folder)) return [{ what, ours: "not measured: no data", peers: [], target }];
  const files = Object.values(LABELS).map((name) => join(folder, `${name}.nii.gz`));
  const repeats = isQuick ? 1 : 3;
  const gunzipSeconds = seconds(repeats, () => {
    for (const file of files) gunzipSync(readFileSync(file));
  });
  const planSeconds = seconds(repeats, () => plan(folder));
  if (planSeconds === undefined || gunzipSeconds === undefined)
    return [{ what, ours: "not measured: the command did not end well", peers: [], target }];
  return [
    {
      what,
      ours: `${planSeconds.toFixed(2)} s, ${(planSeconds / gunzipSeconds).toFixed(1)} × gunzip`,
      peers: [`gunzip (zlib) ${gunzipSeconds.toFixed(2)} s`],
      target,
      met: planSeconds <= 5 && planSeconds <= 6 * gunzipSeconds,
    },
  ];
}

/** Targets that need parts of the product which do not exist yet. */
export function rowsNotMeasured(): Row[] {
  const later = (what: string, target: string, reason: string): Row => ({
    what,
    ours: `not measured: ${reason}`,
    peers: [],
    target,
  });
  return [
    later("`plan` on 512×512×600", "≤ 12 s, peak memory ≤ 4 × the image", "no such case in the data folder"),
    later("drag of a resection surface in the browser", "≤ 16 ms worker time, ≤ 33 ms frame", "the workbench is not built yet"),
    later("first axial slice of a 512×512×300 series in the browser", "≤ 3 s", "the workbench is not built yet"),
    later("cohort workers", "close to linear while cores last", "`cohort` is not built yet"),
  ];
}

function plan(folder: string): void {
  const out = mkdtempSync(join(tmpdir(), "cantlie-bench-"));
  try {
    const patient = join(out, "patient.json");
    writeFileSync(patient, JSON.stringify({ schemaVersion: 1, sex: "male", heightCm: 176, weightKg: 82 }));
    const inputs = Object.entries(LABELS).flatMap(([option, name]) => [option, join(folder, `${name}.nii.gz`)]);
    const command = ["--no", "cantlie", "plan", ...inputs, "--patient", patient, "--out", join(out, "plan"), "--quiet"];
    execFileSync("npx", command, { stdio: "pipe" });
  } catch (error) {
    // 4: done, but no plan meets the policy
    if ((error as { status?: number }).status !== 4) throw error;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** Median wall-clock time, or undefined if it failed; the reason goes to stderr. */
function seconds(repeats: number, run: () => void): number | undefined {
  try {
    const durations = Array.from({ length: repeats }, () => {
      const begin = performance.now();
      run();
      return (performance.now() - begin) / 1000;
    });
    return median(durations);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
