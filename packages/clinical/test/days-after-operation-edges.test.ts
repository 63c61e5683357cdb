import { describe, expect, test } from "vitest";
import { bileLeakGrade, fiftyFifty, haemorrhageGrade, liverFailureGrade, type PostoperativeDay } from "../src/index.ts";

describe("FUN-ISGLS-BILE-LEAK", () => {
  const LEAK: PostoperativeDay = { day: 3, drainBilirubinUmolPerL: 60, bilirubinUmolPerL: 20, management: "none" };
  const grade = (...days: PostoperativeDay[]) => bileLeakGrade({ days });

  test("one tight day among days that tell nothing is an answer", () =>
    expect(grade({ ...LEAK, drainBilirubinUmolPerL: 59 }, { day: 4 })).toMatchObject({ group: "none" }));

  test("only days from the third on are asked for what they lack", () =>
    expect(grade({ day: 1 }, { day: 4, bilirubinUmolPerL: 20 })).toMatchObject({
      kind: "unknown",
      missing: ["postoperative[1].drainBilirubinUmolPerL"],
    }));

  test("a collection treated on one of many days counts", () =>
    expect(grade({ day: 6, bileCollectionTreated: true }, { day: 7 })).toMatchObject({ group: "B" }));

  test("one laparotomy among several invasive days is C; days without an invasive measure are not asked", () => {
    const invasive = { ...LEAK, management: "invasive" as const };
    expect(grade({ ...invasive, relaparotomy: false }, { ...invasive, day: 5, relaparotomy: true })).toMatchObject({
      group: "C",
    });
    expect(grade({ ...invasive, relaparotomy: false }, { ...LEAK, day: 4 })).toMatchObject({ group: "B", cautions: [] });
  });

  test("treated without laparotomy is B whatever else is told, and a long leak that was treated says so", () => {
    const treated = { ...LEAK, management: "conservative" as const, relaparotomy: true };
    expect(grade(treated)).toMatchObject({ group: "B", because: "leak from day 3; treated without another laparotomy" });
    expect(grade(treated, { ...LEAK, day: 12 })).toMatchObject({
      because: "leak from day 3; treated without another laparotomy",
    });
  });
});

describe("FUN-ISGLS-HAEMORRHAGE", () => {
  const grade = (...days: PostoperativeDay[]) => haemorrhageGrade({ days });

  test("a fall is looked for with two results, and said to be missing with one", () => {
    const two = grade(
      { day: 1, haemoglobinGPerL: 100, transfusionUnits: 0 },
      { day: 2, haemoglobinGPerL: 95, transfusionUnits: 0 },
    );
    expect(two).toMatchObject({ group: "none", cautions: [] });
    const one = grade({ day: 1, haemoglobinGPerL: 100, transfusionUnits: 0 }, { day: 2, transfusionUnits: 0 });
    expect(one.cautions).toEqual([expect.stringContaining("fewer than two results")]);
  });

  test("a rise is no fall", () =>
    expect(
      grade({ day: 1, haemoglobinGPerL: 80, transfusionUnits: 0 }, { day: 2, haemoglobinGPerL: 120, transfusionUnits: 0 }),
    ).toMatchObject({
      group: "none",
    }));

  test("where nobody looked, the last day is asked", () =>
    expect(grade({ day: 1, transfusionUnits: 3 }, { day: 2 }, { day: 4 })).toMatchObject({
      kind: "unknown",
      missing: ["postoperative[2].bleedingSeen"],
    }));
});

describe("FUN-ISGLS-PHLF", () => {
  const RAISED: PostoperativeDay = {
    day: 6,
    inr: 1.4,
    inrUpperLimit: 1.2,
    bilirubinUmolPerL: 38,
    bilirubinUpperLimitUmolPerL: 21,
    management: "none",
  };

  test("management before it began does not count", () =>
    expect(
      liverFailureGrade({
        days: [{ ...RAISED, day: 5, inr: 1, management: "invasive" }, RAISED],
        inrBefore: 1,
        bilirubinBeforeUmolPerL: 10,
      }),
    ).toMatchObject({ group: "A" }));

  test("a normal course and one that was raised before differ in words", () => {
    const told = (day: PostoperativeDay, before: object) => {
      const finding = liverFailureGrade({ days: [day], ...before });
      return finding.kind === "known" ? finding.because : finding.kind;
    };
    expect(told({ ...RAISED, inr: 1 }, {})).toMatch(/both raised$/);
    expect(told(RAISED, { inrBefore: 1.5, bilirubinBeforeUmolPerL: 10 })).toMatch(/both raised and rising$/);
  });

  test("what is missing is named: of the day, and of before the operation", () => {
    const missing = (day: PostoperativeDay, before: object = {}) => {
      const finding = liverFailureGrade({ days: [day], ...before });
      return finding.kind === "unknown" ? finding.missing : finding.kind;
    };
    const { bilirubinUmolPerL: _, ...noBilirubin } = RAISED;
    expect(missing({ ...noBilirubin, clottingFactorsGiven: true })).toEqual(["postoperative[0].bilirubinUmolPerL"]);
    expect(missing(RAISED)).toEqual(["laboratory.inr", "laboratory.bilirubinUmolPerL"]);
    expect(missing(RAISED, { bilirubinBeforeUmolPerL: 10 })).toEqual(["laboratory.inr"]);
    expect(missing(RAISED, { inrBefore: 1 })).toEqual(["laboratory.bilirubinUmolPerL"]);
    const { inrUpperLimit: _limit, ...noLimit } = RAISED;
    expect(missing({ ...noLimit, clottingFactorsGiven: true }, { inrBefore: 1, bilirubinBeforeUmolPerL: 10 })).toEqual([
      "postoperative[0].inrUpperLimit",
    ]);
  });

  test("a day between without results does not hide that both are rising", () =>
    expect(
      liverFailureGrade({
        days: [
          { ...RAISED, day: 5, inr: 1.3, bilirubinUmolPerL: 30 },
          { day: 6 },
          { ...RAISED, day: 7, management: "conservative" },
        ],
        inrBefore: 1.25,
        bilirubinBeforeUmolPerL: 25,
      }),
    ).toMatchObject({ group: "B" }));
});

test("FUN-50-50 reads the first record of day 5", () =>
  expect(
    fiftyFifty({
      days: [
        { day: 5, bilirubinUmolPerL: 60, prothrombinPercent: 40 },
        { day: 5, bilirubinUmolPerL: 20 },
      ],
    }),
  ).toMatchObject({ group: "met" }));
