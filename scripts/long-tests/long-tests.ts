/**
 * Runs the full-length suites and writes what they found into docs/reference/long-tests.md.
 *
 * Run: npm run test:long [-- part …] [--date yyyy-mm-dd]
 * With parts (`phantom-truth`, `plane-cuts`, …) only those run, and the others keep their text and date.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { describeMachine, idleFraction } from "../bench/measure.ts";
import { longTestsPage, PARTS, partsOfPage } from "./long-tests-page.ts";
import type { WrittenPart } from "./write-part.ts";

const PAGE = "docs/reference/long-tests.md";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { date: { type: "string" } } });
const unknown = positionals.filter((name) => !PARTS.includes(name));
if (unknown.length > 0) {
  console.error(`no part is called ${unknown.join(", ")}; there are ${PARTS.join(", ")}`);
  process.exit(2);
}
const date = values.date ?? new Date().toISOString().slice(0, 10);
const idle = await idleFraction();
const folder = mkdtempSync(join(tmpdir(), "cantlie-long-"));
const files = positionals.map((name) => `scripts/long-tests/${name}.long.test.ts`);
const { status } = spawnSync("npx", ["vitest", "run", ...files], {
  stdio: "inherit",
  env: { ...process.env, CANTLIE_LONG: "1", CANTLIE_LONG_OUT: folder },
});
writeFileSync(PAGE, longTestsPage(partsNow()));
rmSync(folder, { recursive: true });
process.exit(status ?? 1);

/** What this run wrote, and what the page told before of the parts that did not run. */
function partsNow(): ReadonlyMap<string, string> {
  const parts = new Map(existsSync(PAGE) ? partsOfPage(readFileSync(PAGE, "utf8")) : []);
  for (const name of PARTS) {
    const file = join(folder, `${name}.json`);
    if (!existsSync(file)) continue;
    const { title, seconds, text } = JSON.parse(readFileSync(file, "utf8")) as WrittenPart;
    const load = idle === undefined ? "" : `, ${Math.round(idle * 100)} % of the processors idle when it began`;
    parts.set(name, `## ${title}\n\n${date}, ${Math.round(seconds)} s on ${describeMachine()}${load}.\n\n${text}`);
  }
  return parts;
}
