import type { OperationRecord } from "@cantlie/pathway";

/** The least margin that pathology saw; 0 where it calls the resection R1 or R2 without a number, which is under 1 mm; else not known. */
export function marginOfPathologyMm(pathology: OperationRecord["pathology"]): number | undefined {
  const told = (pathology?.lesions ?? []).flatMap(({ marginMm }) => marginMm ?? []);
  if (told.length > 0) return Math.min(...told);
  const status = pathology?.status;
  return status === undefined || status === "R0" ? undefined : 0;
}
