import { makePhantom } from "@cantlie/phantoms";
import { policyFrom } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { resections, walkWith } from "./tube-liver.ts";

const { labels } = makePhantom({ seed: 7, spacingMm: [4, 4, 4], terminals: 30 });
const { bileDuct: _, ...LABELS } = labels;
const drawn = {
  file: resections({ right: [{ resections: [{ kind: "segments", segments: ["5", "6", "7", "8"] }] }] }),
  masks: new Map<string, Uint8Array>(),
};
const FREE = walkWith({ labels: LABELS, drawn }).document;

describe("what the policy keeps", () => {
  test("[PLN-05] no automatic plan cuts a vessel that must stay, and those that would are named with the reason; drawn ones stay", () => {
    const name = "right hepatic vein";
    const policy = policyFrom({ schemaVersion: 1, keepVessels: { value: [{ name }], reason: "test" } });
    const { plans, notOffered } = walkWith({ labels: LABELS, drawn, policy }).document;
    // found plans are others under another policy; a named one stays what it is
    const cutting = FREE.plans
      .filter(({ origin, cutVessels }) => origin !== "search" && cutVessels.some((vessel) => vessel.name === name))
      .map(({ id }) => id);
    expect(cutting.length).toBeGreaterThan(2);
    expect(cutting).toContain("right");
    expect(plans.filter(({ cutVessels }) => cutVessels.some((vessel) => vessel.name === name)).map(({ id }) => id)).toEqual([
      "right",
    ]);
    const forbidden = notOffered.filter(({ code }) => code === "plan/against-policy");
    expect(forbidden.map(({ id }) => id)).toEqual(expect.arrayContaining(cutting.filter((id) => id !== "right")));
    for (const { message } of forbidden)
      expect(message).toMatch(/^it would cut off hepatic branch H\d+, which the policy keeps$/);
  });

  test("[PLN-05] no automatic plan takes more of a segment that must stay than its border", () => {
    const policy = policyFrom({ schemaVersion: 1, keepSegments: { value: ["6"], reason: "test" } });
    const { plans } = walkWith({ labels: LABELS, policy }).document;
    const takes6 = (one: (typeof plans)[number]): boolean =>
      one.stages.some(({ resections: all }) =>
        all.some((resection) => resection.kind === "segments" && resection.segments.includes("6")),
      );
    expect(FREE.plans.some(takes6)).toBe(true);
    expect(plans.length).toBeGreaterThan(2);
    expect(plans.some(takes6)).toBe(false);
  });
});
