export { PdfError, type PdfErrorCode } from "./pdf-error.ts";
export { type PdfDocument, renderPdf } from "./render-pdf.ts";
