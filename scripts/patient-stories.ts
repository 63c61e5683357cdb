import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { withBlock } from "./with-block.ts";

const FOLDER = "docs/how-to/stories";
const ENDING = ".patient.json";

/**
 * The stories of docs/how-to/stories by path, each with what `cantlie assess` prints of its patient now.
 *
 * @throws Error if a comment quotes between backticks what is not printed, so that it tells of another assessment
 */
export function patientStories(): Readonly<Record<string, string>> {
  const names = readdirSync(FOLDER).flatMap((file) => (file.endsWith(ENDING) ? [file.slice(0, -ENDING.length)] : []));
  return Object.fromEntries(names.sort().map((name) => [`${FOLDER}/${name}.md`, story(name)]));
}

function story(name: string): string {
  const page = readFileSync(join(FOLDER, `${name}.md`), "utf8");
  const printed = assessment(name);
  const comment = page.slice(0, page.indexOf("## The assessment as printed"));
  const wrong = [...comment.matchAll(/`([^`]+)`/g)]
    .map(([, quoted]) => quoted!.replaceAll(/\s+/g, " "))
    .filter((quoted) => !printed.includes(quoted));
  if (wrong.length > 0) throw new Error(`${name}.md quotes what the assessment does not print: ${wrong.join("; ")}`);
  return withBlock(page, "assessment", `\`\`\`\n${printed}\n\`\`\``);
}

function assessment(name: string): string {
  const plan = join(FOLDER, `${name}.plan.json`);
  const options = ["--patient", join(FOLDER, `${name}${ENDING}`), ...(existsSync(plan) ? ["--plan", plan] : [])];
  return execFileSync(process.execPath, ["apps/cli/bin/cantlie.mjs", "assess", ...options], { encoding: "utf8" }).trimEnd();
}
