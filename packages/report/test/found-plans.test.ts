import { describe, expect, test } from "vitest";
import type { Block, Card } from "../src/index.ts";
import { makeReport, visibleText } from "./made-report.ts";
import { searchedDocument, stagedPlan } from "./searched-document.ts";
import { syntheticPatient } from "./synthetic-patient.ts";

const INPUT = syntheticPatient([5, 5, 5]);
const DOCUMENT = searchedDocument();
const REPORT = makeReport({ ...INPUT, document: DOCUMENT });
const TEXT = visibleText(REPORT.html);

function cardsOf(report: typeof REPORT): readonly Card[] {
  const blocks = report.model.sections.flatMap(({ blocks }) => blocks);
  return blocks.flatMap((block) => (block.kind === "cards" ? block.cards : []));
}

describe("found plans in the report", () => {
  test("[PLN-04] stand side by side in the order shown, drawn ones after them, each with why and what it gives up", () => {
    const cards = cardsOf(REPORT);
    expect(cards.map(({ title }) => title.slice(0, 3))).toEqual(["1. ", "2. ", "3. ", "4. ", "5. ", "6. ", "7. ", "8. "]);
    expect(cards[6]!.title).toMatch(/, in 2 stages$/);
    expect(cards[7]!.title).toMatch(/As I would do it/);
    cards.forEach(({ notes }) => {
      expect(notes.map(({ text }) => text.split(":")[0])).toEqual([
        "Why",
        "Gives up",
        expect.stringMatching(/^Gains against plan \d$/),
      ]);
    });
  });

  test("a card tells remnant with interval, margins by lesion, cuts and what is divided", () => {
    const [first] = cardsOf(REPORT);
    expect(first!.facts.map(({ label, value }) => [label.text, value])).toEqual([
      ["Working remnant", "1085\u00a0mL"],
      ["90\u202f% interval", "1065\u00a0mL to 1105\u00a0mL"],
      ["Of the estimated liver", expect.stringContaining("71.9\u202f%")],
      ["Cuts, area", "1, 28\u00a0cm²"],
      ["Divides", "right portal vein (P2) Ø\u00a010.3\u00a0mm"],
      ["Margin L1", "10.1\u00a0mm"],
      ["Margin L2", "13.2\u00a0mm"],
      ["Margin L3 (disappeared)", "5.3\u00a0mm"],
    ]);
  });

  test("[PLN-06] a watched and an undecided lesion are told in every plan that leaves them so", () => {
    const lesion3 = cardsOf(REPORT).map(({ facts }) => facts.find(({ label }) => label.text === "Margin L3 (disappeared)")!);
    expect(lesion3[1]).toMatchObject({ value: "only watched", tone: "caution" });
    expect(lesion3[7]).toMatchObject({ value: "nothing decided: resect, ablate or watch", tone: "bad" });
    const watchedFirst = { ...DOCUMENT, order: ["found-2", ...DOCUMENT.order.filter((id) => id !== "found-2")] };
    const text = visibleText(makeReport({ ...INPUT, document: watchedFirst }).html);
    expect(text).toContain("L3 (disappeared) is only watched");
    const drawnOnly = { ...DOCUMENT, plans: DOCUMENT.plans.filter(({ id }) => id === "mine"), order: ["mine"] };
    expect(visibleText(makeReport({ ...INPUT, document: drawnOnly }).html)).toMatch(/Nothing decided on L3 \(disappeared,/);
  });

  test("seven plans are spread over tables of at most five, as even as can be", () => {
    const tables = REPORT.model.sections
      .flatMap(({ blocks }) => blocks)
      .filter(
        (block): block is Extract<Block, { kind: "table" }> =>
          block.kind === "table" && block.caption.startsWith("Plans side by side, after"),
      );
    expect(tables.map(({ columns }) => columns.length - 1)).toEqual([4, 4]);
  });

  test("every card's words stand in the PDF, too", () => {
    for (const { title, facts, notes } of cardsOf(REPORT))
      for (const text of [title, ...facts.map(({ value }) => value), ...notes.map((note) => note.text)]) {
        expect(TEXT).toContain(text);
        expect(REPORT.typst.source).toContain(JSON.stringify(text).slice(1, -1));
      }
  });
});

describe("how far the search went", () => {
  test("a complete search says what it looked at", () => {
    expect(TEXT).toContain("combinations of 32\u00a0candidates (wedge 6, segments 22, ablation 3, surveillance 1)");
    expect(TEXT).toContain("each was looked at or ruled out, and 23\u00a0plans are beaten by no other");
    expect(TEXT).not.toContain("Not proven complete");
  });

  test("[PLN-07] one that was stopped is called not complete, with what it left open", () => {
    const search = {
      ...DOCUMENT.search!,
      complete: false,
      bounds: 200_000,
      bound: { liverLostMl: 115, marginDeficitMm: 3.5, cuts: 2 },
    };
    const text = visibleText(makeReport({ ...INPUT, document: { ...DOCUMENT, search } }).html);
    expect(text).toContain(
      "Not proven complete: the search was stopped after 200000 bounds, so a better plan may have been missed.",
    );
    expect(text).toMatch(
      /cannot do better than this.*115\u00a0mL of liver lost, margins together 3\.5\u00a0mm short.*2\u00a0cuts/,
    );
  });
});

describe("a plan in two stages", () => {
  test("[GRO-02] tells technique, growth needed and an illustrative band, and promises no date", () => {
    expect(TEXT).toContain("Portal vein embolisation (PVE) of the right portal vein (P2), branches of segment 4 too.");
    expect(TEXT).toContain("Growth needed: 84.0\u00a0mL, 5.6 points of the estimated liver.");
    expect(TEXT).toContain(
      "illustrative (mean ± 1 standard deviation of 48 patients), points: week 1: 1.4 to 9.4; week 4: 2.8 to 17.1.",
    );
    expect(TEXT).toContain("No date is promised");
    expect(TEXT).toContain("Still there: L2.");
  });

  test("[GRO-02] growth after LVD is unknown, and measured growth is told where there is any", () => {
    const growth = {
      previousFlrMl: 310.2,
      flrMl: 402.4,
      weeks: 4,
      dhPoints: 6.1,
      kgrPointsPerWeek: 1.53,
      measuredOn: "liver outside",
    };
    const document = searchedDocument({ plans: [stagedPlan("LVD")], order: ["staged"], growth });
    const text = visibleText(makeReport({ ...INPUT, document }).html);
    expect(text).toContain("Growth after LVD is unknown: no course of it is published.");
    expect(text).not.toMatch(/week 4: \d/);
    expect(text).toContain(
      "Measured 4.0 weeks after the occlusion on the liver outside: from 310\u00a0mL to 402\u00a0mL, DH 6.1 points, KGR 1.5 points per week.",
    );
  });
});
