import { expect } from "vitest";
import type { Finding } from "../src/index.ts";

export const MG_DL_BILIRUBIN = 17.1;
export const MG_DL_CREATININE = 88.4;

export function known(finding: Finding): number {
  if (finding.kind !== "known") throw new Error(`${finding.rule} is ${finding.kind}`);
  return finding.value;
}
export const groupOf = (finding: Finding) => (finding.kind === "known" ? finding.group : finding.kind);
/** Half of the last digit that the example states. */
export const within = (actual: number, stated: number, digit: number) =>
  expect(Math.abs(actual - stated)).toBeLessThanOrEqual(digit / 2 + 1e-9);
