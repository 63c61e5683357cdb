import { worldPoint } from "@cantlie/geometry";
import { makeGrid, referenceKernels } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { completeSegments, importedCouinaud } from "../src/imported-couinaud.ts";
import type { AnatomyCaution, CouinaudMap } from "../src/index.ts";
import { ANY_SEGMENT, RIGHT_ANTERIOR, RIGHT_HALF, segmentAt } from "../src/segment-at.ts";
import type { SegmentLandmarks } from "../src/segment-landmarks.ts";

const GRID = makeGrid([10, 1, 1], [2, 3, 5], worldPoint(0, 0, 0), [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
]);

describe("imported segments", () => {
  const organ = Uint8Array.of(0, 1, 1, 1, 1, 1, 1, 1, 1, 0);
  const complete = (values: readonly number[]) =>
    importedCouinaud(Uint8Array.from(values), organ, { grid: GRID, kernels: referenceKernels });

  test("complete the organ with the nearest label and say how much", () => {
    const map = complete([7, 5, 5, 5, 5, 0, 2, 2, 2, 3]) as CouinaudMap;
    // labels outside the organ are left out; the tie in the middle goes to the smaller label
    expect([...map.values]).toEqual([0, 5, 5, 5, 5, 2, 2, 2, 2, 0]);
    expect(map.completedMl).toBeCloseTo(30 / 1000, 12);
    expect(map.segmentMl).toEqual({ "2": expect.closeTo(0.12, 12), "5": expect.closeTo(0.12, 12) });
    expect(map).toMatchObject({ source: "imported", parts4: false });
    const labelled = Uint8Array.of(0, 0, 5, 0, 0, 0, 0, 2, 0, 0);
    const completed = completeSegments(labelled, organ, { grid: GRID, kernels: referenceKernels });
    expect([...completed]).toEqual([0, 5, 5, 5, 5, 2, 2, 2, 2, 0]);
  });

  test("are not used where a fifth of the organ or more has none", () => {
    // two of eight voxels
    expect(complete([0, 5, 5, 5, 0, 0, 2, 2, 2, 0])).toMatchObject({
      code: "anatomy/couinaud-incomplete",
      details: { missingFraction: 0.25 },
    });
  });

  test("part 4a and 4b where the map holds a 9", () => {
    const map = complete([0, 4, 4, 4, 9, 9, 9, 9, 9, 0]) as CouinaudMap;
    expect(map.parts4).toBe(true);
    expect(map.segmentMl).toEqual({ "4a": expect.closeTo(0.09, 12), "4b": expect.closeTo(0.15, 12) });
  });

  test("are refused with other values, and named where they miss the organ", () => {
    expect(() => complete([0, 4, 4, 4, 12, 9, 9, 9, 9, 0])).toThrow(
      expect.objectContaining({ code: "anatomy/couinaud-values", message: expect.stringContaining("the value 12") }),
    );
    expect((complete([7, 0, 0, 0, 0, 0, 0, 0, 0, 7]) as AnatomyCaution).code).toBe("anatomy/couinaud-outside-liver");
  });
});

describe("segmentAt", () => {
  /** middle plane x = 0, left fissure x = 40, right vein y = 0 for the right half; levels at z = 10 and 20 */
  const marks: SegmentLandmarks = {
    middle: { pointMm: worldPoint(0, 0, 0), normal: [1, 0, 0] },
    left: { pointMm: worldPoint(40, 0, 0), normal: [1, 0, 0] },
    right: { pointMm: worldPoint(0, 0, 0), normal: [0, -1, 0] },
    rightLevelMm: 10,
    leftLevelMm: 20,
    confidence: 1,
  };

  test.each([
    [[-50, -30, 0], 5],
    [[-50, 30, 0], 6],
    [[-50, 30, 30], 7],
    [[-50, -30, 30], 8],
    [[20, -30, 30], 4],
    [[20, -30, 0], 4],
    [[60, -30, 30], 2],
    [[60, -30, 0], 3],
  ] as const)("%j is segment %i", (place, segment) => {
    expect(segmentAt(place, ANY_SEGMENT, marks)).toBe(segment);
  });

  test("chooses among the possible segments only", () => {
    expect(segmentAt([60, 30, 30], RIGHT_HALF, marks)).toBe(7);
    expect(segmentAt([60, 30, 30], RIGHT_ANTERIOR, marks)).toBe(8);
    expect(segmentAt([60, 30, 30], 1 << 6, marks)).toBe(6);
  });

  test("is undecided only where the missing plane would decide", () => {
    const { right: _right, ...without } = marks;
    expect(segmentAt([-50, 30, 30], ANY_SEGMENT, without)).toBe(0);
    expect(segmentAt([-50, 30, 30], RIGHT_ANTERIOR, without)).toBe(8);
    expect(segmentAt([60, 30, 30], ANY_SEGMENT, without)).toBe(2);
  });
});
