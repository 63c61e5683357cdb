/** Writes the JSON Schemas of packages/workup/generated from the zod definitions, which are the one definition. */
import { mkdirSync, writeFileSync } from "node:fs";
import { jsonSchemas } from "../packages/workup/src/index.ts";

const folder = "packages/workup/generated";
mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(jsonSchemas()))
  writeFileSync(`${folder}/${name}`, `${JSON.stringify(schema, null, 2)}\n`);
console.log(`wrote ${Object.keys(jsonSchemas()).length} schemas to ${folder}`);
