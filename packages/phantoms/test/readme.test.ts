import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("the example in the README shows what it says", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const example = /```ts\n([\s\S]*?)```/.exec(readme)![1]!;
  const file = fileURLToPath(new URL("./readme-example.generated.ts", import.meta.url));
  writeFileSync(file, example);
  try {
    const { shown } = (await import(/* @vite-ignore */ file)) as { shown: Record<string, unknown> };
    expect(shown).toEqual({ liverMl: 1500, lesionMl: "14.14", second: "removed", files: true });
  } finally {
    rmSync(file);
  }
});
