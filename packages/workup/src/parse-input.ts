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
    result.error.issues.flatMap((issue) => refusedFields(issue, value)),
  );
}

/** @param within where the issue's own path begins in `file` */
function refusedFields(issue: z.core.$ZodIssue, file: unknown, within: readonly PropertyKey[] = []): RefusedField[] {
  const fullPath = [...within, ...issue.path];
  const path = pathText(fullPath);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      path: path ? `${path}.${key}` : key,
      problem: "no such field in this file; check its spelling",
    }));
  const meant = issue.code === "invalid_union" ? meantOption(issue.errors) : undefined;
  if (meant !== undefined) return meant.flatMap((inner) => refusedFields(inner, file, fullPath));
  return [{ path, problem: `${foundText(issue, valueAt(file, fullPath))}${expectedText(issue)}` }];
}

/** Numbers, choices and days only: what stands where a number belongs may be a name or a day of birth, which no message repeats. */
function foundText(issue: z.core.$ZodIssue, value: unknown): string {
  const isTold = typeof value === "number" || (typeof value === "string" && (isChoice(issue) || isDay(issue)));
  return isTold ? `found ${JSON.stringify(value)}; ` : "";
}

/** Formats of our own say themselves what they expect. */
function expectedText(issue: z.core.$ZodIssue): string {
  if (isChoice(issue)) return `expected ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`;
  if (isDay(issue)) return 'expected a calendar day such as "2026-03-10"';
  return issue.message.replace(/^Too (small|big): /, "");
}

function isChoice(issue: z.core.$ZodIssue): issue is z.core.$ZodIssueInvalidValue {
  return issue.code === "invalid_value" && issue.message.startsWith("Invalid ");
}

function isDay(issue: z.core.$ZodIssue): boolean {
  return issue.code === "invalid_format" && issue.format === "date";
}

function valueAt(file: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined),
    file,
  );
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
