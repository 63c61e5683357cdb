/**
 * Makes docs/images/demo-report.png: the first screen of the demonstration's report, 1280 × 1000 pixels.
 * Needs Chromium; CHROMIUM names the program if it is not called `chromium`. Run `npm run screenshot`.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const IMAGE = resolve(import.meta.dirname, "../docs/images/demo-report.png");
const CANTLIE = resolve(import.meta.dirname, "../apps/cli/bin/cantlie.mjs");
const folder = mkdtempSync(join(tmpdir(), "cantlie-screenshot-"));

try {
  execFileSync(process.execPath, [CANTLIE, "demo", "--out", join(folder, "demo"), "--quiet"], { stdio: "inherit" });
  mkdirSync(resolve(IMAGE, ".."), { recursive: true });
  execFileSync(
    process.env.CHROMIUM ?? "chromium",
    [
      "--headless",
      // The page is our own and has no script; containers allow no sandbox.
      "--no-sandbox",
      "--disable-gpu",
      "--hide-scrollbars",
      `--user-data-dir=${join(folder, "browser")}`,
      "--window-size=1280,1000",
      `--screenshot=${IMAGE}`,
      pathToFileURL(join(folder, "demo", "work-up", "report.html")).href,
    ],
    // Chromium complains of missing desktop services.
    { stdio: "ignore" },
  );
  console.log(`wrote ${IMAGE}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
