import { expect, test } from "vitest";
import { lesionsLeftOut } from "../src/model/left-out.ts";
import { syntheticPatient } from "./synthetic-patient.ts";

const [plan] = syntheticPatient([5, 5, 5]).document.plans;
const because = "every opening within 40 mm would also open the hilum";

test("a reason that several lesions and plans share is told once, with all lesions", () => {
  const wedges = {
    ...plan!,
    leftOut: [
      { lesion: "L2", because },
      { lesion: "L1", because },
    ],
  };
  const [, list] = lesionsLeftOut([wedges, wedges]);
  expect(list).toEqual({ kind: "list", items: [{ text: `L1 and L2: ${because}.` }] });
  expect(lesionsLeftOut([plan!])).toEqual([]);
});
