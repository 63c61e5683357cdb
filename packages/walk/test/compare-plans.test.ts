import type { PlanEntry } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { comparePlans } from "../src/compare-plans.ts";
import { withComparisons } from "../src/with-comparisons.ts";

type Margin = Partial<PlanEntry["margins"][number]>;

function entry(id: string, facts: Record<string, unknown> = {}, margins: readonly Margin[] = []): PlanEntry {
  return {
    id,
    name: `plan ${id}`,
    origin: "search",
    givesUp: "100 mL of healthy liver",
    stages: [{}],
    volumes: { functionalRemnantFullCongestionMl: 800, noOutflowMl: 0 },
    margins: margins.map((margin, n) => ({ lesion: `L${n + 1}`, kind: "resected", predictable: true, ...margin })),
    cutVessels: [],
    transectionAreaMm2: 3000,
    cuts: 1,
    ...facts,
  } as unknown as PlanEntry;
}

const vessel = (branch: string, name: string, diameterMm: number, tree = "portal") => ({
  tree,
  branch,
  name,
  diameterMm,
  atMm: [0, 0, 0],
});

describe("the difference of two plans in words", () => {
  test("volume, vessel and margin are told as a surgeon would say it", () => {
    const small = entry(
      "a",
      {
        volumes: { functionalRemnantFullCongestionMl: 884, noOutflowMl: 0 },
        dividedVessels: [vessel("P9", "segment 6 branch", 4)],
      },
      [{ parenchymalMm: 12 }, { parenchymalMm: 5 }],
    );
    const large = entry("b", { dividedVessels: [vessel("P4", "right posterior portal vein", 8)] }, [
      { parenchymalMm: 12.2 },
      { parenchymalMm: 9 },
    ]);
    expect(comparePlans(small, large)).toEqual({
      gains: ["keeps 84 mL more working liver by cutting the segment 6 branch instead of the right posterior portal vein"],
      losses: ["margin of L2 falls from 9.0 to 5.0 mm"],
      others: [],
    });
  });

  test("gains of the one are losses of the other", () => {
    const one = entry(
      "a",
      { cuts: 2, transectionAreaMm2: 6000, volumes: { functionalRemnantFullCongestionMl: 700, noOutflowMl: 60 } },
      [{ kind: "ablation" }, { kind: "surveilled" }],
    );
    const other = entry("b", { stages: [{}, {}] }, [{}, {}]);
    const [there, back] = [comparePlans(one, other), comparePlans(other, one)];
    expect(there.losses).toEqual([
      "only watches L2 instead of resecting it",
      "keeps 100 mL less working liver",
      "leaves 60 mL of the remnant without outflow instead of 0 mL",
      "2 separate cuts instead of 1",
      "30 cm² more transection surface",
    ]);
    expect(there.gains).toEqual(["takes one operation instead of 2 operations"]);
    expect(there.others).toEqual(["ablates L1 instead of resecting it"]);
    expect([back.gains.length, back.losses.length, back.others.length]).toEqual([5, 1, 1]);
  });

  test("what no image tells apart is no difference, nor is what is not known", () => {
    const one = entry("a", { volumes: { functionalRemnantFullCongestionMl: 804 }, transectionAreaMm2: 3400 }, [
      { parenchymalMm: 9.6 },
    ]);
    const other = entry("b", { volumes: {} }, [{ parenchymalMm: 10 }]);
    expect(comparePlans(one, entry("b", {}, [{ parenchymalMm: 10 }]))).toEqual({ gains: [], losses: [], others: [] });
    expect(comparePlans(one, other)).toEqual({ gains: [], losses: [], others: [] });
  });

  test("vessels without a name are told by tree, width and id", () => {
    const one = entry("a", { dividedVessels: [vessel("H7", "unnamed", 4.2, "hepatic")] });
    expect(comparePlans(one, entry("b")).others).toEqual(["cutting a hepatic vein branch of 4 mm (H7) as well"]);
    expect(comparePlans(entry("b"), one).others).toEqual(["sparing a hepatic vein branch of 4 mm (H7)"]);
  });
});

test("each found plan is compared with the one before it, the first with the second, a drawn one with the leading one", () => {
  const plans = [
    entry("drawn", { origin: "drawn", cuts: 3 }),
    entry("second", { cuts: 2 }),
    entry("first"),
    entry("third"),
    entry("named", { origin: "standard" }),
  ];
  const compared = withComparisons(plans, ["first", "second", "third", "drawn", "named"]);
  expect(compared.map(({ id, comparedTo }) => [id, comparedTo?.plan])).toEqual([
    ["drawn", "first"],
    ["second", "first"],
    ["first", "second"],
    ["third", "second"],
    ["named", undefined],
  ]);
  expect(compared[0]!.givesUp).toBe('100 mL of healthy liver; against "plan first": 3 separate cuts instead of 1');
  expect(compared[2]!.givesUp).toBe("100 mL of healthy liver");
});
