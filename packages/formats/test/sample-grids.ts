import { type Matrix3, type Vector3, worldPoint } from "@cantlie/geometry";
import { type Grid, makeGrid } from "@cantlie/volume";

const PERMUTATIONS: readonly Vector3[] = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

/** The 48 ways in which a file can order and flip the axes of the body: 24 right-handed, 24 left-handed. */
export function fortyEightGrids(size: Vector3, spacingMm: Vector3): Grid[] {
  return PERMUTATIONS.flatMap((order) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((flips) => {
      const direction = order.map((axis, n) => {
        const unit = [0, 0, 0];
        unit[axis] = flips & (1 << n) ? -1 : 1;
        return unit;
      }) as unknown as Matrix3;
      return makeGrid(size, spacingMm, worldPoint(-12.5, 34.25, -101.75), direction);
    }),
  );
}

/** A rotation about `axis` by `angle`, times a mirror if `leftHanded`. */
export function obliqueGrid(
  axis: Vector3,
  angle: number,
  options: { size: Vector3; spacingMm: Vector3; leftHanded: boolean },
): Grid {
  const norm = Math.hypot(...axis);
  const [x, y, z] = axis.map((part) => part / norm) as [number, number, number];
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const t = 1 - c;
  const direction: Matrix3 = [
    [t * x * x + c, t * x * y + s * z, t * x * z - s * y],
    [t * x * y - s * z, t * y * y + c, t * y * z + s * x],
    [t * x * z + s * y, t * y * z - s * x, t * z * z + c],
  ];
  const third = direction[2].map((part) => (options.leftHanded ? -part : part)) as unknown as Vector3;
  return makeGrid(options.size, options.spacingMm, worldPoint(-12.5, 34.25, -101.75), [direction[0], direction[1], third]);
}
