/**
 * Makes the parts of the documentation that repeat the code: the walk table of README.md, the default policy, and
 * the pages on codes, commands, files, clinical rules, what resections cost and ten patients. Without `--write` it fails where they are out of date.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WALK_STAGES } from "../packages/walk/src/stages.ts";
import { DEFAULT_POLICY } from "../packages/workup/src/index.ts";
import { inputFilesPage } from "./input-files-page.ts";
import { patientStories } from "./patient-stories.ts";
import { rulesPage } from "./rules-page.ts";
import { withBlock } from "./with-block.ts";

const COMMANDS = ["demo", "inspect", "plan", "assess", "report", "verify", "phantom"];

const made: Readonly<Record<string, string>> = {
  "README.md": withWalkTable(readFileSync("README.md", "utf8")),
  "docs/how-to/change-a-limit.md": withDefaultPolicy(readFileSync("docs/how-to/change-a-limit.md", "utf8")),
  "docs/reference/codes.md": codesPage(),
  "docs/reference/commands.md": commandsPage(),
  "docs/reference/files.md": inputFilesPage(),
  "docs/reference/rules.md": await rulesPage(),
  "docs/explanation/what-resections-cost.md": costsPage(),
  ...patientStories(),
};
let stale = 0;
for (const [path, text] of Object.entries(made)) {
  if (process.argv.includes("--write")) writeFileSync(path, text);
  else if (current(path) !== text) {
    console.error(`${path} is out of date: run npm run docs -- --write`);
    stale++;
  }
}
console.log(stale === 0 ? `${Object.keys(made).length} generated pages agree with the code` : `${stale} pages are out of date`);
process.exit(stale === 0 ? 0 : 1);

function current(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function withWalkTable(readme: string): string {
  const rows = WALK_STAGES.map(({ name, takes, gives, by }, n) => `| ${n + 1} | ${name} | ${takes} | ${gives} | ${by} |`);
  const table = ["| # | stage | takes | gives | done by |", "|---|---|---|---|---|", ...rows].join("\n");
  return withBlock(readme, "walk table", table);
}

function withDefaultPolicy(page: string): string {
  const rows = Object.entries(DEFAULT_POLICY).map(
    ([name, { value, reason }]) => `| \`${name}\` | \`${JSON.stringify(value)}\` | ${reason} |`,
  );
  const table = ["| limit | default | reason |", "|---|---|---|", ...rows].join("\n");
  return withBlock(page, "default policy", table);
}

/** Every code that a refusal or caution may carry, read from the string literals of the form "area/what" in the sources. */
function codesPage(): string {
  const areas = new Map<string, Map<string, string>>();
  for (const top of ["packages", "adapters", "apps"])
    for (const name of readdirSync(top, { recursive: true, encoding: "utf8" })) {
      if (!/\/src\/.*\.ts$/.test(name) || name.includes("node_modules")) continue;
      for (const match of readFileSync(join(top, name), "utf8").matchAll(
        /"((?:dicom|formats|anatomy|plan|planning|patient|policy|resections|lesion-notes|operation-record|hospital|timeline|cli|report|pdf|walk|workup|phantoms|candidate|search)\/[a-z0-9-]+)"/g,
      )) {
        const [area, code] = match[1]!.split("/") as [string, string];
        const codes = areas.get(area) ?? new Map<string, string>();
        codes.set(code, join(top, name.split("/src/")[0]!));
        areas.set(area, codes);
      }
    }
  const sections = [...areas]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([area, codes]) => {
      const rows = [...codes.keys()].sort().map((code) => `- \`${area}/${code}\``);
      return `## ${area}\n\nFrom \`${[...new Set(codes.values())].sort().join("`, `")}\`.\n\n${rows.join("\n")}\n`;
    });
  return `# Codes of refusals and cautions\n\nMade by \`npm run docs -- --write\`. A refusal ends a command with exit code 3; a caution stands in \`plan.json\` and in the report.\n\n${sections.join("\n")}`;
}

function commandsPage(): string {
  const help = (...args: string[]): string =>
    execFileSync(process.execPath, ["apps/cli/bin/cantlie.mjs", ...args, "--help"], {
      encoding: "utf8",
      env: { ...process.env, COLUMNS: "110" },
    }).trimEnd();
  const sections = COMMANDS.map((name) => `## cantlie ${name}\n\n\`\`\`\n${help(name)}\n\`\`\`\n`);
  return `# Commands\n\nMade by \`npm run docs -- --write\` from the commands' own \`--help\`. Run them as \`npx --no cantlie <command>\` from the project's root.\n\nExit codes: 0 done · 1 our fault · 2 wrong usage · 3 input refused · 4 done, but no plan meets the policy · 5 verify found a difference.\n\n\`\`\`\n${help()}\n\`\`\`\n\n${sections.join("\n")}`;
}

interface CostRow {
  readonly resection: string;
  readonly segments: readonly string[];
  readonly taken: readonly string[];
  readonly kept: readonly string[];
  readonly noInflow: Readonly<Record<string, string>>;
  readonly noOutflow: Readonly<Record<string, string>>;
  readonly because: string;
}
interface CostException {
  readonly segment: string;
  readonly loses: string;
  readonly resections: readonly string[];
  readonly because: string;
}

/** The page on what standard resections cost, from the table that the tests of planning check. */
function costsPage(): string {
  const fixture = (name: string): unknown => JSON.parse(readFileSync(`packages/planning/test/fixtures/${name}`, "utf8"));
  const { rows } = fixture("expected-costs.json") as { rows: CostRow[] };
  const { exceptions } = fixture("ircadb-01-exceptions.json") as { exceptions: CostException[] };
  const lost = (segments: Readonly<Record<string, string>>): string =>
    Object.entries(segments)
      .map(([segment, share]) => `${segment} (${share})`)
      .join(", ") || "nothing";
  const table = rows.map(
    (row) =>
      `| ${row.resection} | ${row.segments.join(" ")} | ${[...row.kept.map((v) => `keeps the ${v}`), ...row.taken.map((v) => `takes the ${v}`)].join("; ") || "–"} | ${lost(row.noInflow)} | ${lost(row.noOutflow)} | ${row.because} |`,
  );
  return [
    "# What each standard resection costs",
    "",
    "Made by `npm run docs -- --write` from `packages/planning/test/fixtures`. The table was written down from anatomy, each row with its",
    "reason, before anything was evaluated; `packages/planning/test` then finds every row on a liver of ideal anatomy, and checks it on a",
    "real one, where departures are listed with their cause.",
    "",
    "**Lost** means segments outside the resection that lose their inflow or outflow.",
    "",
    "| resection | removes | veins at the cut | inflow lost in | outflow lost in | because |",
    "|---|---|---|---|---|---|",
    ...table,
    "",
    "## Where a real liver departs from it",
    "",
    "Couinaud's planes are drawn; veins and pedicles are not bound to them. On a real case whose segments were labelled by planes:",
    "",
    ...exceptions.map(
      ({ segment, loses, resections, because }) => `- segment ${segment} loses ${loses} in ${resections.join(", ")}: ${because}.`,
    ),
    "",
  ].join("\n");
}
