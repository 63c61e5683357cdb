import type { ChemotherapyLine } from "@cantlie/clinical";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type DatedTimeline,
  dateTimeline,
  makeTimeline,
  type PathwayFacts,
  type PlannedDays,
  type StepId,
} from "../src/index.ts";

const folfoxBevacizumab: ChemotherapyLine = { regimen: "FOLFOX", cycles: 6, lastOn: "2025-03-01", bevacizumab: true };
const folfox: ChemotherapyLine = { regimen: "FOLFOX", cycles: 6, lastOn: "2025-03-01", bevacizumab: false };

const dated = (facts: PathwayFacts, days: PlannedDays = {}) => dateTimeline(makeTimeline(facts), days);
const dayOf = ({ steps }: DatedTimeline, id: StepId) => steps.find((step) => step.id === id)?.earliestOn;
const codesOf = ({ conflicts }: DatedTimeline) => conflicts.map(({ code, steps }) => `${code} ${steps.join(" ")}`);

describe("the washout", () => {
  test("[PTH-01] after FOLFOX with bevacizumab on 1 March 2025 the operation is from 12 April 2025 on, and without from 29 March", () => {
    expect(dayOf(dated({ stages: 1, chemotherapy: [folfoxBevacizumab] }), "operation")).toBe("2025-04-12");
    expect(dayOf(dated({ stages: 1, chemotherapy: [folfox] }), "operation")).toBe("2025-03-29");
  });

  test("[PTH-01] both intervals say that they are flagged, with their source and verification", () => {
    const { intervals } = makeTimeline({ stages: 1, chemotherapy: [folfoxBevacizumab] });
    for (const from of ["chemotherapy", "bevacizumab"]) {
      const interval = intervals.find((each) => each.from === from)!;
      expect(interval.cautions.join()).toContain("flagged");
      expect(interval.source).toBeTruthy();
      expect(interval.verification).toBe("V2");
    }
  });

  test.each([
    ["2025-03-28", "timeline/too-early", "warning"],
    ["2025-03-29", "timeline/too-early", "caution"],
    ["2025-04-11", "timeline/too-early", "caution"],
    ["2025-04-12", undefined, undefined],
  ])("[PTH-02] an operation on %s: %s, %s; 28 days after bevacizumab are the floor", (operation, code, severity) => {
    const { conflicts } = dated({ stages: 1, chemotherapy: [folfoxBevacizumab] }, { on: { operation } });
    const broken = conflicts.find(({ steps }) => steps[0] === "bevacizumab");
    expect(broken?.code).toBe(code);
    expect(broken?.severity).toBe(severity);
    if (code !== undefined) expect(broken?.because).toContain("from 2025-04-12 on");
  });

  test("a cytotoxic interval that is too short is never more than a caution", () => {
    const { conflicts } = dated({ stages: 1, chemotherapy: [folfox] }, { on: { operation: "2025-03-02" } });
    expect(conflicts).toMatchObject([{ code: "timeline/too-early", severity: "caution", steps: ["chemotherapy", "operation"] }]);
  });

  test("bevacizumab that ended before the other drugs counts from its own last day", () => {
    const line = { ...folfoxBevacizumab, bevacizumabLastOn: "2025-02-01" };
    // 42 days after 1 February is 15 March; the cytotoxic drugs ask for 29 March
    expect(dayOf(dated({ stages: 1, chemotherapy: [line] }), "operation")).toBe("2025-03-29");
  });

  test("bevacizumab of two lines counts from the later one, and is missing if one of them has no day", () => {
    const [first, second] = [
      { ...folfoxBevacizumab, lastOn: "2025-01-10" },
      { ...folfoxBevacizumab, regimen: "FOLFIRI" },
    ];
    expect(dayOf(dated({ stages: 1, chemotherapy: [first, second] }), "operation")).toBe("2025-04-12");
    const { lastOn: _, ...open } = first;
    const plan = dated({ stages: 1, chemotherapy: [open, second] });
    expect(plan.steps.find(({ id }) => id === "operation")?.missing).toEqual(["chemotherapy[0].lastOn"]);
  });

  test("of several lines the latest day counts, and a line without its last day leaves what follows without one", () => {
    const early = { ...folfoxBevacizumab, lastOn: "2024-05-01" };
    expect(dayOf(dated({ stages: 1, chemotherapy: [early, folfox] }), "operation")).toBe("2025-03-29");
    const open = dated({ stages: 1, chemotherapy: [early, { regimen: "FOLFIRI" }] }, { startOn: "2025-03-01" });
    expect(dayOf(open, "operation")).toBeUndefined();
    expect(open.steps.find(({ id }) => id === "operation")?.missing).toEqual(["chemotherapy[1].lastOn"]);
    expect(open.visits).toEqual([]);
  });

  test("with the bowel in the same operation bevacizumab is a warning however long was waited", () => {
    const facts: PathwayFacts = { stages: 1, chemotherapy: [folfoxBevacizumab], bowel: "with" };
    const late = dated(facts, { on: { operation: "2025-09-01", bowel: "2025-09-01" } });
    expect(late.conflicts).toMatchObject([{ code: "timeline/bevacizumab-with-bowel", severity: "warning" }]);
    expect(dated({ ...facts, chemotherapy: [folfox] }).conflicts).toEqual([]);
  });

  test("an operation on the bowel before that on the liver waits for bevacizumab too", () => {
    expect(dayOf(dated({ stages: 1, chemotherapy: [folfoxBevacizumab], bowel: "before" }), "bowel")).toBe("2025-04-12");
  });
});

describe("growth", () => {
  const pve: PathwayFacts = { stages: 1, occlusion: "PVE" };

  test("the scan is 3 to 4 weeks and the operation 4 to 8 weeks after PVE", () => {
    const { steps } = dated(pve, { on: { occlusion: "2025-03-03" } });
    expect(steps.find(({ id }) => id === "re-scan")).toMatchObject({ earliestOn: "2025-03-24", latestOn: "2025-03-31" });
    expect(steps.find(({ id }) => id === "operation")).toMatchObject({ earliestOn: "2025-03-31", latestOn: "2025-04-28" });
  });

  test("[PTH-03] an operation one week after PVE is a warning, in one stage or two", () => {
    const one = dated(pve, { on: { occlusion: "2025-03-03", "re-scan": "2025-03-09", operation: "2025-03-10" } });
    expect(one.conflicts).toContainEqual(expect.objectContaining({ steps: ["occlusion", "operation"], severity: "warning" }));
    const two = dated(
      { stages: 2, occlusion: "PVE" },
      { on: { occlusion: "2025-03-03", "stage-2": "2025-03-10" }, startOn: "2025-02-01" },
    );
    expect(two.conflicts).toContainEqual(
      expect.objectContaining({ code: "timeline/too-early", steps: ["occlusion", "stage-2"], severity: "warning" }),
    );
  });

  test.each([
    ["2025-04-27", undefined],
    ["2025-04-28", undefined],
    ["2025-04-29", "timeline/too-late"],
  ])("an operation on %s, 8 weeks after PVE being 28 April: %s", (operation, code) => {
    const { conflicts } = dated(pve, { on: { occlusion: "2025-03-03", operation } });
    expect(conflicts.map((each) => each.code)).toEqual(code === undefined ? [] : [code]);
  });

  test("[PTH-03] the second operation of ALPPS is 7 to 14 days after the first, flagged, in one stay in hospital", () => {
    const timeline = makeTimeline({ stages: 2, occlusion: "ALPPS" });
    const { steps } = dateTimeline(timeline, { startOn: "2025-03-03" });
    expect(steps.find(({ id }) => id === "stage-2")).toMatchObject({ earliestOn: "2025-03-10", latestOn: "2025-03-17" });
    expect(steps.map(({ id }) => id)).not.toContain("stage-1-discharge");
    expect(timeline.intervals.find(({ atMostDays }) => atMostDays === 14)?.cautions.join()).toContain("flagged");
  });

  test("after LVD the scan is at 2 to 3 weeks, and no number says when the operation is", () => {
    const { steps } = dated({ stages: 1, occlusion: "LVD" }, { on: { occlusion: "2025-03-03" } });
    expect(steps.find(({ id }) => id === "re-scan")).toMatchObject({ earliestOn: "2025-03-17", latestOn: "2025-03-24" });
    expect(steps.find(({ id }) => id === "operation")).not.toHaveProperty("latestOn");
  });

  test("[PTH-02] a scan after the operation that needs it is named", () => {
    const days = { "stage-1": "2025-02-01", occlusion: "2025-03-03", "re-scan": "2025-04-20", "stage-2": "2025-04-15" } as const;
    expect(codesOf(dated({ stages: 2, occlusion: "PVE" }, { on: days }))).toContain("timeline/out-of-order re-scan stage-2");
  });

  test("PVE is moved so that the operation, which waits for the washout, is still within 8 weeks of it", () => {
    const line = { ...folfoxBevacizumab, lastOn: "2025-06-01" };
    const plan = dated({ ...pve, chemotherapy: [line] }, { startOn: "2025-03-01" });
    // 42 days after 1 June is 13 July; 56 days before that is 18 May
    expect([dayOf(plan, "occlusion"), dayOf(plan, "operation")]).toEqual(["2025-05-18", "2025-07-13"]);
    expect(plan.conflicts).toEqual([]);
  });

  test("a PVE that is done and a washout that outlasts its 8 weeks leave no day", () => {
    const line = { ...folfoxBevacizumab, lastOn: "2025-06-01" };
    const plan = dated({ ...pve, chemotherapy: [line] }, { on: { occlusion: "2025-05-01" } });
    expect(codesOf(plan)).toEqual(["timeline/no-day-fits occlusion operation"]);
  });
});

describe("after the operation", () => {
  test("a day in intensive care, then words in place of numbers that nobody gives", () => {
    const timeline = makeTimeline({ stages: 1 });
    expect(dayOf(dateTimeline(timeline, { on: { operation: "2025-04-14" } }), "operation-ward")).toBe("2025-04-15");
    expect(timeline.stretches.map(({ inWords }) => inWords)).toEqual([
      "several days",
      "months until the patient feels as before",
    ]);
  });

  test("the first visit is 4 to 6 weeks after the last operation, then the template by months, labelled local policy", () => {
    const plan = dated({ stages: 1 }, { on: { operation: "2025-11-30" } });
    expect(plan.steps.find(({ id }) => id === "first-visit")).toMatchObject({ earliestOn: "2025-12-28", latestOn: "2026-01-11" });
    // three months after 30 November is the last day of February
    expect(plan.visits[0]).toMatchObject({ month: 3, on: "2026-02-28", what: expect.arrayContaining(["CEA"]) });
    expect(makeTimeline({ stages: 1 }).followUp.cautions[0]).toMatch(/^flagged: local policy/);
  });

  test("[PTH-02] follow-up before discharge is named", () => {
    const plan = dated(
      { stages: 1 },
      { on: { operation: "2025-04-14", "operation-discharge": "2025-07-20", "first-visit": "2025-05-14" } },
    );
    expect(codesOf(plan)).toEqual([
      "timeline/out-of-order operation-discharge first-visit",
      "timeline/out-of-order operation-discharge",
    ]);
    expect(plan.conflicts[1]!.because).toContain("2025-07-14");
  });

  test("a visit on the day of discharge is no conflict", () => {
    const plan = dated({ stages: 1 }, { on: { operation: "2025-04-14", "operation-discharge": "2025-07-14" } });
    expect(plan.visits[0]!.on).toBe("2025-07-14");
    expect(codesOf(plan)).toEqual(["timeline/no-day-fits operation first-visit"]);
  });

  test("a bowel of which nobody has decided when has a step, no day, and nothing that waits for it", () => {
    const facts: PathwayFacts = { stages: 1, bowel: "undecided" };
    const { steps, conflicts } = dated(facts, { startOn: "2025-04-14" });
    const bowel = steps.find(({ id }) => id === "bowel")!;
    expect([bowel.earliestOn, bowel.missing]).toEqual([undefined, ["order of bowel and liver"]]);
    expect(bowel.what).toContain("nobody has decided");
    expect(steps.find(({ id }) => id === "operation")!.earliestOn).toBe("2025-04-14");
    expect(conflicts).toEqual([]);
  });

  test("the bowel after the liver comes after discharge; between, it lies between", () => {
    const after = dated({ stages: 1, bowel: "after" }, { on: { operation: "2025-04-14", bowel: "2025-04-14" } });
    expect(codesOf(after)).toEqual(["timeline/out-of-order operation-discharge bowel"]);
    const between = dated({ stages: 2, bowel: "between" }, { startOn: "2025-04-14", on: { bowel: "2025-05-02" } });
    expect(dayOf(between, "stage-2")).toBe("2025-05-02");
  });
});

describe("days of the calendar", () => {
  test.each([
    ["2024-02-01", "2024-02-29", "2024-03-14"],
    ["2023-02-01", "2023-03-01", "2023-03-15"],
    ["2024-12-15", "2025-01-12", "2025-01-26"],
    // in Europe clocks go forward on 30 March 2025 and back on 26 October
    ["2025-03-16", "2025-04-13", "2025-04-27"],
    ["2025-10-12", "2025-11-09", "2025-11-23"],
  ])("last dose %s: %s after cytotoxic drugs, %s after bevacizumab", (lastOn, cytotoxic, bevacizumab) => {
    expect(dayOf(dated({ stages: 1, chemotherapy: [{ ...folfox, lastOn }] }), "operation")).toBe(cytotoxic);
    expect(dayOf(dated({ stages: 1, chemotherapy: [{ ...folfoxBevacizumab, lastOn }] }), "operation")).toBe(bevacizumab);
  });

  test("without any day there are intervals and no dates, and what is missing is named", () => {
    const plan = dated({ stages: 1 });
    expect(plan.steps.every(({ earliestOn }) => earliestOn === undefined)).toBe(true);
    expect(plan.steps[0]!.missing).toEqual(["planning.on"]);
  });

  test("wrong days and steps are refused by name", () => {
    expect(() => dated({ stages: 1 }, { startOn: "2025-02-29" })).toThrow(/startOn is "2025-02-29"/);
    expect(() => dated({ stages: 1 }, { on: { operation: "14.4.2025" } })).toThrow(/operation is "14\.4\.2025"/);
    expect(() => dated({ stages: 1 }, { on: { "stage-2": "2025-04-14" } })).toThrow(/stage-2, expected one of operation/);
    expect(() => dated({ stages: 1, chemotherapy: [folfox] }, { on: { chemotherapy: "2025-03-02" } })).toThrow(
      /2025-03-01 as the facts say/,
    );
    expect(() => makeTimeline({ stages: 1, bowel: "between" })).toThrow(RangeError);
    expect(() => makeTimeline({ stages: 1, occlusion: "ALPPS" })).toThrow(RangeError);
  });
});

const anyDay = fc.integer({ min: 0, max: 4000 }).map((days) => new Date(Date.UTC(2020, 0, 1 + days)).toISOString().slice(0, 10));
const anyFacts = fc
  .record({
    stages: fc.constantFrom(1 as const, 2 as const),
    occlusion: fc.constantFrom(undefined, "PVE", "PVL", "LVD", "ALPPS"),
    bowel: fc.constantFrom(undefined, "before", "with", "between", "after"),
    chemotherapy: fc.array(fc.record({ regimen: fc.constant("FOLFOX"), lastOn: anyDay, bevacizumab: fc.boolean() }), {
      maxLength: 2,
    }),
  })
  .filter(
    ({ stages, occlusion, bowel }) => stages === 2 || (bowel !== "between" && occlusion !== "ALPPS"),
  ) as fc.Arbitrary<PathwayFacts>;
const SEED = { seed: 20260310, numRuns: 300 };
const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

describe("whatever is planned", () => {
  test("every interval goes forward in the order of the steps and carries a reason, numbers with a source", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { steps, intervals } = makeTimeline(facts);
        const place = new Map(steps.map(({ id }, n) => [id, n]));
        expect(place.size).toBe(steps.length);
        for (const { from, to, atLeastDays, atMostDays = Infinity, floorDays, because, source, verification } of intervals) {
          expect(place.get(from)!).toBeLessThan(place.get(to)!);
          expect(atLeastDays).toBeLessThanOrEqual(atMostDays);
          expect(floorDays).toBeLessThanOrEqual(atLeastDays);
          expect(because).not.toBe("");
          if (atLeastDays > 0) expect(source && verification).toBeTruthy();
        }
      }),
      SEED,
    );
  });

  test("with a start, every step has a day, all intervals are kept, and nothing conflicts but bevacizumab with the bowel", () => {
    fc.assert(
      fc.property(anyFacts, anyDay, (facts, startOn) => {
        const timeline = makeTimeline(facts);
        const plan = dateTimeline(timeline, { startOn });
        const days = new Map(plan.steps.map(({ id, earliestOn }) => [id, dayNumber(earliestOn!)]));
        for (const { from, to, atLeastDays, atMostDays = Infinity } of timeline.intervals) {
          const gap = days.get(to)! - days.get(from)!;
          expect(gap).toBeGreaterThanOrEqual(atLeastDays);
          expect(gap).toBeLessThanOrEqual(atMostDays);
        }
        expect(plan.conflicts).toEqual(timeline.conflicts);
        for (const { isFixed, earliestOn, latestOn } of plan.steps) {
          if (!isFixed) expect(earliestOn! >= startOn).toBe(true);
          if (latestOn !== undefined) expect(latestOn >= earliestOn!).toBe(true);
        }
      }),
      SEED,
    );
  });

  test("steps that are booked on their earliest days stay there, and one booked a day before its own breaks an interval", () => {
    fc.assert(
      fc.property(anyFacts, anyDay, (facts, startOn) => {
        const timeline = makeTimeline(facts);
        const plan = dateTimeline(timeline, { startOn });
        const on = Object.fromEntries(plan.steps.map(({ id, earliestOn }) => [id, earliestOn!]));
        expect(dateTimeline(timeline, { on }).conflicts).toEqual(timeline.conflicts);
        const binding = timeline.intervals.find(
          ({ from, to, atLeastDays }) =>
            timeline.steps.find(({ id }) => id === to)!.on === undefined &&
            dayNumber(on[to]!) - dayNumber(on[from]!) === atLeastDays,
        );
        if (binding === undefined) return;
        const sooner = new Date((dayNumber(on[binding.to]!) - 1) * 86_400_000).toISOString().slice(0, 10);
        const broken = dateTimeline(timeline, { on: { ...on, [binding.to]: sooner } }).conflicts;
        expect(broken.some(({ steps }) => steps[0] === binding.from && steps[1] === binding.to)).toBe(true);
      }),
      SEED,
    );
  });

  test("a later start by some days moves no step by more", () => {
    fc.assert(
      fc.property(anyFacts, anyDay, fc.integer({ min: 0, max: 400 }), (facts, startOn, later) => {
        const timeline = makeTimeline(facts);
        const start = dayNumber(startOn) + later;
        const next = dateTimeline(timeline, { startOn: new Date(start * 86_400_000).toISOString().slice(0, 10) });
        for (const [n, { earliestOn }] of dateTimeline(timeline, { startOn }).steps.entries()) {
          const moved = dayNumber(next.steps[n]!.earliestOn!) - dayNumber(earliestOn!);
          expect(moved).toBeGreaterThanOrEqual(0);
          expect(moved).toBeLessThanOrEqual(later);
        }
      }),
      SEED,
    );
  });
});
