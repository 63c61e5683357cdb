/** Distance between points `a` and `b` of a flat x, y, z list, mm. */
export function distanceBetweenMm(positionMm: ArrayLike<number>, a: number, b: number): number {
  return Math.hypot(
    positionMm[3 * a]! - positionMm[3 * b]!,
    positionMm[3 * a + 1]! - positionMm[3 * b + 1]!,
    positionMm[3 * a + 2]! - positionMm[3 * b + 2]!,
  );
}
