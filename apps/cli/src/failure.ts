import { InputError } from "@cantlie/workup";
import { EXIT, type ExitCode } from "./exit-code.ts";

interface CodedError extends Error {
  readonly code: string;
  readonly details?: unknown;
}

/** Says on stderr (and with `json` as the one document on stdout) why a command failed, and gives the exit code. */
export function reportFailure(error: unknown, options: { readonly json: boolean }): ExitCode {
  if (isRefusal(error)) {
    if (options.json)
      console.log(JSON.stringify({ error: { code: error.code, message: error.message, details: error.details ?? {} } }));
    console.error(`refused (${error.code}): ${linesOf(error)}`);
    return EXIT.inputRefused;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (options.json) console.log(JSON.stringify({ error: { code: "cantlie/our-fault", message, details: {} } }));
  console.error(`cantlie failed, which is our fault and not that of your data: ${message}`);
  if (process.env.CANTLIE_DEBUG && error instanceof Error) console.error(error.stack);
  else console.error("set CANTLIE_DEBUG=1 to see where");
  return EXIT.ourFault;
}

/** A line for each field of a file, to be gone through one after the other. */
function linesOf(error: CodedError): string {
  if (!(error instanceof InputError) || error.details.fields.length < 2) return error.message;
  const { fields } = error.details;
  return [`${fields.length} fields`, ...fields.map(({ path, problem }) => `  ${path || "file"}: ${problem}`)].join("\n");
}

/**
 * Refusals carry a code of the form `area/what-is-wrong` from their package's closed list. A report that cannot be typeset is our
 * fault, whatever the input was.
 */
function isRefusal(error: unknown): error is CodedError {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return false;
  return /^[a-z][a-z-]*\/[a-z0-9-]+$/.test(error.code) && !error.code.startsWith("pdf/");
}
