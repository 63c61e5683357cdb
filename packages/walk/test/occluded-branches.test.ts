import { describe, expect, test } from "vitest";
import { gridAround, PATIENT, resections, tubeLabels, walkWith } from "./tube-liver.ts";

const STRAIGHT = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
] as const;
const labels = tubeLabels(gridAround([4, 4, 4], STRAIGHT));
const leaveAll = resections({ watch: [{ resections: [], surveil: [{ lesion: "L1" }] }] });
const occluded = (branches: string[]) => ({
  ...PATIENT,
  history: { portalOcclusion: { kind: "PVE" as const, on: "2026-03-01", branches } },
});
const functionalMl = (patient: Parameters<typeof walkWith>[0]["patient"]): number =>
  walkWith({ labels, patient: patient!, search: false, drawn: { file: leaveAll, masks: new Map() } }).document.plans[0]!.volumes
    .functionalRemnantMl!;

describe("[FLR-01] an occlusion that the patient's file tells", () => {
  test("takes its territory out of the functional remnant, and nothing else", () => {
    const whole = functionalMl(PATIENT);
    const right = whole - functionalMl(occluded(["right"]));
    const left = whole - functionalMl(occluded(["left"]));
    expect(right).toBeGreaterThan(left);
    expect(left).toBeGreaterThan(0);
    // together at most all: what hangs on the trunk itself belongs to neither
    expect(right + left).toBeLessThanOrEqual(whole + 1e-6);
  });

  test("is refused, not passed over, where no branch of that name was found", () => {
    expect(() => functionalMl(occluded(["right middle"]))).toThrow(expect.objectContaining({ code: "walk/occlusion-not-found" }));
  });

  test("is refused where it names no branch: the occluded liver would count as remnant", () => {
    const unnamed = { ...PATIENT, history: { portalOcclusion: { kind: "PVE" as const, on: "2026-03-01" } } };
    const onlySegment4 = { ...PATIENT, history: { portalOcclusion: { ...unnamed.history.portalOcclusion, segment4: true } } };
    for (const patient of [unnamed, occluded([]), onlySegment4])
      expect(() => functionalMl(patient)).toThrow(expect.objectContaining({ code: "walk/occlusion-not-found" }));
  });
});
