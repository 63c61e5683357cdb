export type WalkErrorCode =
  | "walk/occlusion-not-found"
  | "walk/previous-same-scan"
  | "walk/previous-not-earlier"
  | "walk/previous-of-another"
  | "walk/scan-before-occlusion";

/** The patient's file and the images do not fit together in a way that no number may pass over. */
export class WalkError extends Error {
  readonly code: WalkErrorCode;
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(code: WalkErrorCode, message: string, details: Readonly<Record<string, string | number | boolean>>) {
    super(message);
    this.name = "WalkError";
    this.code = code;
    this.details = details;
  }
}
