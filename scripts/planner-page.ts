/**
 * Makes the parts of docs/explanation/planner.md that are measured on a real liver, and the pictures there. Needs the case
 * `ircadb-01` in CANTLIE_DATA. Run `npm run planner-page`; with a folder that holds a work-up of that case, which the page's command wrote, it
 * is not planned again.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { readImageFile } from "@cantlie/formats";
import { makeCandidates } from "@cantlie/planning";
import { onOrganGrid } from "@cantlie/walk";
import { DEFAULT_POLICY, type PlanDocument } from "@cantlie/workup";
import { makeParcels } from "../packages/planning/src/parcels/make-parcels.ts";
import { ircadb01 } from "../packages/planning/test/ircadb-01-anatomy.ts";
import { comparisonText } from "./planner-page/comparison-text.ts";
import { plannerPictures } from "./planner-page/planner-pictures.ts";
import { shownPlansText } from "./planner-page/shown-plans-text.ts";

const PAGE = "docs/explanation/planner.md";
const FOLDER = resolve(process.env.CANTLIE_DATA ?? "../shared/data", "ircadb-01");
/** Stated, not the patient's: the public case comes without height and weight. */
const PATIENT = { schemaVersion: 1, sex: "male", heightCm: 176, weightKg: 82 };
const LABELS = {
  "--image": "ct",
  "--liver": "liver",
  "--lesions": "tumours",
  "--portal-vein": "portal-vein",
  "--hepatic-vein": "hepatic-vein",
  "--couinaud": "couinaud",
} as const;

if (!existsSync(FOLDER)) {
  console.log("skipped: no data");
  process.exit(0);
}
const document = planDocument(process.argv[2]);
const prepared = ircadb01();
const { marginWantedMm, marginAutomaticMinimumMm, hilumClearanceMm, ablation, maxCuts } = DEFAULT_POLICY;
const { candidates } = makeCandidates(prepared, {
  marginWantedMm: marginWantedMm.value,
  marginAutomaticMinimumMm: marginAutomaticMinimumMm.value,
  hilumClearanceMm: hilumClearanceMm.value,
  ablation: ablation.value,
  keepVessels: [],
  keepSegments: [],
});
const parcels = makeParcels(prepared, candidates);
const comparison = comparisonText(parcels, {
  marginsMm: [marginAutomaticMinimumMm.value, marginWantedMm.value],
  maxCuts: maxCuts.value,
});
const image = readImageFile(readFileSync(join(FOLDER, "ct.nii.gz")), { inflate: gunzipSync }).image;
const pictures = plannerPictures(prepared, {
  document,
  image: { ...image, quantity: "hu", grid: prepared.anatomy.grid, values: onOrganGrid(image.values, prepared.anatomy.frame) },
  compared: comparison.all.map(({ way, chosen }) => ({ way, candidates: chosen.map((n) => parcels.candidates[n]!) })),
});

let page = readFileSync(PAGE, "utf8");
for (const [name, text] of Object.entries({ ...comparison.blocks, ...shownPlansText(document, prepared.anatomy) }))
  page = withBlock(page, name, text);
writeFileSync(PAGE, page);
for (const [name, svg] of Object.entries(pictures)) writeFileSync(join("docs/images", `${name}.svg`), `${svg}\n`);
console.log(`wrote ${PAGE} and ${Object.keys(pictures).length} pictures`);

/** What `cantlie plan` says of the case. */
function planDocument(workUp: string | undefined): PlanDocument {
  if (workUp !== undefined) return JSON.parse(readFileSync(join(workUp, "plan.json"), "utf8")) as PlanDocument;
  const out = mkdtempSync(join(tmpdir(), "cantlie-planner-page-"));
  try {
    const patient = join(out, "patient.json");
    writeFileSync(patient, JSON.stringify(PATIENT));
    const inputs = Object.entries(LABELS).flatMap(([option, name]) => [option, join(FOLDER, `${name}.nii.gz`)]);
    const command = ["--no", "cantlie", "plan", ...inputs, "--patient", patient, "--out", join(out, "plan"), "--quiet"];
    execFileSync("npx", command, { stdio: "pipe" });
    return planDocument(join(out, "plan"));
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** `text` with new lines between the comments `<!-- name -->` and `<!-- end of name -->`. */
function withBlock(text: string, name: string, block: string): string {
  const place = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- end of ${name} -->)`);
  if (!place.test(text)) throw new Error(`there is no place for the ${name}`);
  return text.replace(place, (_all, start: string, end: string) => `${start}\n${block}\n\n${end}`);
}
