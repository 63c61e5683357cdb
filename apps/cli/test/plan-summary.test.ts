import { INTENDED_USE, type PlanDocument, type PlanEntry } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { planSummary } from "../src/plan-summary.ts";

function entry(id: string, changes: Partial<PlanEntry> = {}): PlanEntry {
  return {
    id,
    name: `plan ${id}`,
    origin: "search",
    why: `why of ${id}`,
    givesUp: `cost of ${id}`,
    stages: [{}],
    clearsDisease: true,
    volumes: { resectedMl: 101.4, functionalRemnantFullCongestionMl: 902.6 },
    ratios: { sFlrFraction: 0.597 },
    margins: [{ lesion: "L1", kind: "resected", parenchymalMm: 8.26 }],
    cuts: 2,
    ...changes,
  } as unknown as PlanEntry;
}

function summaryOf(plans: readonly PlanEntry[], changes: Partial<PlanDocument> = {}): string {
  const document = {
    anatomy: { liverVolumeMl: 1234.5, tumourVolumeMl: 21.2, lesions: [{ id: "L1" }] },
    plans,
    order: plans.map(({ id }) => id),
    cautions: [],
    ...changes,
  } as unknown as PlanDocument;
  return planSummary(document, "out");
}

describe("what plan prints", () => {
  test("[PLN-04] the found plans in order, then the drawn ones, and of the leading one why and what it gives up", () => {
    const text = summaryOf([
      entry("a"),
      entry("b", { stages: [{}, {}] as never }),
      entry("named", { origin: "standard" }),
      entry("mine", { origin: "drawn" }),
    ]);
    const rows = text.split("\n").filter((line) => /^\d {2}(plan|in 2)/.test(line));
    expect(rows.map((line) => line.split(/ {2,}/).slice(0, 2))).toEqual([
      ["1", "plan a"],
      ["2", "in 2 stages: plan b"],
      ["3", "plan mine"],
      ["1", "plan a"],
    ]);
    expect(rows[0]).toMatch(/^1 {2}plan a +yes +101 mL +903 mL +59\.7 % +8\.3 mm +2$/);
    expect(text).toContain("1  plan a\n   why: why of a\n   gives up: cost of a\n");
    expect(text).not.toContain("plan named");
  });

  test("without found plans the first five in order are printed", () => {
    const standard = ["a", "b", "c", "d", "e", "f"].map((id) => entry(id, { origin: "standard" }));
    const text = summaryOf(standard);
    expect(text).toContain("5  plan e");
    expect(text).not.toContain("plan f");
  });

  test("[PLN-07] a search that was stopped says so, and why no plan will do is printed whole", () => {
    const search = { complete: false, evaluations: 3, bounds: 9, paretoPlans: 1, candidates: [{ kind: "wedge", count: 4 }] };
    const text = summaryOf([entry("a")], { search, noPlanBecause: "every plan needs more than 5 cuts" });
    expect(text).toContain("Not proven complete: the search was stopped after 9 bounds");
    expect(text).toContain("no plan meets the policy: every plan needs more than 5 cuts");
    expect(text).toContain(INTENDED_USE);
  });
});
