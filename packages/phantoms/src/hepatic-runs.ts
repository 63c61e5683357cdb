import type { Vector3 } from "@cantlie/geometry";
import { STANDARD_CAVA } from "./liver-shape.ts";
import type { Run, VesselVariants } from "./skeleton.ts";

/** The lower course of the right hepatic vein, through segment 6: a large inferior vein takes it over. */
const LOWER_RIGHT_MM: readonly Vector3[] = [
  [-96, -4, -8],
  [-104, -12, -36],
];

/** Hepatic veins, each from the axis of the cava; their first point is inside the cava. */
export function hepaticRuns(variants: VesselVariants): readonly Run[] {
  const [x, y] = STANDARD_CAVA.axisMm;
  const isInferiorLarge = variants.inferiorRightHepaticVein === "large";
  const runs: Run[] = [
    {
      key: "right stem",
      from: undefined,
      name: "right hepatic vein",
      region: undefined,
      throughMm: [
        [x, y, 58],
        [-34, 37, 57],
        [-48, 31, 55],
      ],
    },
    {
      key: "right",
      from: "right stem",
      name: "right hepatic vein",
      region: "hepatic",
      throughMm: [[-66, 18, 46], [-84, 6, 22], ...(isInferiorLarge ? [] : LOWER_RIGHT_MM)],
    },
  ];
  if (variants.commonMiddleLeftTrunk)
    runs.push({
      key: "common",
      from: undefined,
      name: "common trunk of middle and left hepatic veins",
      region: undefined,
      throughMm: [
        [x, y, 58],
        [-20, 18, 56],
        [-19, 6, 54],
      ],
    });
  else {
    runs.push({
      key: "middle stem",
      from: undefined,
      name: "middle hepatic vein",
      region: undefined,
      throughMm: [
        [x, y, 46],
        [-24, 18, 44],
        [-28, 4, 42],
      ],
    });
    runs.push({
      key: "left stem",
      from: undefined,
      name: "left hepatic vein",
      region: undefined,
      throughMm: [
        [x, y, 58],
        [-17, 18, 57],
        [-14, 4, 55],
      ],
    });
  }
  runs.push(
    {
      key: "middle",
      from: variants.commonMiddleLeftTrunk ? "common" : "middle stem",
      name: "middle hepatic vein",
      region: "hepatic",
      throughMm: [
        [-28, -10, variants.commonMiddleLeftTrunk ? 46 : 39],
        [-34, -28, 28],
        [-40, -44, 8],
        [-44, -56, -18],
      ],
    },
    {
      key: "left",
      from: variants.commonMiddleLeftTrunk ? "common" : "left stem",
      name: "left hepatic vein",
      region: "hepatic",
      throughMm: [
        [-4, -14, 54],
        [14, -26, 52],
        [38, -38, 46],
        [60, -52, 38],
        [78, -56, 32],
      ],
    },
  );
  if (variants.inferiorRightHepaticVein)
    runs.push(
      {
        key: "inferior stem",
        from: undefined,
        name: "inferior right hepatic vein",
        region: undefined,
        throughMm: [
          [x, y, 4],
          [-36, 40, 3],
          [-46, 43, 2],
        ],
      },
      {
        key: "inferior",
        from: "inferior stem",
        name: "inferior right hepatic vein",
        region: "hepatic",
        throughMm: [
          [-66, 44, -2],
          [-86, 40, -10],
          [-100, 32, -22],
        ],
      },
    );
  if (isInferiorLarge)
    runs.push({
      key: "inferior anterior",
      from: "inferior stem",
      name: "inferior right hepatic vein",
      region: "hepatic",
      throughMm: [[-74, 30, -4], ...LOWER_RIGHT_MM],
    });
  return runs;
}
