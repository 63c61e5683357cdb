import type { Vector3 } from "@cantlie/geometry";
import type { AnatomyAgainstTruth, TreeAgainstTruth } from "./anatomy-against-truth.ts";

/**
 * What each phantom must keep, set when three of twenty had been seen; the reasons are those of the normal suite where it has
 * the same floor.
 */
export const FLOORS = {
  /** thinning may stop short of the end of the trunk by its diameter, 13 mm, and half a voxel */
  portalRootMm: 14,
  /** an ostium is a surface where a vein of 10 mm diameter meets the cava: half of that */
  hepaticRootMm: 5,
  /** vessels near voxel size merge or are lost: what is found is the larger part of the truth, and no more than it */
  divisionsFraction: 0.6,
  /** right anterior, right posterior and left, of the liver: what the normal suite asks of every named branch */
  territoryFraction: 0.05,
  /** right and left half by portal supply */
  halvesDice: 0.98,
  /** of the liver that each named vein drains; the border between veins runs through tissue that no vein is near to */
  drainageDice: 0.9,
  /** of organ voxels; segment 1 is assumed from its place, is up to 3 % of the liver and counts in full */
  segmentAgreement: 0.85,
  /** of the liver: its border is some 30 000 voxels that fall in or out by chance, 0.2 mL in all; five times that is 1 mL in 1200 */
  liverFraction: 0.001,
} as const;

/** How a phantom falls below the floors, in words; empty if it does not. */
export function breaches(against: AnatomyAgainstTruth, spacingMm: Vector3): string[] {
  const { hepatic } = against;
  return [
    ...treeBreaches("portal", withoutShortRightVein(against), FLOORS.portalRootMm),
    ...treeBreaches("hepatic, cava with a label of its own", hepatic["own label"], FLOORS.hepaticRootMm),
    ...treeBreaches("hepatic, cava in the veins' mask", hepatic["in the veins' mask"], FLOORS.hepaticRootMm),
    ...mainVeinsMissed(hepatic.absent),
    ...volumeBreaches(against),
    ...lesionBreaches(against, spacingMm),
  ];
}

/** Whether a true trifurcation was taken for a short right portal vein. */
export function isShortRightVein({ variants, portal }: AnatomyAgainstTruth): boolean {
  return variants.includes("portalTrifurcation") && portal.namesTooMany.includes("right portal vein");
}

/**
 * A limit that the package's README states: where thick vessels leave a trifurcation at a small angle, their lumina run on as
 * one, and the mask shows a short right portal vein. It is told apart in the page and breaks no floor.
 */
function withoutShortRightVein(against: AnatomyAgainstTruth): TreeAgainstTruth {
  const { portal } = against;
  return isShortRightVein(against)
    ? { ...portal, namesTooMany: portal.namesTooMany.filter((name) => name !== "right portal vein") }
    : portal;
}

function treeBreaches(which: string, tree: TreeAgainstTruth, rootMm: number): string[] {
  const { roots, divisions, names } = tree;
  const share = divisions.found / divisions.truly;
  return [
    ...(roots.found === roots.truly ? [] : [`${which}: ${roots.found} of ${roots.truly} roots`]),
    ...(tree.rootErrorMm <= rootMm ? [] : [`${which}: a root is ${tree.rootErrorMm.toFixed(1)} mm off`]),
    ...(share >= FLOORS.divisionsFraction && share <= 1 ? [] : [`${which}: ${divisions.found} of ${divisions.truly} divisions`]),
    ...names.missed.map((name) => `${which}: no ${name}`),
    ...tree.namesTooMany.map((name) => `${which}: a ${name} where there is none`),
  ];
}

/** Without the cava a low vein cannot be told from a vessel that was cut off, so only the three main veins are asked for. */
function mainVeinsMissed({ names }: TreeAgainstTruth): string[] {
  return ["right hepatic vein", "middle hepatic vein", "left hepatic vein"]
    .filter((name) => names.missed.includes(name))
    .map((name) => `hepatic, without a cava: no ${name}`);
}

function volumeBreaches(against: AnatomyAgainstTruth): string[] {
  const { liverMl, territoryErrorMl } = against;
  const volumes = ["right anterior portal vein", "right posterior portal vein", "left portal vein"].flatMap((name) => {
    const errorMl = territoryErrorMl[name];
    return errorMl === undefined || Math.abs(errorMl) <= FLOORS.territoryFraction * liverMl
      ? []
      : [`territory of the ${name}: ${errorMl.toFixed(0)} mL off`];
  });
  const low = (what: string, value: number, floor: number): string[] =>
    value >= floor ? [] : [`${what}: ${value.toFixed(3)}, floor ${floor}`];
  return [
    ...volumes,
    ...low("Dice of the right half", against.halvesDice[0], FLOORS.halvesDice),
    ...low("Dice of the left half", against.halvesDice[1], FLOORS.halvesDice),
    ...Object.entries(against.drainageDice).flatMap(([name, dice]) => low(`Dice of the ${name}`, dice, FLOORS.drainageDice)),
    ...low("segments", against.segmentAgreement, FLOORS.segmentAgreement),
    ...(Math.abs(against.liverErrorMl) <= FLOORS.liverFraction * liverMl
      ? []
      : [`liver: ${against.liverErrorMl.toFixed(2)} mL off`]),
  ];
}

/**
 * A ball's border voxels fall in or out by chance, each off by up to half of it (standard deviation 0.29): four standard deviations
 * of their sum. The largest diameter runs between outer corners of voxels, so that it is at most a diagonal too long.
 */
function lesionBreaches({ lesions }: AnatomyAgainstTruth, spacingMm: Vector3): string[] {
  const voxelMm3 = spacingMm[0] * spacingMm[1] * spacingMm[2];
  return lesions.flatMap(({ diameterMm, errorMl, diameterErrorMm }) => {
    const borderVoxels = (Math.PI * diameterMm ** 2) / voxelMm3 ** (2 / 3);
    const limitMl = (4 * 0.29 * Math.sqrt(borderVoxels) * voxelMm3) / 1000;
    return [
      ...(Math.abs(errorMl) <= limitMl ? [] : [`a lesion of ${diameterMm.toFixed(0)} mm: ${errorMl.toFixed(3)} mL off`]),
      ...(diameterErrorMm >= -Math.min(...spacingMm) / 2 && diameterErrorMm <= Math.hypot(...spacingMm)
        ? []
        : [`a lesion of ${diameterMm.toFixed(0)} mm: its diameter is ${diameterErrorMm.toFixed(2)} mm off`]),
    ];
  });
}
