import { GUARDRAILS } from "../packages/clinical/src/index.ts";
import { jsonSchemas } from "../packages/workup/src/index.ts";

/** What of JSON Schema the input files use. */
interface Schema {
  readonly type?: string;
  readonly const?: string | number;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

interface Field {
  readonly path: string;
  readonly accepts: string;
}

const FILES = [
  ["patient.json", "What is known of the patient, for `plan` and `assess`."],
  ["operation-record.json", "What was found and done in an operation and what came after, for `assess --operation`."],
  ["lesion-notes.json", "What a person says of lesions, for `plan --lesion-notes`."],
  ["hospital.json", "Whom the patient's leaflet names, for `plan` and `report`."],
] as const;

/** `docs/reference/files.md`: every field of the files that people write by hand, from their schemas and guardrails. */
export function inputFilesPage(): string {
  const schemas = jsonSchemas() as Readonly<Record<string, Schema>>;
  const sections = FILES.map(([file, purpose]) => {
    const rows = fieldsOf(schemas[file.replace(".json", ".schema.json")]!).map(
      ({ path, accepts }) => `| \`${path}\` | ${[accepts, ...(file === "patient.json" ? limits(path) : [])].join("; ")} |`,
    );
    return [`## ${file}`, "", purpose, "", "| field | takes |", "|---|---|", ...rows, ""].join("\n");
  });
  return [
    "# Files that you write",
    "",
    "Made by `npm run docs -- --write`. Every field may be left out unless it is called needed; what is missing is named by the rule that lacks",
    "it. A field that is not here, a value outside what is possible or of another kind refuses the whole file, with all such fields named; an",
    "unusual value is asked again by a caution. Dates are written as 2026-03-10. `[]` stands for each entry of a list.",
    "",
    "Limits of planning stand in [change a limit](../how-to/change-a-limit.md), plans of one's own in [draw a resection](../how-to/draw-a-resection.md).",
    "",
    ...sections,
  ].join("\n");
}

function fieldsOf(schema: Schema, at = ""): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = at === "" ? name : `${at}.${name}`;
    const inner = field.items ? fieldsOf(field.items, `${path}[]`) : fieldsOf(field, path);
    if (inner.length > 0) return inner;
    const isNeeded = schema.required?.includes(name) ?? false;
    return [{ path, accepts: [accepted(field), field.description, ...(isNeeded ? ["needed"] : [])].filter(Boolean).join("; ") }];
  });
}

function accepted(schema: Schema): string {
  const { type, anyOf, items, maxItems } = schema;
  if (anyOf) return anyOf.map(accepted).join(" or ");
  if (schema.const !== undefined) return `always ${schema.const}`;
  if (schema.enum) return schema.enum.map((value) => `"${value}"`).join(", ");
  if (schema.format === "date") return "a date";
  if (type === "array") return `a list${maxItems === undefined ? "" : ` of at most ${maxItems}`}: ${accepted(items ?? {})}`;
  if (type === "boolean") return "true or false";
  if (type === "null") return "null";
  if (type === "integer") return `a whole number${bounds(schema)}`;
  return type === "number" ? `a number${bounds(schema)}` : "text";
}

/** The schemas write the largest whole number where none is meant. */
function bounds({ minimum = -Infinity, maximum = Infinity }: Schema): string {
  const [isLow, isHigh] = [minimum > Number.MIN_SAFE_INTEGER, maximum < Number.MAX_SAFE_INTEGER];
  if (isLow && isHigh) return ` from ${minimum} to ${maximum}`;
  return isLow ? ` from ${minimum}` : isHigh ? ` to ${maximum}` : "";
}

function limits(path: string): string[] {
  const guardrail = GUARDRAILS.find((one) => one.path === path);
  if (guardrail === undefined) return [];
  const { unit, possible, usual } = guardrail;
  const named = unit === "" ? "" : ` (${unit.replaceAll(/[()]/g, "")})`;
  return [`possible ${possible[0]} to ${possible[1]}, usual ${usual[0]} to ${usual[1]}${named}`];
}
