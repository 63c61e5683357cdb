export type { Figure } from "./figures/figure.ts";
export { type Deflate, encodePng, type RasterImage } from "./figures/png.ts";
export { reportHtml } from "./html/report-html.ts";
export { composeReport } from "./model/compose-report.ts";
export { searchSentence } from "./model/search-sentence.ts";
export { type ReportFigures, reportFigures } from "./report-figures.ts";
export type { ReportHeading, ReportInput, ReportPatient, ReportTools, ScanFacts } from "./report-input.ts";
export type { Block, Card, Cell, Column, Fact, Label, ReportModel, Section, Step, TableRow, Tone } from "./report-model.ts";
export { reportTypst, type TypstReport } from "./typst/report-typst.ts";
