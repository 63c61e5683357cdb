import type { LiverAnatomy } from "@cantlie/anatomy";
import type { Plan, Resection } from "@cantlie/planning";
import type { ResectionsFile } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { drawnPlans, refuseSharedIds } from "../src/drawn-plans.ts";

const plan = (id: string): Plan => ({ id }) as Plan;

test("a drawn plan with the id of another plan is refused, each by its place in the file", () => {
  expect(() => refuseSharedIds([plan("a"), plan("b")], [plan("right-hemihepatectomy")])).not.toThrow();
  expect(() => refuseSharedIds([plan("a"), plan("right-hemihepatectomy"), plan("a")], [plan("right-hemihepatectomy")])).toThrow(
    expect.objectContaining({
      code: "resections/refused",
      details: { fields: [expect.objectContaining({ path: "plans[1].id" }), expect.objectContaining({ path: "plans[2].id" })] },
    }),
  );
});

type FileResection = ResectionsFile["plans"][number]["stages"][number]["resections"][number];

function drawn(resection: FileResection): Resection {
  const file: ResectionsFile = { schemaVersion: 1, plans: [{ id: "a", stages: [{ resections: [resection] }] }] };
  return drawnPlans(file, {} as LiverAnatomy, new Map())[0]!.stages[0]!.resections[0]!;
}

test("an anatomical resection is extended around the lesions that the file names, with their margins", () => {
  const around = [{ lesion: "L2", marginMm: 5, atMm: [1, 2, 3] as [number, number, number] }];
  expect(drawn({ kind: "segments", segments: ["8"], around })).toMatchObject({ kind: "segments", segments: ["8"], around });
  expect(drawn({ kind: "territory", tree: "portal", branches: ["P2"], around })).toMatchObject({ branches: ["P2"], around });
  expect(drawn({ kind: "segments", segments: ["8"] })).not.toHaveProperty("around");
});

describe("a drawn surface", () => {
  type Surface = FileResection;
  const plane = (normal: [number, number, number]): Surface => ({ kind: "surface", plane: { pointMm: [1, 2, 3], normal } });
  const patch = (at: (row: number, column: number) => [number, number, number]): Surface => ({
    kind: "surface",
    bezier: { pointsMm: [0, 1, 2, 3].map((row) => [0, 1, 2, 3].map((column) => at(row, column))) },
    resectedSide: "positive",
  });
  const degenerate = expect.objectContaining({ name: "PlanError", code: "plan/degenerate-surface" });

  test("is taken as it stands", () => {
    expect(drawn(plane([0, 0, 2]))).toMatchObject({ plane: { normal: [0, 0, 1] } });
    // one row in a point, as the tip of a fan
    expect(drawn(patch((row, column) => [10 * row, 10 * column * row, 0]))).toMatchObject({ resectedSide: "positive" });
  });

  test.each<[string, Surface]>([
    ["a plane without a normal", plane([0, 0, 0])],
    ["a plane whose normal overflows", plane([1.7e308, 1.7e308, 0])],
    ["a patch in one point", patch(() => [5, 6, 7])],
    ["a patch on one line", patch((row, column) => [(row + column) / 3, (row + column) / 7, 0.1 * (row + column)])],
    ["a patch whose rows are the same curve", patch((_, column) => [10 * column, column * column, 0])],
  ])("without sides is refused by code: %s", (_, surface) => {
    expect(() => drawn(surface)).toThrow(degenerate);
  });
});
