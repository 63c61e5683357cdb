import type { AnatomyCaution } from "./liver-anatomy.ts";

/** Every reason for which labels are refused. Codes are public: scripts and screens rely on them. */
export type AnatomyErrorCode =
  | "anatomy/labels-on-another-grid"
  | "anatomy/image-on-another-grid"
  | "anatomy/empty-liver"
  | "anatomy/liver-on-the-left"
  | "anatomy/spacing-lost"
  | "anatomy/couinaud-values"
  | "anatomy/lesions-fill-liver";

/** Every doubt about labels that were used all the same. */
export type AnatomyCautionCode =
  | "anatomy/liver-touches-border"
  | "anatomy/liver-on-the-left"
  | "anatomy/implausible-liver-volume"
  | "anatomy/liver-in-pieces"
  | "anatomy/no-lesions"
  | "anatomy/tiny-lesions"
  | "anatomy/lesion-outside-liver"
  | "anatomy/note-without-lesion"
  | "anatomy/disappeared-lesion-without-size"
  | "anatomy/empty-label"
  | "anatomy/vessels-outside-liver"
  | "anatomy/vessels-not-traced"
  | "anatomy/vessels-in-pieces"
  | "anatomy/portal-touches-cava"
  | "anatomy/vessels-exchanged"
  | "anatomy/couinaud-outside-liver"
  | "anatomy/couinaud-incomplete"
  | "anatomy/couinaud-unknown"
  | "anatomy/segment-1-assumed";

/** Facts for programs. */
export type AnatomyDetails = AnatomyCaution["details"];

/** What a refusal or caution consists of; the message is put together from it. */
export interface Doubt {
  readonly found: string;
  readonly expected: string;
  /** what it probably means for the person who has the labels */
  readonly probably: string;
  readonly details?: AnatomyDetails;
}

/** Labels that no plan may rest on. The message never holds a patient's name, birth date or id. */
export class AnatomyError extends Error {
  readonly code: AnatomyErrorCode;
  readonly details: AnatomyDetails;

  constructor(code: AnatomyErrorCode, doubt: Doubt) {
    super(sentence(doubt));
    this.name = "AnatomyError";
    this.code = code;
    this.details = { ...doubt.details, found: doubt.found, expected: doubt.expected, probably: doubt.probably };
  }
}

/** A caution with the same parts as a refusal. */
export function anatomyCaution(code: AnatomyCautionCode, doubt: Doubt): AnatomyCaution {
  return { code, message: sentence(doubt), details: doubt.details ?? {} };
}

function sentence(doubt: Doubt): string {
  return `found ${doubt.found}; expected ${doubt.expected}; probably ${doubt.probably}`;
}
