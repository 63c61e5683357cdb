import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { citationText } from "../src/citation.ts";
import type { Rule } from "../src/finding.ts";
import examples from "./fixtures/worked-examples.json" with { type: "json" };
import reference from "./reference-items.json" with { type: "json" };

const SOURCES = join(import.meta.dirname, "../src");
const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const texts = files.map((file) => ({ file, text: readFileSync(join(SOURCES, file), "utf8") }));

/** Every rule that any file exports. */
const rules = (await Promise.all(files.map((file) => import(pathToFileURL(join(SOURCES, file)).href))))
  .flatMap((module) => Object.values(module as Record<string, unknown>))
  .filter(isRule);

function isRule(value: unknown): value is Rule {
  return typeof value === "object" && value !== null && "id" in value && "source" in value && "verification" in value;
}

/** The item that `id` is, or of which it is a variant, such as VOL-VAUTHEY-2002-WEIGHT; the longest that fits. */
function itemOf(id: string) {
  return reference.items
    .filter((item) => id === item.id || id.startsWith(`${item.id}-`))
    .toSorted((a, b) => b.id.length - a.id.length)[0];
}

/** Ids as written in the sources, of rules that are exported or not. */
const writtenIds = texts.flatMap(({ file, text }) =>
  [...text.matchAll(/\bid: "([^"]+)"/g)].map(([, id]) => [id!, file] as const),
);

describe("every rule", () => {
  test("is found", () => {
    expect(rules.length).toBeGreaterThan(60);
    expect(new Set(rules.map(({ id }) => id)).size).toBeGreaterThan(60);
  });

  test.each(writtenIds)("%s (%s) is an item of the evidence reference that may be implemented", (id) => {
    if (id in reference.own) return;
    expect(itemOf(id)?.verdict).toMatch(/^(implement|implement-flagged|display-only|optional)$/);
  });

  test.each(rules.map((rule) => [rule.id, rule] as const))("%s has a source and a verification", (id, rule) => {
    expect(id in reference.own || itemOf(id) !== undefined).toBe(true);
    expect(rule.source.authors.length).toBeGreaterThan(1);
    expect(rule.source.where.length).toBeGreaterThan(2);
    expect(citationText(rule.source)).not.toMatch(/undefined|null/);
    expect(["V1", "V2", "V3", "D"]).toContain(rule.verification);
  });

  test.each(rules.map((rule) => [rule.id, rule] as const))("%s carries the reservation of its verdict", (id, rule) => {
    const verdict = itemOf(id)?.verdict;
    if (verdict === "display-only") expect(rule.reservation).toMatch(/^display only: /);
    // numbers that nobody read and derived ones are flagged by their verification
    if (verdict === "implement-flagged" && rule.verification !== "V3" && rule.verification !== "D")
      expect(rule.reservation).toMatch(/^flagged: /);
  });
});

describe("every item", () => {
  const wanted = reference.items.filter(({ verdict }) => verdict !== "do-not-implement").map(({ id }) => id);
  test.each(wanted)("%s is implemented, or said to be elsewhere and why", (id) => {
    const isHere =
      texts.some(({ text }) => text.includes(`"${id}"`)) || writtenIds.some(([written]) => itemOf(written)?.id === id);
    expect(isHere).toBe(!(id in reference.elsewhere));
  });

  const tests = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"))
    .join("\n");
  const own = import.meta.filename;
  const elsewhere = ["walk", "report", "pathway"].flatMap((name) => {
    const folder = join(import.meta.dirname, "../..", name, "test");
    return readdirSync(folder)
      .filter((file) => file.endsWith(".test.ts"))
      .map((file) => readFileSync(join(folder, file), "utf8"));
  });
  const others = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
    .map((file) => join(import.meta.dirname, file))
    .filter((file) => file.endsWith(".test.ts") && file !== own)
    .map((file) => readFileSync(file, "utf8"));
  const named = [...others, ...elsewhere].join("\n");
  test.each(wanted.filter((id) => !(id in reference.elsewhere)))("%s is named by a test other than this one", (id) => {
    expect(named).toContain(id);
  });

  const NAMED_TOGETHER = "MELD/MELDNa/MELD3.0 bili,inr,cr,na,alb,female=";
  test.each(Object.keys(examples))("its worked example is asked: %s", (name) => {
    const key = name.startsWith(NAMED_TOGETHER) ? NAMED_TOGETHER : name;
    const isAsked = tests.includes(`"${key}"`) || tests.includes(`examples.${key}`);
    expect(isAsked).toBe(!(name in reference.examplesNotAsked));
  });
});

describe("what is not to be computed", () => {
  const forbidden = [
    ...reference.items.filter(({ verdict }) => verdict === "do-not-implement").map(({ id }) => id),
    ...reference.neverComputed,
  ];
  test("is listed", () => expect(forbidden).toEqual(expect.arrayContaining(["FUN-PALBI", "GROWTH-MECHANISTIC", "Kattan"])));
  const ROOT = join(import.meta.dirname, "../../..");
  const everywhere = ["packages", "adapters", "apps"].flatMap((top) =>
    readdirSync(join(ROOT, top), { recursive: true, encoding: "utf8" })
      .filter((file) => /^[^\\/]+[\\/]src[\\/].*\.ts$/.test(file))
      .map((file) => ({ file: join(top, file), text: readFileSync(join(ROOT, top, file), "utf8") })),
  );
  test("is looked for in all sources", () => expect(everywhere.length).toBeGreaterThan(2 * texts.length));
  test.each(forbidden)("%s is nowhere in the sources of the project", (name) => {
    expect(everywhere.filter(({ text }) => text.toLowerCase().includes(name.toLowerCase())).map(({ file }) => file)).toEqual([]);
  });
});
