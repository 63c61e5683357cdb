import { INTENDED_USE } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import type { Block } from "../src/index.ts";
import { makeReport, visibleText } from "./made-report.ts";
import { syntheticPatient } from "./synthetic-patient.ts";

/** Coarse voxels: what is said does not depend on them. */
const INPUT = syntheticPatient([5, 5, 5]);
const REPORT = makeReport(INPUT);
const TEXT = visibleText(REPORT.html);

/** Numbers of the synthetic document as a reader must find them, with a no-break space before the unit. */
const SHOWN = {
  "liver and tumour": ["1325 mL", "24.6 mL"],
  "lesion sizes": ["34.0 mm", "33.3 mm", "20.6 mL", "18.0 mm", "17.3 mm", "3.1 mL", "12.0 mm", "11.3 mm", "0.9 mL"],
  "contact and distance": ["over 14.6 mm", "7.3 mm", "5.2 mm", "3.9 mm"],
  volumes: [
    "904 mL",
    "881 mL",
    "421 mL",
    "13.4 mL",
    "61.8 mL",
    "8.8 mL",
    "345 mL",
    "407 mL",
    "377 mL",
    "323 mL to 367 mL",
    "1.7 mL",
  ],
  "the other plan's volumes": ["234 mL", "233 mL", "1092 mL", "23.7 mL"],
  ratios: ["22.9\u202f% (Vauthey formula; at least 30\u202f% is wanted)", "26.5\u202f%", "0.42\u202f%", "2\u202f%"],
  margins: ["12.7 mm", "0.4 mm", "26.1 mm", "9.6 mm"],
  "cuts and vessels": ["74 cm²", "32 cm²", "right portal vein (P2) Ø\u00a010.3 mm", "middle hepatic vein (H2) Ø\u00a07.1 mm"],
  trees: ["302 mL", "12.3 mL", "13.0 mm", "90\u202f%"],
  segments: ["141 mL", "92.4 mL", "188 mL", "222 mL", "243 mL", "218 mL", "221 mL", "25.7 mL"],
  scan: ["2026-03-12", "2.5 mm", "5.00 × 5.00 × 5.00 mm"],
} as const;

describe("report", () => {
  for (const [what, numbers] of Object.entries(SHOWN))
    test(`shows ${what} with their units, in HTML and PDF`, () => {
      for (const number of numbers) {
        const text = number.replace(/ (mL|mm|cm²)/g, "\u00a0$1");
        expect(TEXT).toContain(text);
        expect(REPORT.typst.source).toContain(text);
      }
    });

  test("HTML and PDF say the same: every text of the model stands in both", () => {
    const texts = modelTexts(REPORT.model.sections.flatMap((section) => [...section.blocks]));
    expect(texts.length).toBeGreaterThan(150);
    for (const text of texts) {
      expect(TEXT).toContain(text);
      expect(REPORT.typst.source).toContain(JSON.stringify(text).slice(1, -1).replaceAll("\\u00a0", "\u00a0"));
    }
  });

  test("[UNK-01] what is unknown is told with what it lacks, and nowhere is NaN, null or undefined", () => {
    expect(TEXT).toContain("unknown — needs bile duct label");
    expect(TEXT).toContain("unknown — needs height and weight");
    expect(TEXT).toContain("unknown — needs portal vein label and hepatic vein label");
    expect(TEXT).toContain("LaboratoryINR, albuminCHILD-PUGH");
    expect(TEXT).not.toMatch(/NaN|null|undefined|Infinity|\[object/);
    expect(REPORT.typst.source).not.toMatch(/NaN|null|undefined|Infinity|\[object/);
  });

  test("[PRV-01] name, birth date and number stand once each, in the heading", () => {
    for (const secret of ["Testperson, Zoë", "1961-05-04", "ID-4711"]) {
      expect(REPORT.html.split(secret)).toHaveLength(2);
      const heading = /<header>[\s\S]*?<\/header>/.exec(REPORT.html)![0];
      expect(heading).toContain(secret);
      expect(REPORT.typst.source.split(secret)).toHaveLength(2);
      expect(REPORT.typst.source.split("\n").find((line) => line.includes(secret))).toMatch(/^#patient\(/);
      for (const svg of REPORT.typst.files.values()) expect(svg).not.toContain(secret);
    }
  });

  test("[USE-01] the intended use stands first, and on every printed page", () => {
    expect(TEXT.trimStart().replace(/^Liver surgery planning report\s*/, "")).toMatch(new RegExp(`^${INTENDED_USE}`));
    expect(REPORT.html).toContain(`@bottom-left { content: "${INTENDED_USE}"`);
    expect(REPORT.typst.source).toContain(`intended: "${INTENDED_USE}"`);
    expect(REPORT.typst.source).toMatch(/header: .*intended/);
  });

  test("numbers that rest on labels that nobody confirmed are marked, others are not", () => {
    const labels = REPORT.html.match(/<t[hd][^>]*>[^<]*<abbr/g) ?? [];
    expect(labels.some((label) => label.includes("Functional remnant, congested liver counted as lost"))).toBe(true);
    expect(labels.some((label) => label.includes("Largest Ø"))).toBe(false);
    const confirmed = syntheticPatient([5, 5, 5], { reviewed: { liver: true, lesions: true, branches: true } });
    expect(makeReport(confirmed).html).not.toContain("<abbr");
  });

  test("the same input gives the same bytes", () => {
    expect(makeReport(syntheticPatient([5, 5, 5])).html).toBe(REPORT.html);
  });

  test("without plan, image, trees and couinaud map there is still a report, and it says so", () => {
    const { document, anatomy } = INPUT;
    const { couinaud: _, ...bareAnatomy } = document.anatomy;
    const { cava: __, ...rest } = anatomy;
    const { image: ___, heading: ____, ...withoutImage } = INPUT;
    const bare = makeReport({
      ...withoutImage,
      document: { ...document, plans: [], order: [], anatomy: { ...bareAnatomy, trees: {} } },
      anatomy: { ...rest, vessels: {}, trees: {} },
      evaluations: new Map(),
    });
    const text = visibleText(bare.html);
    expect(text).toContain("No plan was evaluated.");
    expect(text).toContain("Vessel trees are unknown — needs portal and hepatic vein labels.");
    expect(text).toContain("Couinaud segments are unknown");
  });

  test("refuses a number that is not finite", () => {
    const anatomy = { ...INPUT.document.anatomy, liverVolumeMl: Number.NaN };
    expect(() => makeReport({ ...INPUT, document: { ...INPUT.document, anatomy } })).toThrow(RangeError);
  });
});

function modelTexts(blocks: readonly Block[]): string[] {
  return blocks.flatMap(blockTexts);
}

function blockTexts(block: Block): string[] {
  switch (block.kind) {
    case "verdict":
      return [block.title, ...block.sentences];
    case "paragraph":
    case "subheading":
      return [block.text];
    case "list":
      return block.items.map(({ text }) => text);
    case "facts":
      return block.facts.flatMap(({ label, value }) => [label.text, value]);
    case "table":
      return [
        block.caption,
        ...block.columns.map(({ label }) => label.text),
        ...block.rows.flatMap(({ label, cells }) => [label.text, ...cells.map(({ text }) => text)]),
      ];
    case "figures":
      return block.figures.map(({ caption }) => caption);
    case "cards":
      return block.cards.flatMap(({ title, facts, notes }) => [
        title,
        ...facts.flatMap(({ label, value }) => [label.text, value]),
        ...notes.map(({ text }) => text),
      ]);
    case "steps":
      return [block.caption, ...block.steps.flatMap(({ title, items }) => [title, ...items.map(({ text }) => text)])];
    case "methods":
      return [];
    case "together":
      return modelTexts(block.blocks);
    case "columns":
      return modelTexts([...block.wide, ...block.narrow]);
    case "sign-off":
      return [...block.choices, ...block.roles];
  }
}
