import type { Segment } from "@cantlie/anatomy";
import { referenceKernels } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import { evaluatePlan, NAMED_RESECTIONS, nameOfSegments, prepareEvaluation, standardPlans } from "../src/index.ts";
import { idealLiver } from "./ideal-liver.ts";

const prepared = prepareEvaluation(
  idealLiver({
    lesions: [
      { centreMm: [-60, 0, -15], radiusMm: 8 },
      { centreMm: [48, -12, 8], radiusMm: 5 },
    ],
  }),
  referenceKernels,
);
const { plans, notOffered } = standardPlans(prepared);

describe("names", () => {
  // clinical.md, TERM-BRISBANE-2000 / NEWWORLD-2021
  test.each<[string, Segment[], string]>([
    ["right hemihepatectomy", ["5", "6", "7", "8"], "H5678"],
    ["left hemihepatectomy", ["2", "3", "4"], "H234"],
    ["left hemihepatectomy", ["2", "3", "4a", "4b"], "H234"],
    ["right trisectionectomy", ["4", "5", "6", "7", "8"], "H45678"],
    ["right trisectionectomy with segment 1", ["1", "4", "5", "6", "7", "8"], "H145678"],
    ["left trisectionectomy", ["2", "3", "4", "5", "8"], "H23458"],
    ["left trisectionectomy with segment 1", ["1", "2", "3", "4", "5", "8"], "H123458"],
    ["left lateral sectionectomy", ["2", "3"], "H23"],
    ["left medial sectionectomy", ["4"], "H4"],
    ["right anterior sectionectomy", ["5", "8"], "H58"],
    ["right posterior sectionectomy", ["7", "6"], "H67"],
    ["central hepatectomy", ["4", "5", "8"], "H458"],
    ["caudate resection", ["1"], "H1"],
    ["segmentectomy 8", ["8"], "H8"],
    ["segmentectomy 4a", ["4a"], "H4a"],
    ["resection of segments 6, 8", ["8", "6"], "H68"],
  ])("%s", (brisbane, segments, newWorld) => {
    expect(nameOfSegments(segments)).toEqual({ brisbane, newWorld });
  });

  test("a prime marks a part", () => {
    expect(nameOfSegments(["6"], ["7"])).toEqual({ brisbane: "segmentectomy 6 with part of segment 7", newWorld: "H67′" });
    expect(nameOfSegments([], ["8", "4b"])).toEqual({
      brisbane: "non-anatomical resection of segments 4b, 8",
      newWorld: "H4b′8′",
    });
  });
});

describe("a liver without some segments", () => {
  const without = (...missing: number[]) => {
    const anatomy = idealLiver({ without: ["portal", "hepatic"] });
    const values = anatomy.couinaud!.values.map((value) => (missing.includes(value) ? 3 : value));
    return standardPlans(prepareEvaluation({ ...anatomy, couinaud: { ...anatomy.couinaud!, values } }, referenceKernels));
  };

  test("is not offered the resection of a segment that it does not have", () => {
    const { plans, notOffered } = without(1);
    expect(plans.map(({ id }) => id)).not.toContain("caudate-resection");
    expect(notOffered).toContainEqual(
      expect.objectContaining({ id: "caudate-resection", name: "caudate resection", code: "plan/nothing-resected" }),
    );
  });

  test("is offered each resection once, under its first name", () => {
    const ids = without(1).plans.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(["left-trisectionectomy", "right-trisectionectomy"]));
    expect(ids.filter((id) => id.includes("with-segment-1"))).toEqual([]);
    const without2 = without(2).plans.map(({ id }) => id);
    expect(without2).toContain("left-lateral-sectionectomy");
    expect(without2).not.toContain("segmentectomy-3");
  });
});

describe("standard plans of an ideal liver", () => {
  test("are every named resection that its segments allow, and the wedges at 10 and 5 mm", () => {
    expect(notOffered).toEqual([]);
    const names = plans.map(({ name }) => name);
    for (const { brisbane, segments } of NAMED_RESECTIONS)
      if (!segments.some((segment) => segment === "4a" || segment === "4b")) expect(names).toContain(brisbane);
    expect(plans.map(({ id }) => id)).toEqual(expect.arrayContaining(["wedges-10-mm", "wedges-5-mm"]));
    expect(new Set(plans.map(({ id }) => id)).size).toBe(plans.length);
  });

  test("keep the middle hepatic vein in a hemihepatectomy, and try it taken", () => {
    const volumesOf = (id: string) => evaluatePlan(prepared, plans.find((plan) => plan.id === id)!).at(-1)!.volumes;
    expect(plans.find(({ id }) => id === "right-hemihepatectomy")!.why).toContain("keeps the middle hepatic vein");
    // the wall of the kept vein is a voxel of 3 mm here, and the tributaries of the resected side are cut in it
    expect(volumesOf("right-hemihepatectomy").noOutflowMl!).toBeLessThan(5);
    expect(volumesOf("right-hemihepatectomy-taking-middle-hepatic-vein").noOutflowMl!).toBeGreaterThan(50);
    expect(volumesOf("left-hemihepatectomy-taking-middle-hepatic-vein").noOutflowMl!).toBeGreaterThan(50);
  });

  test("are drawn on portal territories too, where the branches are named", () => {
    const ids = plans.map(({ id }) => id).filter((id) => id.startsWith("portal-"));
    expect(ids).toEqual([
      "portal-right-hemihepatectomy",
      "portal-left-hemihepatectomy",
      "portal-left-lateral-sectionectomy",
      "portal-right-anterior-sectionectomy",
      "portal-right-posterior-sectionectomy",
    ]);
    const right = plans.find(({ id }) => id === "portal-right-hemihepatectomy")!;
    expect(right.why).toContain("right portal vein");
    // the ideal liver's territories are its segments, so that both drawings resect the same
    const resectedMl = (id: string) => evaluatePlan(prepared, plans.find((plan) => plan.id === id)!).at(-1)!.volumes.resectedMl;
    expect(resectedMl(right.id)).toBeCloseTo(resectedMl("right-hemihepatectomy"), 6);
  });

  test("leave no dead liver over 10 mL, each with one margin entry per lesion", () => {
    for (const plan of plans) {
      const evaluation = evaluatePlan(prepared, plan).at(-1)!;
      expect(evaluation.margins.map(({ lesion }) => lesion)).toEqual(["L1", "L2"]);
      expect(evaluation.volumes.devitalisedMl!, plan.id).toBeLessThanOrEqual(10);
    }
  });

  test("the wedges clear the disease and are named by the segments that they take a part of", () => {
    for (const id of ["wedges-10-mm", "wedges-5-mm"]) {
      const plan = plans.find((one) => one.id === id)!;
      expect(plan.newWorldName).toMatch(/^H[1-8′]+$/);
      expect(plan.newWorldName).toContain("′");
      // what is taken of the liver is measured, not promised: dead liver may have to go too
      expect(plan.why).not.toContain("nothing else");
      expect(evaluatePlan(prepared, plan).at(-1)!.clearsDisease).toBe(true);
    }
  });
});
