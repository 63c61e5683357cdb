import { INTENDED_USE } from "@cantlie/workup";
import { Command, CommanderError } from "commander";
import { assessCommand } from "./commands/assess.ts";
import { demoCommand } from "./commands/demo.ts";
import { inspectCommand } from "./commands/inspect.ts";
import { phantomCommand } from "./commands/phantom.ts";
import { planCommand } from "./commands/plan.ts";
import { reportCommand } from "./commands/report.ts";
import { verifyCommand } from "./commands/verify.ts";
import { EXIT } from "./exit-code.ts";
import { reportFailure } from "./failure.ts";
import { SOFTWARE } from "./software.ts";

const program = new Command("cantlie")
  .description("Plans surgery for liver metastases from the patient's own scan.")
  .version(SOFTWARE.version)
  .addHelpText("after", `\n${INTENDED_USE}\n`)
  .exitOverride();

for (const command of [
  demoCommand(),
  inspectCommand(),
  planCommand(),
  assessCommand(),
  reportCommand(),
  verifyCommand(),
  phantomCommand(),
])
  program.addCommand(command.exitOverride());

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode =
    error instanceof CommanderError ? usageExitCode(error) : reportFailure(error, { json: process.argv.includes("--json") });
}

/** Help and version end a command well; everything else that commander stops is wrong usage. */
function usageExitCode(error: CommanderError): number {
  return error.exitCode === 0 ? EXIT.done : EXIT.wrongUsage;
}
