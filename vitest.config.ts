import { defineConfig } from "vitest/config";
import { PlainSummaryReporter } from "./scripts/plain-summary-reporter.ts";

export default defineConfig({
  test: {
    include: ["packages/*/test/**/*.test.ts", "adapters/*/test/**/*.test.ts", "apps/*/test/**/*.test.ts", "scripts/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/.readme-*/**"],
    reporters: ["default", new PlainSummaryReporter()],
    globalSetup: ["scripts/build-before-tests.ts"],
    testTimeout: 120_000,
    // the volumes of a real case fill gigabytes: one process at a time may hold them, beside one for the small tests
    maxWorkers: 2,
  },
});
