import type { z } from "zod";
import { InputError, type InputErrorCode, type RefusedField } from "./input-error.ts";

/**
 * Reads `value` (parsed JSON) by `schema`.
 *
 * @throws InputError with `code`, naming every refused field; unknown fields are refused by name
 */
export function parseInput<T extends z.ZodType>(schema: T, value: unknown, code: InputErrorCode): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InputError(code, result.error.issues.flatMap(refusedFields));
}

function refusedFields(issue: z.core.$ZodIssue): RefusedField[] {
  const path = pathText(issue.path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      path: path ? `${path}.${key}` : key,
      problem: "no such field in this file; check its spelling",
    }));
  return [{ path, problem: issue.message }];
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text ? `${text}.${String(part)}` : String(part);
  }, "");
}
