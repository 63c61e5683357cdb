import { type Finding, known, type Rule, unknown } from "../finding.ts";
import type { Remnant } from "./remnant.ts";

export const FLR_MIN_ANATOMY: Rule = {
  id: "FLR-MIN-ANATOMY",
  source: {
    authors: "Cancers 14:1063, table 1",
    year: 2022,
    where: "PMC8870224",
    locator: "two adjacent segments with inflow, outflow and biliary drainage",
  },
  verification: "V2",
};

const LEAST_SEGMENTS = 2;

/** Whether at least two adjacent segments remain with their inflow, outflow and bile; fewer is insufficient whatever the volume. */
export function remainingAnatomy({ adjacentRemainingSegments }: Remnant): Finding {
  if (adjacentRemainingSegments === undefined) return unknown(FLR_MIN_ANATOMY, ["remainingSegments"]);
  const isEnough = adjacentRemainingSegments >= LEAST_SEGMENTS;
  return known(FLR_MIN_ANATOMY, {
    value: adjacentRemainingSegments,
    unit: "segments",
    group: isEnough ? "sufficient" : "insufficient",
    severity: isEnough ? "info" : "warning",
    because: `${adjacentRemainingSegments} adjacent segments remain intact; at least ${LEAST_SEGMENTS} are wanted`,
  });
}
