import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { jsonSchemas } from "../src/index.ts";

test("the checked-in JSON Schemas are those of the zod definitions (else: npm run schemas)", () => {
  for (const [name, schema] of Object.entries(jsonSchemas()))
    expect(JSON.parse(readFileSync(new URL(`../generated/${name}`, import.meta.url), "utf8")), name).toEqual(
      JSON.parse(JSON.stringify(schema)),
    );
});
