import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { CliError } from "./cli-error.ts";

/** @throws CliError `cli/not-found` | `cli/unreadable` */
export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** All files below `path` in a fixed order, or `path` itself if it is a file. */
export function filesBelow(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** @throws CliError `cli/not-json` with the place of the first mistake */
export function readJson(path: string): unknown {
  const text = new TextDecoder().decode(readBytes(path));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliError("cli/not-json", `${path} is not JSON: ${cause instanceof Error ? cause.message : "unreadable"}`, { path });
  }
}

/** SHA-256 of the bytes, or of several files' bytes independent of their order and names, as lower-case hex. */
export function sha256(...contents: readonly Uint8Array[]): string {
  const one = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
  if (contents.length === 1) return one(contents[0]!);
  return createHash("sha256").update(contents.map(one).sort().join("\n")).digest("hex");
}

function unreadable(path: string, cause: unknown): CliError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "ENOENT") return new CliError("cli/not-found", `there is no file or folder ${path}: check the path`, { path });
  return new CliError("cli/unreadable", `${path} cannot be read (${code || "unknown reason"}): check its permissions`, { path });
}
