import type { Reporter, TestCase, TestModule } from "vitest/node";

/**
 * Ends a test run in one plain line, `N passed, N failed, N skipped`, and names what was skipped.
 * With CI set, where the data and every peer program are there, a skip is a failure.
 */
export class PlainSummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string): TestCase[] => tests.filter((test) => test.result().state === state);
    const skipped = inState("skipped");
    const brokenModules = modules.filter((module) => module.errors().length > 0).length;
    for (const test of skipped) console.log(`skipped: ${test.fullName} (${test.module.relativeModuleId})`);
    const failed = inState("failed").length + brokenModules;
    console.log(`${inState("passed").length} passed, ${failed} failed, ${skipped.length} skipped`);
    if (process.env.CI && skipped.length > 0) {
      console.error("a skipped test is a failure here, where the data and the peers are present");
      process.exitCode = 1;
    }
  }
}
