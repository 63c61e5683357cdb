import { expect, test } from "vitest";
import { lesionsLeftOut, shortWhy } from "../src/model/left-out.ts";
import { syntheticPatient } from "./synthetic-patient.ts";

const REASON = (lesion: string) => `every opening within 40 mm of lesion ${lesion} would also open the hilum; it needs ablation`;
const [plan] = syntheticPatient([5, 5, 5]).document.plans;
const wedges = {
  ...plan!,
  why: `removes 1 of 3 lesions with 10 mm of liver around each; keeps the left hepatic vein; leaves one, since ${REASON("L2")}; leaves one, since ${REASON("L1")}`,
};

test("why a plan is offered is told without what it keeps and without the reasons for lesions that it leaves", () => {
  expect(shortWhy(wedges)).toBe("removes 1 of 3 lesions with 10 mm of liver around each");
  expect(shortWhy({ ...wedges, why: "drawn by hand" })).toBe("drawn by hand");
});

test("a reason that several lesions and plans share is told once, with all lesions", () => {
  const [, list] = lesionsLeftOut([wedges, wedges]);
  expect(list).toEqual({
    kind: "list",
    items: [{ text: "L1 and L2: every opening within 40 mm would also open the hilum; it needs ablation." }],
  });
  expect(lesionsLeftOut([{ ...wedges, why: "drawn by hand" }])).toEqual([]);
});
