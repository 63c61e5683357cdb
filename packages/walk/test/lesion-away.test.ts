import { IDENTITY3 } from "@cantlie/geometry";
import { indexToWorld } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { gridAround, PATIENT, tubeLabels, walkWith } from "./tube-liver.ts";

const LABELS = tubeLabels(gridAround([4, 4.5, 5], IDENTITY3));
/** A ball of 8 mm radius behind the liver's right half, more than 10 mm from it: the liver ends at y = 55 there. */
const BEHIND = LABELS.lesions.map((inside, voxel) => {
  const [x, y, z] = indexToWorld(LABELS.grid, voxel);
  return Math.hypot(x + 45, y - 83, z) <= 8 ? 1 : inside;
});

const { document: WITHOUT } = walkWith({ labels: LABELS, patient: PATIENT });
const { document: WITH } = walkWith({ labels: { ...LABELS, lesions: BEHIND }, patient: PATIENT });
const AWAY = WITH.anatomy.lesions.find(({ centroidMm }) => centroidMm[1] > 60)!;

describe("[LES-01] a lesion away from the liver", () => {
  test("is listed with its volume and no segment, and is no part of the liver's volumes", () => {
    expect(WITH.anatomy.lesions).toHaveLength(WITHOUT.anatomy.lesions.length + 1);
    expect(AWAY.volumeMl).toBeGreaterThan(1);
    expect(AWAY.segments).toEqual([]);
    for (const field of ["liverVolumeMl", "tumourVolumeMl"] as const) expect(WITH.anatomy[field]).toBe(WITHOUT.anatomy[field]);
    expect(WITH.cautions).toContainEqual(expect.objectContaining({ code: "anatomy/lesion-outside-liver" }));
  });

  test("is removed by no plan, so that none clears the disease", () => {
    expect(WITH.plans.length).toBeGreaterThan(3);
    for (const { id, margins, clearsDisease } of WITH.plans) {
      expect(margins.find(({ lesion }) => lesion === AWAY.id)!.kind, id).toBe("not-removed");
      expect(clearsDisease, id).toBe(false);
    }
    const volumes = (document: typeof WITH) => document.plans.map(({ id, volumes: { resectedMl } }) => [id, resectedMl]);
    expect(volumes(WITH)).toEqual(volumes(WITHOUT));
  });
});
