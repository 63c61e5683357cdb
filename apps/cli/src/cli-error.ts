export type CliErrorCode =
  | "cli/not-found"
  | "cli/unreadable"
  | "cli/unwritable"
  | "cli/not-json"
  | "cli/no-labels"
  | "cli/unknown-format"
  | "cli/no-image-series"
  | "cli/labels-on-another-grid"
  | "cli/not-a-workup"
  | "cli/input-changed";

/** The world outside does not let a command do its work: a path, a file's kind, a folder that cannot be written. */
export class CliError extends Error {
  readonly code: CliErrorCode;
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(code: CliErrorCode, message: string, details: Readonly<Record<string, string | number | boolean>> = {}) {
    super(message);
    this.name = "CliError";
    this.code = code;
    this.details = details;
  }
}
