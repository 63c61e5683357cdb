import type { Vector3 } from "@cantlie/geometry";
import { STANDARD_CAVA } from "./liver-shape.ts";
import type { RandomSource } from "./random.ts";
import { halfSpace, type SignedDistance } from "./shape.ts";

/** Variants of the large vessels. Shares in patients differ by series; these are round figures so that each occurs among few seeds. */
export interface VesselVariants {
  /** right anterior, right posterior and left branch leave the main trunk together (drawn for about 1 seed in 10) */
  readonly portalTrifurcation: boolean;
  /** right posterior branch leaves the main trunk before its division (about 1 in 10); excludes a trifurcation */
  readonly rightPosteriorFromTrunk: boolean;
  /** middle and left hepatic vein enter the cava by one trunk (about 6 in 10) */
  readonly commonMiddleLeftTrunk: boolean;
  /** a vein of segment 6 with an ostium of its own (about 1 in 4) */
  readonly inferiorRightHepaticVein: boolean;
}

/** One stretch of a main vessel: a smooth line that starts where another one ends (the first starts at its first point). */
export interface Run {
  readonly key: string;
  /** key of the run at whose end this one starts; undefined at a root */
  readonly from: string | undefined;
  readonly name: string;
  /** region of the liver that its side branches supply; undefined where it has none */
  readonly region: string | undefined;
  /** points in the standard body, mm; without the start if `from` is given */
  readonly throughMm: readonly Vector3[];
}

/** Name of the portal branch that supplies segment 1. */
export const CAUDATE_BRANCH = "caudate branch";

/** Segment that each named portal branch supplies. Only these branches supply anything. */
export const SEGMENT_OF_BRANCH: Readonly<Record<string, number>> = {
  [CAUDATE_BRANCH]: 1,
  "segment 2 branch": 2,
  "segment 3 branch": 3,
  "segment 4 branch": 4,
  "segment 5 branch": 5,
  "segment 6 branch": 6,
  "segment 7 branch": 7,
  "segment 8 branch": 8,
};

export function drawVariants(random: RandomSource): VesselVariants {
  const portal = random.between(0, 1);
  return {
    portalTrifurcation: portal < 0.1,
    rightPosteriorFromTrunk: portal >= 0.1 && portal < 0.2,
    commonMiddleLeftTrunk: random.chance(0.6),
    inferiorRightHepaticVein: random.chance(0.25),
  };
}

/** Main portal vessels down to the branches of segments 2 to 8 and the caudate lobe. */
export function portalRuns(variants: VesselVariants): readonly Run[] {
  const run = (key: string, from: string | undefined, name: string, region: string | undefined, throughMm: Vector3[]): Run => ({
    key,
    from,
    name,
    region,
    throughMm,
  });
  const right: Run[] = [];
  const posteriorFrom = variants.rightPosteriorFromTrunk ? "low trunk" : variants.portalTrifurcation ? "trunk" : "right";
  if (variants.rightPosteriorFromTrunk) {
    right.push(
      run("low trunk", undefined, "main portal trunk", undefined, [
        [10, 22, -92],
        [0, 18, -62],
        [-14, 12, -38],
      ]),
    );
    right.push(run("trunk", "low trunk", "main portal trunk", undefined, [[-21, 5, -20]]));
  } else
    right.push(
      run("trunk", undefined, "main portal trunk", undefined, [
        [10, 22, -92],
        [0, 18, -62],
        [-14, 12, -38],
        [-21, 5, -20],
      ]),
    );
  if (!variants.portalTrifurcation && !variants.rightPosteriorFromTrunk)
    right.push(
      run("right", "trunk", "right portal vein", undefined, [
        [-32, 5, -17],
        [-44, 5, -14],
      ]),
    );
  return [
    ...right,
    run("anterior", posteriorFrom === "right" ? "right" : "trunk", "right anterior portal vein", undefined, [
      [-52, -3, -8],
      [-60, -12, -2],
    ]),
    run("8", "anterior", "segment 8 branch", "8", [
      [-64, -18, 14],
      [-68, -22, 34],
      [-66, -20, 56],
    ]),
    run("5", "anterior", "segment 5 branch", "5", [
      [-64, -30, -12],
      [-66, -48, -24],
      [-66, -62, -32],
    ]),
    run("posterior", posteriorFrom, "right posterior portal vein", undefined, [
      [-56, 13, -14],
      [-74, 22, -10],
    ]),
    run("7", "posterior", "segment 7 branch", "7", [
      [-86, 28, 8],
      [-96, 36, 26],
      [-98, 38, 46],
    ]),
    run("6", "posterior", "segment 6 branch", "6", [
      [-88, 20, -24],
      [-102, 12, -38],
      [-112, 4, -50],
    ]),
    run("left", "trunk", "left portal vein", undefined, [[-4, -3, -15]]),
    run("caudate", "left", CAUDATE_BRANCH, "1", [
      [-6, 8, 0],
      [-10, 15, 12],
      [-12, 18, 26],
    ]),
    run("transverse", "left", "left portal vein", undefined, [[4, -9, -10]]),
    run("elbow", "transverse", "left portal vein", undefined, [[10, -20, -1]]),
    run("2", "elbow", "segment 2 branch", "2", [
      [30, -28, 18],
      [58, -34, 34],
      [84, -38, 40],
    ]),
    run("umbilical", "elbow", "left portal vein", undefined, [[14, -38, 8]]),
    run("3", "umbilical", "segment 3 branch", "3", [
      [30, -54, 12],
      [50, -64, 16],
      [74, -64, 20],
    ]),
    run("4", "umbilical", "segment 4 branch", "4", [
      [5, -49, 14],
      [-5, -55, 16],
    ]),
    run("4 upper", "4", "segment 4 branch", "4", [
      [-10, -48, 28],
      [-14, -42, 42],
    ]),
    run("4 lower", "4", "segment 4 branch", "4", [
      [-8, -66, 4],
      [-16, -72, -10],
    ]),
  ];
}

/** Hepatic veins, each from the axis of the cava; their first point is inside the cava. */
export function hepaticRuns(variants: VesselVariants): readonly Run[] {
  const [x, y] = STANDARD_CAVA.axisMm;
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
      throughMm: [
        [-66, 18, 46],
        [-84, 6, 22],
        [-96, -4, -8],
        [-104, -12, -36],
      ],
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
  return runs;
}

/** Which branch is to supply a place in the standard body: planes through the landmarks that the main vessels follow. */
export function regionOf(caudate: SignedDistance): (xMm: number, yMm: number, zMm: number) => string {
  const leftOfCantlie = halfSpace([-20, 32, 0], [-0.966, 0.259, 0]);
  const leftOfUmbilical = halfSpace([10, 0, 0], [-1, 0, 0]);
  const posterior = halfSpace([-20, 32, 0], [0.48, -0.877, 0]);
  const upperRight = halfSpace([0, 0, 0], [0, 0, -1]);
  const second = halfSpace([60, -40, 35], [0, -0.6, -0.8]);
  return (x, y, z) => {
    if (caudate(x, y, z) < 0) return "1";
    if (leftOfCantlie(x, y, z) < 0) {
      if (leftOfUmbilical(x, y, z) >= 0) return "4";
      return second(x, y, z) < 0 ? "2" : "3";
    }
    if (posterior(x, y, z) < 0) return upperRight(x, y, z) < 0 ? "7" : "6";
    return upperRight(x, y, z) < 0 ? "8" : "5";
  };
}
