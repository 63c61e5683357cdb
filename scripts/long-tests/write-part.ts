import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** What one part of the long tests found. */
export interface WrittenPart {
  readonly title: string;
  /** how long it took */
  readonly seconds: number;
  /** Markdown */
  readonly text: string;
}

/** Hands a part's text to the script that makes the page; a test run without that script only tests. */
export function writePart(name: string, part: WrittenPart): void {
  const folder = process.env.CANTLIE_LONG_OUT;
  if (folder !== undefined) writeFileSync(join(folder, `${name}.json`), JSON.stringify(part));
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
