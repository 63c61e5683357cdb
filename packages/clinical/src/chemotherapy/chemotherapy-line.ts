/** One line of chemotherapy, as in patient.json `chemotherapy`; the lines are in the order in which they were given. */
export interface ChemotherapyLine {
  readonly regimen: string;
  readonly cycles?: number | undefined;
  readonly weeks?: number | undefined;
  /** last dose, as a calendar day */
  readonly lastOn?: string | undefined;
  readonly bevacizumab?: boolean | undefined;
  /** last dose of bevacizumab, where it ended before the others */
  readonly bevacizumabLastOn?: string | undefined;
  readonly response?: Response | undefined;
  /** how a person read the lesions' look on CT */
  readonly morphologicResponse?: "optimal" | "incomplete" | "none" | undefined;
}

export type Response = "complete" | "partial" | "stable" | "progression" | "unknown";

/** Whether the disease grew during the last line; undefined where nobody says. */
export function progressedOnLastLine(lines: readonly ChemotherapyLine[] | undefined): boolean | undefined {
  if (lines === undefined) return undefined;
  const last = lines.at(-1);
  if (last === undefined) return false;
  return last.response === undefined || last.response === "unknown" ? undefined : last.response === "progression";
}

/** Path of the last line's response, or of the list where that is not known. */
export function lastResponsePath(lines: readonly ChemotherapyLine[] | undefined): string {
  return lines === undefined || lines.length === 0 ? "chemotherapy" : `chemotherapy[${lines.length - 1}].response`;
}
