import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Citation, citationText } from "../packages/clinical/src/citation.ts";
import type { Rule } from "../packages/clinical/src/finding.ts";
import { flrThresholds, GROWTH_FACTS } from "../packages/clinical/src/index.ts";
import reference from "../packages/clinical/test/reference-items.json" with { type: "json" };

const SOURCES = "packages/clinical/src";
const TESTS = ["packages", "adapters", "apps"];

interface FoundRule {
  readonly rule: Rule;
  /** path below the sources */
  readonly file: string;
}
interface Item {
  readonly id: string;
  readonly verdict: string;
  readonly what: string;
  /** why it is not computed */
  readonly because?: string;
}
interface TestFile {
  readonly path: string;
  readonly text: string;
}

/**
 * docs/reference/rules.md: every item of the evidence reference with its verdict, and every rule that the sources export with its
 * source and the tests that name it.
 *
 * @throws Error if a rule belongs to no item, an item that is to be here has no rule or no test, or one that is not to be computed has a rule
 */
export async function rulesPage(): Promise<string> {
  const rules = await exportedRules();
  const tests = testFiles();
  const items: readonly Item[] = [
    ...reference.items,
    ...Object.entries(reference.own).map(([id, what]) => ({ id, what, verdict: "our own" })),
  ];
  const strays = rules.filter(({ rule }) => itemOf(rule.id, items) === undefined).map(({ rule }) => rule.id);
  if (strays.length > 0) throw new Error(`no item of the evidence reference: ${strays.join(", ")}`);
  const rows = items.flatMap((item) => rowsOf(item, { items, rules, tests }));
  return [
    "# Clinical rules",
    "",
    "Made by `npm run docs -- --write` from the rules that `packages/clinical` exports, `packages/clinical/test/reference-items.json` and the test files.",
    "",
    "**Verification** is per number: V1 read in the primary paper, V2 in a secondary text or in source code, V3 nowhere (every answer says so), D derived by arithmetic.",
    "**Verdict** is what the evidence reference says to do with an item: *flagged* stands in every answer as a reservation, *display only* means that literature is shown and nothing is decided.",
    "*Our own* are rules that join published ones. Tests are the files that name the rule's id.",
    "",
    `${items.length} items, ${rules.length} rules.`,
    "",
    "| rule | what | verdict | verification | source | where | tests |",
    "|---|---|---|---|---|---|---|",
    ...rows,
    "",
    "## Never computed",
    "",
    "Models and figures whose published form could not be established, or that belong to other patients. A test looks for their names in all sources of the",
    `project: ${reference.neverComputed.join(", ")}.`,
    "",
  ].join("\n");
}

interface Known {
  readonly items: readonly Item[];
  readonly rules: readonly FoundRule[];
  readonly tests: readonly TestFile[];
}

/** One row for each rule of `item`, or one that says why there is none. */
function rowsOf(item: Item, { items, rules, tests }: Known): string[] {
  const verdict = item.verdict.replaceAll("-", " ");
  const own = rules.filter(({ rule }) => itemOf(rule.id, items) === item);
  if (item.verdict === "do-not-implement") {
    if (own.length > 0) throw new Error(`${item.id} is not to be computed, and ${own[0]!.file} does`);
    return [row(item.id, item.what, `not implemented: ${item.because}`, "–", "–", "–", "–")];
  }
  const elsewhere = (reference.elsewhere as Readonly<Record<string, string>>)[item.id];
  if (elsewhere !== undefined)
    return [
      row(item.id, item.what, `${verdict}; not here: ${elsewhere}`, "–", "–", "–", naming(item.id, tests).join(", ") || "–"),
    ];
  if (own.length > 0)
    return own.map(({ rule, file }) =>
      row(
        rule.id,
        item.what,
        verdict,
        rule.verification,
        sourceText(rule.source),
        `\`${file}\``,
        wantedTests(rule.id, item.id, tests),
      ),
    );
  const file = sourceFiles().find((each) => readFileSync(join(SOURCES, each), "utf8").includes(`"${item.id}"`));
  if (file === undefined) throw new Error(`${item.id} is to be here, and no source names it`);
  const figures = FIGURES[item.id];
  if (figures === undefined || figures.some(({ source }) => source === "")) throw new Error(`${item.id} has no source`);
  const each = (values: readonly string[]): string => [...new Set(values)].join("; ");
  return [
    row(
      item.id,
      item.what,
      verdict,
      [...new Set(figures.map(({ verification }) => verification))].sort().join(", "),
      each(figures.map(({ source }) => source)),
      `\`${file}\``,
      wantedTests(item.id, item.id, tests),
    ),
  ];
}

/** Items whose figures have a source each, in place of a rule with one. */
const FIGURES: Readonly<Record<string, readonly { readonly source: string; readonly verification: string }[]>> = {
  "FLR-THRESHOLDS": flrThresholds({}),
  "HYP-TIMECOURSE": GROWTH_FACTS,
};

const row = (...cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function sourceText(source: Citation): string {
  if (source.authors === "" || source.where === "") throw new Error(`a rule has no source: ${JSON.stringify(source)}`);
  const { doi, ...rest } = source;
  return `${citationText(rest)}${doi === undefined ? "" : ` [doi:${doi}](https://doi.org/${doi})`}`.replaceAll("|", "\\|");
}

/** Files that name the rule; the item's, where its variants are named by what tests compute. */
function wantedTests(id: string, item: string, tests: readonly TestFile[]): string {
  const found = naming(id, tests);
  const named = found.length > 0 ? found : naming(item, tests);
  if (named.length === 0) throw new Error(`no test names ${id}`);
  return named.map((path) => `\`${path}\``).join(", ");
}

function naming(id: string, tests: readonly TestFile[]): string[] {
  const whole = new RegExp(`(?<![\\w-])${id.replaceAll(/[.+]/g, "\\$&")}(?![\\w-]|\\.\\d)`);
  return tests.filter(({ text }) => whole.test(text)).map(({ path }) => path);
}

/** The item that `id` is, or of which it is a variant; the longest that fits. */
function itemOf(id: string, items: readonly Item[]): Item | undefined {
  return items.filter((item) => id === item.id || id.startsWith(`${item.id}-`)).toSorted((a, b) => b.id.length - a.id.length)[0];
}

async function exportedRules(): Promise<FoundRule[]> {
  const found = new Map<string, FoundRule>();
  for (const file of sourceFiles()) {
    const module = (await import(pathToFileURL(join(SOURCES, file)).href)) as Readonly<Record<string, unknown>>;
    for (const value of Object.values(module))
      if (isRule(value) && !found.has(value.id)) found.set(value.id, { rule: value, file });
  }
  return [...found.values()].sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
}

function isRule(value: unknown): value is Rule {
  return typeof value === "object" && value !== null && "id" in value && "source" in value && "verification" in value;
}

/** The index names every rule a second time. */
function sourceFiles(): string[] {
  return filesBelow(SOURCES).filter((file) => file.endsWith(".ts") && !file.endsWith("index.ts"));
}

function testFiles(): TestFile[] {
  return TESTS.flatMap((top) =>
    filesBelow(top)
      .filter((file) => /^[^/]+\/test\/.*\.test\.ts$/.test(file) && !file.endsWith("reference-items.test.ts"))
      .map((file) => ({
        path: `${top}/${file}`.replace("packages/clinical/test/", ""),
        text: readFileSync(join(top, file), "utf8"),
      })),
  );
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => !file.includes("node_modules"))
    .map((file) => file.replaceAll("\\", "/"))
    .sort();
}
