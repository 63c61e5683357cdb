import type { Command } from "commander";

/** Options that every command has. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export function withGlobalOptions(command: Command, example: string): Command {
  return command
    .option("--json", "one JSON document on stdout and nothing else there")
    .option("--quiet", "no progress")
    .addHelpText("after", `\nExample:\n  ${example}\n`);
}
