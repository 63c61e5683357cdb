/**
 * Measures the product against its targets of speed and against peers, and writes docs/reference/bench.md. Run: npm run bench
 *
 * `--quick` measures tiny inputs, to see that the bench works, and prints the page instead of writing it.
 */
import { writeFileSync } from "node:fs";
import { commandRows, rowsNotMeasured } from "./command-rows.ts";
import { kernelRows } from "./kernel-rows.ts";
import { describeMachine, idleFraction } from "./measure.ts";
import { parcelRows } from "./parcel-rows.ts";
import { page } from "./table.ts";

const isQuick = process.argv.includes("--quick");
const idle = await idleFraction();
const rows = [...commandRows(isQuick), ...parcelRows(isQuick), ...kernelRows(isQuick), ...rowsNotMeasured()];
const text = page(rows, { machine: describeMachine(), idle, isQuick });
if (!isQuick) writeFileSync(new URL("../../docs/reference/bench.md", import.meta.url), text);
console.log(text);
