/** All that can go wrong between a document and its PDF. */
export type PdfErrorCode = "pdf/typst-refused";

/** The typesetter refused a document. That is a fault of the report's source, not of the patient's data. */
export class PdfError extends Error {
  readonly code: PdfErrorCode;

  constructor(code: PdfErrorCode, reason: string) {
    super(`typst did not accept the report (${reason}); expected a source made by reportTypst with all its figures`);
    this.name = "PdfError";
    this.code = code;
  }
}
