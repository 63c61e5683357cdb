import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { longTestsPage, PARTS, partsOfPage } from "./long-tests-page.ts";

describe("the page of the full-length tests", () => {
  test("keeps what it told of parts that do not run again", () => {
    const parts = new Map([
      ["plane-cuts", "## Plane cuts\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"],
      ["orientation", "## Orders\n\n48 of 48"],
    ]);
    const kept = partsOfPage(longTestsPage(parts));
    for (const [name, text] of parts) expect(kept.get(name)).toBe(text);
    expect([...kept.keys()]).toEqual(PARTS);
  });

  test("that is checked in tells of every part, each from a run with a date", () => {
    const parts = partsOfPage(readFileSync("docs/reference/long-tests.md", "utf8"));
    expect([...parts.keys()]).toEqual(PARTS);
    for (const text of parts.values()) expect(text).toMatch(/^## .+\n\n20\d\d-\d\d-\d\d, \d+ s on /);
  });
});
