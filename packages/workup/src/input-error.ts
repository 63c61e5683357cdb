export type InputErrorCode =
  | "patient/refused"
  | "policy/refused"
  | "policy/contradiction"
  | "policy/unknown-vessel"
  | "policy/vessel-moved"
  | "resections/refused"
  | "lesion-notes/refused"
  | "operation-record/refused"
  | "hospital/refused"
  | "plan/refused";

/** One field of a file that was refused. */
export interface RefusedField {
  /** path in the file, such as `laboratory.inr` or `plans[0].stages` */
  readonly path: string;
  readonly problem: string;
}

/** A file given by the user does not say what it must. The whole file is refused and every bad field is named. */
export class InputError extends Error {
  readonly code: InputErrorCode;
  readonly details: { readonly fields: readonly RefusedField[] };

  constructor(code: InputErrorCode, fields: readonly RefusedField[]) {
    super(fields.map(({ path, problem }) => `${path || "file"}: ${problem}`).join("; "));
    this.name = "InputError";
    this.code = code;
    this.details = { fields };
  }
}
