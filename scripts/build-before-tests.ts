import { execFileSync } from "node:child_process";

/** Tests of the command line run the bundle: it is built from the sources as they are now. */
export default function buildBeforeTests(): void {
  execFileSync(process.execPath, ["scripts/build.mjs"], { stdio: "inherit" });
}
