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
  throw new InputError(
    code,
    result.error.issues.flatMap((issue) => refusedFields(issue)),
  );
}

function refusedFields(issue: z.core.$ZodIssue, within: readonly PropertyKey[] = []): RefusedField[] {
  const fullPath = [...within, ...issue.path];
  const path = pathText(fullPath);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      path: path ? `${path}.${key}` : key,
      problem: "no such field in this file; check its spelling",
    }));
  const meant = issue.code === "invalid_union" ? meantOption(issue.errors) : undefined;
  if (meant !== undefined) return meant.flatMap((inner) => refusedFields(inner, fullPath));
  return [{ path, problem: issue.message }];
}

/** Of a choice between kinds, the complaints about the one that was meant: its `kind` fits, and fewest other things are wrong. */
function meantOption(options: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  return options
    .filter((issues) => issues.length > 0 && !issues.some(({ path }) => path[0] === "kind"))
    .sort((a, b) => a.length - b.length)[0];
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text ? `${text}.${String(part)}` : String(part);
  }, "");
}
