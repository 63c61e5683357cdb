import { makePhantom } from "@cantlie/phantoms";
import { expect, test } from "vitest";
import { PATIENT, resections, walkWith } from "./tube-liver.ts";

const { labels } = makePhantom({ seed: 7, spacingMm: [4, 4, 4], terminals: 30 });
const { bileDuct: _, ...LABELS } = labels;
const [FIRST] = walkWith({ labels: LABELS, search: false }).document.anatomy.lesions;
const walked = walkWith({
  labels: LABELS,
  patient: PATIENT,
  lesionNotes: [{ atMm: [...FIRST!.centroidMm], status: "indeterminate" }],
  drawn: {
    file: resections({
      silent: [{ resections: [{ kind: "wedge", lesion: "L2", marginMm: 5 }] }],
      watching: [{ resections: [{ kind: "wedge", lesion: "L2", marginMm: 5 }], surveil: [{ lesion: "L1" }] }],
    }),
    masks: new Map(),
  },
}).document;
const plan = (id: string) => walked.plans.find((one) => one.id === id)!;

test("[PLN-06] every automatic plan decides on an indeterminate lesion: it is resected, or watched by decision", () => {
  const automatic = walked.plans.filter(({ origin }) => origin !== "drawn");
  expect(automatic.length).toBeGreaterThan(5);
  for (const { id, undecided, surveilled = [], margins, stages } of automatic) {
    expect(undecided, id).toBeUndefined();
    const { kind } = margins.find(({ lesion }) => lesion === "L1")!;
    expect(surveilled.includes("L1") ? "surveilled" : "resected", id).toBe(kind);
    // nothing tells of a lesion that is resected that it is watched
    expect(
      stages.flatMap(({ surveil }) => surveil).map(({ lesion }) => lesion),
      id,
    ).toEqual(surveilled);
  }
  expect(new Set(automatic.map(({ surveilled }) => surveilled === undefined))).toEqual(new Set([true, false]));
});

test("[PLN-06] a drawn plan that says nothing of it is told so in the plan and as a caution; one that watches it is not", () => {
  expect(plan("silent")).toMatchObject({
    undecided: ["L1"],
    clearsDisease: false,
    givesUp: expect.stringContaining("decides nothing on L1 (indeterminate): resect, ablate or watch"),
  });
  expect(plan("watching")).toMatchObject({
    surveilled: ["L1"],
    givesUp: expect.stringContaining("only watches L1 (indeterminate)"),
  });
  expect(plan("watching").undecided).toBeUndefined();
  const cautions = walked.cautions.filter(({ code }) => code === "plan/undecided-lesion");
  expect(cautions.map(({ details }) => details)).toEqual([{ plan: "silent", lesions: "L1" }]);
});
