import { LEAST_R0_MM } from "@cantlie/clinical";
import { type FieldProblem, outside, problem } from "./field-problem.ts";
import type { OperationRecord, PathologyReport } from "./operation-record.ts";

/** What pathology says that is impossible, or that contradicts itself or the operation. */
export function checkPathology({ pathology, ultrasound, resection }: OperationRecord): FieldProblem[] {
  if (pathology === undefined) return [];
  const stayed = new Map(
    (ultrasound?.lesions ?? []).flatMap(({ lesion, done }) => (lesion && done !== "resected" ? [[lesion, done]] : [])),
  );
  const lesions = pathology.lesions ?? [];
  const ids = lesions.map(({ lesion }) => lesion);
  return [
    ...lesions.flatMap(({ lesion, sizeMm, marginMm, viableFraction }, n) => {
      const path = `pathology.lesions[${n}]`;
      return [
        ...(lesion !== undefined && ids.indexOf(lesion) < n
          ? [problem(`${path}.lesion`, `found ${lesion} again, expected each lesion once`)]
          : []),
        ...(lesion !== undefined && stayed.has(lesion)
          ? [
              problem(
                `${path}.lesion`,
                `found ${lesion}, which was ${stayed.get(lesion)}, expected only lesions that were resected`,
              ),
            ]
          : []),
        ...outside(`${path}.sizeMm`, sizeMm, [0, 300]),
        ...outside(`${path}.marginMm`, marginMm, [0, 200]),
        ...outside(`${path}.viableFraction`, viableFraction, [0, 1], { name: "per cent", factor: 0.01 }),
      ];
    }),
    ...status(pathology),
    ...outside("pathology.nodesExamined", pathology.nodesExamined, [0, 200]),
    ...outside("pathology.nodesPositive", pathology.nodesPositive, [0, pathology.nodesExamined ?? 200]),
    ...(resection?.extent === "nothing resected" && lesions.length > 0
      ? [problem("pathology.lesions", `found ${lesions.length} although nothing was resected, expected none`)]
      : []),
  ];
}

/** The name of the margin against the margins themselves. */
function status({ status: named, lesions = [] }: PathologyReport): FieldProblem[] {
  const margins = lesions.flatMap(({ marginMm }) => marginMm ?? []);
  const least = Math.min(...margins);
  if (named === "R0" && least < LEAST_R0_MM)
    return [problem("pathology.status", `found R0 with a margin of ${least} mm, expected R1 below ${LEAST_R0_MM} mm`)];
  // another lesion's unknown margin may be the one below
  const all = lesions.length > 0 && margins.length === lesions.length;
  if (named === "R1 parenchymal" && all && least >= LEAST_R0_MM)
    return [problem("pathology.status", `found R1 parenchymal with no margin below ${LEAST_R0_MM} mm, expected one`)];
  return [];
}
