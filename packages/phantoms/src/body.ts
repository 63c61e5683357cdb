import type { Vector3 } from "@cantlie/geometry";
import { STANDARD_CAGE_MM } from "./liver-shape.ts";
import type { Bounds } from "./rasterise.ts";
import { carve, ellipsoid, halfSpace, join, meet, type SignedDistance, upright } from "./shape.ts";

/** Something of one density, painted over what was painted before it. */
export interface Organ {
  readonly name: string;
  readonly hu: number;
  readonly shape: SignedDistance;
  readonly boundsMm: Bounds;
}

/** Half axes of the skin in the standard body: about 325 × 230 mm across in a patient with a liver of 1500 mL. */
export const STANDARD_SKIN_MM: readonly [number, number] = [196, 140];

const EVERYWHERE: Bounds = [
  [-1000, -1000, -1000],
  [1000, 1000, 1000],
];

/** The body around the liver in the standard frame, in the order of painting. Densities are those of a portal venous phase. */
export function bodyOrgans(liver: SignedDistance): readonly Organ[] {
  const [cageX, cageY] = STANDARD_CAGE_MM;
  const cage = upright([0, 0], [cageX, cageY]);
  const cavity = carve(upright([0, 0], [cageX - 4, cageY - 4]), upright([8, 110], [52, 44]), 12);
  const leftDiaphragm = join(ellipsoid([70, 0, -10], [76, 88, 88]), ellipsoid([10, -40, 20], [60, 60, 56]), 20);
  const underDiaphragm: SignedDistance = (x, y, z) => {
    const aside = Math.min(leftDiaphragm(x, y, z), z - 15);
    // The liver is the costliest shape; deep below the left diaphragm it decides nothing.
    return aside < -10 ? aside : Math.min(aside, liver(x, y, z) - 5);
  };
  const lungs = carve(meet(upright([0, 0], [cageX - 4, cageY - 4]), halfSpace([0, 0, 15], [0, 0, -1]), 6), underDiaphragm, 4);
  const mediastinum = join(upright([2, 30], [34, 60]), ellipsoid([30, -45, 105], [62, 45, 52]), 14);
  const stomach = ellipsoid([78, -22, 10], [48, 44, 54]);
  const stomachAir = meet(ellipsoid([78, -22, 10], [44, 40, 50]), halfSpace([0, -38, 0], [0, 1, 0]), 1);
  const vertebra = upright([4, 92], [26, 21]);
  return [
    everywhere("fat", -100, upright([0, 6], STANDARD_SKIN_MM)),
    everywhere("muscle of the wall", 58, carve(upright([0, 4], [cageX + 13, cageY + 13]), cavity, 2)),
    everywhere("muscle of the back", 58, join(upright([-44, 104], [34, 22]), upright([52, 104], [34, 22]), 6)),
    everywhere("ribs", 320, ribs(cage)),
    everywhere("fat of the cavity", -95, cavity),
    everywhere("lungs", -850, lungs),
    everywhere("mediastinum", 60, meet(mediastinum, halfSpace([0, 0, 60], [0, 0, -1]), 4)),
    boxed("heart", 150, ellipsoid([34, -45, 118], [52, 40, 50]), [34, -45, 118], [52, 40, 50]),
    boxed("stomach wall", 70, stomach, [78, -22, 10], [48, 44, 54]),
    boxed("stomach content", 25, ellipsoid([78, -22, 10], [44, 40, 50]), [78, -22, 10], [44, 40, 50]),
    boxed("stomach air", -950, stomachAir, [78, -22, 10], [44, 40, 50]),
    boxed(
      "spleen",
      125,
      carve(ellipsoid([108, 48, 14], [30, 48, 54]), ellipsoid([78, 20, 14], [40, 40, 60]), 6),
      [108, 48, 14],
      [30, 48, 54],
    ),
    boxed("left kidney", 190, ellipsoid([66, 62, -58], [27, 27, 50]), [66, 62, -58], [27, 27, 50]),
    boxed("bowel", 35, ellipsoid([-60, -48, -108], [70, 38, 30]), [-60, -48, -108], [70, 38, 30]),
    boxed("colon air", -800, ellipsoid([-60, -54, -112], [58, 22, 18]), [-60, -54, -112], [58, 22, 18]),
    boxed("pancreas", 85, ellipsoid([30, 12, -52], [46, 14, 14]), [30, 12, -52], [46, 14, 14]),
    everywhere("vertebrae", 190, vertebra),
    everywhere("vertebral cortex", 420, carve(vertebra, upright([4, 92], [23.5, 18.5]), 1)),
    everywhere("vertebral arch", 330, carve(upright([4, 118], [16, 15]), upright([4, 118], [11, 10]), 1)),
    everywhere("spinous process", 330, upright([4, 134], [4, 10])),
    everywhere("aorta", 165, upright([22, 60], [11.5, 11.5])),
  ];
}

function everywhere(name: string, hu: number, shape: SignedDistance): Organ {
  return { name, hu, shape, boundsMm: EVERYWHERE };
}

function boxed(name: string, hu: number, shape: SignedDistance, ...box: [centreMm: Vector3, radiiMm: Vector3]): Organ {
  const [c, r] = box;
  const rim = 4;
  const corner = (side: number): Vector3 => [c[0] + side * (r[0] + rim), c[1] + side * (r[1] + rim), c[2] + side * (r[2] + rim)];
  return { name, hu, shape, boundsMm: [corner(-1), corner(1)] };
}

/** Ribs fall from back to front and are cut obliquely by an axial slice: bands of the cage, 34 mm apart, 12 mm high. */
function ribs(cage: SignedDistance): SignedDistance {
  return (x, y, z) => {
    const wall = Math.abs(cage(x, y, z) - 5.5) - 3.5;
    const height = z - 0.55 * y;
    const toMiddle = Math.abs(height - 34 * Math.round(height / 34)) - 6;
    return Math.max(wall, toMiddle * 0.87);
  };
}
