import type { LiverFunction } from "../function/liver-function.ts";

/** Couinaud's segments; "4" where its halves are not told apart. */
export type Segment = "1" | "2" | "3" | "4" | "4a" | "4b" | "5" | "6" | "7" | "8";

/** What is done to the liver, in words of the Brisbane terminology; "partial" is a wedge or any other non-anatomical resection. */
export type LiverOperation =
  | "partial"
  | "segmentectomy"
  | "left lateral sectionectomy"
  | "left medial sectionectomy"
  | "right anterior sectionectomy"
  | "right posterior sectionectomy"
  | "left hemihepatectomy"
  | "right hemihepatectomy"
  | "central hepatectomy"
  | "right trisectionectomy"
  | "left trisectionectomy";

/** One operation for metastases and what bears on its difficulty; absent is not known. */
export interface PlannedOperation {
  readonly operation?: LiverOperation | undefined;
  /** those that lose more tissue than the raggedness of a border */
  readonly segments?: readonly Segment[] | undefined;
  /** whether three or more segments that hang together go: half a segment or more, not the raggedness of a border */
  readonly isMajor?: boolean | undefined;
  /** segments that hold what is resected for: the place of the tumour */
  readonly tumourSegments?: readonly Segment[] | undefined;
  /** largest tumour that is resected */
  readonly largestMm?: number | undefined;
  /** a tumour lies at a major vessel */
  readonly nearMajorVessel?: boolean | undefined;
  /** vessels or bile ducts are to be reconstructed */
  readonly reconstruction?: boolean | undefined;
  readonly chemotherapyGiven?: boolean | undefined;
  readonly openLiverResection?: boolean | undefined;
  /** what the Child-Pugh class follows from */
  readonly liver?: LiverFunction | undefined;
  /** hand-assisted or hybrid laparoscopy; absent is purely laparoscopic */
  readonly handAssistedOrHybrid?: boolean | undefined;
}

/** How each input is called in patient.json, or in plan.json. */
const PATHS = {
  operation: "plans[].name",
  segments: "plans[].stages[].resections",
  isMajor: "plans[].stages[].resections",
  tumourSegments: "anatomy.lesions[].segments",
  largestMm: "metastases.largestMm",
  nearMajorVessel: "plans[].touchedVessels",
  reconstruction: "plans[].stages[].reconstruct",
  chemotherapyGiven: "chemotherapy",
  openLiverResection: "history.openLiverResection",
} as const;

/** Those of `names` that `operation` lacks, as paths. */
export function lackingOperation(operation: PlannedOperation, names: readonly (keyof typeof PATHS)[]): string[] {
  return [...new Set(names.filter((name) => operation[name] === undefined).map((name) => PATHS[name]))];
}

/** Segments that are hard to reach. */
export const POSTEROSUPERIOR: readonly Segment[] = ["1", "4a", "7", "8"];
