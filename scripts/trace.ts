/**
 * Joins safety/hazards.yml, safety/requirements.yml and the titles of the tests into docs/reference/trace.md.
 * Fails on a requirement without a test, a control without a requirement, or a test that names an unknown requirement.
 *
 * `tsx scripts/trace.ts` checks; with `--write` it also writes the table.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

interface Hazard {
  readonly id: string;
  readonly hazard: string;
  readonly controls: readonly string[];
}
interface Requirement {
  readonly id: string;
  readonly text: string;
}

const hazards = parse(readFileSync("safety/hazards.yml", "utf8")) as Hazard[];
const requirements = parse(readFileSync("safety/requirements.yml", "utf8")) as Requirement[];
const testsOf = testsByRequirement();
const problems = findProblems();

const table = renderTable();
const target = "docs/reference/trace.md";
if (process.argv.includes("--write")) writeFileSync(target, table);
else if (readFileSync(target, "utf8") !== table) problems.push(`${target} is out of date: run npm run trace -- --write`);

for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? `${requirements.length} requirements traced to tests` : `${problems.length} trace problems`);
process.exit(problems.length === 0 ? 0 : 1);

function testsByRequirement(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const top of ["packages", "adapters", "apps", "scripts"])
    for (const name of readdirSync(top, { recursive: true, encoding: "utf8" })) {
      if (!/(^|\/)[^/]+\.test\.ts$/.test(name) || name.includes("node_modules")) continue;
      const file = join(top, name);
      for (const match of readFileSync(file, "utf8").matchAll(
        /(?:test|it|describe)(?:\.\w+\([^)]*\))?\(\s*["'`]((?:\[[A-Z]{3}-\d\d\]\s*)+)/g,
      ))
        for (const id of match[1]!.matchAll(/[A-Z]{3}-\d\d/g))
          found.set(id[0], [...new Set([...(found.get(id[0]) ?? []), file])].sort());
    }
  return found;
}

function findProblems(): string[] {
  const ids = new Set(requirements.map(({ id }) => id));
  const controlling = new Set(hazards.flatMap(({ controls }) => controls));
  return [
    ...requirements.filter(({ id }) => !testsOf.has(id)).map(({ id }) => `requirement ${id} has no test`),
    ...[...hazards, ...requirements]
      .filter(({ id }, n, all) => all.findIndex((one) => one.id === id) !== n)
      .map(({ id }) => `${id} stands twice`),
    ...hazards.flatMap((h) => h.controls.filter((id) => !ids.has(id)).map((id) => `${h.id}: control ${id} is not a requirement`)),
    ...[...testsOf].filter(([id]) => !ids.has(id)).map(([id, files]) => `${files.join(", ")}: ${id} is not a requirement`),
    ...hazards.filter((h) => h.controls.length === 0).map((h) => `${h.id} has no control`),
    ...requirements
      .filter(({ id }) => !controlling.has(id) && !id.startsWith("PLN"))
      .map(({ id }) => `requirement ${id} controls no hazard`),
  ];
}

function renderTable(): string {
  const rows = requirements.map(({ id, text }) => {
    const controlled = hazards.filter((h) => h.controls.includes(id)).map((h) => h.id);
    return `| ${id} | ${text} | ${controlled.join(" ")} | ${(testsOf.get(id) ?? []).map((file) => `\`${file}\``).join("<br>")} |`;
  });
  return [
    "# Requirements, the hazards they control and the tests that prove them",
    "",
    "Made by `npm run trace -- --write`; `npm run check` fails where it is out of date or a requirement has no test.",
    "",
    "| requirement | text | hazards | tests |",
    "|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}
