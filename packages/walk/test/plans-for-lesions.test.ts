import type { Lesion } from "@cantlie/anatomy";
import type { Candidate, Plan } from "@cantlie/planning";
import { expect, test } from "vitest";
import { plansForLesions } from "../src/plans-for-lesions.ts";

const plan = (id: string): Plan => ({
  id,
  name: `the ${id}`,
  origin: "standard",
  family: "resection",
  why: "",
  stages: [],
});

const candidate = (id: string, lesions: readonly number[]): Candidate => ({
  id,
  name: id,
  treatment: { kind: "resection", resection: { kind: "segments", segments: [] } },
  lesions,
  runs: { first: new Int32Array(), length: new Int32Array() },
  lost: {},
});

const lesions = (...statuses: Lesion["status"][]) => ({ lesions: statuses.map((status) => ({ status }) as Lesion) });

const idsOf = ({ plans }: ReturnType<typeof plansForLesions>): string[] => plans.map(({ id }) => id);

test("a named operation that removes no lesion in need of treatment is no plan, and one entry says so for all", () => {
  const plans = [plan("right"), plan("left"), plan("caudate"), plan("wedges-10-mm")];
  const made = [candidate("right", [0]), candidate("left", []), candidate("caudate", [1])];
  const result = plansForLesions(plans, made, lesions("visible", "benign"));
  expect(idsOf(result)).toEqual(["right", "wedges-10-mm"]);
  expect(result.notOffered).toHaveLength(1);
  expect(result.notOffered[0]!.message).toBe("removes no lesion as a whole: the left; the caudate");
});

test("a disappeared lesion is one in need of treatment", () => {
  const made = [candidate("right", [0]), candidate("left", [])];
  expect(idsOf(plansForLesions([plan("right"), plan("left")], made, lesions("disappeared")))).toEqual(["right"]);
});

test("where none removes a lesion all stay: no lesion is known, or none lies within a named resection", () => {
  const plans = [plan("right"), plan("left")];
  const made = [candidate("right", []), candidate("left", [])];
  for (const anatomy of [lesions(), lesions("visible"), lesions("benign")])
    expect(plansForLesions(plans, made, anatomy)).toEqual({ plans, notOffered: [] });
});
