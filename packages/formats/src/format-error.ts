/** Every reason for which a file is refused. Codes are public: scripts and screens rely on them. */
export type FormatErrorCode =
  | "formats/unknown-format"
  | "formats/gzip-damaged"
  | "formats/gzip-size"
  | "formats/truncated"
  | "formats/not-nifti"
  | "formats/nifti-pair"
  | "formats/bad-header"
  | "formats/not-a-number"
  | "formats/empty-size"
  | "formats/not-3d"
  | "formats/unsupported-datatype"
  | "formats/no-orientation"
  | "formats/sheared"
  | "formats/implausible-spacing"
  | "formats/not-nrrd"
  | "formats/nrrd-detached"
  | "formats/unsupported-encoding"
  | "formats/unsupported-space"
  | "formats/not-a-segmentation"
  | "formats/fractional-mask"
  | "formats/empty-mask"
  | "formats/not-a-mask"
  | "formats/not-a-label-map";

/** Facts of an error or a caution, for programs: numbers, words and lists of them. */
export type Details = Readonly<Record<string, string | number | boolean | readonly (string | number)[]>>;

/** What a refusal consists of; the message is put together from it. */
export interface Refusal {
  readonly found: string;
  readonly expected: string;
  /** what it probably means for the person who has the file */
  readonly probably: string;
  readonly details?: Details;
}

/** A file that cannot be read as what it claims to be. The message never holds a patient's name, birth date or id. */
export class FormatError extends Error {
  readonly code: FormatErrorCode;
  readonly details: Details;

  constructor(code: FormatErrorCode, refusal: Refusal) {
    super(`found ${refusal.found}; expected ${refusal.expected}; probably ${refusal.probably}`);
    this.name = "FormatError";
    this.code = code;
    this.details = { found: refusal.found, expected: refusal.expected, probably: refusal.probably, ...refusal.details };
  }
}
