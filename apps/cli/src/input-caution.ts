/** A doubt about something that was read all the same; stands in `plan.json`. */
export interface InputCaution {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}
