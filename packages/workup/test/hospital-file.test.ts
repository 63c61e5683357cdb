import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { hospitalFile, InputError, parseInput } from "../src/index.ts";

const example = JSON.parse(readFileSync(new URL("./fixtures/hospital.json", import.meta.url), "utf8")) as unknown;

test("the example of hospital.json is accepted whole, and so is one that says nothing", () => {
  expect(parseInput(hospitalFile, example, "hospital/refused")).toEqual(example);
  expect(parseInput(hospitalFile, { schemaVersion: 1 }, "hospital/refused")).toEqual({ schemaVersion: 1 });
});

test("every bad field is named: an address in the phone's place, an unknown field, an empty name, no mail address", () => {
  const bad = { schemaVersion: 1, name: " ", phone: "ring the ward", email: "at the desk", fax: "1", contact: { nurse: "Sam" } };
  try {
    parseInput(hospitalFile, bad, "hospital/refused");
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.code).toBe("hospital/refused");
    expect(error.details.fields.map(({ path }) => path).sort()).toEqual(["contact.nurse", "email", "fax", "name", "phone"]);
    return;
  }
  throw new Error("nothing was refused");
});

test.each(["999", "112", "+44 (0)20 7946 0000", "0161/496-0000", "030 1234567 x5"])("%s is a phone number", (phone) => {
  expect(parseInput(hospitalFile, { schemaVersion: 1, phone }, "hospital/refused")).toEqual({ schemaVersion: 1, phone });
});
