import type { LiverAnatomy } from "@cantlie/anatomy";
import { InputError, type Policy, policyFrom } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { resolvePolicyVessels } from "../src/resolve-policy-vessels.ts";

const branch = (id: string, name: string, atMm: readonly number[]) => ({ id, name, atMm });
const ANATOMY = {
  trees: {
    portal: { branches: [branch("P1", "main portal trunk", [0, 0, 0]), branch("P2", "unnamed", [9, 0, 0])] },
    hepatic: {
      branches: [
        branch("H1", "right hepatic vein", [-40, 0, 20]),
        branch("H2", "middle hepatic vein", [0, 0, 20]),
        branch("H3", "middle hepatic vein", [0, -20, 10]),
      ],
    },
  },
} as unknown as LiverAnatomy;

type Vessels = readonly object[];
const policy = (keepVessels: Vessels, reconstructVessels: Vessels = []): Policy =>
  policyFrom({
    schemaVersion: 1,
    keepVessels: { value: keepVessels, reason: "test" },
    reconstructVessels: { value: reconstructVessels, reason: "test" },
  });

function refused(
  keep: Vessels,
  reconstruct: Vessels = [],
): { code: string; fields: readonly { path: string; problem: string }[] } {
  try {
    resolvePolicyVessels(policy(keep, reconstruct), ANATOMY);
  } catch (error) {
    if (error instanceof InputError) return { code: error.code, fields: error.details.fields };
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("the vessels of a policy", () => {
  test("a name means every branch called so, whatever its capitals; a branch means itself where it is today", () => {
    expect(resolvePolicyVessels(policy([{ name: "Middle hepatic vein" }, { tree: "portal", branch: "P2" }]), ANATOMY)).toEqual({
      keep: [
        { tree: "hepatic", branch: "H2", atMm: [0, 0, 20] },
        { tree: "hepatic", branch: "H3", atMm: [0, -20, 10] },
        { tree: "portal", branch: "P2", atMm: [9, 0, 0] },
      ],
      reconstruct: [],
    });
  });

  test("[PLN-05] a vessel that is not there is refused, and all such are named with what there is", () => {
    const { code, fields } = refused([
      { name: "left hepatic vein" },
      { tree: "hepatic", branch: "H9" },
      { tree: "bile", branch: "B1" },
    ]);
    expect(code).toBe("policy/unknown-vessel");
    expect(fields.map(({ path }) => path)).toEqual(["keepVessels.value[0]", "keepVessels.value[1]", "keepVessels.value[2]"]);
    expect(fields[0]!.problem).toContain("found main portal trunk, right hepatic vein, middle hepatic vein");
    expect(fields[2]!.problem).toContain("no bile tree was found: its label is missing");
  });

  test("a branch that lies more than 3 mm from where the policy has it is another vessel", () => {
    const at = (x: number) => [{ tree: "hepatic", branch: "H1", atMm: [-40 + x, 0, 20] }];
    expect(resolvePolicyVessels(policy(at(2.9)), ANATOMY).keep).toHaveLength(1);
    expect(refused(at(3.1)).code).toBe("policy/vessel-moved");
  });

  test("a branch that is kept under its name and reconstructed under its id is a contradiction", () => {
    const { code, fields } = refused([{ name: "middle hepatic vein" }], [{ tree: "hepatic", branch: "H3" }]);
    expect(code).toBe("policy/contradiction");
    expect(fields.map(({ path }) => path)).toEqual(["keepVessels", "reconstructVessels"]);
  });
});
