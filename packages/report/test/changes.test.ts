import type { PlanDocument } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { changesSection } from "../src/model/changes/changes-section.ts";
import { matchedLesions } from "../src/model/changes/matched-lesions.ts";
import { assessedDocument, PATIENT } from "./assessed-document.ts";
import { rowTexts, type TableBlock } from "./made-blocks.ts";
import { makeReport } from "./made-report.ts";
import { searchedDocument } from "./searched-document.ts";
import { syntheticPatient } from "./synthetic-patient.ts";

const NOW = assessedDocument();

function told(before: PlanDocument, now: PlanDocument = NOW) {
  const { blocks } = changesSection(now, before);
  const rows = blocks.filter((block): block is TableBlock => block.kind === "table").flatMap(rowTexts);
  const items = blocks.flatMap((block) =>
    block.kind === "list" ? block.items.map(({ text }) => text.replaceAll("\u00a0", " ")) : [],
  );
  return { rows: new Map(rows.map(([what, ...cells]) => [what, cells])), items, blocks };
}

describe("changes since the last version", () => {
  test("there is no such section without a last version, and it follows the decision with one", () => {
    const input = { ...syntheticPatient([10, 10, 10]), document: NOW };
    expect(makeReport(input).model.sections.map(({ id }) => id)).not.toContain("changes");
    expect(makeReport({ ...input, previous: NOW }).model.sections[1]!.id).toBe("changes");
  });

  test("the same version twice has no change", () => {
    expect(told(NOW).blocks).toEqual([
      { kind: "paragraph", text: "Nothing that this report tells is otherwise than in the last version." },
    ]);
  });

  test("volumes, leading plan, its remnant and verdicts, limits and thresholds stand before and after", () => {
    const plans = NOW.plans.map((plan) => (plan.id === "found-1" ? { ...plan, name: "wedges with 8 mm" } : plan));
    const before: PlanDocument = {
      ...NOW,
      anatomy: { ...NOW.anatomy, liverVolumeMl: 1300 },
      policyChanges: [{ name: "marginWantedMm", value: "8", reason: "agreed" }],
      thresholds: { defaultFraction: 0.35 },
      plans,
      order: ["found-3", ...NOW.order.filter((id) => id !== "found-3")],
    };
    const { rows } = told(before);
    const texts = (what: string) => rows.get(what)?.map((text) => text.replaceAll(/[\u00a0\u202f]/g, " "));
    expect(texts("Liver volume")).toEqual(["1300 mL", "1325 mL"]);
    expect(texts("Leading plan")).toEqual(["Right posterior sectionectomy, wedge of L3", "Wedges of L1, L2 and L3"]);
    expect(texts("Working remnant")).toEqual(["915 mL", "1085 mL"]);
    expect(texts("Limit marginWantedMm")).toEqual(["8 (agreed)", "the default"]);
    expect(texts("Threshold defaultFraction")).toEqual(["0.35", "the default"]);
    expect(rows.has("Tumour volume")).toBe(false);
  });

  test("answers that follow from the patient are told, with what was unknown before", () => {
    const { rows } = told(assessedDocument(searchedDocument(), { ...PATIENT, biology: {}, reserve: { ecog: 1, asa: 2 } }));
    expect(rows.get("PROG-GAME-2018")).toEqual([
      "unknown — needs KRAS and CEA",
      "3 points, medium (2 to 3)".replace(" ", "\u00a0"),
    ]);
    expect(rows.get("Suitability")).toEqual(["likely", "MDT: complex"]);
    expect([...rows.keys()].some((what) => what!.startsWith("VOL-"))).toBe(false);
  });

  test("a lesion that grew, one that is new and one that is gone are named; inputs that are others, too", () => {
    const [first, second, third] = NOW.anatomy.lesions;
    const before = {
      ...NOW,
      inputs: [{ role: "liver", sha256: "f".repeat(64) }],
      anatomy: {
        ...NOW.anatomy,
        lesions: [
          { ...first!, largestDiameterMm: 30 },
          { ...second!, centroidMm: [500, 0, 0] as [number, number, number] },
          { ...third!, status: "visible" as const },
        ],
      },
    };
    expect(told(before).items).toEqual([
      "New, or in another place: L2 (18.0 mm).",
      "No longer there: L2 (18.0 mm).",
      "L1: largest diameter 30.0 mm before, now 34.0 mm.",
      "L3: visible before, now disappeared.",
      "Input files that are others: liver.",
    ]);
  });

  test("of another scan, lesions are not compared", () => {
    const lesions = NOW.anatomy.lesions.map((lesion) => ({ ...lesion, centroidMm: [900, 900, 900] as [number, number, number] }));
    const { items } = told({ ...NOW, anatomy: { ...NOW.anatomy, lesions } });
    expect(items).toEqual(["No lesion lies where one lay before: another scan, or other labels. Before 3 lesions, now 3."]);
  });
});

test("lesions pair with the nearest within 3 mm, each once", () => {
  const [lesion] = NOW.anatomy.lesions;
  const at = (id: string, x: number) => ({ ...lesion!, id, centroidMm: [x, 0, 0] as [number, number, number] });
  const { pairs, gone, added } = matchedLesions([at("a", 0), at("b", 10)], [at("c", 2.9), at("d", 1), at("e", 13.1)]);
  expect(pairs.map(([old, now]) => old.id + now.id)).toEqual(["ad"]);
  expect(gone.map(({ id }) => id)).toEqual(["b"]);
  expect(added.map(({ id }) => id)).toEqual(["c", "e"]);
});
