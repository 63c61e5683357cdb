/** Where a rule was published. */
export interface Citation {
  readonly authors: string;
  readonly year?: number;
  /** journal, volume and first page, or what else finds it */
  readonly where: string;
  readonly doi?: string;
  /** what in the text carries the rule, if it is not the whole */
  readonly locator?: string;
  /** where the numbers were read, if not in the publication itself */
  readonly readIn?: string;
}

/** The citation as one line of text. */
export function citationText({ authors, year, where, doi, locator, readIn }: Citation): string {
  const parts = [year === undefined ? `${authors}, ${where}` : `${authors}, ${where} (${year})`];
  if (locator !== undefined) parts.push(locator);
  if (doi !== undefined) parts.push(`doi ${doi}`);
  if (readIn !== undefined) parts.push(`as read in ${readIn}`);
  return parts.join("; ");
}
