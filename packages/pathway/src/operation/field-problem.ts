/** A field for which a record is refused. */
export interface FieldProblem {
  /** such as `ultrasound.lesions[2].sizeMm` */
  readonly path: string;
  /** what was found, expected and, where a unit explains it, probably meant */
  readonly problem: string;
}

export function problem(path: string, text: string): FieldProblem {
  return { path, problem: text };
}

/** The problem of a number outside its range, if it is; `meant` is a unit in which it would lie within. */
export function outside(
  path: string,
  value: number | undefined,
  [lowest, highest]: readonly [number, number],
  meant?: { readonly name: string; readonly factor: number },
): FieldProblem[] {
  if (value === undefined || (value >= lowest && value <= highest)) return [];
  const other = meant === undefined ? Number.NaN : value * meant.factor;
  const probably = other >= lowest && other <= highest ? `; probably ${meant!.name}, which would be ${other}` : "";
  return [problem(path, `found ${value}, expected ${lowest} to ${highest}${probably}`)];
}
