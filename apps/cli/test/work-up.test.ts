import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readNifti } from "@cantlie/formats";
import { type AxisOrder, reorderGrid, reorderValues } from "@cantlie/volume";
import { INTENDED_USE, type PlanDocument, planDocument } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { TAG, withValue } from "./dicom-value.ts";
import { runCantlie } from "./run-cantlie.ts";
import { GRID, maskOf, niftiGz, organMl, planArguments, scanFiles, write, writePatient, writeScan } from "./written-patient.ts";

/** Nobody's: words that could stand in no output by chance. */
const NAME = "Quixotenstein^Ulrike";
const WRITTEN = writePatient();
writeScan(
  WRITTEN.image,
  scanFiles().map(({ name, bytes }) => ({
    name,
    bytes: withValue(withValue(withValue(bytes, TAG.patientName, NAME), TAG.patientId, "PID-77120"), TAG.birthDate, "19511231"),
  })),
);

const BALL = maskOf("lesions");
const HALF = maskOf("liver").map((inside, at) => (at % GRID.size[0] < 24 ? inside : 0));
const DRAWN = {
  schemaVersion: 1,
  plans: [
    { id: "half", stages: [{ resections: [{ kind: "drawn", file: "half.nii.gz" }] }] },
    { id: "half-flipped", stages: [{ resections: [{ kind: "drawn", file: "flipped.nii.gz" }] }] },
    { id: "ball", stages: [{ resections: [{ kind: "drawn", file: "ball.nii.gz" }] }] },
    { id: "watch", stages: [{ resections: [], surveil: [{ lesion: "L1", atMm: [-90, -20, 10] }] }] },
  ],
};
const REPORTS = ["report.html", "report.pdf", "leaflet.html", "leaflet.pdf"];
/** The same mask as another program may store it. */
const ORDER: AxisOrder = { from: [2, 0, 1], flipped: [true, false, true] };
write(WRITTEN.folder, "half.nii.gz", niftiGz(HALF));
write(WRITTEN.folder, "flipped.nii.gz", niftiGz(reorderValues(HALF, GRID, ORDER), reorderGrid(GRID, ORDER)));
write(WRITTEN.folder, "ball.nii.gz", niftiGz(BALL));
const RESECTIONS = write(WRITTEN.folder, "resections.json", JSON.stringify(DRAWN));

const OUT = join(WRITTEN.folder, "out");
const PLAN = runCantlie([...planArguments(WRITTEN, { "--resections": RESECTIONS }), "--out", OUT, "--json"]);
const SAVED = readFileSync(join(OUT, "plan.json"), "utf8");
const DOCUMENT = JSON.parse(SAVED) as PlanDocument;
const plan = (id: string) => DOCUMENT.plans.find((one) => one.id === id)!;

describe("plan", () => {
  test("prints plan.json and nothing else on stdout, and ends well", () => {
    expect([PLAN.code, PLAN.stderr]).toEqual([0, ""]);
    expect(JSON.parse(PLAN.stdout)).toEqual(DOCUMENT);
    expect(planDocument.parse(DOCUMENT)).toEqual(DOCUMENT);
  });

  test("leaves what the contract names, and nothing half-written beside it", () => {
    expect(readdirSync(OUT).sort()).toEqual([
      "labels",
      "leaflet.html",
      "leaflet.pdf",
      "measurements.dcm",
      "plan.json",
      "report.html",
      "report.pdf",
      "run.json",
      "segmentation.dcm",
    ]);
    expect(readdirSync(WRITTEN.folder).filter((name) => name.startsWith("."))).toEqual([]);
  });

  test("measures what the masks hold", () => {
    expect(DOCUMENT.anatomy.liverVolumeMl).toBeCloseTo(organMl(), 9);
    const half = HALF.reduce<number>((sum, inside) => sum + inside, 0);
    expect(plan("half").volumes.resectedMl).toBeCloseTo((half * 4 * 4 * 5) / 1000, 9);
    expect(plan("half").clearsDisease).toBe(true);
    expect(plan("ball").volumes.resectedMl).toBeCloseTo(DOCUMENT.anatomy.tumourVolumeMl, 9);
    expect(plan("ball").volumes.healthyResectedMl).toBe(0);
  });

  test("[ORI-01] a drawn mask stored with other axes is the same plan", () => {
    const { id: _, name: __, stages, ...half } = plan("half");
    const { id: ___, name: ____, stages: flippedStages, ...flipped } = plan("half-flipped");
    expect(flipped).toEqual(half);
    expect(flippedStages[0]!.volumes).toEqual(stages[0]!.volumes);
  });

  test("[PLN-02] a plan that only watches the lesion does not clear the disease, and the report says so", () => {
    expect(plan("watch")).toMatchObject({ clearsDisease: false, margins: [{ lesion: "L1", kind: "surveilled" }] });
  });

  test("the label maps written are on the image's grid and say what plan.json says", () => {
    const { image } = readNifti(readFileSync(join(OUT, "labels/lesions.nii.gz")), { inflate: gunzipSync });
    expect(image.grid.size).toEqual(GRID.size);
    expect([...image.values].filter((value) => value === 1)).toHaveLength(BALL.reduce<number>((sum, inside) => sum + inside, 0));
    expect(image.values.every((value, at) => (value !== 0) === (BALL[at] !== 0))).toBe(true);
  });
});

describe("[OUT-02] the same input", () => {
  test("gives the same bytes whatever the order of options, file names, folders, time zone and language", () => {
    const elsewhere = join(WRITTEN.folder, "other names");
    for (const [option, path] of Object.entries(WRITTEN.labels)) {
      mkdirSync(elsewhere, { recursive: true });
      cpSync(path, join(elsewhere, `Z${option.length} maske.nii.gz${option.slice(2)}`));
    }
    const slices = readdirSync(WRITTEN.image).sort();
    slices.forEach((name, n) => {
      // named backwards, some without an ending, in folders of their own
      const target = join(elsewhere, "scan", `part ${n % 3}`, `IM${slices.length - n}${n % 2 ? "" : ".dcm"}`);
      write(join(elsewhere, "scan", `part ${n % 3}`), ".keep", "");
      cpSync(join(WRITTEN.image, name), target);
    });
    const options = Object.keys(WRITTEN.labels)
      .reverse()
      .flatMap((option) => [option, join(elsewhere, `Z${option.length} maske.nii.gz${option.slice(2)}`)]);
    const out = join(WRITTEN.folder, "out-2");
    const { code, stderr } = runCantlie(
      [
        "plan",
        "--out",
        out,
        "--resections",
        RESECTIONS,
        "--patient",
        WRITTEN.patient,
        ...options,
        "--image",
        join(elsewhere, "scan"),
        "--quiet",
      ],
      { TZ: "Pacific/Kiritimati", LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8" },
    );
    expect([code, stderr]).toEqual([0, ""]);
    expect(readFileSync(join(out, "plan.json"), "utf8")).toBe(SAVED);
  });

  test("`verify` agrees, and names a number that was changed", () => {
    const agreed = runCantlie(["verify", OUT, "--json"]);
    expect([agreed.code, JSON.parse(agreed.stdout)]).toEqual([0, { schemaVersion: 1, agrees: true, differences: [] }]);
    const forged = join(WRITTEN.folder, "forged");
    cpSync(OUT, forged, { recursive: true });
    const at = DOCUMENT.plans.findIndex(({ id }) => id === "half");
    const changed = JSON.parse(SAVED) as { plans: { volumes: { resectedMl: number } }[] };
    changed.plans[at]!.volumes.resectedMl += 0.001;
    writeFileSync(join(forged, "plan.json"), `${JSON.stringify(changed, null, 1)}\n`);
    const { code, stdout } = runCantlie(["verify", forged, "--json"]);
    expect(code).toBe(5);
    const { agrees, differences } = JSON.parse(stdout) as { agrees: boolean; differences: string[] };
    expect(agrees).toBe(false);
    expect(differences).toEqual([expect.stringMatching(new RegExp(`^plans\\.${at}\\.volumes\\.resectedMl: saved .*, now `))]);
  });

  test("`verify` finds bytes that differ though they say the same", () => {
    const spaced = join(WRITTEN.folder, "spaced");
    cpSync(OUT, spaced, { recursive: true });
    writeFileSync(join(spaced, "plan.json"), `${SAVED}\n`);
    const { code, stdout } = runCantlie(["verify", spaced, "--json"]);
    expect([code, JSON.parse(stdout)]).toEqual([
      5,
      { schemaVersion: 1, agrees: false, differences: ["the same values, written otherwise"] },
    ]);
  });

  test("`report` writes the same bytes again", () => {
    const before = REPORTS.map((name) => readFileSync(join(OUT, name)));
    for (const name of REPORTS) writeFileSync(join(OUT, name), "lost");
    const { code, stdout } = runCantlie(["report", OUT, "--json"]);
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ schemaVersion: 1, written: REPORTS })]);
    REPORTS.forEach((name, n) => {
      expect(readFileSync(join(OUT, name)).equals(before[n]!), name).toBe(true);
    });
    expect(readFileSync(join(OUT, "plan.json"), "utf8")).toBe(SAVED);
  });

  test("`report` writes the leaflet of another plan, with the hospital that it is given, and refuses a plan that is none", () => {
    const hospital = write(WRITTEN.folder, "hospital.json", JSON.stringify({ schemaVersion: 1, name: "Northfield General" }));
    const other = DOCUMENT.plans.find(({ id, clearsDisease }) => clearsDisease && id !== DOCUMENT.order[0])!;
    expect(runCantlie(["report", OUT, "--leaflet-plan", other.id, "--hospital", hospital]).code).toBe(0);
    const leaflet = readFileSync(join(OUT, "leaflet.html"), "utf8");
    expect(leaflet).toContain("Northfield General");
    expect(leaflet.toLowerCase()).toContain(`your doctors call it “${other.name.toLowerCase()}”`);
    const { code, stderr } = runCantlie(["report", OUT, "--leaflet-plan", "no-such-plan", "--quiet"]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/there is no plan no-such-plan .* half/);
    expect(readFileSync(join(OUT, "leaflet.html"), "utf8")).toBe(leaflet);
  });

  test("`assess --plan` finds for the same patient what plan found", () => {
    const { code, stdout } = runCantlie(["assess", "--patient", WRITTEN.patient, "--plan", join(OUT, "plan.json"), "--json"]);
    expect(code).toBe(0);
    const { findings } = JSON.parse(stdout) as { findings: { plan: string }[] };
    const ofHalf = findings.filter((finding) => finding.plan === "half");
    expect(ofHalf).toEqual(plan("half").findings.map((finding) => ({ ...finding, plan: "half" })));
  });
});

describe("[PRV-01] the patient's name, number and birth date", () => {
  const identity = /quixotenstein|ulrike|77120|19511231|1951-12-31|31\.12\.1951/i;

  test("stand in the heading of the report and in no other file or message", () => {
    const report = readFileSync(join(OUT, "report.html"), "utf8");
    expect(report).toMatch(/Quixotenstein/);
    const files = (readdirSync(OUT, { recursive: true }) as string[]).filter((name) => /\.(json|gz)$/.test(name));
    expect(files.length).toBeGreaterThan(3);
    for (const name of files) {
      const bytes = readFileSync(join(OUT, name));
      expect(identity.test(name.endsWith(".gz") ? gunzipSync(bytes).toString("latin1") : bytes.toString("utf8")), name).toBe(
        false,
      );
    }
    expect(PLAN.stdout + PLAN.stderr).not.toMatch(identity);
    expect(runCantlie(planArguments(WRITTEN).concat("--out", join(WRITTEN.folder, "told"), "--no-search")).stdout).not.toMatch(
      identity,
    );
  });

  test("are not told by `inspect`, nor by a refusal", () => {
    const { stdout, stderr } = runCantlie(["inspect", WRITTEN.image]);
    expect(stdout + stderr).not.toMatch(identity);
    const broken = join(WRITTEN.folder, "broken");
    cpSync(WRITTEN.image, broken, { recursive: true });
    writeFileSync(join(broken, "image-0009.dcm"), readFileSync(join(broken, "image-0009.dcm")).subarray(0, 2000));
    const refusal = runCantlie([...planArguments(WRITTEN, { "--image": broken }), "--out", join(WRITTEN.folder, "none")]);
    expect(refusal.code).toBe(3);
    expect(refusal.stdout + refusal.stderr).not.toMatch(identity);
  });
});

describe("what is printed", () => {
  test("[USE-01] the intended use stands in plan.json, on the terminal and on the report", () => {
    const { code, stdout } = runCantlie([...planArguments(WRITTEN), "--out", join(WRITTEN.folder, "printed"), "--no-search"]);
    // no plan at all: told with its reason, and the exit code of it
    expect(code).toBe(4);
    expect(stdout).toMatch(/no plan meets the policy: no plan was made/);
    expect(stdout).toContain(INTENDED_USE);
    expect(DOCUMENT.intendedUse).toBe(INTENDED_USE);
    for (const folder of [OUT, join(WRITTEN.folder, "printed")])
      expect(readFileSync(join(folder, "report.html"), "utf8")).toContain(INTENDED_USE);
  });

  test("progress goes to stderr and not to stdout, and --quiet ends it", () => {
    const loud = runCantlie([...planArguments(WRITTEN), "--out", join(WRITTEN.folder, "loud"), "--no-search"]);
    expect(loud.stderr).toMatch(/reading image and labels\n/);
    expect(loud.stdout).not.toMatch(/reading image/);
    const quiet = runCantlie([...planArguments(WRITTEN), "--out", join(WRITTEN.folder, "quiet"), "--no-search", "--quiet"]);
    expect([quiet.stderr, quiet.stdout.length > 0]).toEqual(["", true]);
    expect(existsSync(join(WRITTEN.folder, "quiet", "plan.json"))).toBe(true);
  });
});
