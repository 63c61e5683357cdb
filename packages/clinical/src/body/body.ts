/** What the body formulas read; absent is not known. Field names are paths in patient.json. */
export interface Body {
  readonly ageYears?: number | undefined;
  readonly sex?: "male" | "female" | undefined;
  readonly heightCm?: number | undefined;
  readonly weightKg?: number | undefined;
  /** as in patient.json `liver.fibrosis` */
  readonly fibrosis?: Fibrosis | undefined;
}

export type Fibrosis = "none" | "mild" | "moderate" | "severe" | "cirrhosis";

/** Those of `names` that `body` lacks. */
export function lacking(body: Body, names: readonly ("ageYears" | "sex" | "heightCm" | "weightKg")[]): string[] {
  return names.filter((name) => body[name] === undefined);
}
