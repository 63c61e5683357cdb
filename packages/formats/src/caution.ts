import type { Details } from "./format-error.ts";

/** Every doubt about a file that was read all the same. */
export type FormatCautionCode =
  | "formats/orientations-disagree"
  | "formats/spacing-disagrees"
  | "formats/units-converted"
  | "formats/scale-ignored"
  | "formats/trailing-data"
  | "formats/gzip-size"
  | "formats/several-segments";

/** Something that a person should know about a file that was read. */
export interface FormatCaution {
  readonly code: FormatCautionCode;
  readonly message: string;
  readonly details: Details;
}
