import type { Lesion, LesionId } from "@cantlie/anatomy";
import { worldPoint } from "@cantlie/geometry";
import type { PatientFile } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { metastasesDiffer } from "../src/compare-with-images.ts";

const lesion = (axialDiameterMm: number, status: Lesion["status"] = "visible"): Lesion => ({
  id: "L1" as LesionId,
  volumeMl: 4,
  largestDiameterMm: axialDiameterMm + 4,
  axialDiameterMm,
  centroidMm: worldPoint(0, 0, 0),
  status,
  origin: "mask",
  segments: [],
  nearest: {},
});

const paths = (metastases: NonNullable<PatientFile["metastases"]>, lesions: readonly Lesion[]) =>
  metastasesDiffer({ schemaVersion: 1, metastases }, lesions).map(({ details }) => details.path);

describe("[IDN-01] a patient file that tells of other metastases than the images", () => {
  test("another number", () => {
    expect(paths({ count: 2 }, [lesion(20), lesion(10)])).toEqual([]);
    expect(paths({ count: 1 }, [lesion(20), lesion(10)])).toEqual(["metastases.count"]);
    expect(paths({ count: 3 }, [lesion(20), lesion(10)])).toEqual(["metastases.count"]);
    expect(paths({ count: 3 }, [])).toEqual(["metastases.count"]);
    expect(paths({ count: 0 }, [])).toEqual([]);
  });

  test("lesions that are doubtful or have disappeared may be counted or not, benign ones are none", () => {
    const lesions = [lesion(20), lesion(10, "disappeared"), lesion(10, "indeterminate"), lesion(30, "benign")];
    expect([0, 1, 2, 3, 4].map((count) => paths({ count }, lesions).length)).toEqual([1, 0, 0, 0, 1]);
  });

  test("another size, beyond 5 mm and a fifth of what the images show in either way of measuring", () => {
    const sized = (largestMm: number) => paths({ largestMm }, [lesion(50), lesion(10)]);
    // 50 mm in a slice and 54 mm in space: 40 to 64.8 mm are the same
    expect([39, 40, 64, 65].map((mm) => sized(mm).length)).toEqual([1, 0, 0, 1]);
    expect(paths({ largestMm: 15 }, [lesion(10)])).toEqual([]);
    expect(paths({ largestMm: 20 }, [lesion(10)])).toEqual(["metastases.largestMm"]);
  });

  test("nothing told is no difference", () => {
    expect(metastasesDiffer(undefined, [lesion(20)])).toEqual([]);
    expect(paths({}, [lesion(20)])).toEqual([]);
  });

  test("the message says both and what is probably meant", () => {
    const [caution] = metastasesDiffer({ schemaVersion: 1, metastases: { count: 3 } }, [lesion(20)]);
    expect(caution).toMatchObject({ code: "patient/metastases-differ", details: { count: 3, labelled: 1 } });
    expect(caution!.message).toMatch(/found 3 metastases in the patient file, but 1 labelled/);
  });
});
