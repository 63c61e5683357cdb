export { type PdfDocument, PdfError, type PdfErrorCode, renderPdf } from "./render-pdf.ts";
