import { COHORT_CURVES } from "@cantlie/clinical";
import type { DocumentFinding, PlanEntry } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { isAlternative, isAlternativeShare } from "../src/model/evidence/alternatives-section.ts";
import { outcomeText } from "../src/model/evidence/published-groups.ts";
import { assessedDocument, PATIENT } from "./assessed-document.ts";
import { blocksOf, rowTexts, tablesOf } from "./made-blocks.ts";
import { makeReport, visibleText } from "./made-report.ts";
import { searchedDocument } from "./searched-document.ts";
import { syntheticPatient } from "./synthetic-patient.ts";

const INPUT = syntheticPatient([10, 10, 10]);
const DOCUMENT = assessedDocument();
const SHOWN = DOCUMENT.plans.slice(0, 8);
const REPORT = makeReport({ ...INPUT, document: DOCUMENT, patient: PATIENT });
const TEXT = visibleText(REPORT.html);

/** Findings that decide or are shown, of all plans that are shown in full. */
function knownFindings(plans: readonly PlanEntry[]): DocumentFinding[] {
  return plans.flatMap((plan) =>
    plan.findings.filter((finding) => finding.kind === "known" && !isAlternative(finding) && !isAlternativeShare(plan, finding)),
  );
}

describe("findings in the report", () => {
  test("every known one stands with its source and verification", () => {
    const all = knownFindings(SHOWN);
    expect(new Set(all.map(({ rule }) => rule)).size).toBeGreaterThan(40);
    for (const { rule, source, verification } of all) {
      // follow-up and recovery are told fact by fact, suitability rule by rule
      if (rule.startsWith("RES-RULESET") || rule === "RECOVERY" || rule.startsWith("ORDER-")) continue;
      expect(TEXT, rule).toContain(`${source} (${verification})`);
      expect(REPORT.typst.source, rule).toContain(`${source.replaceAll('"', '\\"')} (${verification})`);
    }
  });

  test("flagged, display only and unverified stand before the source, in every row of such a rule", () => {
    const rows = REPORT.model.sections.flatMap(({ id }) => tablesOf(REPORT.model, id).flatMap(rowTexts));
    let reserved = 0;
    for (const { rule, cautions, source } of knownFindings(SHOWN)) {
      const reservations = cautions.filter((caution) => /^(flagged|display only|unverified)/.test(caution));
      if (reservations.length === 0 || rule === "FOLLOW-UP" || rule.startsWith("ORDER-")) continue;
      const basis = rows
        .filter(([label]) => label === rule)
        .map((row) => row.at(-1)!)
        .find((text) => text.includes(source));
      expect(basis, rule).toBeDefined();
      for (const reservation of reservations) expect(basis!.indexOf(reservation)).toBeLessThan(basis!.indexOf(source));
      for (const reservation of reservations) expect(basis).toContain(reservation);
      reserved++;
    }
    expect(reserved).toBeGreaterThan(30);
    expect(TEXT).toContain("Flagged: arguments for the meeting; no order is recommended");
  });

  test("what is the same for all plans stands once, what differs is told by plan", () => {
    const rows = tablesOf(REPORT.model).flatMap(rowTexts);
    expect(rows.filter(([rule]) => rule === "PROG-FONG-1999")).toHaveLength(1);
    const [sufficiency] = rows.filter(([rule]) => rule === "FLR-SUFFICIENCY");
    expect(sufficiency![1]).toMatch(/^plan 1: .*62\.3.*; plan 2: .*57\.4/);
  });

  test("[CLI-03] nobody is called beyond an operation, and no group's outcome this patient's probability", () => {
    for (const text of [TEXT, REPORT.typst.source]) {
      expect(text).not.toMatch(/unresectable|inoperable|your (probability|chance|risk)/i);
      expect(text).not.toMatch(/(?<!never this )(?<!no )(?<!is )patient's (probability|chance|risk)/i);
    }
    expect(TEXT).toContain("usually not offered — MDT decides");
  });

  test("[UNK-01] where next to nothing is stated, what is missing stands in one table, and rules without an answer in no other", () => {
    const bare = assessedDocument(searchedDocument(), { schemaVersion: 1 });
    const { model } = makeReport({ ...INPUT, document: bare });
    const asked = rowTexts(tablesOf(model, "asked")[0]!);
    expect(asked.find(([topic]) => topic === "Laboratory")![1]).toContain("INR");
    expect(asked.find(([topic]) => topic === "Reserve")).toEqual([
      "Reserve",
      "ECOG, ASA",
      expect.stringContaining("suitability"),
    ]);
    const unanswered = bare.plans[0]!.findings.filter(({ kind }) => kind === "unknown").map(({ rule }) => rule);
    expect(new Set(unanswered).size).toBeGreaterThan(20);
    for (const path of bare.plans[0]!.findings.flatMap(({ missing = [] }) => missing))
      expect(asked.flat().join(" "), path).not.toMatch(/undefined/);
    const known = new Set(
      bare.plans.flatMap(({ findings }) => findings.filter(({ kind }) => kind === "known").map(({ rule }) => rule)),
    );
    const labels = ["difficulty", "risk", "function", "prognosis", "chemotherapy"]
      .flatMap((id) => tablesOf(model, id).flatMap(rowTexts))
      .map(([label]) => label!);
    for (const rule of unanswered) if (!known.has(rule)) expect(labels).not.toContain(rule);
  });
});

describe("published groups", () => {
  const tables = tablesOf(REPORT.model).filter(({ caption }) => /^(Observed in published|Modelled:)/.test(caption));

  test("each outcome stands with its value and interval, number and years, observed and modelled apart", () => {
    const outcomes = knownFindings(SHOWN).flatMap(({ outcomes: all = [] }) => all);
    expect(outcomes.length).toBeGreaterThan(50);
    for (const outcome of outcomes) {
      const title = outcome.basis === "observed" ? "Observed in published" : "Modelled:";
      const rows = tables.filter(({ caption }) => caption.startsWith(title)).flatMap(rowTexts);
      const row = rows.find(
        (texts) => texts[0] === outcome.group && texts[1] === outcome.outcome && texts[2] === outcomeText(outcome),
      );
      expect(row, outcome.outcome).toBeDefined();
      expect(row![3]).toBe(outcome.patients === undefined ? "not read" : String(outcome.patients));
      expect(row![4]).toBe(outcome.era ?? "not read");
    }
    const modelled = new Set(
      tables
        .filter(({ caption }) => caption.startsWith("Modelled"))
        .flatMap(rowTexts)
        .map(([group]) => group),
    );
    expect([...modelled].every((group) => group!.startsWith("same "))).toBe(true);
  });

  test("a row whose source is as above follows one with that source", () => {
    for (const table of tables) expect(rowTexts(table)[0]!.at(-1)).not.toBe("as above");
  });

  test("the group that holds the patient is marked, and others are not", () => {
    const game = tables.flatMap(rowTexts).filter(([, outcome]) => outcome === "median overall survival");
    expect(game.map((row) => [row[0], row[5]])).toEqual([
      ["low (0 to 1)", "no"],
      ["medium (2 to 3)", "▸ this patient"],
      ["high (4 to 7)", "no"],
    ]);
  });

  test("the open cohort's curves stand beside them with attribution, and not where the primary is another", () => {
    expect(TEXT).toContain(COHORT_CURVES.attribution);
    expect(TEXT).toContain("CC BY 4.0");
    const figures = blocksOf(REPORT.model, "prognosis").flatMap((block) => (block.kind === "figures" ? block.figures : []));
    expect(figures.map(({ id }) => id)).toEqual(["survival-overall-survival", "survival-disease-free-survival"]);
    const breast = { ...PATIENT, primary: { site: "breast" as const, inPlace: false } };
    const other = makeReport({ ...INPUT, document: assessedDocument(searchedDocument(), breast), patient: breast });
    expect(visibleText(other.html)).not.toContain("CC BY 4.0");
    expect(visibleText(other.html)).toContain("the primary is of another site (breast)");
  });

  test("shares are told with their interval, months as months", () => {
    const outcome = { group: "g", outcome: "o", basis: "observed", source: "s", verification: "V1" } as const;
    expect(outcomeText({ ...outcome, value: 0.2, unit: "fraction", interval: [0.165, 0.235] })).toBe(
      "20.0\u202f% (16.5\u202f% to 23.5\u202f%)",
    );
    expect(outcomeText({ ...outcome, value: 68.1, unit: "months" })).toBe("68.1\u00a0months");
  });
});

describe("the way through treatment", () => {
  test("three orders of operations stand side by side, with every argument and warning, and none preferred", () => {
    const cards = blocksOf(REPORT.model, "order").flatMap((block) => (block.kind === "cards" ? block.cards : []));
    expect(cards.slice(0, 3).map(({ title }) => title)).toEqual(["Bowel first", "Liver first", "Simultaneous"]);
    for (const [n, option] of DOCUMENT.plans[0]!.orderOfOperations!.entries())
      for (const { text, isWarning } of [...option.for, ...option.against]) {
        const note = cards[n]!.notes.find((one) => one.text.includes(text));
        expect(note?.tone, text).toBe(isWarning ? "bad" : undefined);
      }
    // the plan in two stages is a major hepatectomy: its arguments are others
    expect(cards).toHaveLength(6);
  });

  test("[PTH-01] steps stand with their days, with what they wait for, flagged and with its source", () => {
    const steps = rowTexts(tablesOf(REPORT.model, "timeline")[0]!);
    const [, day, waits, basis] = steps.find(([what]) => what === "Operation on the liver")!;
    expect(day).toMatch(/^from 2026-03-3\d/);
    expect(waits).toMatch(/at least 28\u00a0days after .*; at least 42\u00a0days after/);
    expect(basis).toMatch(/flagged/);
    const conflicts = blocksOf(REPORT.model, "timeline")[1];
    expect(conflicts).toMatchObject({
      kind: "list",
      items: [{ tone: "bad", text: expect.stringContaining("timeline/bevacizumab-with-bowel") }],
    });
  });

  test("[PTH-01] without the day of the last dose there is no day, and it says what is needed", () => {
    const [line] = PATIENT.chemotherapy!;
    const { lastOn: _, ...undated } = line!;
    const patient = { ...PATIENT, chemotherapy: [undated] };
    const { model } = makeReport({ ...INPUT, document: assessedDocument(searchedDocument(), patient), patient });
    const operation = rowTexts(tablesOf(model, "timeline")[0]!).find(([what]) => what === "Operation on the liver")!;
    expect(operation[1]).toMatch(/^unknown — needs last dose of chemotherapy line 1/);
    expect(rowTexts(tablesOf(model, "aftercare")[0]!)[0]).toHaveLength(2);
  });
});

test("the whole report is accessible: headings in order, scoped headers with captions, pictures in words", () => {
  const { html } = REPORT;
  const levels = [...html.matchAll(/<h([1-6])/g)].map((match) => Number(match[1]));
  levels.reduce((before, level) => {
    expect(level).toBeLessThanOrEqual(before + 1);
    return level;
  }, 0);
  expect(html.match(/<th(?!ead)(?! scope)/g)).toBeNull();
  expect(html.match(/<caption>/g)!.length).toBe(html.match(/<table>/g)!.length);
  for (const [svg] of html.matchAll(/<svg[^>]*>/g)) expect(svg).toMatch(/role="img" aria-label="[^"]{20,}"/);
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
  expect(new Set(ids).size).toBe(ids.length);
});
