import type { Vector3 } from "@cantlie/geometry";
import type { RandomSource } from "./random.ts";
import { capsule, carve, ellipsoid, enlarge, halfSpace, join, meet, type SignedDistance, upright } from "./shape.ts";

/**
 * The liver and what presses into it, patient LPS mm: x = 0 is the midline, y = 0 the middle of the body, z = 0 above the hilum.
 * `scale` is how much larger the patient is than the standard body in which the landmarks are written down.
 */
export interface LiverShape {
  readonly scale: number;
  readonly liver: SignedDistance;
  readonly cava: SignedDistance;
  readonly cavaAxisMm: readonly [number, number];
  readonly cavaRadiusMm: number;
  readonly gallbladder: SignedDistance;
  readonly rightKidney: SignedDistance;
  /** negative in the caudate lobe, wherever the liver is */
  readonly caudate: SignedDistance;
  /** volume of `liver`, mL, from a lattice of 3 mm */
  readonly volumeMl: number;
  /** corners of a box that holds the liver, mm */
  readonly boundsMm: readonly [Vector3, Vector3];
}

/** Axis and radius of the retrohepatic cava in the standard body. */
export const STANDARD_CAVA = { axisMm: [-20, 36] as const, radiusMm: 11 };
/** Inside of the rib cage in the standard body: half axes of its ellipse. */
export const STANDARD_CAGE_MM: readonly [number, number] = [146, 104];

const STANDARD_BOUNDS: readonly [Vector3, Vector3] = [
  [-150, -108, -104],
  [135, 96, 110],
];

/** A liver of `volumeMl` whose lobes vary with the random source. */
export function makeLiverShape(random: RandomSource, volumeMl: number): LiverShape {
  const standard = standardLiver(random);
  const standardMl = latticeVolumeMl(standard.liver, STANDARD_BOUNDS, 3);
  const factor = cubeRoot(volumeMl / standardMl);
  const scaled = (shape: SignedDistance): SignedDistance => enlarge(shape, factor);
  const times = ([x, y, z]: Vector3): Vector3 => [x * factor, y * factor, z * factor];
  return {
    scale: factor,
    liver: scaled(standard.liver),
    cava: scaled(standard.cava),
    cavaAxisMm: [STANDARD_CAVA.axisMm[0] * factor, STANDARD_CAVA.axisMm[1] * factor],
    cavaRadiusMm: STANDARD_CAVA.radiusMm * factor,
    gallbladder: scaled(standard.gallbladder),
    rightKidney: scaled(standard.rightKidney),
    caudate: scaled(standard.caudate),
    volumeMl,
    boundsMm: [times(STANDARD_BOUNDS[0]), times(STANDARD_BOUNDS[1])],
  };
}

/** Landmarks follow a supine adult: dome under the right diaphragm, visceral face to below, behind and left, cava behind. */
function standardLiver(random: RandomSource): Pick<LiverShape, "liver" | "cava" | "gallbladder" | "rightKidney" | "caudate"> {
  const vary = (middle: number, fraction: number): number => middle * random.between(1 - fraction, 1 + fraction);
  const rightLobe = ellipsoid([-70, -8, 2], [vary(74, 0.03), vary(88, 0.03), vary(92, 0.04)]);
  const leftLobe = ellipsoid([30, -44, 36], [vary(94, 0.08), vary(44, 0.06), vary(38, 0.08)]);
  const quadrateLobe = ellipsoid([-10, -56, -8], [32, 32, 34]);
  const cage = upright([0, 0], STANDARD_CAGE_MM);
  const visceralFace = halfSpace([-20, 5, -20], [0.45, 0.35, -0.8216]);
  const spine = upright([22, 74], [46, 46]);
  const hilum = capsule([-46, 9, -22], [20, -8, -15], 9);
  const umbilicalFissure = capsule([12, -105, -34], [12, -44, -8], 6);
  const rightKidney = ellipsoid([-64, 56, -66], [28, 26, 50]);
  const gallbladder = ellipsoid([-42, -50, -60], [13, 34, 15]);
  const cava = upright(STANDARD_CAVA.axisMm, [STANDARD_CAVA.radiusMm, STANDARD_CAVA.radiusMm]);

  let liver = join(join(rightLobe, leftLobe, 34), quadrateLobe, 20);
  liver = meet(liver, cage, 10);
  liver = meet(liver, visceralFace, 16);
  liver = carve(liver, spine, 10);
  liver = carve(liver, rightKidney, 8);
  liver = carve(liver, hilum, 6);
  liver = carve(liver, umbilicalFissure, 5);
  liver = carve(liver, gallbladder, 4);
  liver = carve(liver, cava, 3);
  return { liver, cava, gallbladder, rightKidney, caudate: ellipsoid([-9, 21, 16], [20, 21, 27]) };
}

function latticeVolumeMl(shape: SignedDistance, [low, high]: readonly [Vector3, Vector3], stepMm: number): number {
  let inside = 0;
  for (let z = low[2]; z < high[2]; z += stepMm)
    for (let y = low[1]; y < high[1]; y += stepMm)
      for (let x = low[0]; x < high[0]; x += stepMm) if (shape(x, y, z) < 0) inside++;
  return (inside * stepMm * stepMm * stepMm) / 1000;
}

/**
 * Cube root of a positive number, 0 of others. By Newton's iteration, because the last bit of Math.cbrt may differ between engines and
 * the same seed is to give the same bytes everywhere.
 */
export function cubeRoot(value: number): number {
  if (!(value > 0)) return 0;
  let root = Math.max(1, value);
  for (;;) {
    const next = root - (root * root * root - value) / (3 * root * root);
    if (next >= root) return root;
    root = next;
  }
}
