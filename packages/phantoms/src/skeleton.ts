import type { Vector3 } from "@cantlie/geometry";
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
  /** a vein of segment 6 with an ostium of its own (about 1 in 4); a large one, never drawn, drains segment 6 in place of the right hepatic vein */
  readonly inferiorRightHepaticVein: boolean | "large";
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
