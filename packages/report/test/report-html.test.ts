import { describe, expect, test } from "vitest";
import { remnantFigure } from "../src/figures/remnant-figure.ts";
import { makeReport, visibleText } from "./made-report.ts";
import { syntheticPatient } from "./synthetic-patient.ts";

const INPUT = syntheticPatient([5, 5, 5]);
const { html, typst } = makeReport(INPUT);

describe("HTML that stands alone", () => {
  test("loads nothing: no address but data: and places in the page, no script, and a policy that forbids both", () => {
    const addresses = [...html.matchAll(/\b(?:src|href|action|data|poster|srcset)\s*=\s*"([^"]*)"/g)].map((match) => match[1]!);
    expect(addresses.length).toBeGreaterThan(10);
    for (const address of addresses) expect(address).toMatch(/^(#|data:image\/png;base64,)/);
    expect(html).not.toMatch(/<script|<iframe|<object|<embed|<link|javascript:|@import|\son\w+=/i);
    expect([...html.matchAll(/url\(([^)]*)\)/g)].every((match) => match[1]!.startsWith("#"))).toBe(true);
    expect(html).toContain("default-src 'none'");
    expect(html.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:/);
  });

  test("text from files cannot become markup", () => {
    const evil = `<script>alert("1")</script>'"&</svg></style>`;
    const { plans, anatomy } = INPUT.document;
    const made = makeReport({
      ...INPUT,
      document: {
        ...INPUT.document,
        plans: plans.map((plan) => ({ ...plan, name: evil, why: evil })),
        anatomy: { ...anatomy, lesions: anatomy.lesions.map((lesion) => ({ ...lesion, id: evil })) },
      },
      anatomy: {
        ...INPUT.anatomy,
        lesions: INPUT.anatomy.lesions.map((lesion) => ({ ...lesion, id: evil as typeof lesion.id })),
      },
      scan: { ...INPUT.scan, description: evil },
    });
    expect(made.html).not.toContain("<script");
    expect(made.html.match(/<\/style>/g)).toHaveLength(1);
    expect(made.html.match(/<svg/g)!.length).toBe(made.html.match(/<\/svg>/g)!.length);
    expect(visibleText(made.html)).toContain(evil);
    for (const svg of made.typst.files.values()) expect(svg).not.toContain("<script");
  });

  test("headings are in order, tables have scoped headers and captions, pictures have words", () => {
    const levels = [...html.matchAll(/<h([1-6])/g)].map((match) => Number(match[1]));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.reduce((before, level) => {
      expect(level).toBeLessThanOrEqual(before + 1);
      return level;
    });
    expect(html.match(/<th(?!ead)(?! scope)/g)).toBeNull();
    expect(html.match(/<caption>/g)!.length).toBe(html.match(/<table>/g)!.length);
    for (const [svg] of html.matchAll(/<svg[^>]*>/g)) expect(svg).toMatch(/role="img" aria-label="[^"]{20,}"/);
  });

  test("every note that a number refers to is there, and ids are used once", () => {
    for (const [, id] of html.matchAll(/href="#([^"]+)"/g)) expect(html).toContain(`id="${id}"`);
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("pictures of the PDF are the same as those of the page but for their letters", () => {
    expect(typst.files.size).toBe(html.match(/<figure/g)!.length);
    for (const svg of typst.files.values()) {
      expect(svg).toContain('font-family="Libertinus Serif"');
      expect(html).toContain(svg.slice(svg.indexOf(">") + 1));
    }
  });
});

test("the name of a plan is told where plans are chosen from, and elsewhere its number: names may be four lines long", () => {
  const name = "Wedge resection of 5 of 8 lesions with 10 mm, taking the middle hepatic vein";
  const plans = INPUT.document.plans.map((plan, n) => (n === 0 ? { ...plan, name } : plan));
  const { html } = makeReport({ ...INPUT, document: { ...INPUT.document, plans } });
  // the verdict, the plans at a glance and the plan's card
  expect(html.split(name).length - 1).toBe(3);
});

test("rings around roots are not cut by the picture's edge", () => {
  for (const [path, svg] of typst.files) {
    if (!path.includes("tree-")) continue;
    const height = Number(/viewBox="0 0 \d+ (\d+)"/.exec(svg)![1]);
    const rings = [...svg.matchAll(/cy="(-?[\d.]+)" r="7"/g)].map((match) => Number(match[1]));
    expect(rings.length).toBeGreaterThan(0);
    for (const y of rings) expect(Math.min(y, height - y)).toBeGreaterThanOrEqual(8);
  }
});

test("letters in pictures are at least 6 points high in the PDF", () => {
  const page = 510; // points: 180 mm between the margins of A4
  const gutter = 8;
  const rows = [...typst.source.matchAll(/#pictures\((\d+), (.*), width: (\d+)%\)/g)];
  expect(rows.length).toBeGreaterThan(5);
  for (const [, perRow, entries, width] of rows) {
    const figures = [...entries!.matchAll(/"(figures\/[^"]+)".*?, (\d+)fr/g)].map((entry) => ({
      path: entry[1]!,
      share: +entry[2]!,
    }));
    const row = figures.slice(0, +perRow!);
    const shares = row.reduce((sum, { share }) => sum + share, 0) + (+perRow! - row.length);
    for (const { path, share } of row) {
      const svg = typst.files.get(path)!;
      const shown = ((page * +width!) / 100 - gutter * (+perRow! - 1)) * (share / shares);
      const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map((size) => Number(size[1]));
      const points = (Math.min(...sizes) * shown) / Number(/viewBox="0 0 (\d+)/.exec(svg)![1]);
      expect(points, path).toBeGreaterThanOrEqual(6);
    }
  }
});

test("the figure of the remnant against its threshold is as reviewed", async () => {
  await expect(`${remnantFigure(INPUT.document.plans)[0]!.svg}\n`).toMatchFileSnapshot("fixtures/remnant.svg");
});
