import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Runs the first TypeScript example of `folder`'s README as a module and gives its exports, so that documentation cannot rot.
 *
 * @param folder from the project's root, such as `packages/volume`
 */
export async function readmeExample(folder: string): Promise<Record<string, unknown>> {
  const example = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(folder, "README.md"), "utf8"))?.[1];
  if (example === undefined) throw new RangeError(`${folder}/README.md has no TypeScript example`);
  // inside the package, so that its own dependencies resolve
  const temporary = mkdtempSync(join(folder, "test", ".readme-"));
  try {
    writeFileSync(join(temporary, "example.ts"), example);
    return (await import(/* @vite-ignore */ join(process.cwd(), temporary, "example.ts"))) as Record<string, unknown>;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
