#!/usr/bin/env node
// Checked in, so that `npm ci` links the command before anything is built.
import { existsSync } from "node:fs";

const built = new URL("../dist/cantlie.mjs", import.meta.url);
if (!existsSync(built)) {
  console.error("cantlie is not built yet: run `npm ci` in the project's root (its prepare step builds it)");
  process.exit(1);
}
await import(built.href);
