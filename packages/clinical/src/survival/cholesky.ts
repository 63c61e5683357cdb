/** A symmetric matrix, as rows. */
export type Matrix = readonly (readonly number[])[];

/** Least pivot, as a share of its diagonal entry, of a matrix that counts as regular: what is left below it is rounding. */
const LEAST_PIVOT_FRACTION = 1e-10;

/**
 * The inverse of a symmetric positive definite matrix by Cholesky's factors, or the index of the first row that is a sum of
 * those before it.
 */
export function invertPositiveDefinite(matrix: Matrix): { inverse: number[][] } | { dependentRow: number } {
  const size = matrix.length;
  const lower = matrix.map(() => new Array<number>(size).fill(0));
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      let rest = matrix[row]![column]!;
      for (let k = 0; k < column; k++) rest -= lower[row]![k]! * lower[column]![k]!;
      if (row === column && !(rest > LEAST_PIVOT_FRACTION * matrix[row]![row]!)) return { dependentRow: row };
      lower[row]![column] = row === column ? Math.sqrt(rest) : rest / lower[column]![column]!;
    }
  const columns = matrix.map((_, n) => solve(lower, n));
  return { inverse: matrix.map((_, row) => columns.map((column) => column[row]!)) };
}

/** Solves L Lᵀ x = unit vector `n`. */
function solve(lower: Matrix, n: number): number[] {
  const size = lower.length;
  const x = new Array<number>(size).fill(0);
  for (let row = 0; row < size; row++) {
    let rest = row === n ? 1 : 0;
    for (let k = 0; k < row; k++) rest -= lower[row]![k]! * x[k]!;
    x[row] = rest / lower[row]![row]!;
  }
  for (let row = size - 1; row >= 0; row--) {
    let rest = x[row]!;
    for (let k = row + 1; k < size; k++) rest -= lower[k]![row]! * x[k]!;
    x[row] = rest / lower[row]![row]!;
  }
  return x;
}

/** Matrix times vector. */
export function times(matrix: Matrix, vector: readonly number[]): number[] {
  return matrix.map((row) => dot(row, vector));
}

export function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, n) => sum + value * b[n]!, 0);
}
