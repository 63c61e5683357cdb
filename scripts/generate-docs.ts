/**
 * Makes the parts of the documentation that repeat the code: the walk table of README.md, docs/reference/codes.md and
 * docs/reference/commands.md. Without `--write` it fails where they are out of date.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { WALK_STAGES } from "../packages/walk/src/stages.ts";

const COMMANDS = ["demo", "inspect", "plan", "assess", "report", "verify", "phantom"];

const made: Readonly<Record<string, string>> = {
  "README.md": withWalkTable(readFileSync("README.md", "utf8")),
  "docs/reference/codes.md": codesPage(),
  "docs/reference/commands.md": commandsPage(),
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
  const place = /(<!-- walk table -->\n)[\s\S]*?(<!-- end of walk table -->)/;
  if (!place.test(readme)) throw new Error("README.md has no place for the walk table");
  return readme.replace(place, (_all, start, end) => `${start}\n${table}\n\n${end}`);
}

/** Every code that a refusal or caution may carry, read from the string literals of the form "area/what" in the sources. */
function codesPage(): string {
  const areas = new Map<string, Map<string, string>>();
  for (const top of ["packages", "adapters", "apps"])
    for (const name of readdirSync(top, { recursive: true, encoding: "utf8" })) {
      if (!/\/src\/.*\.ts$/.test(name) || name.includes("node_modules")) continue;
      for (const match of readFileSync(join(top, name), "utf8").matchAll(
        /"((?:dicom|formats|anatomy|plan|planning|patient|policy|resections|lesion-notes|cli|report|pdf|walk|workup|phantoms)\/[a-z0-9-]+)"/g,
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
