import type { Plan } from "@cantlie/planning";
import { expect, test } from "vitest";
import { refuseSharedIds } from "../src/drawn-plans.ts";

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
