import type { Vector3 } from "@cantlie/geometry";
import { CAUDATE_BRANCH, type Run, type VesselVariants } from "./skeleton.ts";

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
