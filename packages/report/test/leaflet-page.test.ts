import { describe, expect, test } from "vitest";
import { composeLeaflet, leafletFigures, leafletHtml, leafletTypst } from "../src/index.ts";
import { LEAFLET_CASES } from "./leaflet-cases.ts";
import { TOOLS } from "./made-report.ts";

const [, make] = LEAFLET_CASES.find(([name]) => name === "two stages with PVE, bowel")!;
const INPUT = make();
const MODEL = composeLeaflet(INPUT, leafletFigures(INPUT, TOOLS));
const HTML = leafletHtml(MODEL);
const STYLE = /<style>([\s\S]*?)<\/style>/.exec(HTML)![1]!;

describe("who reads with a machine", () => {
  test("the language is told, one first heading, and no level is left out", () => {
    expect(HTML).toContain('<html lang="en">');
    const levels = [...HTML.matchAll(/<h([1-6])/g)].map((match) => Number(match[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    levels.slice(1).forEach((level, n) => {
      expect(level - levels[n]!).toBeLessThanOrEqual(1);
    });
  });

  test("every picture says in words what it shows, on the page and in the PDF", () => {
    const pictures = HTML.match(/<svg [^>]*>/g) ?? [];
    expect(pictures.length).toBeGreaterThanOrEqual(4);
    for (const picture of pictures) expect(picture).toMatch(/role="img" aria-label="[^"]{30,}"/);
    const alts = [...leafletTypst(MODEL).source.matchAll(/\("figures\/[^"]+", "([^"]*)"/g)].map((match) => match[1]!);
    expect(alts).toHaveLength(pictures.length);
    for (const alt of alts) expect(alt.length).toBeGreaterThan(30);
  });

  test("tables have named columns and rows", () => {
    const table = /<table>[\s\S]*?<\/table>/.exec(HTML)![0];
    expect(table).toContain("<caption>");
    expect(table).not.toMatch(/<th>/);
    expect(table.match(/scope="row"/g)).toHaveLength(table.match(/<tr>/g)!.length - 1);
  });

  test("a line to fill in is told as one", () => {
    expect(HTML).toContain('<dd class="blank"><span>to be filled in</span></dd>');
  });
});

describe("who sees poorly", () => {
  test("letters on white have at least seven times its contrast (WCAG 2.2, 1.4.6)", () => {
    const colours = [...STYLE.matchAll(/(?<![-\w])color: (#[0-9a-f]{3,6})\b|--text: (#[0-9a-f]{6})/g)].map(
      (match) => match[1] ?? match[2]!,
    );
    const onWhite = colours.filter((colour) => colour !== "#fff");
    expect(onWhite.length).toBeGreaterThanOrEqual(3);
    for (const colour of onWhite) expect(contrastToWhite(colour), colour).toBeGreaterThanOrEqual(7);
  });

  test("in print nothing is below 12 points but sources and page feet", () => {
    const print = /@media print \{([\s\S]*)\n\}/.exec(STYLE)![1]!;
    const small = [...print.matchAll(/([^{}]+)\{[^}]*font-size: ([\d.]+)pt/g)].filter((match) => Number(match[2]) < 12);
    expect(small.map((match) => match[1]!.trim())).toEqual(["footer", "footer h2"]);
    const { source } = leafletTypst(MODEL);
    const body = source.slice(source.indexOf("set text(font"), source.indexOf("#let sources"));
    const sizes = [...body.matchAll(/size: ([\d.]+)pt/g)].map((match) => Number(match[1]));
    // 8 points: the raised number of a source
    expect(sizes.filter((size) => size < 12)).toEqual([8]);
  });
});

describe("a grey print", () => {
  test("tells the groups of 100 people by shape: filled, crossed and empty", () => {
    const people = MODEL.sections
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.kind === "figures" ? block.figures : []));
    const { svg } = people.find(({ id }) => id === "people")!;
    const marks = svg.slice(0, svg.indexOf("<text"));
    // the first entry of the legend stands before its text
    expect(marks.match(/fill="#14191c"/g)).toHaveLength(5 + 1);
    expect(marks.match(/<path/g)).toHaveLength(32 - 5);
    expect(marks.match(/fill="#ffffff"/g)).toHaveLength(100 - 32);
  });
});

test("what stands in files acts neither in the page nor in typst", () => {
  const odd = `</style><script>alert(1)</script> #panic() "x" \\ $y$`;
  const hospital = { schemaVersion: 1, name: odd, booking: odd } as const;
  const plans = INPUT.document.plans.map((plan) => ({ ...plan, name: odd }));
  const input = { ...INPUT, hospital, document: { ...INPUT.document, plans, intendedUse: odd } };
  const model = composeLeaflet(input, leafletFigures(input, TOOLS));
  expect(leafletHtml(model)).not.toMatch(/<script|<\/style>(?!<\/head>)/);
  const { source } = leafletTypst(model);
  for (const line of source.split("\n").filter((one) => one.includes("panic"))) expect(line).toMatch(/"[^"]*#panic\(\) \\"x\\"/);
});

/** (L₁ + 0.05) / (L₂ + 0.05) with relative luminance as WCAG 2.2 defines it. */
function contrastToWhite(colour: string): number {
  const digits = colour.slice(1);
  const hex = (digits.length === 3 ? digits.replace(/./g, "$&$&") : digits).match(/../g)!;
  const [red, green, blue] = hex.map((part) => {
    const share = Number.parseInt(part, 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red! + 0.7152 * green! + 0.0722 * blue! + 0.05);
}
