import { defineConfig } from "vitest/config";
import { PlainSummaryReporter } from "./scripts/plain-summary-reporter.ts";

// full-length suites (npm run test:long) and everything else never run together
const isLong = process.env.CANTLIE_LONG === "1";
const ending = isLong ? "long.test.ts" : "test.ts";

export default defineConfig({
  test: {
    include: ["packages/*/test", "adapters/*/test", "apps/*/test", "scripts"].map((folder) => `${folder}/**/*.${ending}`),
    exclude: ["**/node_modules/**", "**/.readme-*/**", ...(isLong ? [] : ["**/*.long.test.ts"])],
    reporters: ["default", new PlainSummaryReporter()],
    globalSetup: ["scripts/build-before-tests.ts"],
    testTimeout: 120_000,
    // the volumes of a real case fill gigabytes: one process at a time may hold them, beside one for the small tests
    maxWorkers: 2,
  },
});
