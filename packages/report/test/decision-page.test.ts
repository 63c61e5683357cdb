import type { PlanDocument } from "@cantlie/workup";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { describe, expect, test } from "vitest";
import { composeReport, reportFigures, reportHtml, reportTypst } from "../src/index.ts";
import { assessedDocument, PATIENT } from "./assessed-document.ts";
import { blocksOf, rowTexts, tablesOf } from "./made-blocks.ts";
import { TOOLS } from "./made-report.ts";
import { syntheticPatient } from "./synthetic-patient.ts";

const INPUT = syntheticPatient([10, 10, 10]);
const DOCUMENT = assessedDocument();
/** What is said does not depend on them. */
const FIGURES = reportFigures({ ...INPUT, document: DOCUMENT }, TOOLS);

function pageOf(document: PlanDocument, patient = PATIENT) {
  const model = composeReport({ ...INPUT, document, patient }, FIGURES);
  return { ...model, sections: model.sections.slice(0, 1) };
}

/** The first `count` found plans, by the longest name that a search gives. */
function withPlans(count: number): PlanDocument {
  const name = "wedge of L3 with 10 mm, wedge of L1 with 5 mm, ablation of L2 with 5 mm beside a cooling vessel";
  const plans = DOCUMENT.plans.slice(0, count).map((plan) => ({ ...plan, name }));
  return { ...DOCUMENT, plans, order: plans.map(({ id }) => id) };
}

/** How many pages typst makes of a report. */
function pagesOf(model: ReturnType<typeof pageOf>): number {
  const { source, files } = reportTypst(model);
  const compiler = NodeCompiler.create({ workspace: "/report" });
  compiler.addSource("/report/main.typ", source);
  for (const [path, svg] of files) compiler.mapShadow(`/report/${path}`, Buffer.from(svg));
  return compiler.compile({ mainFilePath: "/report/main.typ" }).result!.numOfPages;
}

const PAGE = pageOf(DOCUMENT);
const LISTED = blocksOf(PAGE).flatMap((block) => (block.kind === "list" ? block.items : []));

describe("the page of the decision", () => {
  test.each([3, 7])("is one A4 page for %i plans with long names", (count) => {
    expect(pagesOf(pageOf(withPlans(count)))).toBe(1);
  });

  test("is still one page where everything is open, and every question is told or counted", () => {
    const conflict = DOCUMENT.plans[0]!.timeline!.conflicts[0]!;
    const crowded = withPlans(7).plans.map((plan) => ({
      ...plan,
      timeline: { ...plan.timeline!, conflicts: Array.from({ length: 12 }, (_, n) => ({ ...conflict, code: `timeline/${n}` })) },
    }));
    const page = pageOf({ ...DOCUMENT, plans: crowded, order: crowded.map(({ id }) => id) });
    expect(pagesOf(page)).toBe(1);
    const told = blocksOf(page).flatMap((block) => (block.kind === "list" ? block.items.map(({ text }) => text) : []));
    expect(told.at(-1)).toMatch(/^\d+ more with the evidence\.$/);
  });

  test("says who and what disease in a sentence each", () => {
    const [patient, disease] = blocksOf(PAGE).flatMap((block) => (block.kind === "paragraph" ? [block.text] : []));
    expect(patient!.replaceAll("\u00a0", " ")).toBe(
      "Patient: 64 years, male, 176 cm, 82 kg, ECOG 1, ASA 3, diabetes; estimated liver 1743 mL (Vauthey).",
    );
    expect(disease!.replaceAll("\u00a0", " ")).toBe(
      "Disease: 3 lesions in the liver (1 disappeared), the largest 34.0 mm, segments 3, 5, 6 and 8; primary rectum (T3, node-positive, in place), synchronous; none outside the liver; KRAS mutant, NRAS wild, BRAF wild, microsatellite stable, CEA 12 µg/L; chemotherapy FOLFOX (8 cycles, 16 weeks, with bevacizumab, last 2026-02-16, partial response).",
    );
  });

  test("[UNK-01] what is not stated of the disease is said to be so, and is no absence", () => {
    const disease = blocksOf(pageOf(DOCUMENT, { schemaVersion: 1 })).flatMap((block) =>
      block.kind === "paragraph" ? [block.text] : [],
    )[1];
    expect(disease).toContain("site of the primary not stated; outside the liver not stated; chemotherapy not stated");
    const none = { schemaVersion: 1, chemotherapy: [], metastases: { extrahepatic: [] } } as const;
    const told = blocksOf(pageOf(DOCUMENT, none)).flatMap((block) => (block.kind === "paragraph" ? [block.text] : []))[1];
    expect(told).toContain("none outside the liver; no chemotherapy");
  });

  test("shows at most seven plans side by side, each with sufficiency and suitability, and counts the rest", () => {
    const [table] = tablesOf(PAGE);
    expect(table!.columns).toHaveLength(8);
    expect(table!.caption).toContain("1 more with the evidence");
    const rows = new Map(rowTexts(table!).map(([label, ...cells]) => [label, cells]));
    expect(rows.get("Clears the disease")).toEqual(["yes", "yes; watches L3", "yes", "yes", "yes", "yes", "yes"]);
    expect(rows.get("Sufficiency")).toEqual(Array(7).fill("sufficient"));
    expect(rows.get("Suitability")).toEqual(DOCUMENT.plans.slice(0, 7).map(({ suitability }) => suitability!.outcome));
    expect(rows.get("of body weight")![0]).toBe("1.32\u202f%");
  });

  test("[CLI-03] tells suitability by its three questions with what fired, and leaves the decision to the meeting", () => {
    expect(LISTED.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        "Suitability: MDT: complex. The meeting decides; no risk score is part of it.",
        "Technical: favourable.",
        "Oncological: favourable.",
        "Patient: complex — ASA 3 (complex from 3 on).",
      ]),
    );
  });

  test("[PLN-06] asks what is open: undecided lesions, images, what to discuss before, what is not stated", () => {
    const questions = LISTED.map(({ text, tone }) => `${tone} ${text}`);
    expect(questions).toContain("bad L3 (disappeared): resect, ablate or watch? Not every plan decides.");
    expect(questions.some((text) => text.startsWith("bad Images not adequate: no liver MRI"))).toBe(true);
    expect(questions.filter((text) => text.includes("evacizumab before an operation on bowel and liver"))).toHaveLength(1);
    const { reserve: _, ...unstated } = PATIENT;
    const open = blocksOf(pageOf(assessedDocument(undefined, unstated), unstated));
    expect(JSON.stringify(open)).toContain("Not stated: ECOG and ASA (may change suitability).");
    const prompted = { ...PATIENT, biology: { ...PATIENT.biology, msi: "high" as const } };
    expect(JSON.stringify(blocksOf(pageOf(assessedDocument(undefined, prompted), prompted)))).toContain(
      "immunotherapy is to be discussed before an operation is planned (MSI-HIGH)",
    );
  });

  test("is signed by hand: a box for each plan, and empty cells for name, signature and date", () => {
    const html = reportHtml(PAGE);
    const signOff = html.slice(html.indexOf('<div class="sign-off">'));
    expect(signOff.match(/class="box"/g)).toHaveLength(7 + 4);
    expect(signOff).toContain('<th scope="row">Oncologist</th><td></td><td></td><td></td>');
    expect(reportTypst(PAGE).source).toMatch(/#sign-off\(\("plan 1", .*"Oncologist"/);
  });
});
